import CZlib
import CaseArchive

extension FuzzTarget {
    /// Zip archives, as they are, and with the checksums of their members made right, so that more of them is read.
    static let zip = FuzzTarget("zip") { bytes in
        try checkZip(bytes)
        let repaired = ZipRepair.repaired(bytes)
        if repaired != bytes { try checkZip(repaired) }
    }

    private static func checkZip(_ bytes: [UInt8]) throws {
        let file = try MemoryFile(bytes)
        var limits = ArchiveLimits()
        limits.memberCount = 64
        limits.directoryByteCount = 1 << 12
        let reader: ZipReader
        do {
            reader = try ZipReader(file.path, limits: limits)
        } catch is ArchiveProblem {
            return
        }
        try require(reader.entries.count <= limits.memberCount, "it has more members than the limit")
        var ranges: [Range<Int>] = []
        for entry in reader.entries {
            let first = try content(of: entry, in: reader)
            try require(try content(of: entry, in: reader) == first, "a member is read otherwise a second time")
            guard let content = first else { continue }
            try require(content.count == entry.byteCount, "a member has another size than the archive says")
            try requireEqual(checksum(of: content), entry.crc32, "a member has another CRC than the archive says")
            let local = try reader.localHeader(of: entry)
            ranges.append(entry.offset..<local.dataOffset + entry.compressedCount)
            try requireEqual(local.header.path, entry.path, "a member that is read has two names")
        }
        ranges.sort { $0.lowerBound < $1.lowerBound }
        for (range, next) in Swift.zip(ranges, ranges.dropFirst()) {
            try require(range.upperBound <= next.lowerBound, "two members that are read share bytes")
        }
        try require((ranges.last?.upperBound ?? 0) <= bytes.count, "a member that is read reaches beyond the archive")
        try checkAgreement(of: file.path, limits, members: reader.entries.map(\.member))
    }

    /// The bytes of a member; nil where the reader refuses it.
    private static func content(of entry: ZipEntry, in reader: ZipReader) throws -> [UInt8]? {
        var content: [UInt8] = []
        do {
            try reader.read(entry) { piece in
                content += piece
                try require(content.count <= entry.byteCount, "a member gives more bytes than the archive says")
            }
        } catch is ArchiveProblem {
            return nil
        }
        return content
    }

    /// The reader of any archive sees the same members.
    static func checkAgreement(of path: String, _ limits: ArchiveLimits, members: [ArchiveMember]) throws {
        do {
            let reader = try ArchiveReader(path, limits: limits)
            try requireEqual(try reader.members(), members, "the reader of any archive sees other members")
        } catch is ArchiveProblem {}
    }

    static func checksum(of bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) })
    }
}

/// Makes the checksums and sizes in a zip archive right, where it is whole enough to say which those are.
private enum ZipRepair {
    static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        guard let end = position(of: 0x0605_4B50, in: bytes) else { return bytes }
        var central = number(bytes, end + 16, 4)
        // In the directory the fields are two bytes further on than in local headers.
        while central + 46 <= end, number(bytes, central, 4) == 0x0201_4B50 {
            let local = number(bytes, central + 42, 4)
            if local + 30 <= end, let content = content(bytes, central: central, local: local) {
                let checksum = Int(FuzzTarget.checksum(of: content))
                for header in [central + 2, local] {
                    set(&bytes, header + 14, checksum)
                    set(&bytes, header + 22, content.count)
                }
            }
            central += 46 + [28, 30, 32].reduce(0) { $0 + number(bytes, central + $1, 2) }
        }
        return bytes
    }

    /// What a member holds, by its sizes and method; nil where that is nothing.
    private static func content(_ bytes: [UInt8], central: Int, local: Int) -> [UInt8]? {
        let start = local + 30 + number(bytes, local + 26, 2) + number(bytes, local + 28, 2)
        let count = number(bytes, central + 20, 4)
        guard start + count <= bytes.count else { return nil }
        let compressed = Array(bytes[start..<start + count])
        return number(bytes, central + 10, 2) == 8 ? inflated(compressed, windowBits: -MAX_WBITS)?.bytes : compressed
    }

    private static func position(of signature: Int, in bytes: [UInt8]) -> Int? {
        stride(from: bytes.count - 22, through: 0, by: -1).first { number(bytes, $0, 4) == signature }
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | (offset + $1 < bytes.count ? Int(bytes[offset + $1]) : 0) << (8 * $1) }
    }

    private static func set(_ bytes: inout [UInt8], _ offset: Int, _ value: Int) {
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    }
}
