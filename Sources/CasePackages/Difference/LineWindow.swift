import CaseBytes
import CaseFiles
import Glibc

/// A file that is compared line by line: what of it was read and not passed yet, and, where somebody looks ahead, the
/// lines of it.
///
/// A line ends behind its line feed; the last may have none.
final class LineWindow {
    private let file: Descriptor
    private var digests: RunningDigests
    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    /// How many lines were passed.
    private(set) var passedCount = 0
    /// Of the lines ahead: where each ends, from the front on.
    private(set) var ends: [Int] = []
    /// Of the lines ahead: a hash of each, with its line feed.
    private(set) var hashes: [UInt64] = []

    private static let capacity = 16 << 20
    private static let piece = 1 << 18
    /// How many bytes somebody may look ahead.
    private static let lookahead = 8 << 20

    /// - Parameter digests: of the file's bytes, which are computed as they are read.
    init(_ file: consuming Descriptor, digests: PartDigests = []) {
        self.file = file
        self.digests = RunningDigests(digests)
    }

    deinit { buffer.deallocate() }

    /// What was read and not passed.
    var front: UnsafePointer<UInt8> { UnsafePointer(buffer + start) }
    var count: Int { end - start }

    /// Whether there is no room for more, and there may be more.
    var isFull: Bool { count == Self.capacity && !isAtEnd }

    /// Reads more of the file.
    ///
    /// - Returns: false where there is no more, or no room for it.
    /// - Throws: `FileProblem`, `Interrupted`
    func load() throws -> Bool {
        if isAtEnd { return false }
        try Interruption.check()
        // What is left is moved to the front while it is little, so that what is read stays in the processor's cache.
        if start > 0, count < Self.piece || end + Self.piece > Self.capacity {
            memmove(buffer, buffer + start, count)
            (start, end) = (0, count)
        }
        let room = min(Self.piece, Self.capacity - end)
        if room == 0 { return false }
        let length = try file.read(into: buffer + end, count: room)
        digests.update(UnsafeRawBufferPointer(start: buffer + end, count: length))
        end += length
        isAtEnd = length == 0
        return !isAtEnd
    }

    /// Of what was read: of all of it when the end is reached.
    var fixity: PartFixity { digests.finished() }

    /// Passes what is in front, which ends with a line unless the file has one that is too long.
    func pass(_ byteCount: Int, lines: Int) {
        start += byteCount
        passedCount += lines
        ends.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
    }

    /// Finds the lines ahead, up to so many, or as many as there is room for.
    ///
    /// - Throws: as `load`.
    func look(ahead limit: Int) throws {
        var scanned = ends.last ?? 0
        while ends.count < limit {
            if let feed = memchr(front + scanned, 0x0A, count - scanned) {
                scanned = UnsafeRawPointer(feed) - UnsafeRawPointer(front) + 1
                appendLine(endingAt: scanned)
                continue
            }
            scanned = count
            if count >= Self.lookahead { return }
            if try load() { continue }
            if count > ends.last ?? 0 { appendLine(endingAt: count) }
            return
        }
    }

    private func appendLine(endingAt end: Int) {
        let begin = ends.last ?? 0
        hashes.append(keyHash(UnsafeBufferPointer(start: front + begin, count: end - begin)))
        ends.append(end)
    }

    /// Whether the lines ahead are all that the file has.
    var reachesEnd: Bool { isAtEnd && ends.last ?? 0 == count }

    /// The bytes of a line ahead.
    func line(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let begin = index == 0 ? 0 : ends[index - 1]
        return UnsafeBufferPointer(start: front + begin, count: ends[index] - begin)
    }
}
