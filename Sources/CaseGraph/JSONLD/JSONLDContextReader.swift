import CaseBytes
import CaseModel

/// A property's term: what a value of it becomes.
struct JSONLDTerm: Equatable {
    enum Object: Equatable {
        /// What stands behind the closing quote: a language tag, a datatype, or nothing.
        case literal(suffix: [UInt8])
        /// A node, relative to this base; to the document's where there is none.
        case node(base: String?)
    }

    /// In angle brackets.
    let predicate: [UInt8]
    let object: Object
}

/// A class's term, with the terms that it brings for the properties of its nodes.
struct JSONLDType {
    /// In angle brackets.
    let iri: [UInt8]
    let terms: [(key: [UInt8], term: JSONLDTerm)]
}

/// Reads a context of the form that this project writes (JSON-LD 1.1, section 4.1, and Processing Algorithms and API,
/// sections 4.1 and 4.2): `@version`, `@base`, and terms of classes, each with a type-scoped context of terms of
/// properties. Everything else is refused, since it would change what the document means.
struct JSONLDContextReader {
    private(set) var base: String?
    private(set) var types: [[UInt8]: JSONLDType] = [:]
    /// Where the context begins: for messages.
    private let line: Int

    /// - Throws: `GraphProblem`.
    init(_ text: [UInt8], line: Int) throws {
        self.line = line
        let context: JSON
        do {
            context = try JSON(parsing: text)
        } catch {
            throw GraphProblem(.malformed, line: line + max(error.line - 1, 0), error.message)
        }
        for member in context.members ?? [] {
            switch member.key {
            case "@version": try readVersion(member.value)
            case "@base": base = try absolute(member.value, "the context's @base")
            default: types[try name(member.key, "the context")] = try type(member)
            }
        }
    }

    private func readVersion(_ value: JSON) throws {
        guard value == .number("1.1") else { throw unsupported("a @version that is not the number 1.1") }
    }

    /// A term of a class: `@id` and a context of its own.
    private func type(_ member: JSON.Member) throws -> JSONLDType {
        let place = "the term \"\(visible(member.key))\""
        var iri: [UInt8]?
        var terms: [(key: [UInt8], term: JSONLDTerm)] = []
        for entry in try definition(member.value, place) {
            switch entry.key {
            case "@id": iri = bracketed(try absolute(entry.value, "the @id of \(place)"))
            case "@context":
                for term in try definition(entry.value, "the context of \(place)") {
                    let key = try name(term.key, "the context of \(place)")
                    terms.append((key, try property(term, of: place)))
                }
            default: throw unsupported("\"\(visible(entry.key))\" in the definition of \(place)")
            }
        }
        guard let iri else { throw unsupported("\(place) has no @id") }
        return JSONLDType(iri: iri, terms: terms)
    }

    /// A term of a property: `@id`, and how its values are to be taken.
    private func property(_ member: JSON.Member, of type: String) throws -> JSONLDTerm {
        let place = "the term \"\(visible(member.key))\" of \(type)"
        var predicate: [UInt8]?
        var datatype: String?
        var language: String?
        var scope: String?
        for entry in try definition(member.value, place) {
            switch entry.key {
            case "@id": predicate = bracketed(try absolute(entry.value, "the @id of \(place)"))
            case "@type": datatype = try self.datatype(entry.value, place)
            case "@language": language = try tag(entry.value, place)
            case "@context": scope = try self.scope(entry.value, place)
            default: throw unsupported("\"\(visible(entry.key))\" in the definition of \(place)")
            }
        }
        guard let predicate else { throw unsupported("\(place) has no @id") }
        if datatype == "@id" {
            guard language == nil else { throw unsupported("\(place) has both @type and @language") }
            return JSONLDTerm(predicate: predicate, object: .node(base: scope))
        }
        guard scope == nil else { throw unsupported("\(place) has a @base, and its values are no nodes") }
        guard datatype == nil || language == nil else {
            throw unsupported("\(place) has both @type and @language")
        }
        return JSONLDTerm(predicate: predicate, object: .literal(suffix: suffix(datatype, language)))
    }

    private func suffix(_ datatype: String?, _ language: String?) -> [UInt8] {
        if let language { return Array("@\(language)".utf8) }
        guard let datatype, datatype != .xsd + "string" else { return [] }
        return Array("^^".utf8) + bracketed(datatype)
    }

    private func datatype(_ value: JSON, _ place: String) throws -> String {
        if value.text == "@id" { return "@id" }
        let iri = try absolute(value, "the @type of \(place)")
        guard iri != Vocabulary.iri("rdf:langString") else {
            throw unsupported("\(place) has the datatype rdf:langString, and no language")
        }
        return iri
    }

    /// A language tag as RDF 1.1 Turtle has it.
    private func tag(_ value: JSON, _ place: String) throws -> String {
        let parts = value.text?.utf8.split(separator: 0x2D, omittingEmptySubsequences: false) ?? []
        let isTag = parts.enumerated().allSatisfy { index, part in
            (1...8).contains(part.count) && part.allSatisfy { index == 0 ? isLower($0 | 0x20) : isAlphanumeric($0) }
        }
        guard let text = value.text, isTag else {
            throw unsupported("the @language of \(place) is no language tag (BCP 47)")
        }
        return text
    }

    /// A property-scoped context that says what relative IRIs are relative to, and nothing else.
    private func scope(_ value: JSON, _ place: String) throws -> String {
        let members = try definition(value, "the context of \(place)")
        guard members.count == 1, members[0].key == "@base" else {
            throw unsupported("the context of \(place) has something else than a @base")
        }
        return try absolute(members[0].value, "the @base of \(place)")
    }

    // MARK: Pieces

    private func definition(_ value: JSON, _ place: String) throws -> [JSON.Member] {
        guard let members = value.members else {
            throw unsupported("\(place) is not defined by an object", hint: "contexts elsewhere are never looked up")
        }
        return members
    }

    /// The name of a term: neither a keyword nor what could be taken for an IRI.
    private func name(_ key: String, _ place: String) throws -> [UInt8] {
        guard !key.hasPrefix("@") else { throw unsupported("the keyword \"\(visible(key))\" in \(place)") }
        let isPlain = !key.utf8.contains(0x3A) && !key.utf8.contains(0x2F)
        guard !key.isEmpty, isPlain else { throw unsupported("the term \"\(visible(key))\" in \(place)") }
        return Array(key.utf8)
    }

    private func absolute(_ value: JSON, _ place: String) throws -> String {
        guard let text = value.text else { throw unsupported("\(place) is not a string") }
        guard IRISyntax.isAbsolute(text) else {
            throw unsupported("\(place) is \"\(visible(text))\", which is no absolute IRI")
        }
        return text
    }

    private func bracketed(_ iri: String) -> [UInt8] { [0x3C] + iri.utf8 + [0x3E] }

    private func unsupported(_ message: String, hint: String? = nil) -> GraphProblem {
        GraphProblem(.unsupported, line: line, message, hint: hint)
    }
}
