import CaseArchive
import CaseModel
import CasePackages
import Testing

/// What reports of verifying say. That they follow the schema, validators show.
@Suite struct FixityReportTests {
    private static func package(
        _ level: VerificationLevel = .complete, _ findings: [Finding] = [], asked: Bool = false,
        signatures: [VerifiedSignature] = [], listed: Int = 100
    ) -> VerifiedPackage {
        var list = FindingList(limit: listed)
        for finding in findings { list.append(finding) }
        return VerifiedPackage(
            path: "a.zip", container: .zip, level: level, kinds: ["bag (BagIt 1.0)"], fileCount: 3, byteCount: 4000,
            algorithms: ["sha512"], archiveByteCount: 2000, archiveSHA256: "abc", isSignatureAskedFor: asked,
            signatures: signatures, findings: list)
    }

    private static func text(_ packages: VerifiedPackage...) -> String {
        let report = FixityReport(
            instant: "2026-01-02T03:04:05Z", tool: ("caseexport", "1.2.3"), packages: packages)
        return String(decoding: report.document(), as: UTF8.self)
    }

    /// Type and outcome of each event.
    private static func events(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("<event>") }.map { line in
            let type = line.firstRange(of: "preservation/eventType\">").map {
                line[$0.upperBound...].prefix { $0 != "<" }
            }
            let outcome = line.firstRange(of: "<eventOutcome>").map { line[$0.upperBound...].prefix { $0 != "<" } }
            return "\(type ?? "") \(outcome ?? "")"
        }
    }

    private static let altered = Finding(
        .alteredFile, at: Place(file: "data/a<&>.txt"), "it is another", expected: "12", found: "34")

    @Test func whole() {
        let text = Self.text(Self.package())
        #expect(Self.events(text) == ["fixity check pass"])
        for part in [
            "<eventDateTime>2026-01-02T03:04:05Z</eventDateTime>", "<agentVersion>1.2.3</agentVersion>",
            "<messageDigest>abc</messageDigest>", "<size>2000</size>", "by sha512", "3 files, 4000 bytes",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test func levels() {
        #expect(Self.events(Self.text(Self.package(.quick))) == ["validation pass"])
        #expect(Self.events(Self.text(Self.package(.deep))) == ["fixity check pass", "validation pass"])
    }

    @Test func findingsStandWithTheirEvent() {
        let graph = Finding(.graphHash, at: Place(), "it is another")
        let warning = Finding(.archiveName, at: Place(), "it has another name")
        #expect(
            Self.events(Self.text(Self.package(.deep, [graph, warning]))) == ["fixity check pass", "validation fail"])
        let text = Self.text(Self.package(.complete, [Self.altered]))
        #expect(Self.events(text) == ["fixity check fail"])
        #expect(
            text.contains(">error altered-file, data/a&lt;&amp;&gt;.txt: it is another; expected: 12; found: 34<"),
            "\(text)")
        // Without --deep there is no second event that could carry it.
        #expect(Self.events(Self.text(Self.package(.complete, [graph]))) == ["fixity check fail"])
    }

    @Test func whatIsNotListedIsCounted() {
        let text = Self.text(Self.package(.complete, Array(repeating: Self.altered, count: 7), listed: 2))
        #expect(text.contains("<eventOutcomeDetailNote>error altered-file: 5 more, not listed<"), "\(text)")
    }

    @Test func signatures() {
        let signature = VerifiedSignature(path: "manifest-sha512.txt", fingerprint: "SHA256:x", signer: "a@example.org")
        let signed = Self.text(Self.package(asked: true, signatures: [signature]))
        #expect(Self.events(signed) == ["fixity check pass", "digital signature validation pass"])
        #expect(signed.contains("manifest-sha512.txt: signed by a@example.org, key SHA256:x"))
        let unsigned = Finding(.unsigned, at: Place(file: "manifest-sha512.txt"), "there is none")
        #expect(
            Self.events(Self.text(Self.package(.quick, [unsigned], asked: true)))
                == ["validation pass", "digital signature validation fail"])
        let invalid = Finding(.signatureInvalid, at: Place(file: "manifest-sha512.txt"), "it is not")
        #expect(
            Self.events(Self.text(Self.package(.complete, [invalid])))
                == ["fixity check pass", "digital signature validation fail"])
    }

    /// Each event is of its own package.
    @Test func severalPackages() {
        let text = Self.text(Self.package(), Self.package(.complete, [Self.altered]))
        #expect(Self.events(text) == ["fixity check pass", "fixity check fail"])
        for id in ["package-1", "package-2"] {
            // Its own, that of the object the event is of, and those of the event that both name.
            #expect(text.split(separator: "Value>\(id)<").count == 3)
            #expect(text.split(separator: "Value>\(id)-fixity<").count == 3)
        }
    }

    @Test func namesMayHoldAnything() {
        var package = Self.package()
        package.path = "a\u{0}\u{1B}[2J\n\u{FFFE}\u{202E}]]>&amp;.zip"
        let place = Place(member: [0xFF, 0x1B, 0x0A, 0x3C] as [UInt8])
        package.findings.append(Finding(.unexpectedFile, at: place, "it is \u{7}"))
        let text = Self.text(package)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }, "\(text)")
        #expect(text.contains("]]&gt;&amp;amp;.zip"), "\(text)")
        #expect(text.contains("\\xff"), "\(text)")
    }
}
