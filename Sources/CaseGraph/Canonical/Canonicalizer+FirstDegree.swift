import CaseBytes
import Crypto

extension Canonicalizer {
    /// Hash First Degree Quads (section 4.6): the quads that mention a node, this node as `_:a` and all others as `_:z`.
    func hashFirstDegree(_ node: Int) -> [UInt8] {
        var text = ByteBuffer()
        var lines: [Range<Int>] = []
        for quad in quads(mentioning: Int32(truncatingIfNeeded: node)) {
            let start = text.count
            append(quad, to: &text) { other, line in
                line.append(other == node ? "_:a" : "_:z")
            }
            lines.append(start..<text.count)
        }
        let bytes = text.bytes
        lines.sort { bytes[$0].lexicographicallyPrecedes(bytes[$1]) }
        var sorted = ByteBuffer(capacity: text.count)
        for line in lines { sorted.append(UnsafeBufferPointer(rebasing: bytes[line])) }
        return digest(sorted.bytes)
    }

    /// In lower-case hexadecimal.
    func digest(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        switch options.algorithm {
        case .sha256: hexadecimalDigits(SHA256.hash(data: UnsafeRawBufferPointer(bytes)))
        case .sha384: hexadecimalDigits(SHA384.hash(data: UnsafeRawBufferPointer(bytes)))
        }
    }

    func digest(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBufferPointer { digest($0) } }

    private func hexadecimalDigits(_ digest: some Sequence<UInt8>) -> [UInt8] {
        digest.flatMap { [hexDigit($0 >> 4), hexDigit($0 & 15)] }
    }
}
