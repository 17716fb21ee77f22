/// The id of a crate's entity as a path of a file: a relative reference (RFC 3986), percent-encoded.
struct CratePath {
    /// Decoded, from the crate's folder; empty for the crate's folder itself.
    let path: [UInt8]
    /// As it is written, for crates whose writers did not encode names.
    let literal: [UInt8]
    /// Whether it ends in a slash.
    let isFolder: Bool

    /// nil for an id that is no path: an address, a fragment, a blank node.
    init?(_ id: ArraySlice<UInt8>) {
        guard let first = id.first, first != 0x23, !id.starts(with: [0x5F, 0x3A]), !id.starts(with: [0x2F, 0x2F]),
            !Self.hasScheme(id)
        else { return nil }
        var rest = id
        while rest.starts(with: [0x2E, 0x2F]) { rest = rest.dropFirst(2) }
        if rest.elementsEqual([0x2E]) { rest = [] }
        isFolder = rest.last == 0x2F || rest.isEmpty
        while rest.last == 0x2F, rest.count > 1 { rest = rest.dropLast() }
        literal = Array(rest)
        path = Self.decoded(rest.prefix { $0 != 0x23 && $0 != 0x3F })
    }

    private static func hasScheme(_ id: ArraySlice<UInt8>) -> Bool {
        guard let colon = id.firstIndex(of: 0x3A), let first = id.first, (0x61...0x7A).contains(first | 0x20) else {
            return false
        }
        return id[..<colon].allSatisfy {
            (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E].contains($0)
        }
    }

    /// Percent signs that are none of an encoding stay as they are.
    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == 0x25, index + 2 < text.endIndex,
                let byte = OCFLAlgorithms.digest(text[(index + 1)...(index + 2)])?.first
            {
                bytes.append(byte)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }
}
