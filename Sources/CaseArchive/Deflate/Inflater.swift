import CZlib

/// Expands a deflate stream, or a gzip member, that comes in pieces.
final class Inflater {
    /// What a call did.
    struct Step {
        let consumed: Int
        let produced: Int
        /// Whether the stream is at its end.
        let isEnd: Bool
    }

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    /// - Parameter isGzip: whether there is a gzip header before the stream, and a trailer, which is checked, behind it.
    init(isGzip: Bool) {
        stream.initialize(to: z_stream())
        let result = inflateInit2_(
            stream, isGzip ? MAX_WBITS + 16 : -MAX_WBITS, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        precondition(result == Z_OK, "zlib gives no memory: \(result)")
    }

    /// A copy of another as it is now, which goes on by itself.
    init(copying other: Inflater) {
        stream.initialize(to: z_stream())
        let result = inflateCopy(stream, other.stream)
        precondition(result == Z_OK, "zlib gives no memory: \(result)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Begins with another stream.
    func reset() {
        inflateReset(stream)
        damage = nil
    }

    /// What is wrong with the stream, behind what was expanded last.
    private var damage: ArchiveDamage?

    /// - Throws: what is wrong with the stream, where everything before that was handed out.
    func checkDamage() throws(ArchiveDamage) {
        if let damage { throw damage }
    }

    /// Expands as much as there is input and room for. Where it neither consumes nor produces, it needs more of one.
    func step(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(ArchiveDamage) -> Step {
        try checkDamage()
        // zlib does not write to its input; its declaration only does not say so.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = uInt(input.count)
        stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = uInt(output.count)
        let result = inflate(stream, Z_NO_FLUSH)
        guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
            let words = stream.pointee.msg.map { String(cString: $0) } ?? "error \(result)"
            let isChecksum = words == "incorrect data check"
            damage = ArchiveDamage(
                "its compressed data are damaged: \(words)", code: isChecksum ? .checksum : .damaged)
            // What came before the damage may say in which member it is.
            if stream.pointee.avail_out == output.count { try checkDamage() }
            return Step(
                consumed: input.count - Int(stream.pointee.avail_in),
                produced: output.count - Int(stream.pointee.avail_out), isEnd: false)
        }
        return Step(
            consumed: input.count - Int(stream.pointee.avail_in),
            produced: output.count - Int(stream.pointee.avail_out), isEnd: result == Z_STREAM_END)
    }
}
