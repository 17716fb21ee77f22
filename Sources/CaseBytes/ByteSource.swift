/// Where a reader's bytes come from: a file, a member of an archive, or memory. One thread at a time reads.
package protocol ByteSource: AnyObject {
    /// Fills the front of a buffer, which is not empty.
    ///
    /// - Returns: how many bytes were read; 0 at the end.
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int
}

/// Bytes in memory.
package final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0
    private let chunkLimit: Int

    /// - Parameter chunkLimit: how many bytes a read gives at the most; tests make it small.
    package init(_ bytes: [UInt8], chunkLimit: Int = .max) {
        self.bytes = bytes
        self.chunkLimit = chunkLimit
    }

    package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let count = min(buffer.count, bytes.count - position, chunkLimit)
        _ = buffer.update(fromContentsOf: bytes[position..<position + count])
        position += count
        return count
    }
}
