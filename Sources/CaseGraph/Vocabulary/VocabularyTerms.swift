package import CaseModel

/// A column that uses a property.
package struct PropertyUse {
    package let table: Table
    package let column: Column
    package let value: ColumnValue
    /// The property that the values are worked out from; nil for what is stored.
    package let origin: String?
}

/// The classes and properties that the tables and columns of a schema use, in the order of their IRIs.
package struct VocabularyTerms {
    package let classes: [(iri: String, tables: [Table])]
    package let properties: [(iri: String, uses: [PropertyUse])]

    package init(_ schema: Schema) {
        var tables: [String: [Table]] = [:]
        var uses: [String: [PropertyUse]] = [:]
        for table in schema.tables {
            for iri in [table.classIRI] + table.furtherClasses { tables[iri, default: []].append(table) }
            let layout = TableLayout(table, index: 0)
            for exported in layout.columns {
                guard let iri = exported.column.property, let value = exported.column.value else { continue }
                let use = PropertyUse(
                    table: table, column: exported.column, value: value, origin: Self.origin(of: exported, in: layout))
                uses[iri, default: []].append(use)
            }
        }
        classes = Self.sorted(tables).map { (iri: $0.key, tables: $0.value) }
        properties = Self.sorted(uses).map { (iri: $0.key, uses: $0.value) }
    }

    private static func sorted<Value>(_ terms: [String: Value]) -> [(key: String, value: Value)] {
        terms.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private static func origin(of column: LayoutColumn, in layout: TableLayout) -> String? {
        guard case .derived(let index) = column.source else { return nil }
        switch layout.derivations[index] {
        case .earliest(let source), .latest(let source): return layout.table.columns[source].property
        case .isCurrent: return layout.table.column(named: "effect_on_id")?.property
        }
    }

    /// The namespace of an IRI: up to its last `#`, or else its last `/`, or else its last colon.
    package static func namespace(of iri: String) -> String {
        let end = iri.utf8.lastIndex(of: 0x23) ?? iri.utf8.lastIndex(of: 0x2F) ?? iri.utf8.lastIndex(of: 0x3A)
        return end.map { String(iri[...$0]) } ?? iri
    }

    /// The words of an IRI's local name: `http://schema.org/birthDate` is a "birth date".
    package static func label(of iri: String) -> String {
        var words = ""
        for character in iri.dropFirst(namespace(of: iri).count) {
            if character.isUppercase && !words.isEmpty { words += " " }
            words += character.lowercased()
        }
        return words
    }
}
