/// A line of a manifest: a digest and a path (RFC 8493, section 2.1.3).
package struct ManifestLine: Equatable {
    package var digest: [UInt8]
    /// As it is written.
    package var path: [UInt8]
    /// Whether an asterisk stands before the path, or a backslash before the digest, as md5sum writes them.
    package var isOfMD5Sum = false

    /// What is wrong with a line, in words.
    package struct Problem: Error, Equatable {
        package let message: String
    }

    /// - Parameter digestCount: how many bytes a digest has.
    /// - Throws: `Problem`
    package init(
        parsing line: UnsafeBufferPointer<UInt8>, digestCount: Int
    ) throws(Problem) {
        var start = 0
        if line.first == 0x5C {
            isOfMD5Sum = true
            start = 1
        }
        var end = start
        while end < line.count, line[end] != 0x20, line[end] != 0x09 { end += 1 }
        guard end - start == 2 * digestCount else {
            throw Problem(message: "the digest has \(end - start) characters, not \(2 * digestCount)")
        }
        digest = []
        digest.reserveCapacity(digestCount)
        while start < end {
            guard let high = Self.value(line[start]), let low = Self.value(line[start + 1]) else {
                throw Problem(message: "the digest is not hexadecimal")
            }
            digest.append(high << 4 | low)
            start += 2
        }
        while start < line.count, line[start] == 0x20 || line[start] == 0x09 { start += 1 }
        if start > end, start < line.count, line[start] == 0x2A {
            isOfMD5Sum = true
            start += 1
        }
        guard start < line.count else { throw Problem(message: "there is no path behind the digest") }
        path = Array(line[start...])
        if isOfMD5Sum, line.first == 0x5C { path = Self.unescaped(path) }
        guard !path.isEmpty else { throw Problem(message: "there is no path behind the digest") }
    }

    @inline(__always)
    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte & 15
        case 0x41...0x46, 0x61...0x66: (byte & 0x5F) - 0x37
        default: nil
        }
    }

    /// Of a line that begins with a backslash, the path has `\n` for LF and `\\` for a backslash.
    private static func unescaped(_ path: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var isEscape = false
        for byte in path {
            if isEscape {
                plain.append(byte == 0x6E ? 0x0A : byte == 0x72 ? 0x0D : byte)
                isEscape = false
            } else if byte == 0x5C {
                isEscape = true
            } else {
                plain.append(byte)
            }
        }
        return plain
    }
}
