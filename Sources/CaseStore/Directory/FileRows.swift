import CaseBytes
package import CaseModel

/// A file read record by record, through a window that always holds a whole record.
struct FileWindow: ~Copyable {
    private let source: any ByteSource
    private(set) var buffer = ByteBuffer(capacity: 1 << 20)
    /// Where the next record begins in the buffer.
    var position = 0
    private(set) var isAtEnd = false

    /// How long a record may be: a file that never closes a quote must not be read into memory whole.
    static let recordLimit = 32 << 20

    init(_ source: any ByteSource) { self.source = source }

    var start: UnsafePointer<UInt8> { UnsafePointer(buffer.base) }
    var count: Int { buffer.count }

    /// Reads on, after moving what is left of the record to the front.
    ///
    /// - Returns: whether there is more than before; false at the end, and where the record is too long.
    mutating func refill() throws -> Bool {
        if isAtEnd { return false }
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        if buffer.count >= Self.recordLimit { return false }
        // Never more than the limit: a buffer that doubles once more would take twice as much.
        let room = min(max(buffer.capacity - buffer.count, 1 << 20), Self.recordLimit - buffer.count)
        buffer.reserve(room)
        let length = try source.read(
            into: UnsafeMutableBufferPointer(start: buffer.base + buffer.count, count: room))
        buffer.advance(by: length)
        if length == 0 { isAtEnd = true }
        return length > 0
    }
}

/// What a source of rows from a file gives.
package enum FileRow {
    /// A row was appended to the builder.
    case row
    /// There was a row that cannot be used; what is wrong with it was reported.
    case skipped
    case end
}

/// Rows of one file in the order in which they stand there. Implementations: `CSVFileRows`, `NDJSONFileRows`.
package protocol FileRows: AnyObject {
    /// How many columns a row has here: the stored ones, and the derived ones where the file may have them.
    var columnCount: Int { get }

    /// Appends the next row's cells, in the order of the layout's stored columns and then of its derived ones where
    /// the file has any.
    func next(into builder: inout RowBatchBuilder) throws -> FileRow
}
