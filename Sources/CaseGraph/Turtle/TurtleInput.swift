import CaseBytes

/// The text of a Turtle file, through a window that holds a whole token.
struct TurtleInput: ~Copyable {
    private let source: any ByteSource
    private var buffer: ByteBuffer
    private var position = 0
    private var isAtEnd = false
    private(set) var line = 1
    private let tokenLimit: Int
    private let isDataOnly: Bool

    init(_ source: any ByteSource, options: GraphReaderOptions) {
        self.source = source
        tokenLimit = options.termLimit
        isDataOnly = options.isDataOnly
        buffer = ByteBuffer(capacity: options.windowSize)
    }

    /// What is in the window from here on; valid until it moves.
    var window: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer.base + position, count: buffer.count - position)
    }

    /// Moves on over what is in the window.
    mutating func advance(by count: Int) { position += count }

    /// Reads more into the window.
    ///
    /// - Returns: whether there is more than before.
    mutating func fill() throws -> Bool {
        if isAtEnd { return false }
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        buffer.reserve(64)
        let room = UnsafeMutableBufferPointer(start: buffer.base + buffer.count, count: buffer.capacity - buffer.count)
        let count = try source.read(into: room)
        buffer.advance(by: count)
        isAtEnd = count == 0
        return count > 0
    }

    /// The byte at an offset from here, where the token at hand begins; nil behind the end of the file.
    ///
    /// - Throws: `GraphProblem` where the token has more bytes than it may have; what the source throws.
    mutating func byte(at offset: Int) throws -> UInt8? {
        try expectWithinLimit(offset)
        while position + offset >= buffer.count {
            guard try fill() else { return nil }
        }
        return buffer.base[position + offset]
    }

    /// - Throws: `GraphProblem` where a token has more bytes than it may have.
    func expectWithinLimit(_ count: Int) throws(GraphProblem) {
        if count > tokenLimit { throw GraphProblem(.limit, line: line, "a term has more than \(tokenLimit) bytes") }
    }

    /// Passes over white space and comments.
    ///
    /// - Returns: the next byte; nil at the end of the file.
    mutating func next() throws -> UInt8? {
        var isInComment = false
        while let byte = try byte(at: 0) {
            switch byte {
            case 0x0A:
                line += 1
                isInComment = false
            case 0x20, 0x09, 0x0D: break
            case 0x23:
                if isDataOnly, !isInComment {
                    throw GraphProblem(
                        .malformed, line: line, "there is a comment, and a release has none in this file")
                }
                isInComment = true
            default: if !isInComment { return byte }
            }
            position += 1
        }
        return nil
    }
}
