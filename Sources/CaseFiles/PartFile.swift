import CaseBytes
import Crypto

/// A digest of a part (FIPS 180-4).
package enum PartDigest: Sendable, Equatable { case sha256, sha512 }

/// What is known of a part when it is complete.
package struct PartFixity: Sendable, Equatable {
    package let byteCount: Int
    /// In lower-case hexadecimal; nil where no digest was asked for.
    package let digest: String?
}

/// A part that is being written: every byte is hashed once, on its way to disk.
package struct PartFile: ~Copyable {
    private enum Hash {
        case sha256(SHA256)
        case sha512(SHA512)
    }

    private var file: Descriptor?
    private var hash: Hash?
    private var byteCount = 0

    /// - Parameter path: nil where nothing is kept: then the bytes are only counted and hashed.
    package init(creating path: String?, digest: PartDigest?) throws(FileProblem) {
        if let path { file = try .creating(path) }
        switch digest {
        case .sha256: hash = .sha256(SHA256())
        case .sha512: hash = .sha512(SHA512())
        case nil: break
        }
    }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
        guard bytes.count > 0 else { return }
        if file != nil { try file!.write(bytes) }
        update(bytes)
        byteCount += bytes.count
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        // Taken out, so that there is one of it and nothing is copied.
        switch hash.take() {
        case .sha256(var sha):
            sha.update(bufferPointer: bytes)
            hash = .sha256(sha)
        case .sha512(var sha):
            sha.update(bufferPointer: bytes)
            hash = .sha512(sha)
        case nil: break
        }
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
        let digest: String? =
            switch hash {
            case .sha256(let sha): hexadecimal(sha.finalize())
            case .sha512(let sha): hexadecimal(sha.finalize())
            case nil: nil
            }
        return PartFixity(byteCount: byteCount, digest: digest)
    }
}
