import CaseFiles

/// Reads a zip archive, in any order, on any number of threads.
///
/// It is strict: members follow one another from the first byte, the directory stands right behind them and before the
/// end records, every member has bytes of its own, and its two headers agree, so that no two programs see different
/// archives. What concerns one member is checked when that is read.
package final class ZipReader: Sendable {
    package let path: String
    /// In the order of the archive's directory.
    package let entries: ZipDirectory
    private let file: Descriptor
    private let limits: ArchiveLimits
    /// Where members begin, and the directory, ascending: none may reach beyond the next.
    private let starts: [Int]
    private let directoryOffset: Int

    /// - Throws: `ArchiveProblem`; `FileProblem` where the file cannot be read.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.path = path
        self.limits = limits
        let file = try Descriptor.reading(path)
        do {
            let end = try Self.end(of: file)
            guard end.entryCount <= limits.memberCount else {
                throw ArchiveDamage(
                    "it has \(end.entryCount) members, and \(limits.memberCount) are the limit; --limit-members raises it",
                    code: .limit)
            }
            guard end.directoryCount <= limits.directoryByteCount else {
                throw ArchiveDamage(
                    "its directory has \(end.directoryCount) bytes, and \(limits.directoryByteCount) are the limit",
                    code: .limit)
            }
            entries = try ZipDirectory(
                try file.bytes(end.directoryCount, at: end.directoryOffset), count: end.entryCount)
            directoryOffset = end.directoryOffset
            starts = (entries.map(\.offset) + [end.directoryOffset]).sorted()
            guard starts.first == 0 else {
                throw ArchiveDamage("there are bytes before its first member", code: .ambiguous)
            }
        } catch let damage as ArchiveDamage {
            throw ArchiveProblem(damage, in: path)
        }
        self.file = file
    }

    /// How a file ends that may not begin as a zip archive.
    enum Ending { case whole, split }

    static func ending(of file: borrowing Descriptor, _ size: Int) -> Ending? {
        let count = min(size, ZipParser.endCount + 0xFFFF)
        guard let tail = try? file.bytes(count, at: size - count) else { return nil }
        return tail.withUnsafeBytes { tail in
            guard let position = try? ZipParser.endPosition(in: tail) else { return nil }
            let record = UnsafeRawBufferPointer(rebasing: tail[position...])
            return (try? ZipParser.end(record)) == nil ? .split : .whole
        }
    }

    private static func end(of file: borrowing Descriptor) throws -> ZipParser.End {
        let size = try file.byteCount()
        let tail = try file.bytes(
            min(size, ZipParser.endCount + 0xFFFF), at: max(0, size - ZipParser.endCount - 0xFFFF))
        var (end, limit) = try tail.withUnsafeBytes { tail in
            let position = try ZipParser.endPosition(in: tail)
            return (
                try ZipParser.end(UnsafeRawBufferPointer(rebasing: tail[position...])), size - tail.count + position
            )
        }
        let locator = limit - ZipParser.locatorCount
        if locator >= 0,
            let offset = try file.bytes(ZipParser.locatorCount, at: locator).withUnsafeBytes(ZipParser.zip64Offset)
        {
            guard offset + ZipParser.zip64EndCount == locator else {
                throw ArchiveDamage("its Zip64 end record does not stand before its locator")
            }
            end = try file.bytes(ZipParser.zip64EndCount, at: offset).withUnsafeBytes {
                try ZipParser.zip64End($0, behind: end)
            }
            limit = offset
        }
        guard end.directoryOffset <= limit, end.directoryCount == limit - end.directoryOffset else {
            throw ArchiveDamage("its directory does not stand before its end record")
        }
        return end
    }

    /// What the member's own header says, and where its bytes begin.
    package func localHeader(of entry: ZipEntry) throws -> (header: ZipEntry, dataOffset: Int) {
        do {
            let end = try room(of: entry)
            guard entry.offset + ZipParser.localCount <= end else { throw Self.reachesBeyond }
            let rest = try file.bytes(ZipParser.localCount, at: entry.offset).withUnsafeBytes(ZipParser.localRest)
            let count = ZipParser.localCount + rest
            guard entry.offset + count <= end else { throw Self.reachesBeyond }
            let header = try file.bytes(count, at: entry.offset).withUnsafeBytes {
                try ZipParser.local($0, at: entry.offset)
            }
            return (header, entry.offset + count)
        } catch let damage as ArchiveDamage {
            throw ArchiveProblem(damage, in: path, member: entry.path)
        }
    }

    /// Where the next member begins, or the directory.
    private func room(of entry: ZipEntry) throws(ArchiveDamage) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= entry.offset { low = middle + 1 } else { high = middle }
        }
        guard entry.offset < directoryOffset, low < starts.count else {
            throw ArchiveDamage("it begins behind the directory")
        }
        guard low < 2 || starts[low - 2] != entry.offset else {
            throw ArchiveDamage("another member has the same bytes", code: .ambiguous)
        }
        return starts[low]
    }

    private static var reachesBeyond: ArchiveDamage {
        ArchiveDamage("it reaches into the next member", code: .ambiguous)
    }

    /// Looks at a member's two headers, and at where its bytes are.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`
    package func inspect(_ entry: ZipEntry) throws {
        _ = try dataOffset(of: entry)
    }

    /// Hands out the bytes of a member in order, in pieces that are there until the call ends.
    ///
    /// - Throws: `ArchiveProblem`, also where the CRC is another than the directory says, which is known only behind
    ///   the last byte; `FileProblem`; what `body` throws.
    package func read(_ entry: ZipEntry, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try bytes(entry).forEachPiece(body)
    }

    /// Begins to read a member.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`; as its bytes do.
    func bytes(_ entry: ZipEntry) throws -> any ByteProducer {
        let offset = try dataOffset(of: entry)
        let run = RunOfBytes(from: offset, count: entry.compressedCount) { [self] in
            try file.read(into: $0, count: $1, at: $2)
        }
        guard entry.method != ZipEntry.Method.stored else { return ZipMemberBytes(run, of: entry, in: path) }
        let inflated = InflatedBytes(run, count: entry.compressedCount, limit: entry.byteCount)
        return ZipMemberBytes(inflated, of: entry, in: path)
    }

    /// Where a member's bytes begin, when everything that its headers say was checked.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`
    func dataOffset(of entry: ZipEntry) throws -> Int {
        let (header, offset) = try localHeader(of: entry)
        do {
            try check(entry, header, dataOffset: offset)
        } catch let damage as ArchiveDamage {
            throw ArchiveProblem(damage, in: path, member: entry.path)
        }
        return offset
    }

    private func check(_ entry: ZipEntry, _ header: ZipEntry, dataOffset: Int) throws {
        typealias Flag = ZipEntry.Flag
        guard entry.flags & (Flag.encrypted | Flag.stronglyEncrypted | Flag.maskedHeaders | Flag.isPatch) == 0 else {
            throw ArchiveDamage("it is encrypted", code: .unsupported)
        }
        guard entry.method == ZipEntry.Method.stored || entry.method == ZipEntry.Method.deflated else {
            throw ArchiveDamage(
                "it is compressed with method \(entry.method); only 0 and 8 are read", code: .unsupported)
        }
        let differences = entry.differences(from: header)
        guard differences.isEmpty else {
            throw ArchiveDamage(
                "its own header and the directory differ: \(differences.joined(separator: ", "))", code: .ambiguous)
        }
        try limits.checkExpansion(from: entry.compressedCount, to: entry.byteCount)
        guard entry.method == ZipEntry.Method.deflated || entry.compressedCount == entry.byteCount else {
            throw ArchiveDamage("it is stored, and its two sizes differ")
        }
        let rest = (try room(of: entry)) - dataOffset
        guard entry.compressedCount <= rest else { throw Self.reachesBeyond }
        // A folder is its name; two bytes are nothing, deflated.
        guard entry.kind != .directory || entry.byteCount == 0 && entry.compressedCount <= 2 else {
            throw ArchiveDamage("it is no file, and has \(max(entry.byteCount, entry.compressedCount)) bytes")
        }
        let behind = rest - entry.compressedCount
        // Numbers that follow have 12 bytes, four more with a signature, and eight more in Zip64 (APPNOTE 4.3.9).
        guard (entry.flags & Flag.sizesFollow != 0 ? [12, 16, 20, 24] : [0]).contains(behind) else {
            throw ArchiveDamage("there are \(behind) bytes behind it that are no member's", code: .ambiguous)
        }
        guard behind > 0 else { return }
        let descriptor = try file.bytes(behind, at: dataOffset + entry.compressedCount)
        guard descriptor.withUnsafeBytes({ ZipParser.isDescriptor($0, of: entry) }) else {
            throw ArchiveDamage("the numbers behind it are not those of the directory", code: .ambiguous)
        }
    }
}

/// The bytes of a member, whose number and CRC are checked at their end.
private final class ZipMemberBytes: ByteProducer {
    private let bytes: any ByteProducer
    private let entry: ZipEntry
    private let path: String
    private var checksum = Checksum()

    init(_ bytes: any ByteProducer, of entry: ZipEntry, in path: String) {
        self.bytes = bytes
        self.entry = entry
        self.path = path
    }

    /// - Throws: `ArchiveProblem`, `FileProblem`, `Interrupted`
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        do {
            let count = try bytes.fill(buffer)
            checksum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            if count == 0 { try checkEnd() }
            return count
        } catch let damage as ArchiveDamage {
            throw ArchiveProblem(damage, in: path, member: entry.path)
        }
    }

    private func checkEnd() throws(ArchiveDamage) {
        guard checksum.byteCount == entry.byteCount else {
            throw ArchiveDamage("it has \(checksum.byteCount) bytes, and the directory says \(entry.byteCount)")
        }
        guard checksum.value == entry.crc32 else {
            throw ArchiveDamage("its CRC is not the one in the directory", code: .checksum)
        }
    }
}
