import CaseBytes
import CaseFiles
import CasePackages

/// Two texts, the second of which was made of the first by edits at random: lines that were changed, put in, taken out
/// and moved.
package struct RandomEdits: Sendable {
    package let old: [UInt8]
    package let new: [UInt8]

    /// - Parameters:
    ///   - lineCount: about how many lines the first has.
    ///   - editCount: how many edits there are.
    package init(seed: UInt64, lineCount: Int, editCount: Int) {
        var random = SeededGenerator(seed: seed)
        // Few different lines make the places where two texts meet hard to tell.
        let variety = random.pick([2, 10, 1_000_000])
        let feed = random.oneIn(3) ? "\r\n" : "\n"
        var lines = (0..<lineCount).map { _ in Self.line(&random, variety, feed) }
        old = Self.text(lines, &random)
        for _ in 0..<editCount { Self.edit(&lines, &random, variety, feed) }
        new = Self.text(lines, &random)
    }

    private static func line(_ random: inout SeededGenerator, _ variety: Int, _ feed: String) -> [UInt8] {
        if random.oneIn(40) { return Array(feed.utf8) }
        // What a patch has at the beginnings of its own lines.
        let start = random.oneIn(8) ? random.pick(["--- ", "+++ ", "@@ -1 +1 @@", "\\ ", "-", "+", " ", "\r"]) : ""
        let length = random.oneIn(500) ? Int.random(in: 1...300_000, using: &random) : random.pick([0, 3, 30])
        return Array("\(start)\(Int.random(in: 0..<variety, using: &random))".utf8)
            + [UInt8](repeating: 0x78, count: length) + Array(feed.utf8)
    }

    private static func edit(
        _ lines: inout [[UInt8]], _ random: inout SeededGenerator, _ variety: Int, _ feed: String
    ) {
        let place = Int.random(in: 0...lines.count, using: &random)
        let count = min(random.pick([1, 1, 1, 5, 100]), lines.count - place)
        switch random.pick(0...3) {
        case 0: lines.insert(contentsOf: (0..<max(1, count)).map { _ in line(&random, variety, feed) }, at: place)
        case 1: lines.removeSubrange(place..<place + count)
        case 2: for index in place..<place + count { lines[index] = line(&random, variety, feed) }
        default:
            let moved = lines[place..<place + count]
            lines.removeSubrange(place..<place + count)
            lines.insert(contentsOf: moved, at: Int.random(in: 0...lines.count, using: &random))
        }
    }

    /// The last line may have no line feed.
    private static func text(_ lines: [[UInt8]], _ random: inout SeededGenerator) -> [UInt8] {
        let text = Array(lines.joined())
        return random.oneIn(3) ? Array(text.dropLast()) : text
    }
}

/// The difference between two texts; nil where they are too different.
package func lineDifference(
    from old: [UInt8], to new: [UInt8], limit: Int = .max, in directory: TemporaryDirectory
) throws -> [UInt8]? {
    try lineDifference(
        from: directory.write(old, to: "old"), to: directory.write(new, to: "new"), digest: SampleRelease.sha512(old),
        limit: limit)
}

/// The difference between two files; nil where they are too different.
///
/// - Parameter digest: the old file's SHA-512.
func lineDifference(from old: String, to new: String, digest: String, limit: Int = .max) throws -> [UInt8]? {
    let written = WrittenBytes()
    let outcome = try LineDifference.write(
        from: .reading(old), to: .reading(new), names: ("base/text", "bag/text"), limit: limit
    ) { written.bytes += $0 }
    guard let outcome else { return nil }
    guard outcome.byteCount == written.bytes.count, outcome.oldSHA512 == digest else {
        throw ToolFailure("the outcome is \(outcome), and \(written.bytes.count) bytes were written")
    }
    return written.bytes
}

/// What a difference leads to.
///
/// - Parameter chunkLimit: how many bytes are read at a time.
package func apply(_ patch: [UInt8], to base: [UInt8], chunkLimit: Int = .max) throws -> [UInt8] {
    let written = WrittenBytes()
    try LinePatch.apply(
        MemorySource(patch, chunkLimit: chunkLimit), to: MemorySource(base, chunkLimit: chunkLimit)
    ) { written.bytes += $0 }
    return written.bytes
}

private final class WrittenBytes { var bytes: [UInt8] = [] }
