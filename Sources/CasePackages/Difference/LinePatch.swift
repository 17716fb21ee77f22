package import CaseBytes
import Glibc

/// Why a difference does not lead from a file to another.
package struct PatchProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which hunk it is, from 1; nil where it is none.
    package let hunk: Int?
    package let message: String

    package var description: String { hunk.map { "hunk \($0): \(message)" } ?? message }
}

/// Reads a unified diff without context, as `LineDifference` writes it, and puts the file together that it leads to.
///
/// It takes nothing on trust: every line that is taken away has to be the base's, hunks come in order, their numbers and
/// counts are right. (Whether it is the file that was meant, its digest says.) Memory does not depend on the files.
package struct LinePatch: ~Copyable {
    private let base: PieceReader
    private let patch: PieceReader
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var output = ByteBuffer(capacity: 2 * chunk)
    private static let chunk = 1 << 16
    private var hunkNumber: Int?
    /// How many lines of the base were passed, and how many of the result were put out.
    private var passed = (base: 0, result: 0)
    /// Whether the last line that was put out has no line feed.
    private var isOpen = false

    /// - Parameter sink: takes the bytes of the result, in pieces that are there until the call ends.
    /// - Throws: `PatchProblem`; what the sources and the sink throw.
    package static func apply(
        _ patch: any ByteSource, to base: any ByteSource, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var run = LinePatch(PieceReader(base), PieceReader(patch), sink)
        try run.run()
    }

    private init(
        _ base: PieceReader, _ patch: PieceReader, _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        self.base = base
        self.patch = patch
        self.sink = sink
    }

    private func problem(_ message: String) -> PatchProblem { PatchProblem(hunk: hunkNumber, message: message) }

    private mutating func run() throws {
        if try !patch.isAtEnd() {
            try readName("--- ")
            try readName("+++ ")
            guard try !patch.isAtEnd() else { throw problem("there is no hunk") }
        }
        while try !patch.isAtEnd() { try applyHunk() }
        hunkNumber = nil
        try copyLines(.max)
        try flush()
    }

    private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        if output.count + bytes.count > Self.chunk { try flush() }
        if bytes.count > Self.chunk { try sink(UnsafeRawBufferPointer(bytes)) } else { output.append(bytes) }
    }

    private mutating func flush() throws {
        if output.count > 0 { try sink(UnsafeRawBufferPointer(output.bytes)) }
        output.removeAll()
    }

    // MARK: The patch's own lines

    /// Reads a line that is not one of the files'.
    private func line(limit: Int = 4096) throws -> [UInt8] {
        var line: [UInt8] = []
        while true {
            let piece = try patch.piece()
            guard let start = piece.baseAddress else { throw problem("it ends too early") }
            let feed = memchr(start, 0x0A, piece.count).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
            line += piece[..<(feed ?? piece.count)]
            guard line.count <= limit else {
                throw problem("a line that should say where it is has more than \(limit) bytes")
            }
            patch.skip(feed.map { $0 + 1 } ?? piece.count)
            if feed != nil { return line }
        }
    }

    private func readName(_ mark: String) throws {
        guard try line().starts(with: mark.utf8) else { throw problem("it has no line that begins with \"\(mark)\"") }
    }

    private mutating func applyHunk() throws {
        hunkNumber = (hunkNumber ?? 0) + 1
        guard let header = HunkHeader(parsing: try line()) else {
            throw problem("it does not begin with a line as \"@@ -1,2 +1,2 @@\"")
        }
        let distance = header.old.before - passed.base
        guard distance >= 0 else { throw problem("it is about line \(header.old.before + 1), which is behind") }
        guard header.new.before - passed.result == distance else {
            throw problem(
                "its lines would be number \(passed.result + distance + 1) of the file, and it says \(header.new.before + 1)"
            )
        }
        guard try copyLines(distance) == distance else {
            throw problem("the base has \(passed.base) lines, and it is about line \(header.old.before + 1)")
        }
        for _ in 0..<header.old.count { try removeLine() }
        for _ in 0..<header.new.count { try addLine() }
    }

    /// Whether the line before was the last, and has no line feed.
    private func readMarkOfOpenLine() throws -> Bool {
        guard try patch.peek() == 0x5C else { return false }
        guard try line().starts(with: "\\ ".utf8) else { throw problem("a line begins with a backslash and no space") }
        return true
    }

    // MARK: Lines of the files

    private mutating func removeLine() throws {
        let place = passed.base + 1
        guard try patch.peek() == 0x2D else { throw problem("there is no \"-\" line for line \(place) of the base") }
        patch.skip(1)
        func refuse() -> PatchProblem { problem("line \(place) of the base is not the one that it takes away") }
        while true {
            let piece = try patch.piece()
            guard let start = piece.baseAddress else { throw problem("it ends too early") }
            let feed = memchr(start, 0x0A, piece.count).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
            let count = feed ?? piece.count
            guard try base.takes(UnsafeBufferPointer(rebasing: piece[..<count])) else { throw refuse() }
            patch.skip(feed.map { $0 + 1 } ?? count)
            if feed != nil { break }
        }
        if try readMarkOfOpenLine() {
            guard try base.isAtEnd() else { throw refuse() }
        } else {
            guard try base.peek() == 0x0A else { throw refuse() }
            base.skip(1)
        }
        passed.base += 1
    }

    private mutating func addLine() throws {
        guard try patch.peek() == 0x2B else { throw problem("there are fewer \"+\" lines than it says") }
        patch.skip(1)
        try requireClosed()
        while true {
            let piece = try patch.piece()
            guard let start = piece.baseAddress else { throw problem("it ends too early") }
            let feed = memchr(start, 0x0A, piece.count).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
            let count = feed ?? piece.count
            try put(UnsafeBufferPointer(start: start, count: count))
            patch.skip(feed.map { $0 + 1 } ?? count)
            if feed != nil { break }
        }
        isOpen = try readMarkOfOpenLine()
        if !isOpen { output.append(0x0A) }
        passed.result += 1
    }

    private func requireClosed() throws {
        if isOpen { throw problem("a line would follow the last one, which has no line feed") }
    }

    /// Puts out lines of the base.
    ///
    /// - Returns: how many there were.
    @discardableResult
    private mutating func copyLines(_ count: Int) throws -> Int {
        var rest = count
        var isWithinLine = false
        while rest > 0 {
            var piece = try base.piece()
            guard let start = piece.baseAddress else { break }
            try requireClosed()
            var feeds = lineFeedCount(start, count: piece.count)
            if feeds >= rest {
                piece = UnsafeBufferPointer(start: start, count: Self.end(ofLine: rest, in: piece))
                feeds = rest
            }
            try put(piece)
            isWithinLine = piece.last != 0x0A
            base.skip(piece.count)
            rest -= feeds
        }
        if isWithinLine {
            isOpen = true
            rest -= 1
        }
        let copied = count - rest
        passed.base += copied
        passed.result += copied
        return copied
    }

    /// Where the line of this number, from 1, ends in a piece that has it.
    private static func end(ofLine number: Int, in piece: UnsafeBufferPointer<UInt8>) -> Int {
        guard let start = piece.baseAddress else { return 0 }
        var offset = 0
        for _ in 0..<number {
            guard let feed = memchr(start + offset, 0x0A, piece.count - offset) else { return piece.count }
            offset = UnsafeRawPointer(feed) - UnsafeRawPointer(start) + 1
        }
        return offset
    }
}

