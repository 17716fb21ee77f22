import CaseBytes

/// Writes `changes.csv`: RFC 4180, CR LF, a header; quotes where a cell needs them.
struct ChangeLines: ~Copyable {
    private var buffer = ByteBuffer(capacity: 1 << 16)
    private let write: (UnsafeRawBufferPointer) throws -> Void

    private static let pieceCount = 1 << 16

    init(_ write: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.write = write
        buffer.append("table,id,change,action,reason\r\n" as StaticString)
    }

    mutating func append(table: String, id: [UInt8], _ change: RowChange, _ reason: ChangeReasons.Reason) throws {
        append(Array(table.utf8), end: 0x2C)
        append(id, end: 0x2C)
        append(Array(change.rawValue.utf8), end: 0x2C)
        append(Array(reason.action.utf8), end: 0x2C)
        append(Array(reason.reason.utf8), end: 0x0D)
        buffer.append(0x0A)
        if buffer.count >= Self.pieceCount { try flush() }
    }

    private mutating func append(_ cell: [UInt8], end: UInt8) {
        cell.withUnsafeBufferPointer { cell in
            guard let text = cell.baseAddress, cell.count > 0 else { return }
            guard needsCSVQuotes(text, count: cell.count, delimiter: 0x2C) else {
                buffer.append(cell)
                return
            }
            buffer.reserve(2 * cell.count + 3)
            var place = buffer.base + buffer.count
            writeCSVQuoted(text, count: cell.count, to: &place)
            buffer.advance(by: place - (buffer.base + buffer.count))
        }
        buffer.append(end)
    }

    /// Hands out what was not handed out yet.
    mutating func flush() throws {
        try write(UnsafeRawBufferPointer(buffer.bytes))
        buffer.removeAll()
    }
}
