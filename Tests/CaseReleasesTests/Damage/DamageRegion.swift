import CaseArchive

/// A run of bytes of a package that means one thing.
struct DamageRegion {
    /// `local header: crc`
    let name: String
    let range: Range<Int>
    /// The path of the member whose bytes these are, or which they speak of; nil where that is none.
    var member: String?
    /// Whether they are the member's own bytes, as they are or compressed.
    var isContent = false
}

/// Lays regions one behind the other.
struct RegionList {
    private(set) var regions: [DamageRegion] = []
    private(set) var position = 0

    init(at position: Int = 0) { self.position = position }

    mutating func add(_ name: String, _ count: Int, member: String? = nil, isContent: Bool = false) {
        if count > 0 {
            regions.append(
                DamageRegion(
                    name: name, range: position..<(position + count), member: member, isContent: isContent))
        }
        position += count
    }

    mutating func add(_ fields: [(String, Int)], in header: String, member: String? = nil) {
        for (name, count) in fields { add("\(header): \(name)", count, member: member) }
    }
}

extension RegionList {
    /// A zip archive as we write it (APPNOTE 4.3.7, 4.3.12, 4.3.16): without extra fields, comments or Zip64.
    init(zip path: String, byteCount: Int) throws {
        self.init()
        let reader = try ZipReader(path)
        for entry in reader.entries {
            let member = String(decoding: entry.path, as: UTF8.self)
            add(
                [
                    ("signature", 4), ("version needed", 2), ("flags", 2), ("method", 2), ("time", 2), ("date", 2),
                    ("crc", 4), ("compressed size", 4), ("size", 4), ("name length", 2), ("extra length", 2),
                    ("name", entry.path.count),
                ], in: "local header", member: member)
            add("data", entry.compressedCount, member: member, isContent: true)
        }
        for entry in reader.entries {
            add(
                [
                    ("signature", 4), ("version made by", 1), ("system made by", 1), ("version needed", 2),
                    ("flags", 2), ("method", 2), ("time", 2), ("date", 2), ("crc", 4), ("compressed size", 4),
                    ("size", 4), ("name length", 2), ("extra length", 2), ("comment length", 2), ("disk", 2),
                    ("internal attributes", 2), ("external attributes", 4), ("offset", 4), ("name", entry.path.count),
                ], in: "directory", member: String(decoding: entry.path, as: UTF8.self))
        }
        add(
            [
                ("signature", 4), ("disk", 2), ("disk of directory", 2), ("entries here", 2), ("entries", 2),
                ("directory size", 4), ("directory offset", 4), ("comment length", 2),
            ], in: "end record")
        guard position == byteCount else { throw LayoutFailure(path: path) }
    }

    /// A tar archive as we write it: ustar headers, a pax header before a long name.
    init(tar path: String, byteCount: Int) throws {
        self.init()
        let reader = try TarReader(path)
        while let entry = try reader.next() {
            let member = String(decoding: entry.path, as: UTF8.self)
            add("extended header", reader.dataOffset - 512 - position, member: member)
            add(
                [
                    ("name", 100), ("mode", 8), ("owner", 16), ("size", 12), ("time", 12), ("checksum", 8), ("type", 1),
                    ("link", 100), ("magic", 8), ("owner's names", 64), ("device", 16), ("prefix", 155), ("rest", 12),
                ], in: "header", member: member)
            add("data", entry.byteCount, member: member, isContent: true)
            add("padding", (512 - entry.byteCount % 512) % 512, member: member)
        }
        add("end", 1024)
        add("behind the end", byteCount - position)
    }

    /// One gzip member (RFC 1952, section 2.3).
    init(gzip byteCount: Int) {
        self.init()
        add(
            [("magic", 2), ("method", 1), ("flags", 1), ("time", 4), ("extra flags", 1), ("system", 1)],
            in: "gzip header")
        add("deflated data", byteCount - position - 8)
        add([("crc", 4), ("size", 4)], in: "gzip trailer")
    }

    /// Files one behind the other, as a directory has them.
    init(files: [(path: String, bytes: [UInt8])]) {
        self.init()
        for (path, bytes) in files {
            let isPayload = path.hasPrefix("data/")
            add(isPayload ? "payload" : path, bytes.count, member: path, isContent: true)
        }
    }
}

/// An archive is not laid out as was expected.
struct LayoutFailure: Error { let path: String }
