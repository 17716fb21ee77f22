import CaseBytes
import CaseModel

/// A batch that is made from another, row by row.
struct Projection: ~Copyable {
    private let rows: RowBatch
    private let columnCount: Int
    private var cells: ByteBuffer
    private var ends: WordBuffer
    private var lines: [Int] = []
    private(set) var rowCount = 0

    init(_ rows: RowBatch, columnCount: Int) {
        self.rows = rows
        self.columnCount = columnCount
        cells = ByteBuffer(capacity: rows.cells.count)
        ends = WordBuffer(capacity: rows.rowCount * columnCount)
    }

    /// Appends rows as they are.
    mutating func append(_ range: Range<Int>) {
        guard rows.columnCount == columnCount else {
            for row in range { append(row, emptying: [], isRequired: { _ in false }) }
            return
        }
        let (first, last) = (range.lowerBound * columnCount, range.upperBound * columnCount)
        let start = first == 0 ? 0 : Int(rows.ends[first - 1])
        let shift = UInt32(truncatingIfNeeded: cells.count &- start)
        cells.append(rows.cells.base + start, count: Int(rows.ends[last - 1]) - start)
        for index in first..<last { ends.append(rows.ends.base[index] &+ shift) }
        if !rows.lines.isEmpty { lines += rows.lines[range] }
        rowCount += range.count
    }

    /// Appends a row.
    ///
    /// - Parameters:
    ///   - emptied: columns whose values are left out.
    ///   - isRequired: which of them get a placeholder in place of a value.
    mutating func append(_ row: Int, emptying emptied: [Int], isRequired: (Int) -> Bool) {
        for column in 0..<columnCount {
            if !emptied.contains(column) {
                rows.withCell(row, column) { cells.append($0) }
            } else if isRequired(column) {
                cells.append(WithheldValues.placeholder)
            }
            ends.append(UInt32(truncatingIfNeeded: cells.count))
        }
        if !rows.lines.isEmpty { lines.append(rows.lines[row]) }
        rowCount += 1
    }

    consuming func sealed() -> RowBatch {
        RowBatch(
            layoutIndex: rows.layoutIndex, rowCount: rowCount, columnCount: columnCount, cells: cells.sealed(),
            ends: ends.sealed(), lines: lines, firstRow: rows.firstRow, findings: rows.findings)
    }
}
