import CasePackages
import CaseTesting
import Testing

/// Differences that are damaged, or are to another file, are refused, and the hunk is named.
@Suite struct LinePatchTests {
    private static let base = "a\nb\nc\nd\n"

    private static func applied(_ hunks: String, header: String = "--- x\n+++ y\n", to base: String = base) throws
        -> String
    {
        String(decoding: try apply(Array((header + hunks).utf8), to: Array(base.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("@@ -2 +2 @@\n-b\n+X\n", "a\nX\nc\nd\n"), ("@@ -4,0 +5 @@\n+e\n", "a\nb\nc\nd\ne\n"),
        ("@@ -1,2 +0,0 @@\n-a\n-b\n@@ -4 +2 @@\n-d\n+D\n\\ No newline at end of file\n", "c\nD"),
        ("@@ -1 +1 @@\n-a\n+A\n@@ -2 +2 @@\n-b\n+B\n", "A\nB\nc\nd\n"),
    ]) func goodOnes(hunks: String, result: String) throws { #expect(try Self.applied(hunks) == result) }

    @Test(
        arguments: [
            ("", nil), ("@@ -2 +2 @@\n-B\n+X\n", 1), ("@@ -2 +2 @@\n-b\n", 1), ("@@ -2 +2 @@\n-b\n+X", 1),
            ("@@ -2 +2 @@\n-b", 1),
            ("@@ -2 +2 @@\n-b\n+X\n+Y\n", 2), ("@@ -2 +2 @@\n-b\n-c\n+X\n", 1), ("@@ -2 +3 @@\n-b\n+X\n", 1),
            ("@@ -3 +3 @@\n-c\n+X\n@@ -2 +2 @@\n-b\n+Y\n", 2), ("@@ -5 +5 @@\n-e\n+X\n", 1),
            ("@@ -9,0 +10 @@\n+X\n", 1),
            ("@@ -0 +1 @@\n-a\n+X\n", 1), ("@@ -2,0 +2,0 @@\n", 1), ("@@ -2 +2 @\n-b\n+X\n", 1),
            ("@@ -2 +2 @@ f()\n-b\n+X\n", 1),
            ("@@ -2,2 +2,2 @@\n b\n-c\n+X\n", 1), ("@@ -4 +4 @@\n-d\n\\ No newline at end of file\n+X\n", 1),
            ("@@ -4 +4,2 @@\n-d\n+X\n\\ No newline at end of file\n+Y\n", 1),
            ("@@ -2 +2 @@\n-b\n+X\n\\ No newline at end of file\n", nil),
            ("@@ -2 +2 @@\n-b\n+X\n\\no space\n", 1), ("@@ -99999999999999999999 +2 @@\n-b\n+X\n", 1),
            ("@@ --2 +2 @@\n-b\n+X\n", 1),
            ("@@ -2 +2 @@\n-bb\n+X\n", 1), ("@@ -2 +2 @@\n-\n+X\n", 1), ("text\n", 1),
        ] as [(String, Int?)]) func damagedOnes(hunks: String, hunk: Int?)
    {
        #expect(throws: PatchProblem.self) { try Self.applied(hunks) }
        do { _ = try Self.applied(hunks) } catch { #expect((error as? PatchProblem)?.hunk == hunk, "\(error)") }
    }

    @Test(arguments: ["", "--- x\n", "+++ y\n--- x\n", "--- x\n+++ \(String(repeating: "y", count: 5000))\n"])
    func damagedHeaders(header: String) {
        #expect(throws: PatchProblem.self) { try Self.applied("@@ -2 +2 @@\n-b\n+X\n", header: header) }
    }

    @Test func basesWithoutALastLineFeed() throws {
        let closing = "@@ -2 +2 @@\n-b\n\\ No newline at end of file\n+b\n"
        #expect(try Self.applied(closing, to: "a\nb") == "a\nb\n")
        #expect(throws: PatchProblem.self) { try Self.applied("@@ -2 +2 @@\n-b\n+c\n", to: "a\nb") }
        #expect(throws: PatchProblem.self) { try Self.applied("@@ -2,0 +3 @@\n+c\n", to: "a\nb") }
    }

    /// A byte of a patch is another: it is refused, or leads to another file, which the file's digest tells.
    @Test(arguments: UInt64(1)...20) func oneByteIsDamaged(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let edits = RandomEdits(seed: seed, lineCount: 60, editCount: 6)
        guard let patch = try lineDifference(from: edits.old, to: edits.new, in: TemporaryDirectory()), !patch.isEmpty
        else { return }
        for _ in 0..<200 {
            var damaged = patch
            damaged[Int.random(in: damaged.indices, using: &random)] ^= UInt8(
                1 << Int.random(in: 0..<8, using: &random))
            do {
                // In the names of the header nothing depends on a byte.
                _ = try apply(damaged, to: edits.old)
            } catch {
                #expect(error is PatchProblem)
            }
        }
        for _ in 0..<200 {
            let count = Int.random(in: 1...patch.count, using: &random)
            if patch[count - 1] == 0x0A { continue }
            #expect(throws: PatchProblem.self) { try apply(Array(patch[..<count]), to: edits.old) }
        }
    }
}
