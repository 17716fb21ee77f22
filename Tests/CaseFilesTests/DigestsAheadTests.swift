import CaseFiles
import CaseTesting
import Foundation
import Testing

/// What is hashed behind the caller's back has the digests that it has alone.
@Suite struct DigestsAheadTests {
    private struct Broken: Error {}

    /// Lengths about those of a block and of a piece, and some of several pieces.
    private static let lengths = [
        0, 1, 111, 112, 127, 128, 129, 262_143, 262_144, 262_145, 700_000, 524_288, 3, 1_000_000, 0, 300_000,
    ]

    private let files: [[UInt8]]

    init() {
        var random = SeededGenerator(seed: 2)
        let bytes = (0..<1_000_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        files = Self.lengths.enumerated().map { number, length in
            // Beginning elsewhere, so that no two are alike.
            Array(bytes[number...].prefix(length) + bytes.prefix(max(0, length + number - bytes.count)))
        }
    }

    /// Every third file has all digests, the others SHA-512 alone.
    private func algorithms(_ number: Int) -> DigestAlgorithms {
        number % 3 == 2 ? .all : DigestAlgorithms([.sha512])
    }

    private func alone(_ number: Int) -> [[UInt8]] {
        var digests = DigestComputation(algorithms(number))
        files[number].withUnsafeBytes { digests.update($0) }
        return algorithms(number).each.compactMap { digests.digest($0) }
    }

    @Test(arguments: [0, 1, 2, 5], [1, 2, 7, 96])
    func theDigestsAreTheSame(threadCount: Int, bufferCount: Int) throws {
        for width in SHA512LanesTests.widths {
            let ahead = DigestsAhead(threadCount: threadCount, bufferCount: bufferCount, width: width)
            var found: [Int: [[UInt8]]] = [:]
            for (number, file) in files.enumerated() {
                file.withUnsafeBytes { bytes in
                    ahead.hash(number, algorithms(number)) { update in
                        var rest = bytes[...]
                        while !rest.isEmpty {
                            // Pieces of many sizes, smaller and larger than those that are hashed.
                            let piece = rest.prefix(1 + (rest.startIndex * 7 + 90_000) % 400_000)
                            update(UnsafeRawBufferPointer(rebasing: piece))
                            rest = rest.dropFirst(piece.count)
                        }
                    }
                }
                for (number, digests) in ahead.takeFinished() { found[number] = digests.map(\.1) }
            }
            ahead.waitForAll()
            for (number, digests) in ahead.takeFinished() { found[number] = digests.map(\.1) }
            for number in files.indices { #expect(found[number] == alone(number), "file \(number), width \(width)") }
        }
    }

    @Test(arguments: [0, 2]) func whatIsNotWholeHasNoDigests(threadCount: Int) throws {
        let ahead = DigestsAhead(threadCount: threadCount)
        for number in [2, 7, 8] {
            #expect(throws: Broken.self) {
                try ahead.hash(number, algorithms(number)) { update in
                    files[number].withUnsafeBytes { update($0) }
                    throw Broken()
                }
            }
        }
        ahead.hash(13, algorithms(13)) { update in files[13].withUnsafeBytes { update($0) } }
        ahead.waitForAll()
        let finished = ahead.takeFinished()
        #expect(finished.map(\.number) == [13])
        #expect(finished.first?.digests.map(\.1) == alone(13))
        #expect(ahead.takeFinished().isEmpty)
    }

    /// Threads end with whoever began them, also where files still wait.
    @Test func itIsLeftWhileFilesWait() throws {
        func threadCount() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
        }
        let before = try threadCount()
        for _ in 0..<100 {
            let ahead = DigestsAhead(threadCount: 2)
            for (number, file) in files.enumerated() {
                ahead.hash(number, algorithms(number)) { update in file.withUnsafeBytes { update($0) } }
            }
        }
        // Other tests have threads too.
        #expect(try threadCount() < before + 100)
    }
}
