import CaseBytes
import CaseModel

/// The rows of a file that an export wrote: they come as they stand there, and one that does not follow the row before
/// it in canonical order is reported. Nothing is sorted, so that no file of any size takes memory or a disk.
final class WrittenRows: RowReader {
    private let rows: any FileRows
    private let fileName: String
    private let layout: TableLayout
    private var builder: RowBatchBuilder
    private var last: (key: [UInt8], line: Int)?
    private var isAtEnd = false

    init(
        fileName: String, layout: TableLayout, rowLimit: Int, open: (inout FindingList) throws -> any FileRows
    ) throws {
        self.fileName = fileName
        self.layout = layout
        var findings = FindingList()
        rows = try open(&findings)
        builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: rows.columnCount, rowLimit: rowLimit)
        builder.findings.append(findings)
    }

    func next() throws -> RowBatch? {
        while !isAtEnd {
            switch try rows.next(into: &builder) {
            case .row: compare(builder.lastKey(of: layout.table), line: builder.lastLine)
            case .skipped: continue
            case .end:
                isAtEnd = true
                return builder.isEmpty ? nil : builder.seal()
            }
            if builder.isFull { return builder.seal() }
        }
        return nil
    }

    private func compare(_ key: [UInt8], line: Int) {
        defer { last = (key, line) }
        guard let last, layout.table.key != .dataset else { return }
        let order = last.key.withUnsafeBufferPointer { before in
            key.withUnsafeBufferPointer { CanonicalOrder.compare(before, $0) }
        }
        if order < 0 { return }
        let name = key.withUnsafeBufferPointer { $0.text }
        let place = Place(table: layout.table.name, record: name, file: fileName, line: line)
        builder.findings.append(
            order == 0
                ? Finding(.duplicateKey, at: place, "the key is there already, on line \(last.line)")
                : Finding(
                    .formatSyntax, at: place,
                    "the row stands behind that of \"\(visible(last.key.withUnsafeBufferPointer { $0.text }))\", which it comes before in the order of an export"
                ))
    }
}
