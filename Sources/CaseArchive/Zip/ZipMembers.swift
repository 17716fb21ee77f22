package import CaseBytes
import CaseFiles

/// Opens members of a zip archive.
package struct ZipMembers: MemberOpening {
    private let reader: ZipReader
    private let file: SharedFile
    private let entries: [Int]

    /// - Parameter entries: for each number of the tree, the entry's place in the reader's.
    /// - Throws: `FileProblem`
    package init(_ reader: ZipReader, entries: [Int]) throws {
        self.reader = reader
        self.entries = entries
        file = try SharedFile(reader.path)
    }

    package func open(_ number: Int) throws -> any ByteSource {
        let entry = reader.entries[entries[number]]
        let offset = try reader.dataOffset(of: entry)
        let range = offset..<(offset + entry.compressedCount)
        guard entry.method == ZipEntry.Method.deflated else { return FileRangeSource(file, range) }
        return InflatingSource(file, range, entry, in: reader.path)
    }
}

/// What a member's compressed bytes expand to, as many bytes as its headers say.
private final class InflatingSource: ByteSource {
    private let compressed: FileRangeSource
    private let inflater = Inflater(isGzip: false)
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    private var waiting = 0..<0
    private var rest: Int
    private var isEnd = false
    private let entry: ZipEntry
    private let archive: String

    init(_ file: SharedFile, _ range: Range<Int>, _ entry: ZipEntry, in archive: String) {
        compressed = FileRangeSource(file, range)
        rest = entry.byteCount
        self.entry = entry
        self.archive = archive
    }

    deinit { input.deallocate() }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        do {
            return try expand(into: UnsafeMutableRawBufferPointer(buffer))
        } catch let damage as ArchiveDamage {
            throw ArchiveProblem(damage, in: archive, member: entry.path)
        }
    }

    private func expand(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        while !isEnd {
            if waiting.isEmpty { waiting = 0..<(try compressed.read(into: input.bindMemory(to: UInt8.self))) }
            let step = try inflater.step(UnsafeRawBufferPointer(rebasing: input[waiting]), into: output)
            let isStarved = waiting.isEmpty
            waiting = (waiting.lowerBound + step.consumed)..<waiting.upperBound
            isEnd = step.isEnd
            guard step.produced <= rest else { throw ArchiveDamage("it expands to more bytes than it should have") }
            rest -= step.produced
            if step.produced > 0 { return step.produced }
            if isStarved, !isEnd { throw ArchiveDamage("its compressed data end too early") }
        }
        guard rest == 0 else { throw ArchiveDamage("it expands to fewer bytes than it should have") }
        return 0
    }
}
