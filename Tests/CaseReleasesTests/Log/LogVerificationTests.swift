import CaseModel
import CaseReleases
import CaseTesting
import Testing

@Suite struct LogVerificationTests {
    @Test(arguments: [0, 1, 2, 255, 256, 257, 511, 600, 65_536, 65_900]) func aLogIsWhole(_ size: Int) throws {
        let log = try TestLog(TestLog.entries(0..<size))
        var places: [Int] = []
        let verification = LogVerification(of: log, key: log.signer.verifierKey)
        let result = try verification.run { place, entry in
            places.append(place)
            #expect(entry == Array("entry \(place)".utf8))
        }
        #expect(result.findings.isEmpty && result.checkpoint?.size == size && result.history == nil)
        #expect(places == Array(0..<size))
    }

    /// Every byte of every file that the size needs.
    @Test func everyAlteredByteIsNoticed() throws {
        let log = try TestLog(TestLog.entries(0..<259))
        for (path, bytes) in log.all where path != LogPath.verifierKey {
            let step = bytes.count > 600 ? 41 : 1
            for place in stride(from: 0, to: bytes.count, by: step) {
                let copy = TestLog(log)
                try ReleaseLogTests.Damage.flip(path, place)(copy)
                let findings = try copy.verify().findings
                #expect(!findings.isEmpty, "\(path), byte \(place)")
                // That entries and their hashes differ is said of the hashes.
                let isNamed = findings.findings.contains { $0.place.file == path || $0.message.contains(path) }
                #expect(isNamed, "\(path), byte \(place)")
            }
            let copy = TestLog(log)
            copy[path] = nil
            let missing = try copy.verify().findings.findings
            #expect(missing.map(\.place.file) == [path])
            copy[path] = bytes + [0]
            let longer = try copy.verify().findings
            #expect(!longer.isEmpty, "\(path)")
        }
    }

    @Test func tilesOfEarlierSizesAreLeftAlone() throws {
        let log = try TestLog()
        for size in [1, 4, 258] { try log.append(TestLog.entries(try log.open().size..<size)) }
        try ReleaseLogTests.Damage.flip("tile/0/000.p/4")(log)
        #expect(try log.verify().findings.isEmpty)
    }

    /// Whoever has the key can also sign what is not so.
    @Test func aRootThatIsSignedAndWrongIsNoticed() throws {
        let log = try TestLog(TestLog.entries(0..<300))
        try log.sign(size: 300, root: .ofNothing)
        #expect(try log.verify().findings.findings.map(\.code) == [.logRoot])
    }

    @Test func anEnormousSizeEndsWhereTheFilesDo() throws {
        let log = try TestLog(TestLog.entries(0..<300))
        try log.sign(size: Int.max, root: .ofNothing)
        let findings = try log.verify().findings.findings
        #expect(Set(findings.map(\.code)) == [.logTile] && findings.count < 5)
    }

    // MARK: Since an earlier checkpoint

    @Test(arguments: [(0, 0), (0, 5), (1, 1), (3, 600), (256, 600), (599, 600), (600, 600)])
    func aLogThatGrewIsConsistent(_ first: Int, _ second: Int) throws {
        let log = try TestLog(TestLog.entries(0..<first))
        let earlier = log.checkpoint
        try log.append(TestLog.entries(first..<second))
        let result = try log.verify(since: earlier)
        #expect(result.history == .consistent && result.findings.isEmpty && result.earlier?.size == first)
    }

    @Test func aRewrittenLogIsNoticed() throws {
        let earlier = try TestLog(TestLog.entries(0..<300)).checkpoint
        for place in [0, 299] {
            var entries = TestLog.entries(0..<400)
            entries[place] = Array("something else".utf8)
            let result = try TestLog(entries).verify(since: earlier)
            #expect(result.history == .rewritten)
            #expect(result.findings.findings.map(\.code) == [.logRewritten])
            #expect(result.findings.findings.first?.place.file == LogVerification.earlierName)
        }
        // Of the same size.
        let result = try TestLog(TestLog.entries(1..<301)).verify(since: earlier)
        #expect(result.history == .rewritten)
    }

    @Test func aShorterLogIsNoticed() throws {
        let earlier = try TestLog(TestLog.entries(0..<300)).checkpoint
        let result = try TestLog(TestLog.entries(0..<299)).verify(since: earlier)
        #expect(result.history == .shorter && result.findings.findings.map(\.code) == [.logShrunk])
        #expect(result.findings.findings.first?.expected == "300")
    }

    @Test func aCheckpointOfAnotherLogIsNoticed() throws {
        let log = try TestLog(TestLog.entries(0..<300))
        let foreign = try TestLog(name: "example.org/log", seed: 8)
        try foreign.append(TestLog.entries(0..<300))
        let otherKey = try log.verify(since: foreign.checkpoint)
        #expect(otherKey.history == .foreign && otherKey.findings.findings.map(\.code) == [.logForeign])
        let renamed = TestLog(log)
        try renamed.sign(origin: "example.org/other", size: 300, root: log.open().root)
        let otherOrigin = try log.verify(since: renamed.checkpoint)
        #expect(otherOrigin.history == .foreign && otherOrigin.findings.findings.map(\.code) == [.logForeign])
        let own = try renamed.verify()
        #expect(own.checkpoint == nil && own.findings.findings.map(\.code) == [.logForeign])
        // What the log itself is says nothing of what was kept.
        let kept = try renamed.verify(since: [])
        #expect(kept.history == nil && kept.findings.findings.map(\.code) == [.logForeign, .logCheckpoint])
    }

    @Test func aKeptCheckpointThatIsNoneIsNoticed() throws {
        let log = try TestLog(TestLog.entries(0..<300))
        var altered = log.checkpoint
        altered[0] ^= 1
        for (bytes, code) in [(altered, FindingCode.logSignature), ([], .logCheckpoint)] {
            let result = try log.verify(since: bytes)
            #expect(result.history == nil && result.findings.findings.map(\.code) == [code])
            #expect(result.findings.findings.first?.place.file == LogVerification.earlierName)
        }
    }
}
