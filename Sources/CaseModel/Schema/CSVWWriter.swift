/// Writes a schema as CSV on the Web metadata (W3C Recommendation of 17 December 2015).
///
/// Read in minimal mode (csv2rdf, section 4.6), the metadata and the CSV files give the graph of the dataset. IRIs are
/// written in full and the dialect explicitly, since readers disagree about the defaults. What CSVW has no word for
/// (the kind of a column, the prefix of a table's ids) is an annotation in the tool's own vocabulary, so that the
/// metadata can be read back into the same schema.
package struct CSVWWriter: Sendable {
    /// The dataset's base IRI.
    package let base: String
    /// The dataset's language.
    package let language: String

    package init(base: String, language: String) {
        self.base = base
        self.language = language
    }

    package static let kindAnnotation = Vocabulary.caseNamespace + "kind"
    package static let prefixAnnotation = Vocabulary.caseNamespace + "idPrefix"
    package static let sourceAnnotation = Vocabulary.caseNamespace + "source"
    package static let derivedAnnotation = Vocabulary.caseNamespace + "derived"

    /// - Parameter layouts: the tables that are there; a reference to any other is not declared as a foreign key.
    package func metadata(for layouts: [TableLayout]) -> JSON {
        let present = Set(layouts.map(\.table.name))
        return .object([
            "@context": .array([.string("http://www.w3.org/ns/csvw"), .object(["@language": .string(language)])]),
            "dialect": .object([
                "encoding": .string("utf-8"), "delimiter": .string(","), "quoteChar": .string("\""),
                "doubleQuote": .boolean(true), "header": .boolean(true), "headerRowCount": .integer(1),
                "lineTerminators": .strings(["\r\n", "\n"]), "trim": .boolean(false),
                "skipBlankRows": .boolean(false), "commentPrefix": .string("#"),
            ]),
            "tables": .array(layouts.map { table($0, present: present) }),
        ])
    }

    private func table(_ layout: TableLayout, present: Set<String>) -> JSON {
        let table = layout.table
        let columns = layout.columns.map { column($0, in: table) }
        // A virtual column needs a name of its own.
        let taken = Set(layout.columns.map(\.column.name))
        let names = (1...).lazy.map { $0 == 1 ? "type" : "type_\($0)" }.filter { !taken.contains($0) }
        let types = zip(names, [table.classIRI] + table.furtherClasses).map { name, iri -> JSON in
            .object([
                "name": .string(name), "virtual": .boolean(true),
                "propertyUrl": .string(Vocabulary.iri("rdf:type")), "valueUrl": .string(iri),
            ])
        }
        let keys = table.columns.compactMap { column -> JSON? in
            guard case .tables(let targets) = column.target, targets.count == 1, present.contains(targets[0]) else {
                return nil
            }
            return .object([
                "columnReference": .string(column.name),
                "reference": .object(["resource": .string(targets[0] + ".csv"), "columnReference": .string("id")]),
            ])
        }
        return .object([
            "url": .string(table.name + ".csv"),
            "http://purl.org/dc/terms/description": .string(table.documentation),
            Self.prefixAnnotation: table.prefix.map { .string($0) },
            "tableSchema": .object([
                "aboutUrl": .string(aboutTemplate(of: table)),
                "primaryKey": .strings(layout.keyColumns.map { table.columns[$0].name }),
                "foreignKeys": keys.isEmpty ? nil : .array(keys),
                "columns": .array(columns + types),
            ]),
        ])
    }

    /// The template of the rows' IRIs (RFC 6570).
    private func aboutTemplate(of table: Table) -> String {
        switch table.key {
        case .id: base + "{id}"
        case .concept: base + "concept/{scheme}/{code}"
        case .dataset: base
        }
    }

    private func column(_ layoutColumn: LayoutColumn, in table: Table) -> JSON {
        let column = layoutColumn.column
        var isDerived = false
        if case .derived = layoutColumn.source { isDerived = true }
        let value = valueTemplate(of: column)
        return .object([
            "name": .string(column.name),
            "http://purl.org/dc/terms/description": .string(column.documentation),
            Self.kindAnnotation: .string(column.kindDescription),
            Self.derivedAnnotation: isDerived ? .boolean(true) : nil,
            "required": column.isRequired ? .boolean(true) : nil,
            "default": nil,
            "suppressOutput": column.property == nil ? .boolean(true) : nil,
            "propertyUrl": column.property.map { .string($0) },
            "valueUrl": value.map { .string($0) },
            "datatype": value == nil ? datatype(of: column) : .string("string"),
            "lang": value == nil && column.kind.rdf == .languageTagged ? .string(language) : nil,
        ])
    }

    private func datatype(of column: Column) -> JSON {
        if case .literal(let iri) = column.kind.rdf, iri != .xsd + column.kind.csvwDatatype {
            return .object(["@id": .string(iri), "base": .string(column.kind.csvwDatatype)])
        }
        return .string(column.kind.csvwDatatype)
    }

    /// The template of the node that a value leads to; nil for literals.
    private func valueTemplate(of column: Column) -> String? {
        guard column.property != nil else { return nil }
        switch column.scheme {
        case Table.codeOfItself: return nil
        case Table.schemeOfSchemes: return base + "concept/{\(column.name)}"
        case Table.schemeOfRow: return base + "concept/{scheme}/{\(column.name)}"
        case let scheme?: return base + "concept/\(scheme)/{\(column.name)}"
        case nil: break
        }
        if column.target != nil { return base + "{\(column.name)}" }
        return column.kind.rdf == .node ? "{+\(column.name)}" : nil
    }
}
