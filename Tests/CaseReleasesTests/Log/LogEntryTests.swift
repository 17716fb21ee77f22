import CaseModel
import CaseReleases
import Testing

@Suite struct LogEntryTests {
    static let digit = (sha256: String(repeating: "0a", count: 32), sha512: String(repeating: "1b", count: 64))

    static let entry = LogEntry(
        dataset: "cases", profile: "public", release: "20261121T020000Z-a1b2", manifestSHA512: digit.sha512,
        graphSHA256: digit.sha256, archiveSHA256: digit.sha256, previous: "20261120T020000Z-c3d4")

    @Test func hasOneForm() throws {
        let text =
            "{\"v\":1,\"dataset\":\"cases\",\"profile\":\"public\",\"release\":\"20261121T020000Z-a1b2\",\"manifest_sha512\":\"\(Self.digit.sha512)\",\"graph_sha256\":\"\(Self.digit.sha256)\",\"archive_sha256\":\"\(Self.digit.sha256)\",\"prev\":\"20261120T020000Z-c3d4\"}"
        #expect(Self.entry.bytes == Array(text.utf8))
        #expect(try LogEntry(parsing: Array(text.utf8)) == Self.entry)
    }

    @Test func whatIsNotKnownIsNull() throws {
        var first = LogEntry(
            dataset: "\"é\\\n", profile: "public", release: "r", manifestSHA512: Self.digit.sha512)
        #expect(try LogEntry(parsing: first.bytes) == first)
        #expect(
            String(decoding: first.bytes, as: UTF8.self).hasSuffix(
                "\"graph_sha256\":null,\"archive_sha256\":null,\"prev\":null}"))
        #expect(!first.bytes.contains(0x0A))
        first.previous = "q"
        #expect(try LogEntry(parsing: first.bytes) == first)
    }

    /// What stands in the entry, and what else is put there.
    @Test(arguments: [
        ("{\"v\":1", "{\"v\":2"), ("{\"v\":1", "{\"v\":1.0"), ("{\"v\":1,", "{"), ("\"cases\"", "null"),
        ("\"dataset\"", "\"data\""), ("\"public\"", "1"), ("\"1b1b", "\"1B1b"), ("\"1b1b", "\"1b"),
        ("\"graph_sha256\":\"0a", "\"graph_sha256\":\"xx"), ("\"prev\":\"20261120T020000Z-c3d4\"", "\"prev\":1"),
        (",\"prev\":\"20261120T020000Z-c3d4\"", ""), (",\"prev\"", ", \"prev\""), ("}", "}\n"), ("}", ",\"more\":1}"),
        ("cases", "c\\u0061ses"), ("\"profile\":\"public\",", "\"profile\":\"public\",\"profile\":\"public\","),
        ("{", "["),
        ("\"dataset\":\"cases\",\"profile\":\"public\"", "\"profile\":\"public\",\"dataset\":\"cases\""),
    ]) func otherFormsAreRefused(_ old: String, _ new: String) {
        let text = String(decoding: Self.entry.bytes, as: UTF8.self).replacing(old, with: new, maxReplacements: 1)
        #expect(NoteTests.problem { _ = try LogEntry(parsing: Array(text.utf8)) }?.code == .logEntry)
    }

    @Test func aManifestIsNeeded() {
        let text = String(decoding: Self.entry.bytes, as: UTF8.self)
            .replacing("\"\(Self.digit.sha512)\"", with: "null")
        #expect(NoteTests.problem { _ = try LogEntry(parsing: Array(text.utf8)) }?.code == .logEntry)
    }
}
