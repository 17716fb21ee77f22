/// What the dataset says of itself: its one row of the table `dataset`.
package struct DatasetDescription: Sendable {
    private let values: [String: String]

    package init(values: [String: String]) { self.values = values }

    /// Takes the row as a store delivers it.
    package init(_ batch: RowBatch, layout: TableLayout) {
        var values: [String: String] = [:]
        if batch.rowCount > 0 {
            for (index, column) in layout.table.columns.enumerated() {
                let text = batch.text(0, index)
                if !text.isEmpty { values[column.name] = text }
            }
        }
        self.values = values
    }

    /// A column's value; nil where it has none.
    package subscript(column: String) -> String? { values[column] }

    package var base: String { values["base"] ?? "" }
    package var language: String { values["language"] ?? "und" }

    /// A short name for files and packages: the last part of the base, as far as it is letters, digits and `-`.
    package var slug: String {
        let parts = base.utf8.split { $0 == 0x2F || $0 == 0x23 }
        let name = (parts.last.map { String(decoding: $0, as: UTF8.self) } ?? "").lowercased()
        let plain = name.utf8.filter { isLower($0) || isDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
        return plain.isEmpty ? "dataset" : String(decoding: plain, as: UTF8.self)
    }
}
