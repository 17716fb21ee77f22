import CaseBytes
import Crypto

/// The size and the SHA-256 digest of a file, read once.
///
/// - Parameter directory: links are not followed below it, so that a path of plain names cannot lead out of it.
package func fixity(
    of path: String, below directory: String
) throws(FileProblem) -> (byteCount: Int, sha256: String) {
    let file = try Descriptor.reading(path, below: directory)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var hash = SHA256()
    var count = 0
    while true {
        let length = try file.read(into: buffer.baseAddress!.assumingMemoryBound(to: UInt8.self), count: buffer.count)
        if length == 0 { return (count, hexadecimal(hash.finalize())) }
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<length]))
        count += length
    }
}

/// The SHA-256 digest of bytes that stand one behind the other: 32 bytes.
package func sha256(_ pieces: [UInt8]...) -> [UInt8] {
    var hash = SHA256()
    for piece in pieces { piece.withUnsafeBytes { hash.update(bufferPointer: $0) } }
    return Array(hash.finalize())
}
