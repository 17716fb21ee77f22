/// A schema that cannot be exported, found when it is loaded.
package struct SchemaProblem: Error, Equatable, CustomStringConvertible {
    /// The table, and the column where there is one.
    package let place: String
    package let message: String

    package var description: String { "\(place): \(message)" }
}

extension Schema {
    /// Everything that would break a format or a check, found before any data is read. Empty for the model itself.
    package var problems: [SchemaProblem] {
        var problems: [SchemaProblem] = []
        var names: Set<String> = []
        var prefixes: [String: String] = [:]
        for table in tables {
            func report(_ column: String?, _ message: String) {
                problems.append(
                    SchemaProblem(
                        place: column.map { "table \(table.name), column \($0)" } ?? "table \(table.name)",
                        message: message))
            }
            if !isName(table.name) {
                report(nil, "a table's name is lower-case letters, digits and _, as in case_notes")
            }
            if !names.insert(table.name).inserted { report(nil, "there are two tables of this name") }
            if let prefix = table.prefix {
                if prefix.utf8.count != 3 || !prefix.utf8.allSatisfy(isLower) {
                    report(nil, "the ids' prefix is three lower-case letters, not \"\(prefix)\"")
                }
                if let other = prefixes.updateValue(table.name, forKey: prefix) {
                    report(nil, "table \(other) has the prefix \"\(prefix)\" too")
                }
            }
            if Kind.iri.verdict(of: table.classIRI) != .canonical {
                report(nil, "the class is not a plain IRI: \(table.classIRI)")
            }
            var columns: Set<String> = []
            for layoutColumn in TableLayout(table, index: 0).columns {
                let column = layoutColumn.column
                if !isName(column.name) { report(column.name, "a column's name is lower-case letters, digits and _") }
                if !columns.insert(column.name).inserted {
                    report(column.name, "there are two columns of this name (derived ones count)")
                }
                if column.name == table.name {
                    report(column.name, "is named as its table, and readers of JSON-LD take one for the other")
                }
                if let property = column.property, !Self.isElementName(property) {
                    report(
                        column.name,
                        "the property \(property) cannot be written as a qualified name, which RDF/XML asks for: it has to be a plain IRI that ends in a letter and then letters, digits, - . _, and no word of RDF/XML's own syntax"
                    )
                }
                if case .tables(let targets) = column.target {
                    for target in targets where self.table(named: target)?.prefix == nil {
                        report(column.name, "refers to table \(target), which is not there or has no ids")
                    }
                }
                if let scheme = column.scheme, Kind.code.verdict(of: scheme) != .canonical,
                    ![Table.schemeOfSchemes, Table.codeOfItself, Table.schemeOfRow].contains(scheme)
                        || table.key != .concept
                {
                    report(column.name, "the scheme \"\(visible(scheme))\" is not \(Kind.code.expectation)")
                }
                if (column.kind.name == Kind.reference.name) != (column.target != nil)
                    || (column.kind.name == Kind.code.name) != (column.scheme != nil)
                {
                    report(column.name, "a reference needs a target, a code needs a scheme, and nothing else has one")
                }
            }
        }
        return problems
    }

    /// Whether an IRI splits into a namespace and an XML name (Namespaces in XML 1.0, NCName), in ASCII.
    package static func isQualifiable(_ iri: String) -> Bool {
        guard Kind.iri.verdict(of: iri) == .canonical, let start = localNameStart(of: iri), start < iri.endIndex else {
            return false
        }
        let first = iri.utf8[start]
        return isLower(first | 0x20) || first == 0x5F
    }

    /// Whether an IRI may name a property or a typed node in RDF/XML (section 5): it is qualifiable, not one of the
    /// syntax's own words, and not in a namespace that XML keeps to itself.
    package static func isElementName(_ iri: String) -> Bool {
        guard isQualifiable(iri), let start = localNameStart(of: iri) else { return false }
        if iri[..<start] == Vocabulary.iri("rdf:") { return !syntaxNames.contains(String(iri[start...])) }
        return !["http://www.w3.org/2000/xmlns/", "http://www.w3.org/XML/1998/namespace"].contains { iri.hasPrefix($0) }
    }

    /// RDF/XML, sections 5.1 to 5.6, and what a typed node or a property cannot be.
    private static let syntaxNames: Set<String> = [
        "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "li", "aboutEach", "aboutEachPrefix",
        "bagID", "Description",
    ]

    /// Where the part of an IRI begins that may be an XML name.
    package static func localNameStart(of iri: String) -> String.Index? {
        iri.utf8.lastIndex { $0 == 0x2F || $0 == 0x23 || $0 == 0x3A || $0 == 0x40 || $0 == 0x7E }
            .map { iri.utf8.index(after: $0) }
    }
}

private func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLower(first), name.utf8.count <= 60 else { return false }
    return name.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x5F }
}