/// The first line of a hunk: `@@ -12,3 +14 @@`.
private struct HunkHeader {
    /// How many lines there are before it, and in it.
    typealias Lines = (before: Int, count: Int)
    let old: Lines
    let new: Lines

    init?(parsing line: [UInt8]) {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 4, words[0].elementsEqual("@@".utf8), words[3].elementsEqual("@@".utf8),
            words[1].first == 0x2D, words[2].first == 0x2B, let old = Self.lines(words[1].dropFirst()),
            let new = Self.lines(words[2].dropFirst()), old.count + new.count > 0
        else { return nil }
        (self.old, self.new) = (old, new)
    }

    private static func lines(_ text: ArraySlice<UInt8>) -> Lines? {
        let parts = text.split(separator: 0x2C, omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first.flatMap(number) else { return nil }
        guard let count = parts.count == 1 ? 1 : number(parts[1]) else { return nil }
        if count == 0 { return (first, 0) }
        return first == 0 ? nil : (first - 1, count)
    }

    /// No file has more lines than fifteen digits say.
    private static func number(_ text: ArraySlice<UInt8>) -> Int? {
        guard (1...15).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return text.reduce(0) { 10 * $0 + Int($1 & 15) }
    }
}

/// Reads a source in pieces.
private final class PieceReader {
    private let source: any ByteSource
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    private var position = 0
    private var end = 0

    init(_ source: any ByteSource) { self.source = source }

    deinit { buffer.deallocate() }

    /// What comes next, as much as is there; empty, without an address, at the end.
    func piece() throws -> UnsafeBufferPointer<UInt8> {
        if position == end { (position, end) = (0, try source.read(into: buffer)) }
        guard position < end else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(rebasing: buffer[position..<end])
    }

    func skip(_ count: Int) { position += count }

    func peek() throws -> UInt8? { try piece().first }

    func isAtEnd() throws -> Bool { try piece().isEmpty }

    /// Passes these bytes, where they are what comes next.
    func takes(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = try piece()
            let count = min(piece.count, rest.count)
            guard count > 0, memcmp(piece.baseAddress!, rest.base.baseAddress! + rest.startIndex, count) == 0 else {
                return false
            }
            skip(count)
            rest = rest.dropFirst(count)
        }
        return true
    }
}
