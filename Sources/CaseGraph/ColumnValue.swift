package import CaseModel

/// What a column's values are in the graph.
package enum ColumnValue: Equatable {
    case literal(datatype: String)
    case languageText
    /// A record of one of these tables; of any table where there are none.
    case record([String])
    /// A concept of the scheme; of the scheme that the row names where there is none.
    case concept(String?)
    /// A scheme of concepts.
    case scheme
    case iri
}

extension Column {
    /// Nil where the column is not in the graph.
    package var value: ColumnValue? {
        guard property != nil else { return nil }
        switch scheme {
        case Table.codeOfItself: return .literal(datatype: .xsd + "string")
        case Table.schemeOfSchemes: return .scheme
        case Table.schemeOfRow: return .concept(nil)
        case let scheme?: return .concept(scheme)
        case nil: break
        }
        switch target {
        case .any: return .record([])
        case .tables(let names): return .record(names)
        case nil: break
        }
        switch kind.rdf {
        case .literal(let datatype): return .literal(datatype: datatype)
        case .languageTagged: return .languageText
        case .node: return .iri
        }
    }
}
