import CaseFiles
import CaseModel
import CaseReleases
import CaseTesting
import Testing

@Suite struct ReleaseLogTests {
    /// One by one over the edge of the first tile, and in jumps over that of the second level's.
    static let jumps: [[Int]] = [
        Array(repeating: 1, count: 260), [255, 1, 1], [256, 1], [257], [1, 511, 2], [0, 3, 0, 5],
        [65_535, 1, 1], [65_000, 700, 3], [65_537 + 256 * 3],
    ]

    @Test(arguments: jumps.indices) func howeverItGrowsTheTilesAreTheSame(_ index: Int) throws {
        let log = try TestLog()
        var size = 0
        for count in Self.jumps[index] {
            let addition = try log.append(TestLog.entries(size..<size + count))
            #expect(addition.files.map(\.path) == LogTile.added(from: size, to: size + count).map(\.path))
            size += count
        }
        let hashes = TestLog.entries(0..<size).map { MerkleHash.leaf($0) }
        let opened = try ReleaseLog(opening: log)
        #expect(opened.size == size && opened.root == MerkleTests.root(of: hashes[...]))
        let whole = try TestLog(TestLog.entries(0..<size))
        for (path, bytes) in whole.all { #expect(log[path] == bytes, "\(path)") }
        // What else there is, are tiles of earlier sizes: each is the beginning of the one that took its place.
        for (path, bytes) in log.all where whole[path] == nil {
            let tile = try #require(LogTile(path: path))
            let last = whole.all.first { LogTile(path: $0.key)?.full == tile.full }
            #expect(!tile.isFull && last?.value.starts(with: bytes) == true, "\(path)")
        }
    }

    @Test func withoutTheTilesOfEarlierSizesItGrowsAllTheSame() throws {
        let log = try TestLog()
        var generator = SeededGenerator(seed: 20_261_130)
        while try log.open().size < 700 {
            let size = try log.open().size
            try log.append(TestLog.entries(size..<size + Int.random(in: 0...40, using: &generator)))
            let current = Set(LogTile.added(from: 0, to: try log.open().size).map(\.path))
            for path in log.all.keys where path.hasPrefix("tile/") && !current.contains(path) { log[path] = nil }
        }
        let size = try log.open().size
        let whole = try TestLog(TestLog.entries(0..<size))
        #expect(log.all == whole.all)
    }

    @Test func anAdditionProvesWithoutBeingWritten() throws {
        let log = try TestLog(TestLog.entries(0..<250))
        let before = log.all
        let addition = try log.open().appending(TestLog.entries(250..<530))
        #expect(log.all == before)
        let hashes = TestLog.entries(0..<530).map { MerkleHash.leaf($0) }
        #expect(addition.size == 530 && addition.root == MerkleTests.root(of: hashes[...]))
        let leaves = MerkleLeaves(hashes)
        for index in [0, 1, 249, 250, 255, 256, 511, 512, 529] {
            #expect(try addition.inclusionProof(of: index) == leaves.inclusionProof(of: index))
            #expect(try addition.inclusionProof(of: index, at: 530) == leaves.inclusionProof(of: index))
        }
        for (first, second) in [(1, 530), (250, 530), (249, 251), (256, 512), (0, 530), (530, 530)] {
            let proof = try addition.consistencyProof(from: first, to: second)
            #expect(try proof == leaves.consistencyProof(from: first, to: second))
        }
        #expect(try log.open().consistencyProof(from: 7) == leaves.consistencyProof(from: 7, to: 250))
    }

    @Test func proofsOfALargeLogAreThoseOfItsTree() throws {
        let size = 65_536 + 300
        let entries = TestLog.entries(0..<size)
        let log = try TestLog(entries).open()
        let leaves = MerkleLeaves(entries.map { .leaf($0) })
        var generator = SeededGenerator(seed: 20_261_130)
        for index in [0, 255, 256, 65_535, 65_536, size - 1]
            + (0..<40).map({ _ in Int.random(in: 0..<size, using: &generator) })
        {
            #expect(try log.inclusionProof(of: index) == leaves.inclusionProof(of: index), "\(index)")
            #expect(try log.inclusionProof(of: index, at: index + 1) == leaves.inclusionProof(of: index, at: index + 1))
            #expect(try log.consistencyProof(from: index) == leaves.consistencyProof(from: index), "\(index)")
            #expect(try log.entry(at: index) == entries[index], "\(index)")
        }
    }

    @Test func entriesMayBeEmptyOrLongButNotLonger() throws {
        let entries: [[UInt8]] = [[], [UInt8](repeating: 1, count: 65_535)]
        let log = try TestLog(entries)
        let opened = try log.open()
        #expect(try opened.entry(at: 0) == entries[0])
        #expect(try opened.entry(at: 1) == entries[1])
        let problem = NoteTests.problem { _ = try log.open().appending([[UInt8](repeating: 1, count: 65_536)]) }
        #expect(problem?.code == .logTile)
    }

    @Test func anEmptyLogIsOpened() throws {
        let log = try TestLog([])
        let opened = try ReleaseLog(opening: log)
        #expect(opened.size == 0 && opened.root == .ofNothing && opened.checkpoint?.size == 0)
        #expect(try opened.appending([]).files.isEmpty)
    }

    // MARK: Damage

    /// What is done to a log of 600 entries, the code and the file of what opening it or going through it says.
    struct Damage: CustomTestStringConvertible {
        let testDescription: String
        let code: FindingCode
        let file: String
        let apply: @Sendable (TestLog) throws -> Void

        init(_ name: String, _ code: FindingCode, _ file: String, _ apply: @escaping @Sendable (TestLog) throws -> Void)
        {
            (testDescription, self.code, self.file, self.apply) = (name, code, file, apply)
        }

        static func flip(_ path: String, _ place: Int = 0) -> @Sendable (TestLog) throws -> Void {
            { log in
                var bytes = try #require(log[path])
                bytes[place] ^= 1
                log[path] = bytes
            }
        }

        static func cut(_ path: String) -> @Sendable (TestLog) throws -> Void {
            { $0[path] = try #require($0[path]).dropLast() }
        }

        static func remove(_ path: String) -> @Sendable (TestLog) throws -> Void { { $0[path] = nil } }
    }

    static let damages: [Damage] = [
        Damage("no checkpoint", .logCheckpoint, "checkpoint", Damage.remove("checkpoint")),
        Damage("no note", .logCheckpoint, "checkpoint", Damage.cut("checkpoint")),
        Damage("an altered checkpoint", .logSignature, "checkpoint", Damage.flip("checkpoint")),
        Damage("another key", .logForeign, "checkpoint") { log in
            log["vkey"] = Array(try NoteTests.signer("example.org/log", 8).verifierKey.text.utf8)
        },
        Damage("no key", .logSignature, "vkey", Damage.remove("vkey")),
        Damage("an altered key", .logSignature, "vkey", Damage.flip("vkey", 20)),
        Damage("a key that is no text", .logSignature, "vkey") { $0["vkey"] = [0xFF] },
        Damage("another root", .logRoot, "checkpoint") { try $0.sign(size: 600, root: .ofNothing) },
        Damage("a last tile that is not there", .logTile, "tile/0/002.p/88", Damage.remove("tile/0/002.p/88")),
        Damage("a last tile cut off", .logTile, "tile/0/002.p/88", Damage.cut("tile/0/002.p/88")),
        Damage("a last tile altered", .logRoot, "checkpoint", Damage.flip("tile/0/002.p/88")),
        Damage("an upper tile altered", .logRoot, "checkpoint", Damage.flip("tile/1/000.p/2")),
        Damage("an upper tile cut off", .logTile, "tile/1/000.p/2", Damage.cut("tile/1/000.p/2")),
        Damage("last entries altered", .logTile, "tile/entries/002.p/88", Damage.flip("tile/entries/002.p/88", 2)),
        Damage("last entries cut off", .logTile, "tile/entries/002.p/88", Damage.cut("tile/entries/002.p/88")),
        Damage("last entries not there", .logTile, "tile/entries/002.p/88", Damage.remove("tile/entries/002.p/88")),
        Damage("a full tile in its place, cut off", .logTile, "tile/0/002") { log in
            log["tile/0/002"] = log["tile/0/002.p/88"]
            log["tile/0/002.p/88"] = nil
        },
        Damage("an earlier tile altered", .logTile, "tile/0/001", Damage.flip("tile/0/001", 8191)),
        Damage("an earlier tile not there", .logTile, "tile/0/000", Damage.remove("tile/0/000")),
        Damage("an earlier tile too long", .logTile, "tile/0/001") { $0["tile/0/001"]?.removeLast(32) },
        Damage("earlier entries altered", .logTile, "tile/entries/000", Damage.flip("tile/entries/000", 2)),
        Damage("earlier entries with another length", .logTile, "tile/entries/001", Damage.flip("tile/entries/001", 1)),
        Damage("earlier entries not there", .logTile, "tile/entries/001", Damage.remove("tile/entries/001")),
    ]

    @Test(arguments: damages) func damageIsNoticedWhereItIs(_ damage: Damage) throws {
        let log = try TestLog(TestLog.entries(0..<600))
        try damage.apply(log)
        let problem = NoteTests.problem {
            let opened = try ReleaseLog(opening: log)
            for index in [0, 255, 256, 511, 512, 599] {
                _ = try opened.entry(at: index)
                _ = try opened.inclusionProof(of: index)
            }
        }
        #expect(problem?.code == damage.code && problem?.file == damage.file, "\(problem as Any)")
    }

    @Test func aFullTileServesForThePartialOne() throws {
        let log = try TestLog(TestLog.entries(0..<600))
        let checkpoint = log.checkpoint
        try log.append(TestLog.entries(600..<800))
        for path in log.all.keys where path.hasSuffix(".p/88") { log[path] = nil }
        let earlier = try ReleaseLog(opening: log, checkpoint: checkpoint)
        #expect(earlier.size == 600)
        #expect(try earlier.entry(at: 599) == TestLog.entries(599..<600)[0])
    }

    /// What an addition wrote of which nothing else became, is not taken for the log's.
    @Test func whatAFailedAdditionLeftGivesWay() throws {
        let log = try TestLog(TestLog.entries(0..<100))
        let failed = try log.open().appending(TestLog.entries(1000..<1400))
        for file in failed.files { log[file.path] = file.bytes }
        let entries = TestLog.entries(100..<200)
        let addition = try log.append(entries)
        let hashes = TestLog.entries(0..<200).map { MerkleHash.leaf($0) }
        #expect(addition.root == MerkleTests.root(of: hashes[...]))
        #expect(try log.open().entry(at: 150) == entries[50])
        // Somebody may come upon the full tiles all the same.
        let findings = try log.verify().findings.findings
        #expect(Set(findings.map(\.place.file)) == ["tile/0/000", "tile/entries/000"])
        try log.append(TestLog.entries(200..<700))
        #expect(try log.verify().findings.isEmpty)
    }

    // MARK: On disk

    @Test func isReadFromAFolder() throws {
        let directory = try TemporaryDirectory()
        let log = try TestLog(TestLog.entries(0..<300))
        try log.write(to: directory, "channel/log")
        let folder = LogFolder(directory("channel/log"))
        #expect(try ReleaseLog(opening: folder).size == 300)
        let result = try LogVerification(of: folder, key: log.signer.verifierKey).run()
        #expect(result.findings.isEmpty)
        // The checkpoint of a repository is a link; nothing else may be one.
        try TestFile.write(log.checkpoint, to: directory("channel/now/checkpoint"))
        try TestFile.remove(directory("channel/log/checkpoint"))
        try TestFile.link(directory("channel/log/checkpoint"), to: "../now/checkpoint")
        let linked = LogFolder(directory("channel/log"), checkpointMayLinkInto: directory("channel"))
        #expect(try ReleaseLog(opening: linked).size == 300)
        #expect(throws: FileProblem.self) { try ReleaseLog(opening: folder) }
        let narrow = LogFolder(directory("channel/log"), checkpointMayLinkInto: directory("channel/log"))
        #expect(throws: FileProblem.self) { try ReleaseLog(opening: narrow) }
        #expect(try ReleaseLog(opening: folder, checkpoint: log.checkpoint).size == 300)
        try TestFile.write(log["tile/0/000"] ?? [], to: directory("elsewhere"))
        try TestFile.remove(directory("channel/log/tile/0/000"))
        try TestFile.link(directory("channel/log/tile/0/000"), to: directory("elsewhere"))
        #expect(throws: FileProblem.self) { try ReleaseLog(opening: linked).inclusionProof(of: 3) }
        let nothing = NoteTests.problem { _ = try ReleaseLog(opening: LogFolder(directory("nothing"))) }
        #expect(nothing?.code == .logSignature && nothing?.file == "vkey")
    }
}
