/// What the headers of a zip archive say of a member (APPNOTE 4.3.7, 4.3.12).
package struct ZipEntry: Sendable, Equatable {
    /// How the bytes are kept (APPNOTE 4.4.5).
    enum Method {
        static let stored: UInt16 = 0
        static let deflated: UInt16 = 8
    }

    /// Bits of the general purpose flags (APPNOTE 4.4.4).
    enum Flag {
        static let encrypted: UInt16 = 1
        static let sizesFollow: UInt16 = 1 << 3
        static let isPatch: UInt16 = 1 << 5
        static let stronglyEncrypted: UInt16 = 1 << 6
        static let utf8: UInt16 = 1 << 11
        static let maskedHeaders: UInt16 = 1 << 13
    }

    /// Without the flag for UTF-8 it is in any encoding.
    package var path: [UInt8]
    package var flags: UInt16
    package var method: UInt16
    package var crc32: UInt32
    package var compressedCount: Int
    package var byteCount: Int
    /// Where the local header begins.
    package var offset: Int
    /// The system that the attributes are of (APPNOTE 4.4.2); 3 is Unix.
    package var system: UInt8 = 3
    /// The mode in the upper half, where the system is Unix (APPNOTE 4.4.15).
    package var externalAttributes: UInt32 = 0o100_644 << 16
    /// A second path, under which some programs unpack it (APPNOTE 4.6.9).
    package var otherPath: [UInt8]?

    package init(
        path: [UInt8], flags: UInt16, method: UInt16, crc32: UInt32, compressedCount: Int, byteCount: Int, offset: Int
    ) {
        self.path = path
        self.flags = flags
        self.method = method
        self.crc32 = crc32
        self.compressedCount = compressedCount
        self.byteCount = byteCount
        self.offset = offset
    }

    package var kind: ArchiveMember.Kind {
        let format = externalAttributes >> 16 & 0o170_000
        if system == 3, format != 0, format != 0o100_000 {
            return format == 0o040_000 ? .directory : format == 0o120_000 ? .symbolicLink : .other
        }
        return path.last == 0x2F ? .directory : .file
    }

    package var member: ArchiveMember {
        ArchiveMember(path: path, kind: kind, byteCount: byteCount, crc32: crc32)
    }

    /// What the local header says otherwise than this one of the directory, by name; none where they agree.
    package func differences(from local: ZipEntry) -> [String] {
        var differences: [String] = []
        if path != local.path { differences.append("path") }
        if otherPath != local.otherPath { differences.append("second path") }
        if flags != local.flags { differences.append("flags") }
        if method != local.method { differences.append("method") }
        // Where numbers follow the data, the local header may say nothing of any of them.
        let follows = flags & Flag.sizesFollow != 0
        func differs(_ number: Int, _ own: Int) -> Bool { number != own && !(follows && own == 0) }
        if differs(Int(crc32), Int(local.crc32)) { differences.append("crc") }
        if differs(compressedCount, local.compressedCount) || differs(byteCount, local.byteCount) {
            differences.append("size")
        }
        return differences
    }
}
