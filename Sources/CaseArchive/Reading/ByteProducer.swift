package import CaseFiles

/// Gives bytes from the beginning of something to its end.
package protocol ByteProducer: AnyObject {
    /// Fills a buffer as far as it goes.
    ///
    /// - Returns: how many bytes came; 0 at the end only.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteProducer {
    /// Hands out the bytes in order, in pieces that are there until the call ends.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceCount, alignment: 64)
        defer { buffer.deallocate() }
        while case let count = try fill(buffer), count > 0 {
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}

/// The bytes of a file, or of standard input.
package final class FileBytesProducer: ByteProducer {
    private let file: Descriptor

    package init(_ file: consuming Descriptor) { self.file = file }

    /// - Throws: `FileProblem`, `Interrupted`
    package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try Interruption.check()
        return try file.read(into: buffer.baseAddress!.assumingMemoryBound(to: UInt8.self), count: buffer.count)
    }
}

/// What other bytes, which are gzip members behind one another (RFC 1952, section 2.2), expand to.
final class GzipBytes: ByteProducer {
    private let compressed: any ByteProducer
    private let inflater = Inflater(isGzip: true)
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceCount, alignment: 16)
    private var rest = 0..<0
    /// Whether something is being expanded, and not between two members.
    private var isInside = false
    private var consumed = 0
    private var produced = 0
    /// What went wrong behind the bytes that were handed out last.
    private var failure: (any Error)?
    private let limits: ArchiveLimits

    init(_ compressed: any ByteProducer, limits: ArchiveLimits) {
        self.compressed = compressed
        self.limits = limits
    }

    deinit { input.deallocate() }

    /// - Throws: `ArchiveDamage`, and what the compressed bytes' producer throws.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if let failure { throw failure }
        var count = 0
        do {
            try fill(buffer, &count)
        } catch  where count > 0 {
            // What came before it may say in which member it is.
            failure = error
        }
        return count
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) throws {
        while count < buffer.count {
            if rest.isEmpty { rest = 0..<(try compressed.fill(input)) }
            if !isInside {
                if rest.isEmpty { return }
                inflater.reset()
                isInside = true
            }
            let step = try inflater.step(
                UnsafeRawBufferPointer(rebasing: input[rest]), into: .init(rebasing: buffer[count...]))
            if rest.isEmpty, step.produced == 0, !step.isEnd {
                throw ArchiveDamage("its compressed data end too early", code: .truncated)
            }
            rest = (rest.lowerBound + step.consumed)..<rest.upperBound
            count += step.produced
            consumed += step.consumed
            produced += step.produced
            try limits.checkExpansion(from: consumed, to: produced)
            if step.isEnd { isInside = false }
        }
    }
}

/// What other bytes, which are one deflate stream (RFC 1951), expand to.
final class InflatedBytes: ByteProducer {
    private let compressed: any ByteProducer
    private let limit: Int
    private let inflater = Inflater(isGzip: false)
    private let input: UnsafeMutableRawBufferPointer
    private var rest = 0..<0
    private var produced = 0
    private var isEnd = false

    private static let inputCount = 64 << 10

    /// - Parameters:
    ///   - count: how many bytes are compressed.
    ///   - limit: how many bytes may come.
    init(_ compressed: any ByteProducer, count: Int, limit: Int) {
        self.compressed = compressed
        self.limit = limit
        input = .allocate(byteCount: min(max(count, 1), Self.inputCount), alignment: 64)
    }

    deinit { input.deallocate() }

    /// - Throws: `ArchiveDamage`, and what the compressed bytes' producer throws.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        // One byte more than may come, so that it is noticed.
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(min(limit - produced, buffer.count - 1) + 1))
        while !isEnd {
            if rest.isEmpty { rest = 0..<(try compressed.fill(input)) }
            let step = try inflater.step(UnsafeRawBufferPointer(rebasing: input[rest]), into: room)
            if rest.isEmpty, step.produced == 0, !step.isEnd {
                throw ArchiveDamage("its compressed data end too early", code: .truncated)
            }
            rest = (rest.lowerBound + step.consumed)..<rest.upperBound
            produced += step.produced
            guard produced <= limit else { throw ArchiveDamage("it expands to more bytes than it should have") }
            if step.isEnd { try end() }
            if step.produced > 0 { return step.produced }
        }
        return 0
    }

    private func end() throws {
        isEnd = true
        if rest.isEmpty { rest = 0..<(try compressed.fill(input)) }
        guard rest.isEmpty else { throw ArchiveDamage("there are bytes behind its compressed data") }
    }
}
