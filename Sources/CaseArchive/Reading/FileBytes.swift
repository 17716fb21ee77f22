import CaseFiles

extension Descriptor {
    /// Bytes of a place in the file, which has them.
    borrowing func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try bytes.withUnsafeMutableBytes { buffer in
            if let base = buffer.baseAddress { try read(into: base, count: count, at: offset) }
        }
        return bytes
    }
}

/// A run of bytes of a file.
final class RunOfBytes: ByteProducer {
    private var offset: Int
    private var rest: Int
    private let read: (UnsafeMutableRawPointer, _ count: Int, _ offset: Int) throws -> Void

    /// - Parameter read: reads bytes of a place in the file, which has them.
    init(
        from offset: Int, count: Int,
        read: @escaping (UnsafeMutableRawPointer, _ count: Int, _ offset: Int) throws -> Void
    ) {
        self.offset = offset
        rest = count
        self.read = read
    }

    /// - Throws: `FileProblem`, `Interrupted`
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try Interruption.check()
        let count = min(rest, buffer.count)
        if count > 0 { try read(buffer.baseAddress!, count, offset) }
        offset += count
        rest -= count
        return count
    }
}
