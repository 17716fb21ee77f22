package import CaseModel

/// What a cell is in the graph.
package enum GraphObject: Sendable, Equatable {
    /// The node whose IRI is this prefix and the cell.
    case node(prefix: String)
    /// The node whose IRI is this prefix, the row's cell in another column, `/`, and the cell.
    case nodeInScheme(prefix: String, scheme: ColumnSource)
    /// A literal; `xsd:string` is nil.
    case literal(datatype: String?)
    case languageTagged(String)
}

/// A column that becomes triples.
package struct GraphColumn: Sendable {
    package let column: Column
    package let source: ColumnSource
    /// The property's IRI, in full.
    package let property: String
    package let object: GraphObject
}

/// What the rows of a table are in the graph of a dataset: each row is one subject, and there are no blank nodes.
package struct GraphLayout: Sendable {
    package let layout: TableLayout
    /// The classes' IRIs, in the order of their bytes, each once.
    package let classes: [String]
    /// In the order in which the table has them.
    package let columns: [GraphColumn]
    /// What the subjects' IRIs begin with; behind it comes the key.
    package let subjectPrefix: String
    /// The columns whose cells make up the key, joined by `/`; none for the dataset itself.
    package let keyColumns: [Int]

    package init(_ layout: TableLayout, of dataset: DatasetDescription) {
        let table = layout.table
        let base = dataset.base
        self.layout = layout
        classes = Set([table.classIRI] + table.furtherClasses).sorted { precedes($0, $1) }
        switch table.key {
        case .id: (subjectPrefix, keyColumns) = (base, [0])
        case .concept: (subjectPrefix, keyColumns) = (base + "concept/", [0, 1])
        case .dataset: (subjectPrefix, keyColumns) = (base, [])
        }
        columns = layout.columns.compactMap { layoutColumn in
            guard let property = layoutColumn.column.property, let value = layoutColumn.column.value else { return nil }
            return GraphColumn(
                column: layoutColumn.column, source: layoutColumn.source, property: property,
                object: Self.object(of: value, in: layout, dataset))
        }
    }

    private static func object(
        of value: ColumnValue, in layout: TableLayout, _ dataset: DatasetDescription
    ) -> GraphObject {
        let concepts = dataset.base + "concept/"
        switch value {
        case .literal(let datatype): return .literal(datatype: datatype == .xsd + "string" ? nil : datatype)
        case .languageText: return .languageTagged(dataset.language)
        case .record: return .node(prefix: dataset.base)
        case .concept(nil): return .nodeInScheme(prefix: concepts, scheme: .stored(layout.keyColumns[0]))
        case .concept(let scheme?): return .node(prefix: concepts + scheme + "/")
        case .scheme: return .node(prefix: concepts)
        case .iri: return .node(prefix: "")
        }
    }

    /// Whether two columns, or a column and the classes, have the same property: then a row may say the same twice,
    /// which is one triple.
    package var hasSharedProperties: Bool {
        let properties = columns.map(\.property) + [Self.type]
        return Set(properties).count < properties.count
    }

    package static let type = Vocabulary.iri("rdf:type")
}

/// Whether a string comes before another in the order of its UTF-8.
package func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
