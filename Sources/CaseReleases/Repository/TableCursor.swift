import CaseBytes
import CaseModel
import CaseStore

/// A table of a release, row by row, in canonical order. One batch of rows is in memory.
final class TableCursor {
    private let reader: any RowReader
    private let layout: TableLayout
    private let path: String
    private var batch: RowBatch?
    private var row = 0
    /// The names of the columns that the file has, in order, and where their cells are in a row.
    let columns: [(name: String, index: Int)]
    /// What the row's IRI ends in: its id, or `scheme/code`; empty in the table `dataset`.
    private(set) var key: [UInt8] = []
    /// How many rows were passed, with the one at hand.
    private(set) var rowCount = 0

    /// - Parameters:
    ///   - columns: the names of those that are in the file.
    ///   - path: the package's, for messages.
    init(_ reader: any RowReader, _ layout: TableLayout, columns: Set<String>, in path: String) {
        self.reader = reader
        self.layout = layout
        self.path = path
        self.columns = layout.columns.filter { columns.contains($0.column.name) }.map { column in
            switch column.source {
            case .stored(let index): (column.column.name, index)
            case .derived(let index): (column.column.name, layout.storedCount + index)
            }
        }
        key.reserveCapacity(64)
    }

    /// Moves to the next row.
    ///
    /// - Returns: false at the end.
    /// - Throws: `NotCompared` where the rows are not as an export writes them, and what reading throws.
    func next() throws -> Bool {
        row += 1
        while row >= batch?.rowCount ?? 0 {
            guard let next = try reader.next() else {
                batch = nil
                return false
            }
            if let finding = next.findings.findings.first(where: { $0.severity == .error }) {
                throw NotCompared("the tables of \(path) cannot be compared: \(finding.place): \(finding.message)")
            }
            (batch, row) = (next, 0)
        }
        rowCount += 1
        takeKey()
        return true
    }

    private func takeKey() {
        key.removeAll(keepingCapacity: true)
        switch layout.table.key {
        case .id: withCell(0) { key.append(contentsOf: $0) }
        case .concept:
            withCell(0) { key.append(contentsOf: $0) }
            key.append(0x2F)
            withCell(1) { key.append(contentsOf: $0) }
        case .dataset: break
        }
    }

    /// What a change of the row is said to be of: the key; of the dataset, its IRI.
    var name: [UInt8] { layout.table.key == .dataset ? withCell(0) { Array($0) } : key }

    /// A cell of the row at hand; empty where the file has no such column.
    func withCell<R>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        guard let batch, index >= 0, index < batch.columnCount else {
            return try body(UnsafeBufferPointer(start: nil, count: 0))
        }
        return try batch.withCell(row, index, body)
    }

    func text(_ name: String) -> String {
        guard let column = columns.first(where: { $0.name == name }) else { return "" }
        return withCell(column.index) { $0.text }
    }
}
