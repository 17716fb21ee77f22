import CaseFiles

/// The bytes of a tar archive, expanded where they are compressed, in pieces.
final class TarStream {
    private let file: Descriptor
    private let inflater: Inflater?
    /// Where in a compressed archive something is being expanded, and not between two gzip members.
    private var isInside = false
    private var input: Piece
    private var output: Piece
    /// How many bytes were handed out.
    private(set) var position = 0

    /// Memory, and which part of it is still to be used.
    private struct Piece {
        let memory: UnsafeMutableRawBufferPointer
        var range = 0..<0

        init(_ count: Int) { memory = .allocate(byteCount: count, alignment: 16) }

        var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[range]) }

        mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
            defer { range = (range.lowerBound + count)..<range.upperBound }
            return UnsafeRawBufferPointer(rebasing: memory[range.lowerBound..<(range.lowerBound + count)])
        }
    }

    init(_ path: String) throws {
        file = try .reading(path)
        let count = min(2, try file.byteCount())
        let isGzip = try file.bytes(count, at: 0).elementsEqual([0x1F, 0x8B])
        inflater = isGzip ? Inflater(isGzip: true) : nil
        input = Piece(pieceCount)
        output = Piece(isGzip ? pieceCount : 0)
    }

    deinit {
        input.memory.deallocate()
        output.memory.deallocate()
    }

    /// The next bytes, at least one, which are there until the next call.
    ///
    /// - Throws: `ArchiveDamage` where the archive ends.
    func next(atMost limit: Int) throws -> UnsafeRawBufferPointer {
        guard let piece = try nextIfAny(atMost: limit) else { throw ArchiveDamage("it ends too early") }
        return piece
    }

    /// The next bytes, at least one; nil at the end.
    func nextIfAny(atMost limit: Int) throws -> UnsafeRawBufferPointer? {
        if inflater == nil {
            if input.range.isEmpty { try fill() }
        } else {
            while output.range.isEmpty, try expand() {}
        }
        var source: Piece {
            get { inflater == nil ? input : output }
            set { if inflater == nil { input = newValue } else { output = newValue } }
        }
        let count = min(limit, source.range.count)
        guard count > 0 else { return nil }
        position += count
        return source.take(count)
    }

    /// Exactly so many bytes.
    func bytes(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count { bytes += try next(atMost: count - bytes.count) }
        return bytes
    }

    private func fill() throws {
        try Interruption.check()
        let base = input.memory.baseAddress!.assumingMemoryBound(to: UInt8.self)
        input.range = 0..<(try file.read(into: base, count: input.memory.count))
    }

    /// Expands some more; false at the end.
    private func expand() throws -> Bool {
        guard let inflater else { return false }
        if input.range.isEmpty { try fill() }
        if input.range.isEmpty, !isInside { return false }
        if !isInside {
            // Gzip members may follow one another (RFC 1952, section 2.2); nothing else may.
            inflater.reset()
            isInside = true
        }
        let step = try inflater.step(input.rest, into: output.memory)
        if input.range.isEmpty, step.produced == 0, !step.isEnd {
            throw ArchiveDamage("its compressed data end too early")
        }
        _ = input.take(step.consumed)
        output.range = 0..<step.produced
        if step.isEnd { isInside = false }
        return true
    }
}
