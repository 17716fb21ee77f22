import CaseArchive
import CaseFiles
import CaseTesting
import Foundation
import Testing

/// Archives that are too large for every day: Scripts/large-archives runs this, one step a process.
@Suite struct LargeArchiveTests {
    static let path = environment("CASEEXPORT_LARGE_ARCHIVE")
    static let step = environment("CASEEXPORT_LARGE_STEP")

    private let path = Self.path ?? ""
    /// How many members there are, how many bytes they have, and a digest of all.
    private var record: String { path + ".expected" }

    /// The same line for what was written and for what was read.
    private func summary(_ members: [(path: String, fixity: PartFixity)]) -> String {
        var digests = RunningDigests(.sha256)
        for member in members.sorted(by: { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }) {
            let line = "\(member.fixity.sha256 ?? "") \(member.fixity.byteCount) \(member.path)\n"
            Array(line.utf8).withUnsafeBytes { digests.update($0) }
        }
        let total = members.reduce(0) { $0 + $1.fixity.byteCount }
        return "\(members.count) \(total) \(digests.finished().sha256 ?? "")\n"
    }

    @Test(.enabled(if: step == "write", "Scripts/large-archives runs it"))
    func areWritten() async throws {
        let isParts = path.contains("/part.")
        let start = ContinuousClock.now
        let writer = try ContainerWriter(
            Container(forOutput: path), staging: path, folder: "large", instant: 0, level: isParts ? 1 : 6)
        // 4.1 GiB, once compressed and once stored, and what comes behind; or many of a few kilobytes.
        let members: [(path: String, pieces: Int, isCompressible: Bool)] =
            isParts
            ? [("a-text.nq", 4200, true), ("b-media.bin", 4200, false), ("c-small.txt", 1, true)]
            : (0..<70_000).map { ("files/\($0 / 1000)/\($0).txt", 1, true) }
        let text = TestMembers.text(1 << 20, seed: 71)
        let fixities = try await writeInParallel(writer, members, digests: [.sha256, .sha512]) {
            member, piece, buffer in
            // Every piece is another one: it begins at another place of the text, and with its number.
            let count = isParts ? text.count : 100 + member * 7919 % 4000
            let shift = (member * 31 + piece) * 4099 % (text.count - 5000)
            text.withUnsafeBytes { text in
                if isParts {
                    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: text[shift...]))
                    buffer[(text.count - shift)...].copyBytes(from: text[..<shift])
                } else {
                    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: text[shift..<(shift + count)]))
                }
            }
            withUnsafeBytes(of: UInt64(piece)) { buffer.copyMemory(from: $0) }
            return count
        }
        let container = try writer.finish()
        try writeFile(
            Array(summary(zip(members, fixities).map { ("large/\($0.path)", $1) }).utf8), to: record)
        #expect(container.byteCount == (try Descriptor.reading(path).byteCount()))
        print("  ours: written in \(ContinuousClock.now - start), \(peakMemory()) MiB at most")
        #expect(peakMemory() < 256)
    }

    @Test(.enabled(if: step == "read", "Scripts/large-archives runs it"))
    func areReadBack() throws {
        let start = ContinuousClock.now
        var members: [(path: String, fixity: PartFixity)] = []
        try ArchiveReader(path).forEachMember { member, content in
            var digests = RunningDigests(.sha256)
            try content.forEachPiece { digests.update($0) }
            members.append((String(decoding: member.path, as: UTF8.self), digests.finished()))
        }
        #expect(summary(members) == String(decoding: try readFile(record), as: UTF8.self))
        print("  ours: read in \(ContinuousClock.now - start), \(peakMemory()) MiB at most")
        #expect(peakMemory() < 256)
    }
}
