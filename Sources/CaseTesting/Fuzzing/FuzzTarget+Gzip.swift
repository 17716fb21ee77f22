import CZlib
import CaseArchive

extension FuzzTarget {
    /// What a compressed tar archive expands to: zlib, given all of it at once, says the same. The bytes are taken as a
    /// file, and as a bare deflate stream that gets a right header and trailer.
    static let gzip = FuzzTarget("gzip") { bytes in
        if bytes.starts(with: [0x1F, 0x8B]) { try checkGzip(bytes) }
        guard let content = inflated(bytes, windowBits: -MAX_WBITS) else { return }
        let member = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + bytes[..<content.consumed] + trailer(of: content.bytes)
        try checkGzip(member)
        // Two members, and what is left behind the stream as a beginning of a third.
        try checkGzip(member + member + bytes[content.consumed...])
    }

    private static func trailer(of content: [UInt8]) -> [UInt8] {
        [checksum(of: content), UInt32(truncatingIfNeeded: content.count)].flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
        }
    }

    private static func checkGzip(_ bytes: [UInt8]) throws {
        let file = try MemoryFile(bytes)
        let limit = 16 << 20
        var content: [UInt8]? = []
        do {
            let stream = try TarStream(file.path)
            while let piece = try stream.nextIfAny(atMost: 4096) {
                try require(!piece.isEmpty && piece.count <= 4096, "a piece has \(piece.count) bytes")
                content? += piece
                // What expands to more is for `limits` to end; here it is not looked at further.
                if content!.count > limit { return }
            }
            try require(content?.count == stream.position, "it is somewhere else than it has read to")
        } catch is ArchiveDamage {
            content = nil
        }
        let expected = members(of: bytes, limit: limit)
        try require(content == expected, "zlib expands it otherwise: \(content?.count ?? -1), \(expected?.count ?? -1)")
        _ = try TarReading(file.path, ArchiveLimits(), readsContent: true)
    }

    /// What all gzip members that follow one another expand to; nil where anything else stands in the file.
    private static func members(of bytes: [UInt8], limit: Int) -> [UInt8]? {
        var content: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let member = inflated(Array(rest), windowBits: MAX_WBITS + 16, limit: limit) else { return nil }
            content += member.bytes
            rest = rest.dropFirst(member.consumed)
        }
        return content
    }
}
