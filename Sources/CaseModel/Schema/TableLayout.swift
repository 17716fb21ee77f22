/// A column as it is exported: stored, or derived from what is stored.
package struct LayoutColumn: Sendable {
    package let column: Column
    package let source: ColumnSource
}

/// Where a batch holds a column's cells.
@usableFromInline package enum ColumnSource: Sendable, Equatable {
    case stored(Int)
    case derived(Int)
}

/// How a derived column comes about.
package enum Derivation: Sendable, Equatable {
    /// The first day that the EDTF column at this index can mean.
    case earliest(of: Int)
    /// The last day that the EDTF column at this index can mean.
    case latest(of: Int)
    /// Whether an outcome is in force.
    case isCurrent
}

/// A table with everything that is worked out once about it: the derived columns among the stored ones, and where
/// each column's cells are.
package struct TableLayout: Sendable {
    package let table: Table
    /// The place among the schema's layouts, which stand in streaming order.
    package let index: Int
    /// Exported columns in order: each stored column, followed by what is derived from it.
    package let columns: [LayoutColumn]
    /// In the order of `ColumnSource.derived`.
    package let derivations: [Derivation]

    package var storedCount: Int { table.columns.count }
    package var derivedCount: Int { derivations.count }

    package init(_ table: Table, index: Int) {
        self.table = table
        self.index = index
        var columns: [LayoutColumn] = []
        var derivations: [Derivation] = []
        func derive(_ derivation: Derivation, _ name: String, _ kind: Kind, _ documentation: String) {
            let column = Column(
                name: name, kind: kind,
                property: Vocabulary.caseNamespace + Column.propertyName(of: name), documentation: documentation)
            columns.append(LayoutColumn(column: column, source: .derived(derivations.count)))
            derivations.append(derivation)
        }
        for (index, column) in table.columns.enumerated() {
            columns.append(LayoutColumn(column: column, source: .stored(index)))
            if column.kind.name == Kind.edtf.name {
                derive(
                    .earliest(of: index), column.name + "_earliest", .date,
                    "The first day that `\(column.name)` can mean (derived).")
                derive(
                    .latest(of: index), column.name + "_latest", .date,
                    "The last day that `\(column.name)` can mean (derived).")
            }
        }
        if table.name == "outcomes", let effect = columns.firstIndex(where: { $0.column.name == "effect_on_id" }) {
            let after = Array(columns[(effect + 1)...])
            columns.removeSubrange((effect + 1)...)
            derive(
                .isCurrent, "is_current", .flag,
                "Whether no other outcome has quashed, set aside or superseded it, or it was restored (derived).")
            columns += after
        }
        self.columns = columns
        self.derivations = derivations
    }

    /// The column of a name among the exported ones.
    package func exported(_ name: String) -> LayoutColumn? { columns.first { $0.column.name == name } }

    /// The stored columns' indices that make up the key, for messages and for order.
    package var keyColumns: [Int] {
        switch table.key {
        case .id, .dataset: [0]
        case .concept: [0, 1]
        }
    }
}
