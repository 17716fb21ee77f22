import CaseBytes
import CaseModel

/// Rows as one number that does not depend on their order, as `GraphSum` has a graph's triples.
struct RowSum: Sendable, Equatable {
    private(set) var total: UInt128 = 0
    private(set) var count = 0

    mutating func add(_ hash: UInt128) {
        total &+= hash
        count &+= 1
    }
}

/// Adds up the rows of tables. Each has its own sum.
struct RowSummer: ~Copyable {
    private let hash: SipHash
    private var buffer = ByteBuffer()
    private(set) var sums: [String: RowSum] = [:]

    init(_ hash: SipHash) { self.hash = hash }

    /// - Parameters:
    ///   - columns: which cells are taken, and in which order.
    ///   - asShown: whether the apostrophe that the `excel` format puts before some cells is left out.
    mutating func add(_ rows: RowBatch, _ layout: TableLayout, columns: [Int], asShown: Bool = false) {
        var sum = sums[layout.table.name] ?? RowSum()
        for row in 0..<rows.rowCount {
            for column in columns { rows.withCell(row, column) { append($0, asShown: asShown) } }
            sum.add(end())
        }
        sums[layout.table.name] = sum
    }

    /// Appends a cell to the row at hand.
    mutating func append(_ cell: UnsafeBufferPointer<UInt8>, asShown: Bool) {
        if asShown, cell.count > 1, cell[0] == UInt8(ascii: "'"), isRisky(cell[1]) {
            buffer.append(UnsafeBufferPointer(rebasing: cell[1...]))
        } else {
            buffer.append(cell)
        }
        // No byte of UTF-8.
        buffer.append(0xFF)
    }

    /// Ends the row at hand.
    private mutating func end() -> UInt128 {
        defer { buffer.removeAll() }
        return hash(buffer.bytes)
    }

    /// Ends the row at hand as one of a table.
    mutating func endRow(of table: String) { sums[table, default: RowSum()].add(end()) }

    /// Whether the `excel` format puts an apostrophe before what begins so.
    private func isRisky(_ byte: UInt8) -> Bool { "=+-@\t\r".utf8.contains(byte) }
}
