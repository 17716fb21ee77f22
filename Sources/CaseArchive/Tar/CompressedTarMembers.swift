package import CaseBytes
import CaseFiles
import Synchronization

/// Opens members of a compressed tar archive, which can only be expanded from its beginning.
///
/// So that not every member costs expanding all that is before it, the state of the expansion is kept at up to 128
/// places that were passed (about 45 KiB each), and a member is reached from the last of them before it.
package final class CompressedTarMembers: MemberOpening {
    private let file: SharedFile
    private let contents: [Range<Int>]
    /// How many expanded bytes are between two places that are kept.
    private let interval: Int
    /// By the number of intervals before them.
    private let marks: Mutex<[Int: GzipMark]>

    private static let markLimit = 128

    /// - Parameters:
    ///   - path: that of the archive.
    ///   - contents: for each number of the tree, where the bytes stand in the archive before it was compressed.
    ///   - interval: how many expanded bytes are between two places that are kept, at the least; tests make it small.
    /// - Throws: `FileProblem`
    package init(_ path: String, contents: [Range<Int>], interval: Int = 4 << 20) throws {
        file = try SharedFile(path)
        self.contents = contents
        let end = contents.reduce(0) { max($0, $1.upperBound) }
        self.interval = max(interval, end / Self.markLimit + 1)
        marks = Mutex([:])
    }

    package func open(_ number: Int) throws -> any ByteSource {
        let range = contents[number]
        return GzipRangeSource(self, from: nearestMark(before: range.lowerBound), range)
    }

    func nearestMark(before position: Int) -> GzipMark? {
        marks.withLock { marks in
            marks.filter { $0.key * interval <= position }.max { $0.key < $1.key }?.value
        }
    }

    /// How far a cursor may go before it should leave a mark.
    func distanceToMark(from position: Int) -> Int { interval - position % interval }

    func leaveMark(_ cursor: GzipCursor) {
        guard cursor.position > 0, cursor.position % interval == 0 else { return }
        let number = cursor.position / interval
        guard marks.withLock({ $0[number] == nil && $0.count < Self.markLimit }) else { return }
        let mark = GzipMark(cursor)
        marks.withLock { $0[number] = mark }
    }

    func cursor(from mark: GzipMark?) -> GzipCursor { mark?.cursor(file) ?? GzipCursor(file) }

    func problem(_ damage: ArchiveDamage) -> ArchiveProblem {
        ArchiveProblem(damage, in: file.descriptor.path)
    }
}

/// A run of the expanded bytes.
private final class GzipRangeSource: ByteSource {
    private let archive: CompressedTarMembers
    private let cursor: GzipCursor
    private let range: Range<Int>

    init(_ archive: CompressedTarMembers, from mark: GzipMark?, _ range: Range<Int>) {
        self.archive = archive
        self.range = range
        cursor = archive.cursor(from: mark)
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        do {
            try pass(over: range.lowerBound - cursor.position)
            let count = min(buffer.count, range.upperBound - cursor.position)
            guard count > 0 else { return 0 }
            return try step(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
        } catch let damage as ArchiveDamage {
            throw archive.problem(damage)
        }
    }

    private func pass(over count: Int) throws {
        guard count > 0 else { return }
        let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: min(count, pieceCount))
        defer { scratch.deallocate() }
        while cursor.position < range.lowerBound {
            let rest = min(scratch.count, range.lowerBound - cursor.position)
            _ = try step(UnsafeMutableBufferPointer(rebasing: scratch[..<rest]))
        }
    }

    /// Expands at least one byte, and none beyond the next place that is kept.
    private func step(_ buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        let limit = min(buffer.count, archive.distanceToMark(from: cursor.position))
        let count = try cursor.expand(
            into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<limit])))
        archive.leaveMark(cursor)
        return count
    }
}
