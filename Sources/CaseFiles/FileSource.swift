import CaseBytes

/// A file from where it stands to its end.
package final class FileSource: ByteSource {
    private let file: Descriptor

    package init(_ file: consuming Descriptor) { self.file = file }

    /// - Throws: `FileProblem`, `Interrupted`
    package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        try Interruption.check()
        guard let start = buffer.baseAddress else { return 0 }
        return try file.read(into: start, count: min(buffer.count, 1 << 20))
    }
}
