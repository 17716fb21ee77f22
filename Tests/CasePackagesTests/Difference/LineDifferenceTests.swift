import CasePackages
import CaseTesting
import Testing

/// What is written leads from the one file to the other, whatever they are.
@Suite struct LineDifferenceTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func difference(_ old: String, _ new: String) throws -> String? {
        try lineDifference(from: Array(old.utf8), to: Array(new.utf8), in: directory)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static let header = "--- base/text\n+++ bag/text\n"

    /// The same as `diff -U0` writes.
    @Test(arguments: [
        ("", "", ""), ("a\n", "a\n", ""), ("a\nb\nc\n", "a\nX\nc\n", "@@ -2 +2 @@\n-b\n+X\n"),
        ("a\nb\n", "a\n", "@@ -2 +1,0 @@\n-b\n"), ("a\n", "x\ny\na\n", "@@ -0,0 +1,2 @@\n+x\n+y\n"),
        ("a\n", "a\nb\n", "@@ -1,0 +2 @@\n+b\n"), ("a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"),
        ("", "a", "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"),
        ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\r\nb\r\n", "a\r\nb\n", "@@ -2 +2 @@\n-b\r\n+b\n"),
        ("a\nb\nc\nd\n", "b\nc\nd\ne\n", "@@ -1 +0,0 @@\n-a\n@@ -4,0 +4 @@\n+e\n"),
        ("a\n-- b\n++ c\n", "a\n", "@@ -2,2 +1,0 @@\n--- b\n-++ c\n"),
    ]) func smallFiles(old: String, new: String, hunks: String) throws {
        #expect(try difference(old, new) == (hunks.isEmpty ? "" : Self.header + hunks))
    }

    @Test(arguments: UInt64(1)...60) func randomEdits(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let edits = RandomEdits(
            seed: seed, lineCount: random.pick([0, 1, 5, 60, 700, 9_000]), editCount: random.pick([0, 1, 4, 60]))
        guard let patch = try lineDifference(from: edits.old, to: edits.new, in: directory) else { return }
        let chunk = random.pick([1_000_000, 4096, 7])
        #expect(try apply(patch, to: edits.old, chunkLimit: chunk) == edits.new)
    }

    /// Every pair of texts of up to three lines out of two.
    @Test func allSmallTexts() throws {
        let lines = ["a\n", "\n"]
        var texts = [""]
        for _ in 0..<3 { texts = Array(Set(texts + texts.flatMap { text in lines.map { text + $0 } })).sorted() }
        texts += texts.filter { !$0.isEmpty }.map { String($0.dropLast()) + "x" }
        for old in texts {
            for new in texts {
                let patch = try #require(try lineDifference(from: Array(old.utf8), to: Array(new.utf8), in: directory))
                #expect(
                    try apply(patch, to: Array(old.utf8)) == Array(new.utf8),
                    "\(old.debugDescription) \(new.debugDescription)")
            }
        }
    }

    // MARK: How small it is

    /// Records of several lines that are all alike but for one: what repeats is not taken for where two records meet.
    private static func records(_ numbers: some Sequence<Int>) -> String {
        numbers.map { "<record id=\($0)>\n  <kind>person</kind>\n  <year>19\($0 % 100)</year>\n\n</record>\n" }.joined()
    }

    @Test func aBlockThatIsPutIn() throws {
        let patch = try #require(
            try difference(Self.records(0..<4000), Self.records([0..<1000, 9000..<9500, 1000..<4000].joined())))
        #expect(patch.split(separator: "\n").filter { $0.hasPrefix("@@") } == ["@@ -5000,0 +5001,2500 @@"])
    }

    @Test func aBlockThatIsTakenOut() throws {
        let patch = try #require(
            try difference(Self.records(0..<4000), Self.records([0..<1000, 1700..<4000].joined())))
        #expect(patch.split(separator: "\n").filter { $0.hasPrefix("@@") } == ["@@ -5001,3500 +5000,0 @@"])
    }

    @Test func oneLineInAHundredIsChanged() throws {
        var random = SeededGenerator(seed: 7)
        let old = (0..<50_000).map { "https://example.org/\($0) is called \($0 &* 2_654_435_761 % 97)\n" }
        var (new, changed) = (old, 0)
        for index in new.indices where random.oneIn(100) {
            new[index] = "https://example.org/\(index) is called otherwise\n"
            changed += 1
        }
        let patch = try #require(try difference(old.joined(), new.joined()))
        #expect(patch.split(separator: "\n").count { $0.hasPrefix("-h") } == changed)
        #expect(patch.utf8.count < old.joined().utf8.count / 30)
    }

    @Test func longLinesThatAreTheSame() throws {
        let long = [UInt8](repeating: 0x61, count: 20 << 20)
        let (old, new) = (long + Array("\nb\n".utf8), long + Array("\nc\n".utf8))
        let patch = try #require(try lineDifference(from: old, to: new, in: directory))
        #expect(String(decoding: patch, as: UTF8.self) == Self.header + "@@ -2 +2 @@\n-b\n+c\n")
        #expect(try apply(patch, to: old) == new)
    }

    // MARK: What is kept whole

    @Test func filesWithNothingInCommon() throws {
        let (old, new) = (0..<200_000, 200_000..<400_000)
        #expect(try difference(old.map { "\($0)\n" }.joined(), new.map { "\($0)\n" }.joined()) == nil)
    }

    @Test func aLineThatIsTooLongAndDiffers() throws {
        var (old, new) = ([UInt8](repeating: 0x61, count: 40 << 20), [UInt8](repeating: 0x61, count: 40 << 20))
        old[30 << 20] = 0x62
        #expect(try lineDifference(from: old, to: new, in: directory) == nil)
        new[0] = 0x63
        #expect(try lineDifference(from: old, to: new, in: directory) == nil)
    }

    @Test func whatIsNoText() throws { #expect(try difference("a\nb\0\nc\n", "a\nc\n") == nil) }

    @Test func aDifferenceThatIsTooLarge() throws {
        let (old, new) = (Array("a\nb\nc\n".utf8), Array("a\nX\nc\n".utf8))
        let whole = try #require(try lineDifference(from: old, to: new, in: directory))
        #expect(try lineDifference(from: old, to: new, limit: whole.count, in: directory) == whole)
        #expect(try lineDifference(from: old, to: new, limit: whole.count - 1, in: directory) == nil)
    }
}
