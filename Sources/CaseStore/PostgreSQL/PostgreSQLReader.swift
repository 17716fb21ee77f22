#if PostgreSQL
import CPostgreSQL
import CaseBytes
import CaseModel

/// Rows as COPY gives them in its binary form: each cell is copied once, from the message into the batch.
final class PostgreSQLReader: RowReader {
    private let connection: PostgreSQLConnection
    private let source: PostgreSQLSource
    private var cursor: Cursor
    /// The connection's number of our copy; nil before the first row.
    private var copyNumber: Int?

    init(_ source: PostgreSQLSource, layout: TableLayout, rowLimit: Int, connection: PostgreSQLConnection) {
        self.source = source
        self.connection = connection
        cursor = Cursor(source, layout: layout, rowLimit: rowLimit, connection: connection)
    }

    func next() throws -> RowBatch? {
        if copyNumber == nil { copyNumber = try connection.beginCopy(source.copy, source.table) }
        precondition(copyNumber == connection.copyNumber, "two tables are read at once of one connection")
        return try cursor.next()
    }
}

/// What the reader works on, as one value: in a class, each of these would be guarded at each access.
private struct Cursor: ~Copyable {
    private let connection: PostgreSQLConnection
    private let table: String
    /// For each column, what its cells are; text where the database has none.
    private let cells: [PostgreSQLCell]
    /// What is asked of each cell, in a byte.
    private let slots: [Slot]
    /// How many columns the database has.
    private let cellCount: Int
    /// For each column, what an empty cell means.
    private let defaults: [[UInt8]]
    private let isByID: Bool
    private var builder: RowBatchBuilder
    private var values = CellWriter()
    private var order = CanonicalRows()
    private var isAtStart = true
    private var isAtEnd = false

    init(_ source: PostgreSQLSource, layout: TableLayout, rowLimit: Int, connection: PostgreSQLConnection) {
        self.connection = connection
        table = source.table
        cells = source.cells.map { $0 ?? .text }
        slots = source.cells.map { $0 == nil ? .absent : $0 == .text ? .text : .other }
        cellCount = source.cells.count { $0 != nil }
        defaults = layout.table.columns.map { Array(($0.defaultValue ?? "").utf8) }
        isByID = layout.table.prefix != nil
        builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: layout.storedCount, rowLimit: rowLimit)
    }

    mutating func next() throws -> RowBatch? {
        if isAtEnd { return nil }
        while let message = try connection.nextMessage(table) {
            defer { PQfreemem(message.start) }
            var fields = Fields(message.start, count: message.count)
            if isAtStart {
                guard fields.skipHeader() else { throw malformed() }
                isAtStart = false
            }
            // The last message has no row, and the first may have none behind the header.
            guard let count = fields.rowStart() else { continue }
            guard count == cellCount else { throw malformed() }
            guard message.count <= FileWindow.recordLimit else { throw connection.rowTooLong(in: table) }
            if isByID { noteKey(fields) }
            let sealed = builder.isFull ? builder.seal() : nil
            guard appendRow(&fields) else { throw malformed() }
            if let sealed { return sealed }
        }
        isAtEnd = true
        order.finish(into: &builder)
        return builder.isEmpty ? nil : builder.seal()
    }

    @inline(__always)
    private mutating func noteKey(_ fields: Fields) {
        var fields = fields
        let key = fields.next() ?? UnsafeBufferPointer(start: nil, count: 0)
        if order.prepare(for: key, in: &builder), !key.isEmpty {
            builder.findings.append(
                Finding(.duplicateKey, at: Place(table: table, record: key.text), "the key is there twice"))
        }
    }

    /// - Returns: whether there were as many bytes as there should be.
    @inline(__always)
    private mutating func appendRow(_ fields: inout Fields) -> Bool {
        let count = slots.count
        var column = 0
        while column < count {
            let slot = slots[column]
            if slot == .absent {
                appendDefault(column)
            } else {
                guard let bytes = fields.next() else { return false }
                if bytes.count == 0 {
                    appendDefault(column)
                } else if slot == .text {
                    builder.append(start: bytes.baseAddress, count: bytes.count)
                } else if !values.append(bytes, cells[column], to: &builder) {
                    return false
                }
            }
            column &+= 1
        }
        return fields.isAtEnd
    }

    @inline(__always)
    private mutating func appendDefault(_ column: Int) {
        if defaults[column].isEmpty {
            builder.endCell()
        } else {
            defaults[column].withUnsafeBufferPointer { builder.append(cell: $0) }
        }
    }

    private func malformed() -> StoreProblem {
        StoreProblem(
            .noInput,
            "cannot read table \(table) of \(connection.address.shown): it sends no rows as PostgreSQL does")
    }
}

/// Whether a column's cells come as they go on.
private enum Slot: UInt8 { case absent, text, other }

/// A message of COPY in its binary form (PostgreSQL documentation, COPY, "Binary Format"), field by field.
private struct Fields {
    private var start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(_ start: UnsafeMutablePointer<CChar>, count: Int) {
        self.start = UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self)
        end = self.start + count
    }

    var isAtEnd: Bool { start == end }

    /// `PGCOPY\n\377\r\n\0`, flags, and the length of what else there is.
    mutating func skipHeader() -> Bool {
        let signature: [UInt8] = [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]
        guard end - start >= 19, UnsafeBufferPointer(start: start, count: 11).elementsEqual(signature) else {
            return false
        }
        let length = Int(bigEndian: start + 15)
        guard length >= 0, length <= end - start - 19 else { return false }
        start += 19 + length
        return true
    }

    /// How many fields the row has; nil where there is none.
    @inline(__always)
    mutating func rowStart() -> Int? {
        guard end - start >= 2 else { return nil }
        let count = Int(Int16(bitPattern: UInt16(start[0]) << 8 | UInt16(start[1])))
        start += 2
        return count < 0 ? nil : count
    }

    /// The bytes of the next field, none where it is NULL; nil where the message ends before it does.
    @inline(__always)
    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        guard end - start >= 4 else { return nil }
        let length = Int(bigEndian: start)
        start += 4
        if length <= 0 { return UnsafeBufferPointer(start: nil, count: 0) }
        guard length <= end - start else { return nil }
        defer { start += length }
        return UnsafeBufferPointer(start: start, count: length)
    }
}

extension Int {
    /// Four bytes, the most significant first, with a sign.
    @inline(__always)
    fileprivate init(bigEndian start: UnsafePointer<UInt8>) {
        let word = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        self = Int(Int32(bitPattern: UInt32(bigEndian: word)))
    }
}
#endif
