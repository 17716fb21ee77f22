import CaseBytes
import Crypto

/// Digests of a part (FIPS 180-4).
package struct PartDigests: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let sha256 = PartDigests(rawValue: 1)
    package static let sha512 = PartDigests(rawValue: 2)
}

/// What is known of a part when it is complete.
package struct PartFixity: Sendable, Equatable {
    package let byteCount: Int
    /// In lower-case hexadecimal; nil where it was not asked for.
    package let sha256: String?
    /// In lower-case hexadecimal; nil where it was not asked for.
    package let sha512: String?

    package init(byteCount: Int, sha256: String?, sha512: String?) {
        self.byteCount = byteCount
        self.sha256 = sha256
        self.sha512 = sha512
    }
}

/// The digests of bytes that come in pieces: each asked for is computed as they pass.
package struct RunningDigests: ~Copyable {
    private var sha256: SHA256?
    private var sha512: SHA512?
    private var byteCount = 0

    package init(_ digests: PartDigests) {
        if digests.contains(.sha256) { sha256 = SHA256() }
        if digests.contains(.sha512) { sha512 = SHA512() }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        byteCount += bytes.count
        // Taken out, so that there is one of it and nothing is copied.
        if var sha = sha256.take() {
            sha.update(bufferPointer: bytes)
            sha256 = sha
        }
        if var sha = sha512.take() {
            sha.update(bufferPointer: bytes)
            sha512 = sha
        }
    }

    package borrowing func finished() -> PartFixity {
        PartFixity(
            byteCount: byteCount, sha256: sha256.map { hexadecimal($0.finalize()) },
            sha512: sha512.map { hexadecimal($0.finalize()) })
    }
}

/// A part that is being written: every byte is hashed once, on its way to disk.
package struct PartFile: ~Copyable {
    private var file: Descriptor?
    private var digests: RunningDigests

    /// - Parameter path: nil where nothing is kept: then the bytes are only counted and hashed.
    package init(creating path: String?, digests: PartDigests) throws(FileProblem) {
        if let path { file = try .creating(path) }
        self.digests = RunningDigests(digests)
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
        guard bytes.count > 0 else { return }
        if file != nil { try file!.write(bytes) }
        digests.update(bytes)
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
        return digests.finished()
    }
}
