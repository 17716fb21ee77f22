import CaseBytes

/// The lines of a text file, one after the other.
struct SourceLines: ~Copyable {
    private let source: any ByteSource
    private var buffer = ByteBuffer(capacity: 1 << 17)
    private var position = 0
    private var isAtEnd = false
    /// The number of the line that was given last, from 1.
    private(set) var number = 0
    private let limit: Int

    /// - Parameter limit: how many bytes a line may have.
    init(_ source: any ByteSource, limit: Int = 4 << 20) {
        self.source = source
        self.limit = limit
    }

    /// A line without its end; nil at the end of the file.
    ///
    /// - Throws: `LineLimit`, and what the source throws.
    mutating func next() throws -> [UInt8]? {
        while true {
            let rest = UnsafeBufferPointer(start: buffer.base + position, count: buffer.count - position)
            if let end = rest.firstIndex(of: 0x0A) {
                number += 1
                position += end + 1
                return Array(rest[..<end])
            }
            if isAtEnd {
                guard !rest.isEmpty else { return nil }
                number += 1
                position = buffer.count
                return Array(rest)
            }
            guard rest.count <= limit else { throw LineLimit(line: number + 1, limit: limit) }
            buffer.removeFirst(position)
            position = 0
            buffer.reserve(1 << 16)
            let count = try source.read(
                into: UnsafeMutableBufferPointer(start: buffer.base + buffer.count, count: 1 << 16))
            buffer.advance(by: count)
            isAtEnd = count == 0
        }
    }
}

/// A line has more bytes than may be held in memory.
struct LineLimit: Error {
    let line: Int
    let limit: Int
}
