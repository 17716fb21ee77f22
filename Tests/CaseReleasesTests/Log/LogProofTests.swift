import CaseModel
import CaseReleases
import Testing

/// C2SP tlog-proof.
@Suite struct LogProofTests {
    static func proof(of index: Int, in log: TestLog, extra: [UInt8]? = nil) throws -> LogProof {
        LogProof(
            index: index, hashes: try log.open().inclusionProof(of: index),
            checkpoint: try SignedNote(parsing: log.checkpoint), extra: extra)
    }

    @Test(arguments: [1, 2, 3, 255, 256, 257, 600]) func everyEntryIsProved(_ size: Int) throws {
        let log = try TestLog(TestLog.entries(0..<size))
        for index in 0..<size where index < 3 || index > size - 3 || index % 97 == 0 {
            let proof = try LogProof(parsing: try Self.proof(of: index, in: log).bytes)
            let entry = TestLog.entries(index..<index + 1)[0]
            #expect(try proof.verify(entry, by: log.signer.verifierKey).size == size)
            #expect(NoteTests.problem { try proof.verify(entry + [0], by: log.signer.verifierKey) }?.code == .logProof)
        }
    }

    @Test func isWrittenAsInTheSpecification() throws {
        let log = try TestLog(TestLog.entries(0..<3))
        let proof = try Self.proof(of: 1, in: log, extra: [1, 2])
        let hashes = try log.open().inclusionProof(of: 1).map(\.base64).joined(separator: "\n")
        let expected = "c2sp.org/tlog-proof@v1\nextra AQI=\nindex 1\n\(hashes)\n\n"
        #expect(proof.bytes == Array(expected.utf8) + log.checkpoint)
        #expect(try LogProof(parsing: proof.bytes) == proof)
    }

    @Test func isOfOneLogOnly() throws {
        let log = try TestLog(TestLog.entries(0..<300))
        let entry = TestLog.entries(7..<8)[0]
        let proof = try Self.proof(of: 7, in: log)
        func code(_ key: VerifierKey, origin: String? = nil) -> FindingCode? {
            NoteTests.problem { try proof.verify(entry, by: key, origin: origin) }?.code
        }
        #expect(code(log.signer.verifierKey) == nil)
        #expect(code(log.signer.verifierKey, origin: "example.org/other") == .logForeign)
        #expect(code(try NoteTests.signer("example.org/log", 8).verifierKey) == .logForeign)
        let note = proof.checkpoint
        #expect(
            NoteTests.problem {
                try LogProof(index: 300, hashes: proof.hashes, checkpoint: note)
                    .verify(entry, by: log.signer.verifierKey)
            }?.code == .logProof)
        // Signed, and no checkpoint.
        let other = try SignedNote(signing: Array("text\n".utf8), by: log.signer)
        #expect(
            NoteTests.problem {
                try LogProof(index: 7, hashes: proof.hashes, checkpoint: other).verify(
                    entry, by: log.signer.verifierKey)
            }?.code == .logCheckpoint)
    }

    /// Whatever byte is altered: it is none any more, or proves nothing.
    @Test func everyAlteredByteIsNoticed() throws {
        let log = try TestLog(TestLog.entries(0..<300))
        let entry = TestLog.entries(7..<8)[0]
        let bytes = try Self.proof(of: 7, in: log).bytes
        for place in bytes.indices {
            for change: UInt8 in [1, 0x20, 0x80] {
                var altered = bytes
                altered[place] ^= change
                #expect(throws: LogProblem.self, "byte \(place)") {
                    try LogProof(parsing: altered).verify(entry, by: log.signer.verifierKey)
                }
            }
        }
    }

    static let note = "o\n1\n\(CheckpointTests.root)\n\n— n AAAAAAA=\n"

    @Test(arguments: ["index 0\n\n", "extra \nindex 0\n\n", "extra AAAA\nindex 0\n\(CheckpointTests.root)\n\n"])
    func isRead(_ lines: String) throws {
        let text = "c2sp.org/tlog-proof@v1\n" + lines + Self.note
        #expect(try LogProof(parsing: Array(text.utf8)).bytes == Array(text.utf8))
    }

    @Test(arguments: [
        "", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2\nindex 0\n\n\(note)", "c2sp.org/tlog-proof@v1\n\(note)",
        "c2sp.org/tlog-proof@v1\nindex 00\n\n\(note)", "c2sp.org/tlog-proof@v1\nindex -1\n\n\(note)",
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n\(note)", "c2sp.org/tlog-proof@v1\nindex  0\n\n\(note)",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n\(note)", "c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\n\(note)",
        "c2sp.org/tlog-proof@v1\nextra\nindex 0\n\n\(note)", "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n\(note)",
        "c2sp.org/tlog-proof@v1\nindex 0\n\(CheckpointTests.root) \n\n\(note)",
        "c2sp.org/tlog-proof@v1\r\nindex 0\n\n\(note)", " c2sp.org/tlog-proof@v1\nindex 0\n\n\(note)",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + String(repeating: CheckpointTests.root + "\n", count: 64) + "\n\(note)",
    ]) func isRefused(_ text: String) {
        let problem = NoteTests.problem { _ = try LogProof(parsing: Array(text.utf8)) }
        #expect(problem?.code == .logProof && problem?.line != nil)
    }

    @Test(arguments: ["", "\n", "o\n", "o\n1\n\(CheckpointTests.root)\n"]) func hasANoteAtItsEnd(_ note: String) {
        let text = "c2sp.org/tlog-proof@v1\nindex 0\n\n\(note)"
        #expect(NoteTests.problem { _ = try LogProof(parsing: Array(text.utf8)) }?.code == .logCheckpoint)
    }
}
