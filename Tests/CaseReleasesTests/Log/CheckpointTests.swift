import CaseModel
import CaseReleases
import Testing

/// C2SP tlog-checkpoint.
@Suite struct CheckpointTests {
    static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test func isReadAndWrittenAsInTheSpecification() throws {
        let text = "example.com/behind-the-sofa\n20852163\n\(Self.root)\n"
        let checkpoint = try Checkpoint(parsing: Array(text.utf8))
        #expect(checkpoint.origin == "example.com/behind-the-sofa" && checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == Self.root && checkpoint.extensions.isEmpty)
        #expect(checkpoint.text == Array(text.utf8))
        #expect(try Checkpoint(origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root) == checkpoint)
    }

    @Test(arguments: ["o\n0\n\(root)\n", "o\n1\n\(root)\nextension\n", "o o+é\n9223372036854775807\n\(root)\na b\nc\n"])
    func isRead(_ text: String) throws {
        #expect(try Checkpoint(parsing: Array(text.utf8)).text == Array(text.utf8))
    }

    @Test(arguments: [
        "", "o\n1\n", "o\n1\n\(root)", "\n1\n\(root)\n", "o\n01\n\(root)\n", "o\n00\n\(root)\n", "o\n-1\n\(root)\n",
        "o\n+1\n\(root)\n", "o\n 1\n\(root)\n", "o\n1a\n\(root)\n", "o\n\n\(root)\n",
        "o\n9223372036854775808\n\(root)\n",
        "o\n１\n\(root)\n", "o\n1\n\(root) \n", "o\n1\n\(root.dropLast())\n", "o\n1\nAAAA\n", "o\n1\n\(root)\n\n",
        "o\n1\n\(root)\n\next\n", "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
        "o\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
    ]) func isRefused(_ text: String) {
        #expect(NoteTests.problem { _ = try Checkpoint(parsing: Array(text.utf8)) }?.code == .logCheckpoint)
    }

    @Test func isVerifiedBeforeItIsRead() throws {
        let signer = try NoteTests.signer()
        let checkpoint = try Checkpoint(origin: signer.name, size: 0, root: .ofNothing)
        let note = try checkpoint.signed(by: signer)
        #expect(try Checkpoint(verifying: SignedNote(parsing: note.bytes), by: signer.verifierKey) == checkpoint)
        let other = try NoteTests.signer("example.org/other")
        #expect(NoteTests.problem { _ = try Checkpoint(verifying: note, by: other.verifierKey) }?.code == .logForeign)
    }

    @Test(arguments: ["", "a\nb", "a\u{0}"]) func hasNoOtherOrigin(_ origin: String) {
        #expect(NoteTests.problem { _ = try Checkpoint(origin: origin, size: 0, root: .ofNothing) } != nil)
    }
}
