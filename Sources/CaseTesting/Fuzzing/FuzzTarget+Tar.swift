import CaseArchive

extension FuzzTarget {
    /// Tar archives, as they are, and with the checksums of their headers made right, so that more of them is read.
    static let tar = FuzzTarget("tar", byteLimit: 8192) { bytes in
        try checkTar(bytes)
        let repaired = repairedTar(bytes)
        if repaired != bytes { try checkTar(repaired) }
    }

    private static func checkTar(_ bytes: [UInt8]) throws {
        // Nothing but its first bytes says that a file is compressed: that is another target's.
        if bytes.starts(with: [0x1F, 0x8B]) { return }
        let file = try MemoryFile(bytes)
        var limits = ArchiveLimits()
        limits.memberCount = 12
        limits.headerByteCount = 2048
        let reading = try TarReading(file.path, limits, readsContent: true)
        try requireEqual(try TarReading(file.path, limits, readsContent: true), reading, "it is read otherwise again")
        let passing = try TarReading(file.path, limits, readsContent: false)
        try requireEqual(passing.entries, reading.entries, "passing over what members hold shows other members")
        try requireEqual(passing.problem, reading.problem, "passing over what members hold ends otherwise")
        try require(reading.entries.count <= limits.memberCount, "it has more members than the limit")
        var end = 0
        for (entry, content) in Swift.zip(reading.entries, reading.contents) {
            try require(entry.offset >= end, "a member begins before the one before it ends")
            try require(entry.offset + 512 + content.count <= bytes.count, "a member has bytes that are not there")
            end = entry.offset + 512 + content.count
        }
        guard reading.problem == nil else { return }
        for (entry, content) in Swift.zip(reading.entries, reading.contents) {
            try requireEqual(content.count, entry.byteCount, "a member has another size than the archive says")
        }
        try checkAgreement(of: file.path, limits, members: reading.entries.map(\.member))
    }

    /// Writes to each block that may be a header the sum that it should have.
    private static func repairedTar(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var start = 0
        while start + 512 <= bytes.count {
            let block = bytes[start..<start + 512]
            if block.contains(where: { $0 != 0 }) {
                let sum = block.enumerated().reduce(0) {
                    $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element))
                }
                let octal = String(sum, radix: 8)
                let digits = String(repeating: "0", count: 6 - octal.utf8.count) + octal
                bytes.replaceSubrange(start + 148..<start + 156, with: Array(digits.utf8) + [0, 0x20])
            }
            let digits = block[(start + 124)..<(start + 136)].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
            start += 512 + (digits.reduce(0) { $0 << 3 | Int($1 & 7) } + 511) & ~511
        }
        return bytes
    }
}

/// What reading a tar archive gave.
struct TarReading: Equatable {
    var entries: [TarEntry] = []
    /// Of each entry, as far as it came.
    var contents: [[UInt8]] = []
    var problem: ArchiveProblem?

    init(_ path: String, _ limits: ArchiveLimits, readsContent: Bool) throws {
        do {
            let reader = try TarReader(path, limits: limits)
            while let entry = try reader.next() {
                entries.append(entry)
                contents.append([])
                guard readsContent else { continue }
                try reader.read { piece in
                    contents[contents.count - 1] += piece
                    try require(
                        contents[contents.count - 1].count <= entry.byteCount,
                        "a member gives more bytes than the archive says")
                }
            }
            try require(try reader.next() == nil, "there is a member behind the end")
        } catch let problem as ArchiveProblem {
            self.problem = problem
        }
    }
}
