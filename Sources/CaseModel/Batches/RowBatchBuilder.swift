public import CaseBytes

/// Collects rows into batches. Cells are appended one after the other, a row ends by itself when it has them all.
@usableFromInline package struct RowBatchBuilder: ~Copyable {
    package let layoutIndex: Int
    @usableFromInline package let columnCount: Int
    @usableFromInline var cells: ByteBuffer
    @usableFromInline var ends: WordBuffer
    private var lines: [Int] = []
    private var hasLines = false
    private var firstRow = 0
    @usableFromInline let rowLimit: Int
    @usableFromInline let byteLimit = RowBatch.byteLimit
    package var findings = FindingList()

    package init(layoutIndex: Int, columnCount: Int, rowLimit: Int = RowBatch.rowLimit) {
        self.layoutIndex = layoutIndex
        self.columnCount = columnCount
        self.rowLimit = rowLimit
        cells = ByteBuffer(capacity: 1 << 16)
        ends = WordBuffer(capacity: columnCount * min(rowLimit, 64))
    }

    @inlinable package var rowCount: Int { ends.count / columnCount }

    @inlinable package var isFull: Bool { cells.count >= byteLimit || rowCount >= rowLimit }

    package var isEmpty: Bool { (ends.count == 0) && findings.isEmpty }

    /// How many rows of the table are in the batches so far.
    package var tableRowCount: Int { firstRow + rowCount }

    @inlinable @inline(__always)
    package mutating func append(cell: UnsafeBufferPointer<UInt8>) {
        cells.append(cell)
        ends.append(UInt32(truncatingIfNeeded: cells.count))
    }

    @inlinable @inline(__always)
    package mutating func append(start: UnsafePointer<UInt8>?, count: Int) {
        if let start { cells.append(start, count: count) }
        ends.append(UInt32(truncatingIfNeeded: cells.count))
    }

    /// Appends bytes to a cell that `endCell` will end.
    package mutating func append(part: UnsafeBufferPointer<UInt8>) { cells.append(part) }

    @inlinable package mutating func endCell() { ends.append(UInt32(truncatingIfNeeded: cells.count)) }

    /// Notes the line of the row whose cells are about to be, or were just, appended.
    package mutating func note(line: Int) {
        hasLines = true
        lines.append(line)
    }

    package mutating func append(_ row: Row) {
        let offset = UInt32(cells.count)
        cells.append(row.cells)
        for end in row.ends { ends.append(offset + end) }
        if row.line > 0 { note(line: row.line) }
    }

    /// Takes the last row out again.
    package mutating func removeLastRow() -> Row {
        var row = Row()
        let first = ends.count - columnCount
        let start = first == 0 ? 0 : Int(ends[first - 1])
        row.cells = Array(UnsafeBufferPointer(rebasing: cells.bytes[start...]))
        row.ends = (first..<ends.count).map { ends[$0] - UInt32(start) }
        cells.truncate(to: start)
        ends.removeLast(columnCount)
        if hasLines { row.line = lines.removeLast() }
        return row
    }

    /// A cell of the last row, valid until the next change.
    @inline(__always)
    package borrowing func withLastRowCell<R>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        let index = ends.count - columnCount + column
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return body(UnsafeBufferPointer(start: cells.base + start, count: Int(ends[index]) - start))
    }

    /// The last row's key, as it stands in its IRI behind the base.
    package borrowing func lastKey(of table: Table) -> [UInt8] {
        switch table.key {
        case .id: withLastRowCell(0) { Array($0) }
        case .concept: withLastRowCell(0) { Array($0) } + [0x2F] + withLastRowCell(1) { Array($0) }
        case .dataset: []
        }
    }

    package var lastLine: Int { lines.last ?? 0 }

    /// Ends the batch and begins the next.
    package mutating func seal() -> RowBatch {
        var sealedCells = ByteBuffer(capacity: max(cells.count, 1 << 16))
        var sealedEnds = WordBuffer(capacity: ends.count + columnCount)
        swap(&sealedCells, &cells)
        swap(&sealedEnds, &ends)
        let count = sealedEnds.count / columnCount
        let batch = RowBatch(
            layoutIndex: layoutIndex, rowCount: count, columnCount: columnCount, cells: sealedCells.sealed(),
            ends: sealedEnds.sealed(), lines: lines, firstRow: firstRow, findings: findings)
        findings = FindingList()
        firstRow += count
        lines = []
        return batch
    }
}
