package import CaseBytes

/// A run of rows of one table as a store delivers them: canonical order, stored columns only, one byte arena.
///
/// `columnCount` is the number of stored columns, or of stored and derived ones where the store has cells for the
/// derived columns too: those are only compared with what is worked out.
///
/// A cell without a value is an empty one; there are no null bits, since empty text and no value are the same thing.
/// Cell (row, column) ends at `ends[row * columns + column]` and begins where the one before it ends.
package struct RowBatch: Sendable {
    /// The table's place among the schema's layouts.
    package let layoutIndex: Int
    package let rowCount: Int
    package let columnCount: Int
    package let cells: Bytes
    package let ends: Words
    /// The line of each row in its file, from 1; empty for stores without lines.
    package let lines: [Int]
    /// How many rows of the table came before this batch.
    package let firstRow: Int
    /// What reading found that is not in any cell.
    package let findings: FindingList

    package static let byteLimit = 1 << 20
    package static let rowLimit = 8192

    package init(
        layoutIndex: Int, rowCount: Int, columnCount: Int, cells: Bytes, ends: Words, lines: [Int], firstRow: Int,
        findings: FindingList
    ) {
        self.layoutIndex = layoutIndex
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.cells = cells
        self.ends = ends
        self.lines = lines
        self.firstRow = firstRow
        self.findings = findings
    }

    package func withCell<R>(_ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R
    {
        let index = row * columnCount + column
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return try body(UnsafeBufferPointer(start: cells.base + start, count: Int(ends[index]) - start))
    }

    package func text(_ row: Int, _ column: Int) -> String { withCell(row, column) { $0.text } }
}

/// One row outside a batch.
package struct Row: Sendable {
    package var cells: [UInt8] = []
    /// Relative to the row's own bytes.
    package var ends: [UInt32] = []
    package var line = 0

    package init() {}

    package init(values: [String], line: Int = 0) {
        for value in values {
            cells += Array(value.utf8)
            ends.append(UInt32(cells.count))
        }
        self.line = line
    }

    package func withCell<R>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        let start = column == 0 ? 0 : Int(ends[column - 1])
        let end = Int(ends[column])
        return try cells.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }

    package func text(_ column: Int) -> String { withCell(column) { $0.text } }
}
