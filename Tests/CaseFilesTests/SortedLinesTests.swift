import CaseFiles
import CaseTesting
import Foundation
import Glibc
import Testing

@Suite struct SortedLinesTests {
    /// Runs of a few lines, so that there are many on disk; and one run for all.
    private static let runLimits = [1, 200, 5_000, SortedLines.defaultRunLimit]

    private func sorted(_ lines: [String], runLimit: Int) throws -> [String] {
        var sorter = SortedLines(runLimit: runLimit)
        for line in lines {
            let bytes = Array((line + "\n").utf8)
            try bytes.withUnsafeBufferPointer { try sorter.append($0) }
        }
        var text: [UInt8] = []
        try sorter.finish { piece in
            #expect(piece.last == 0x0A)
            text += piece
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
    }

    /// By bytes, as `LC_ALL=C sort -u` does it.
    private func expected(_ lines: [String]) -> [String] {
        let unique = Set(lines.map { Array($0.utf8) })
        return unique.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private func makeLines(seed: UInt64) -> [String] {
        var generator = SeededGenerator(seed: seed)
        return (0..<3_000).map { _ in
            let prefix = ["", "<https://example.org/", "<https://example.org/per_"].randomElement(using: &generator)!
            let count = Int.random(in: 0...30, using: &generator)
            let letters = (0..<count).map { _ in "ab1é😀".randomElement(using: &generator)! }
            return prefix + String(Int.random(in: 0...99, using: &generator)) + String(letters.prefix(3))
        }
    }

    @Test(arguments: runLimits, [1, 2, 3] as [UInt64])
    func linesInAnyOrder(runLimit: Int, seed: UInt64) throws {
        let lines = makeLines(seed: seed)
        #expect(try sorted(lines, runLimit: runLimit) == expected(lines), "seed \(seed)")
    }

    @Test(arguments: runLimits)
    func linesInOrder(runLimit: Int) throws {
        let lines = expected(makeLines(seed: 4))
        #expect(try sorted(lines, runLimit: runLimit) == lines)
        #expect(try sorted(lines.reversed(), runLimit: runLimit) == lines)
    }

    @Test(arguments: runLimits)
    func duplicatesNearAndFar(runLimit: Int) throws {
        let lines = expected(makeLines(seed: 5))
        #expect(try sorted(lines + lines, runLimit: runLimit) == lines)
        #expect(try sorted(lines.flatMap { [$0, $0, $0] }, runLimit: runLimit) == lines)
        #expect(try sorted(Array(repeating: "the same", count: 2_000), runLimit: runLimit) == ["the same"])
    }

    @Test(arguments: runLimits)
    func noLinesAndEmptyOnes(runLimit: Int) throws {
        #expect(try sorted([], runLimit: runLimit) == [])
        #expect(try sorted(["b", "", "a", ""], runLimit: runLimit) == ["", "a", "b"])
    }

    /// Every length around the words that are compared, and prefixes of each other.
    @Test(arguments: runLimits)
    func prefixes(runLimit: Int) throws {
        let lines = (0..<70).flatMap { count in ["x", "y"].map { String(repeating: "x", count: count) + $0 } }
        #expect(try sorted(lines.reversed(), runLimit: runLimit) == expected(lines))
    }

    @Test func longLinesComeInPiecesOfWholeLines() throws {
        let lines = (0..<5).map { String(repeating: Character("\($0)"), count: 3 << 20) }
        #expect(try sorted(lines.reversed(), runLimit: 1 << 20) == lines)
        #expect(try sorted(lines, runLimit: 1 << 20) == lines)
    }

    @Test func aFullDiskIsReported() throws {
        #expect(throws: FileProblem.self) {
            try FaultInjection.$current.withValue(FaultInjection(failingFromWrite: 3)) {
                _ = try sorted(makeLines(seed: 6), runLimit: 5_000)
            }
        }
    }
}
