import CaseBytes
import CaseModel

/// The checks that all description objects share (Metadata Vocabulary for Tabular Data, sections 5.1 and 5.8).
enum CSVWObject {
    /// Checks `@id` and `@type`.
    static func checkIdentity(of object: JSON, type: String, warnings: CSVWWarnings) throws(GraphProblem) {
        if let id = object["@id"] {
            if let text = id.text {
                guard !text.hasPrefix("_:") else {
                    throw malformed("the @id \"\(visible(text))\" of a \(type) is a blank node, and must not be one")
                }
            } else {
                warnings.warn("the @id of a \(type) cannot be \(shown(id)); it is passed over")
            }
        }
        if let found = object["@type"], found.text != type {
            throw malformed("the @type of a \(type) is \(shown(found)), and can only be \"\(type)\"")
        }
    }

    /// Checks a property that a description has beside those of its own: a common property, or one to pass over.
    static func checkFurther(_ member: JSON.Member, of owner: String, warnings: CSVWWarnings) throws(GraphProblem) {
        if isCommonProperty(member.key) {
            try checkCommon(member.value)
        } else {
            warnings.warn("\(owner) has no property \"\(visible(member.key))\"; it is passed over")
        }
    }

    /// Whether a name is an absolute IRI or has a prefix.
    static func isCommonProperty(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { IRIParts.schemeEnd($0) > 0 } && !name.hasPrefix("_:")
    }

    /// Checks the value of a common property (section 5.8.2).
    static func checkCommon(_ value: JSON) throws(GraphProblem) {
        if let items = value.items {
            for item in items { try checkCommon(item) }
        }
        guard let members = value.members else { return }
        let content = value["@value"]
        if let content {
            switch content {
            case .array, .object, .null:
                throw malformed("an @value is \(shown(content)), and can only be a string, a number or a boolean")
            default: break
            }
            guard value["@type"] == nil || value["@language"] == nil else {
                throw malformed("an object has @value with @type and @language, and can only have one of them")
            }
        }
        for member in members {
            switch member.key {
            case "@value": break
            case "@type": try checkType(member.value, ofValue: content != nil)
            case "@language":
                guard content != nil else { throw malformed("an object has @language without @value") }
                if case .null = member.value { break }
                guard let tag = member.value.text, isLanguageTag(tag) else {
                    throw malformed("\(shown(member.value)) is no language tag")
                }
            case "@id":
                guard let id = member.value.text, !id.hasPrefix("_:") else {
                    throw malformed("the @id \(shown(member.value)) of a common property is not an IRI")
                }
            case let key where key.hasPrefix("@"):
                throw malformed("the value of a common property has \"\(visible(key))\", and must not have it")
            default:
                guard content == nil else {
                    throw malformed("an object has @value and \"\(visible(member.key))\"")
                }
                try checkCommon(member.value)
            }
        }
    }

    private static let types: Set<String> = [
        "TableGroup", "Table", "Schema", "Column", "Dialect", "Template", "Datatype", "Cell", "Row", "Direction",
        "ForeignKey", "NumericFormat", "TableReference", "Transformation",
    ]

    private static func checkType(_ value: JSON, ofValue: Bool) throws(GraphProblem) {
        if !ofValue, let items = value.items {
            for item in items { try checkType(item, ofValue: false) }
            return
        }
        if let name = value.text {
            if ofValue ? CSVWBaseType(name) != nil : types.contains(name) { return }
            if isCommonProperty(name) { return }
        }
        throw malformed("the @type \(shown(value)) is no known term, no prefixed name and no IRI")
    }

    /// Whether a text has the form of a language tag (RFC 5646, section 2.1).
    static func isLanguageTag(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        guard let first = parts.first, first.allSatisfy({ isLower($0 | 0x20) }) else { return false }
        guard
            (2...8).contains(first.count)
                || first.count == 1 && parts.count > 1 && [0x78, 0x69].contains(first[first.startIndex] | 0x20)
        else { return false }
        return parts.dropFirst().allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(isAlphanumeric) }
    }
}
