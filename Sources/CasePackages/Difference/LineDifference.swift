import CaseBytes
package import CaseFiles
import Glibc

/// Writes how a file differs from another, line by line: a unified diff without context (`diff -U0`), which every
/// `patch` turns the one into the other with (POSIX.1-2024, `diff`, option `-U`).
///
/// Whatever the files are, what is written leads from the one to the other; how small it is depends on their likeness.
/// Where two files go apart, it looks a bounded number of lines ahead for where they go on alike, so that two files of a
/// gigabyte need no more memory than two small ones: about 40 MiB.
package struct LineDifference: ~Copyable {
    private let old: LineWindow
    private let new: LineWindow
    private var anchors = LineAnchors()
    private var output = ByteBuffer(capacity: 2 * chunk)
    private let names: (old: String, new: String)
    private let limit: Int
    private var byteCount = 0
    private let sink: (UnsafeRawBufferPointer) throws -> Void

    private static let chunk = 1 << 16
    /// How many lines are looked ahead at the most.
    private static let lineLimit = 1 << 15
    /// How many lines have to be alike before it goes on with them: fewer may be by accident, where records repeat lines.
    private static let runLength = 8

    /// What was written.
    package struct Outcome: Sendable, Equatable {
        /// How many bytes the difference has; 0 where the files are the same.
        package let byteCount: Int
        /// The digest of the old file as it was read, in lower-case hexadecimal.
        package let oldSHA512: String
    }

    /// What ends the comparison.
    private struct TooDifferent: Error {}

    /// - Parameters:
    ///   - names: of the two files, for the header; without white space.
    ///   - limit: how many bytes the difference may have.
    ///   - sink: takes the bytes, in pieces.
    /// - Returns: nil where they have too little in common, or differ in a line that is no text (it has a zero byte).
    ///   What the sink has then is of no use.
    /// - Throws: `FileProblem`, `Interrupted`, and what the sink throws.
    package static func write(
        from old: consuming Descriptor, to new: consuming Descriptor, names: (old: String, new: String),
        limit: Int = .max, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Outcome? {
        var difference = LineDifference(LineWindow(old, digests: .sha512), LineWindow(new), names, limit, sink)
        do {
            try difference.run()
        } catch is TooDifferent {
            return nil
        }
        return Outcome(byteCount: difference.byteCount, oldSHA512: difference.old.fixity.sha512 ?? "")
    }

    private init(
        _ old: LineWindow, _ new: LineWindow, _ names: (old: String, new: String), _ limit: Int,
        _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        self.old = old
        self.new = new
        self.names = names
        self.limit = limit
        self.sink = sink
    }

    private mutating func run() throws {
        while try passEqualLines() {
            let (oldCount, newCount) = try findMeeting()
            try writeDifferences(oldCount, newCount)
            old.pass(oldCount == 0 ? 0 : old.ends[oldCount - 1], lines: oldCount)
            new.pass(newCount == 0 ? 0 : new.ends[newCount - 1], lines: newCount)
        }
        try flush()
    }

    // MARK: Where they are alike

    /// Passes the lines that are the same.
    ///
    /// - Returns: whether lines follow that are not; false at the end of both files.
    private mutating func passEqualLines() throws -> Bool {
        var same = 0
        // Whether the line in front was too long to be kept from its beginning on.
        var isWithinLine = false
        while true {
            let common = min(old.count, new.count)
            same += commonPrefix(old.front + same, new.front + same, count: common - same)
            if let feed = lastLineFeed(old.front, count: same) {
                pass(feed + 1, lines: lineFeedCount(old.front, count: feed + 1))
                same -= feed + 1
                isWithinLine = false
            }
            let isDifferent = same < min(old.count, new.count)
            if !isDifferent {
                let hasMoreOld = old.count > same ? true : try old.load()
                let hasMoreNew = new.count > same ? true : try new.load()
                if hasMoreOld && hasMoreNew { continue }
                if !hasMoreOld, !hasMoreNew {
                    guard old.isFull || new.isFull else { return false }
                    pass(same, lines: 0)
                    (same, isWithinLine) = (0, true)
                    continue
                }
            }
            if isWithinLine { throw TooDifferent() }
            return true
        }
    }

    private func pass(_ byteCount: Int, lines: Int) {
        old.pass(byteCount, lines: lines)
        new.pass(byteCount, lines: lines)
    }

    // MARK: Where they are not

    /// Finds how many lines ahead the files go on alike, or both end.
    private mutating func findMeeting() throws -> (old: Int, new: Int) {
        var lines = 64
        while true {
            try old.look(ahead: lines)
            try new.look(ahead: lines)
            let reachesEnds = old.reachesEnd && new.reachesEnd
            if let meeting = anchors.nearest(
                old.hashes[...], new.hashes[...], runLength: Self.runLength, reachesEnds: reachesEnds)
            {
                return meeting
            }
            if reachesEnds { return (old.hashes.count, new.hashes.count) }
            // Both have as many as there may be, or as there is room for.
            guard lines < Self.lineLimit, old.hashes.count == lines || new.hashes.count == lines else {
                throw TooDifferent()
            }
            lines *= 4
            if lines > Self.lineLimit { lines = Self.lineLimit }
        }
    }

    /// Writes the hunks of lines that differ, among which some may not.
    private mutating func writeDifferences(_ oldCount: Int, _ newCount: Int) throws {
        var (i, j) = (0, 0)
        while true {
            while i < oldCount, j < newCount, isSame(i, j) { (i, j) = (i + 1, j + 1) }
            if i == oldCount, j == newCount { return }
            let (oldLength, newLength) = nextMeeting(i..<oldCount, j..<newCount)
            try writeHunk(i..<i + oldLength, j..<j + newLength)
            i += oldLength
            j += newLength
        }
    }

    private func isSame(_ i: Int, _ j: Int) -> Bool {
        guard old.hashes[i] == new.hashes[j] else { return false }
        let (a, b) = (old.line(i), new.line(j))
        return a.count == b.count && memcmp(a.baseAddress!, b.baseAddress!, a.count) == 0
    }

    /// How many lines lie before the next that is the same in two runs of lines, whose first is not.
    private mutating func nextMeeting(_ olds: Range<Int>, _ news: Range<Int>) -> (old: Int, new: Int) {
        if olds.isEmpty || news.isEmpty { return (olds.count, news.count) }
        var lines = 64
        while true {
            let (a, b) = (old.hashes[olds].prefix(lines), new.hashes[news].prefix(lines))
            let isAll = a.count == olds.count && b.count == news.count
            if let meeting = anchors.nearest(a, b, runLength: 1, reachesEnds: isAll) { return meeting }
            if isAll { return (olds.count, news.count) }
            lines *= 4
        }
    }

    // MARK: Writing

    private mutating func writeHunk(_ olds: Range<Int>, _ news: Range<Int>) throws {
        if byteCount == 0, output.count == 0 { output.append("--- \(names.old)\n+++ \(names.new)\n") }
        output.append("@@ -" as StaticString)
        append(olds, behind: old.passedCount)
        output.append(" +" as StaticString)
        append(news, behind: new.passedCount)
        output.append(" @@\n" as StaticString)
        for index in olds { try append(old.line(index), mark: 0x2D) }
        for index in news { try append(new.line(index), mark: 0x2B) }
        if output.count >= Self.chunk { try flush() }
        if byteCount + output.count > limit { throw TooDifferent() }
    }

    /// A range of lines: the number of its first from 1 on, or of the line before it where it is empty; then how many
    /// there are, unless it is one.
    private mutating func append(_ lines: Range<Int>, behind passed: Int) {
        output.append(String(passed + lines.lowerBound + (lines.isEmpty ? 0 : 1)))
        if lines.count != 1 { output.append(",\(lines.count)") }
    }

    private mutating func append(_ line: UnsafeBufferPointer<UInt8>, mark: UInt8) throws {
        if memchr(line.baseAddress!, 0, line.count) != nil { throw TooDifferent() }
        output.append(mark)
        output.append(line)
        if line.last != 0x0A { output.append("\n\\ No newline at end of file\n" as StaticString) }
        if output.count >= Self.chunk { try flush() }
    }

    private mutating func flush() throws {
        byteCount += output.count
        if byteCount > limit { throw TooDifferent() }
        if output.count > 0 { try sink(UnsafeRawBufferPointer(output.bytes)) }
        output.removeAll()
    }
}
