import CaseBytes
import CaseFiles

/// What is known of a container when it is complete.
package struct ContainerFixity: Sendable, Equatable {
    /// The size of its file; of a directory, that of all files in it.
    package let byteCount: Int
    /// Of its file, in lower-case hexadecimal; empty for a directory.
    package let sha256: String

    package init(byteCount: Int, sha256: String) {
        self.byteCount = byteCount
        self.sha256 = sha256
    }
}

/// The container's file while it is put together: buffered, and hashed on its way to disk.
struct ContainerOutput: ~Copyable {
    private let file: Descriptor
    private var buffer = ByteBuffer(capacity: 1 << 20)
    private var digests = RunningDigests(.sha256)
    private var flushedCount = 0

    init(_ file: consuming Descriptor) { self.file = file }

    /// How many bytes were appended.
    var byteCount: Int { flushedCount + buffer.count }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        if buffer.count + bytes.count > buffer.capacity { try flush() }
        buffer.append(bytes)
    }

    mutating func append(_ bytes: [UInt8]) throws {
        if buffer.count + bytes.count > buffer.capacity { try flush() }
        buffer.append(bytes)
    }

    /// Appends bytes of the spool.
    mutating func append(_ extents: [Extent], of spool: Spool) throws {
        var cursor = ExtentCursor(extents)
        try append(atMost: .max, of: &cursor, in: spool)
    }

    /// Appends the next bytes of the spool that a cursor gives, so many of them or all.
    mutating func append(atMost limit: Int, of cursor: inout ExtentCursor, in spool: Spool) throws {
        var rest = limit
        while rest > 0 {
            if buffer.count == buffer.capacity { try flush() }
            guard let extent = cursor.next(atMost: min(rest, buffer.capacity - buffer.count)) else { return }
            try spool.read(extent, into: buffer.base + buffer.count)
            buffer.advance(by: extent.count)
            rest -= extent.count
        }
    }

    /// - Throws: `FileProblem`; `Interrupted`, for this is where a large container spends its time.
    private mutating func flush() throws {
        guard buffer.count > 0 else { return }
        try Interruption.check()
        let bytes = UnsafeRawBufferPointer(buffer.bytes)
        try file.write(bytes)
        digests.update(bytes)
        flushedCount += buffer.count
        buffer.removeAll()
    }

    consuming func finish() throws -> ContainerFixity {
        try flush()
        let fixity = digests.finished()
        try file.finish()
        return ContainerFixity(byteCount: fixity.byteCount, sha256: fixity.sha256 ?? "")
    }
}
