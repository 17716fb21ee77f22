import CaseBytes
import Crypto

/// What is known of a part when it is complete.
package struct PartFixity: Sendable, Equatable {
    package let byteCount: Int
    /// In lower-case hexadecimal; nil where no digest was asked for.
    package let sha512: String?
}

/// A part that is being written: every byte is hashed once, on its way to disk.
package struct PartFile: ~Copyable {
    private var file: Descriptor?
    private var hash: SHA512?
    private var byteCount = 0

    package init(creating path: String, digest: Bool = true) throws(FileProblem) {
        file = try .creating(path)
        hash = digest ? SHA512() : nil
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
        guard bytes.count > 0 else { return }
        try file!.write(bytes)
        hash?.update(bufferPointer: bytes)
        byteCount += bytes.count
    }

    package mutating func write(contentsOf bytes: [UInt8]) throws(FileProblem) {
        var problem: FileProblem?
        bytes.withUnsafeBytes { bytes in
            do throws(FileProblem) { try write(bytes) } catch { problem = error }
        }
        if let problem { throw problem }
    }

    /// Ends the part.
    ///
    /// - Throws: `FileProblem`, also where the system says only now that a write failed.
    package mutating func finish() throws(FileProblem) -> PartFixity {
        if let file = file.take() { try file.finish() }
        return PartFixity(byteCount: byteCount, sha512: (hash?.finalize()).map { hexadecimal($0) })
    }
}
