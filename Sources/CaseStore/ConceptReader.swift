import CaseBytes
import CaseModel

/// The rows of `concepts`: the dataset's own, and those that ship with the tool wherever the dataset has none of the
/// same scheme and code. Both come in canonical order, so merging them needs no more than a row of each.
final class ConceptReader: RowReader {
    private let own: any RowReader
    private let layout: TableLayout
    private let fileName: String?
    private var builder: RowBatchBuilder
    private var shipped = 0
    private var lastKey: [UInt8] = []
    private var isAtEnd = false

    /// - Parameter fileName: the file that the dataset's own rows come from, in a store that has files.
    init(own: any RowReader, layout: TableLayout, rowLimit: Int, fileName: String? = nil) {
        self.own = own
        self.layout = layout
        self.fileName = fileName
        builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: layout.storedCount, rowLimit: rowLimit)
    }

    func next() throws -> RowBatch? {
        while !isAtEnd {
            guard let batch = try own.next() else {
                isAtEnd = true
                while shipped < ShippedConcepts.rows.count { appendShipped() }
                return builder.isEmpty ? nil : builder.seal()
            }
            builder.findings.append(batch.findings)
            for row in 0..<batch.rowCount { merge(batch, row) }
            if builder.isFull { return builder.seal() }
        }
        return nil
    }

    private func merge(_ batch: RowBatch, _ row: Int) {
        let key = batch.withCell(row, 0) { Array($0) } + [0x2F] + batch.withCell(row, 1) { Array($0) }
        while shipped < ShippedConcepts.rows.count {
            let comparison = ShippedConcepts.keys[shipped].withUnsafeBufferPointer { own in
                key.withUnsafeBufferPointer { CanonicalOrder.compare(own, $0) }
            }
            if comparison > 0 { break }
            if comparison == 0 { shipped += 1 } else { appendShipped() }
        }
        if key == lastKey {
            let line = batch.lines.isEmpty ? nil : batch.lines[row]
            let place = Place(
                table: "concepts", record: key.withUnsafeBufferPointer { $0.text },
                file: line == nil ? nil : fileName, line: line)
            builder.findings.append(Finding(.duplicateKey, at: place, "the scheme and code are there twice"))
        }
        lastKey = key
        for column in 0..<layout.storedCount { batch.withCell(row, column) { builder.append(cell: $0) } }
        builder.note(line: batch.lines.isEmpty ? 0 : batch.lines[row])
    }

    private func appendShipped() {
        let row = ShippedConcepts.rows[shipped]
        builder.append(row)
        for _ in row.ends.count..<layout.storedCount { builder.endCell() }
        builder.note(line: 0)
        shipped += 1
    }
}
