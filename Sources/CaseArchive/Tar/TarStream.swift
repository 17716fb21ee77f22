import CaseFiles

/// The bytes of a tar archive, expanded where they are compressed, in pieces.
package final class TarStream {
    private let producer: any ByteProducer
    private let memory: UnsafeMutableRawBufferPointer
    private var rest = 0..<0
    /// How many bytes were handed out, or passed over.
    package private(set) var position = 0
    /// Passes over bytes of a file without reading them; nil where they have to be read.
    private let seek: ((Int) throws -> Void)?

    /// - Parameter seek: moves the producer on by so many bytes.
    init(_ producer: any ByteProducer, seek: ((Int) throws -> Void)? = nil) {
        self.producer = producer
        self.seek = seek
        memory = .allocate(byteCount: pieceCount, alignment: 64)
    }

    /// - Throws: `FileProblem`
    package convenience init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        let file = try Descriptor.reading(path)
        let isGzip = try file.bytes(min(2, try file.byteCount()), at: 0).elementsEqual([0x1F, 0x8B])
        let bytes = FileBytesProducer(file)
        self.init(isGzip ? GzipBytes(bytes, limits: limits) : bytes)
    }

    deinit { memory.deallocate() }

    /// The next bytes, at least one, which are there until the next call.
    ///
    /// - Throws: `ArchiveDamage` where the archive ends.
    func next(atMost limit: Int) throws -> UnsafeRawBufferPointer {
        guard let piece = try nextIfAny(atMost: limit) else {
            throw ArchiveDamage("it ends too early", code: .truncated)
        }
        return piece
    }

    /// The next bytes, at least one; nil at the end.
    package func nextIfAny(atMost limit: Int) throws -> UnsafeRawBufferPointer? {
        if rest.isEmpty { rest = 0..<(try producer.fill(memory)) }
        let count = min(limit, rest.count)
        guard count > 0 else { return nil }
        defer { rest = (rest.lowerBound + count)..<rest.upperBound }
        position += count
        return UnsafeRawBufferPointer(rebasing: memory[rest.prefix(count)])
    }

    /// Passes over bytes.
    ///
    /// - Throws: `ArchiveDamage` where they are not there, as far as that is known: who seeks behind the end finds
    ///   out when the next bytes are asked for.
    func skip(_ count: Int) throws {
        var left = count
        while left > 0, !rest.isEmpty || seek == nil { left -= try next(atMost: left).count }
        guard left > 0, let seek else { return }
        try seek(left)
        position += left
    }

    /// Exactly so many bytes.
    func bytes(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count { bytes += try next(atMost: count - bytes.count) }
        return bytes
    }
}
