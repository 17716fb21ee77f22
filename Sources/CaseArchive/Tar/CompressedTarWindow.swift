/// Reads members of a compressed tar archive again, when all of it was read once. They are asked for in about the
/// archive's order: expanding goes on from where it is, and of what it passes the members that may be asked for next are
/// kept, the last of them. Where one is asked for that lies further back, it goes on from the last place before it whose
/// state was kept.
package final class CompressedTarWindow {
    private let archive: CompressedTarMembers
    private let contents: [Range<Int>]
    private let isExpected: (Int) -> Bool
    private var cursor: GzipCursor?
    /// Members that were passed, by their numbers.
    private var passed: [Int: [UInt8]] = [:]
    /// Their numbers, in the order in which they were passed; those before `first` are gone.
    private var order: [Int] = []
    private var first = 0
    private var byteCount = 0
    private let limit: Int
    /// How many bytes were expanded in all.
    package private(set) var expandedCount = 0

    /// - Parameters:
    ///   - contents: for each number of the tree, where the bytes stand in the archive before it was compressed.
    ///   - interval: as of `CompressedTarMembers`.
    ///   - limit: how many bytes of members that were passed are kept.
    ///   - isExpected: whether a member may be asked for.
    /// - Throws: `FileProblem`
    package init(
        _ path: String, contents: [Range<Int>], interval: Int = 4 << 20, limit: Int = 16 << 20,
        isExpected: @escaping (Int) -> Bool
    ) throws {
        archive = try CompressedTarMembers(path, contents: contents, interval: interval)
        self.contents = contents
        self.limit = limit
        self.isExpected = isExpected
    }

    /// Hands out the bytes of a member in order, in pieces that are there until the call ends.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`, `Interrupted`, and what `body` throws.
    package func read(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if let bytes = passed[number] { return try bytes.withUnsafeBytes(body) }
        let start = contents[number].lowerBound
        let cursor: GzipCursor
        if let current = self.cursor, current.position <= start {
            cursor = current
        } else {
            cursor = archive.cursor(from: archive.nearestMark(before: start))
        }
        // Whatever is thrown, it is not gone on with.
        self.cursor = nil
        for other in firstNumber(from: cursor.position)..<number
        where isExpected(other) && contents[other].count <= limit && passed[other] == nil {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(contents[other].count)
            try advance(cursor, through: contents[other]) { bytes.append(contentsOf: $0) }
            keep(bytes, of: other)
        }
        try advance(cursor, through: contents[number], body)
        self.cursor = cursor
    }

    /// The first member that does not begin before a place.
    private func firstNumber(from position: Int) -> Int {
        var (low, high) = (0, contents.count)
        while low < high {
            let middle = (low + high) / 2
            if contents[middle].lowerBound < position { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func keep(_ bytes: [UInt8], of number: Int) {
        passed[number] = bytes
        order.append(number)
        byteCount += bytes.count
        while byteCount > limit {
            byteCount -= passed.removeValue(forKey: order[first])?.count ?? 0
            first += 1
        }
        if first > 1000, 2 * first > order.count {
            order.removeFirst(first)
            first = 0
        }
    }

    /// Passes over what is before a range, and hands out what is in it.
    private func advance(
        _ cursor: GzipCursor, through range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceCount, alignment: 64)
        defer { buffer.deallocate() }
        while cursor.position < range.upperBound {
            let start = cursor.position
            let end = start < range.lowerBound ? range.lowerBound : range.upperBound
            let room = min(buffer.count, end - start, archive.distanceToMark(from: start))
            let count: Int
            do {
                count = try cursor.expand(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room]))
            } catch let damage as ArchiveDamage {
                throw archive.problem(damage)
            }
            expandedCount += count
            archive.leaveMark(cursor)
            if start >= range.lowerBound { try body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        }
    }
}
