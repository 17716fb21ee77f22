import CaseBytes
import CaseFiles
import CaseModel
import CaseReleases
import Testing

/// C2SP signed-note, with the vector that it has.
@Suite struct NoteTests {
    static let vector = (
        key: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        note: """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """
    )

    /// Of `golang.org/x/mod/sumdb/note`, whose form it is in.
    static let signerKey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    static let itsVerifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    static func signer(_ name: String = "example.org/log", _ seed: UInt8 = 7) throws -> SignerKey {
        try SignerKey(name: name, key: #require(Ed25519Key(seed: [UInt8](repeating: seed, count: 32))))
    }

    static func problem(_ body: () throws -> Void) -> LogProblem? {
        do {
            try body()
            return nil
        } catch { return error as? LogProblem }
    }

    @Test func theVectorIsVerified() throws {
        let key = try VerifierKey(parsing: Self.vector.key)
        #expect(key.text == Self.vector.key && key.name == "example.com/foo" && key.id == 0x530d_903a)
        let note = try SignedNote(parsing: Array(Self.vector.note.utf8))
        #expect(String(decoding: note.text, as: UTF8.self) == "This is an example message.\n")
        #expect(note.bytes == Array(Self.vector.note.utf8))
        try note.verify(by: key)
        let altered = try SignedNote(parsing: Array(Self.vector.note.replacing("example m", with: "exemple m").utf8))
        #expect(Self.problem { try altered.verify(by: key) }?.code == .logSignature)
    }

    @Test func keysOfGoAreReadAndWritten() throws {
        let signer = try SignerKey(parsing: Self.signerKey + "\n")
        #expect(signer.text == Self.signerKey && signer.verifierKey.text == Self.itsVerifierKey)
        let note = try SignedNote(signing: Array("a\n\nb\n".utf8), by: signer)
        let again = try SignedNote(parsing: note.bytes)
        #expect(again == note)
        try again.verify(by: VerifierKey(parsing: Self.itsVerifierKey))
    }

    @Test func aNewKeyIsReadAgain() throws {
        let key = try SignerKey.generate(name: "example.org/log")
        let again = try SignerKey(parsing: key.text)
        #expect(again.verifierKey == key.verifierKey && again.text == key.text)
        #expect(try SignerKey.generate(name: "example.org/log").text != key.text)
        #expect(try VerifierKey(parsing: key.verifierKey.text + "\n") == key.verifierKey)
    }

    @Test(arguments: ["", "a b", "a+b", "a\u{A0}b", "a\u{3000}", "a\nb", "a\tb"]) func aNameIsRefused(_ name: String) {
        #expect(Self.problem { _ = try SignerKey.generate(name: name) } != nil)
        let parsed = Self.problem {
            _ = try VerifierKey(parsing: Self.vector.key.replacing("example.com/foo", with: name))
        }
        #expect(parsed != nil)
    }

    @Test(arguments: [
        "example.com/foo", "example.com/foo+530d903a",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n\n",
        " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        Self.signerKey,
    ]) func averifierKeyIsRefused(_ text: String) {
        #expect(Self.problem { _ = try VerifierKey(parsing: text) }?.code == .logSignature)
    }

    @Test(arguments: [
        Self.itsVerifierKey, Self.signerKey.replacing("c74f20a3", with: "c74f20a4"),
        Self.signerKey.replacing("PRIVATE", with: "PUBLIC"), Self.signerKey.replacing("AYEK", with: "AoEK"),
        String(Self.signerKey.dropLast(4)),
    ]) func aSignerKeyIsRefusedWithoutSayingIt(_ text: String) {
        let problem = Self.problem { _ = try SignerKey(parsing: text) }
        #expect(problem?.code == .logSignature)
        #expect(problem?.description.contains("KFALVFGy") == false)
    }

    @Test(arguments: [
        "", "\n", "a", "a\n", "a\n\n", "a\n— n AAAAAAA=\n", "a\n\n— n AAAAAAA=", "a\n\n- n AAAAAAA=\n",
        "a\n\n—  n AAAAAAA=\n", "a\n\n— n  AAAAAAA=\n", "a\n\n— n AAAAAA==\n", "a\n\n— n AAAAAAB=\n",
        "a\n\n— n AAAA\n", "a\n\n— n+n AAAAAAA=\n", "a\n\n— n AAAAAAA= \n", "a\r\n\n— n AAAAAAA=\n",
        "a\tb\n\n— n AAAAAAA=\n", "a\u{0}\n\n— n AAAAAAA=\n", "a\n\n— n AAAAAAA=\n\n", "a\n\n— n AAAAAAA=\nb\n",
        "a\n\n— \u{A0} AAAAAAA=\n",
    ]) func aNoteIsRefused(_ text: String) {
        #expect(Self.problem { _ = try SignedNote(parsing: Array(text.utf8)) }?.code == .logCheckpoint)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(
            Self.problem {
                _ = try SignedNote(parsing: Array("a\u{FF}\n\n— n AAAAAAA=\n".utf8.map { $0 == 0xC3 ? 0xFF : $0 }))
            } != nil)
    }

    @Test func theLastEmptyLineEndsTheText() throws {
        let note = try SignedNote(parsing: Array("a\n\n— n AAAAAAA=\n\n— m AAAAAQI=\n".utf8))
        #expect(String(decoding: note.text, as: UTF8.self) == "a\n\n— n AAAAAAA=\n")
        #expect(note.signatures.map(\.name) == ["m"] && note.signatures.map(\.id) == [1])
    }

    /// Sixteen must be accepted, and those of other keys say nothing.
    @Test func signaturesOfOthersArePassedOver() throws {
        let signer = try Self.signer()
        let text = Array("text\n".utf8)
        let own = try SignedNote(signing: text, by: signer)
        var bytes = own.bytes
        let strangers = (0..<40).map { "— example.org/witness/\($0) \(base64([1, 2, 3, 4, UInt8($0)]))\n" }
        // One with its name, one with its id.
        let id = (0..<4).map { UInt8(truncatingIfNeeded: signer.verifierKey.id >> (24 - 8 * $0)) }
        let twins = "— example.org/log \(base64([0, 0, 0, 0, 1]))\n— example.org/other \(base64(id + [1]))\n"
        bytes += Array((strangers.joined() + twins).utf8)
        let note = try SignedNote(parsing: bytes)
        #expect(note.signatures.count == 43 && note.bytes == bytes)
        try note.verify(by: signer.verifierKey)
        #expect(
            Self.problem { try note.verify(by: try Self.signer("example.org/log", 8).verifierKey) }?.code == .logForeign
        )
        #expect(
            Self.problem { try note.verify(by: try Self.signer("example.org/log2").verifierKey) }?.code == .logForeign)
        // One right signature does not make up for a wrong one of the same key.
        let wrong = try SignedNote(
            parsing: bytes + Array("— example.org/log \(base64(id + [UInt8](repeating: 1, count: 64)))\n".utf8))
        #expect(Self.problem { try wrong.verify(by: signer.verifierKey) }?.code == .logSignature)
    }

    @Test func whatHasNoFormCannotBeSigned() throws {
        let signer = try Self.signer()
        for text in ["", "a", "a\r\n", "a\u{7}\n"] {
            #expect(Self.problem { _ = try SignedNote(signing: Array(text.utf8), by: signer) } != nil)
        }
    }
}
