import CaseFiles
import CaseModel
import CasePackages
import Testing

/// A crate and what is wrong with it, one thing at a time.
@Suite struct CrateVerifierTests {
    private static let text = Array("hello\n".utf8)

    private static func crate(_ entities: String, parts: String = #"{"@id": "a%20b.txt"}, {"@id": "d/"}"#) -> TestTree {
        var tree = TestTree()
        tree.files["a b.txt"] = text
        tree.files["d/c.txt"] = text
        tree.files["ro-crate-metadata.json"] = Array(
            """
            {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
            {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
             "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}},
            {"@id": "./", "@type": "Dataset", "hasPart": [\(parts)]},
            {"@id": "d/", "@type": "Dataset"}, \(entities)]}
            """.utf8)
        return tree
    }

    private static func file(_ more: String = "") -> String { #"{"@id": "a%20b.txt", "@type": "File"\#(more)}"# }

    private static func findings(_ tree: TestTree) throws -> FindingList {
        try tree.findings { CrateVerifier.detect(in: $0) }
    }

    @Test func aSoundCrateHasNoFindings() throws {
        let more = """
            , "contentSize": "6", "sha256": "\(TestTree.hexadecimal(Self.text, .sha256))", \
            "sha512": "\(TestTree.hexadecimal(Self.text).uppercased())"
            """
        var tree = Self.crate(Self.file(more))
        tree.files["ro-crate-preview.html"] = []
        tree.files["ro-crate-preview_files/style.css"] = []
        let findings = try Self.findings(tree)
        #expect(findings.isEmpty, "\(findings.findings.map(\.message))")
    }

    @Test(arguments: [
        ("crate-file-differs", file(#", "contentSize": "7""#)), ("crate-file-differs", file(#", "contentSize": 7"#)),
        ("crate-file-differs", file(#", "sha256": "\#(String(repeating: "0", count: 64))""#)),
        ("crate-file-differs", file(#", "sha512": "xyz""#)),
        ("crate-syntax", file(#", "name": "a", "name": "b""#)), ("crate-syntax", file() + ","),
        ("crate-file-undescribed", ##"{"@id": "#x", "@type": "Person"}"##),
    ])
    func code(_ code: String, entities: String) throws {
        let findings = try Self.findings(Self.crate(entities))
        #expect(findings.counts.keys.map(\.name) == [code], "\(findings.findings.map(\.message))")
    }

    @Test(arguments: [
        ("crate-file-missing", "e.txt"), ("crate-file-missing", "e/"), ("crate-file-missing", "a%2520b.txt"),
        ("dangerous-path", "../e.txt"), ("dangerous-path", "%2e%2e/e.txt"), ("dangerous-path", "/etc/passwd"),
    ])
    func aPartThatIsNotThere(_ code: String, id: String) throws {
        let type = id.hasSuffix("/") ? "Dataset" : "File"
        let tree = Self.crate(
            Self.file() + #", {"@id": "\#(id)", "@type": "\#(type)"}"#,
            parts: #"{"@id": "a%20b.txt"}, {"@id": "d/"}, {"@id": "\#(id)"}"#)
        let findings = try Self.findings(tree)
        #expect(findings.counts.keys.map(\.name) == [code], "\(findings.findings.map(\.message))")
    }

    @Test(arguments: ["https://example.org/e.txt", "#e", "_:e", "//example.org/e.txt"])
    func whatIsElsewhereIsNotLookedFor(id: String) throws {
        let tree = Self.crate(
            Self.file() + #", {"@id": "\#(id)", "@type": "File"}"#,
            parts: #"{"@id": "a%20b.txt"}, {"@id": "\#(id)"}"#)
        #expect(try Self.findings(tree).isEmpty)
    }

    @Test func aFolderThatNamesItsPartsIsNotDescribedAsAWhole() throws {
        var tree = Self.crate(
            Self.file() + #", {"@id": "e/", "@type": "Dataset", "hasPart": {"@id": "e/x"}}"#
                + #", {"@id": "e/x", "@type": "File"}"#)
        tree.files["e/x"] = []
        tree.files["e/y"] = []
        let findings = try Self.findings(tree)
        #expect(findings.findings.map { $0.place.file } == ["e/y"])
    }

    @Test(arguments: [
        "[]", "{}", #"{"@context": "x", "@graph": {}}"#, #"{"@context": "x", "@graph": []}"#,
        #"{"@graph": [{"@id": "ro-crate-metadata.json", "about": {"@id": "./"}}, {"@id": "./", "@type": "Dataset"}]}"#,
        #"{"@context": "x", "@graph": [{"@id": "ro-crate-metadata.json", "about": {"@id": "./"}}, {"@id": "./"}]}"#,
        #"{"@context": "x", "@graph": [{"@id": "ro-crate-metadata.json"}, {"@id": "./", "@type": "Dataset"}]}"#,
    ])
    func metadataThatIsNone(text: String) throws {
        var tree = TestTree()
        tree.files["ro-crate-metadata.json"] = Array(text.utf8)
        let findings = try Self.findings(tree)
        #expect(findings.counts.keys.map(\.name) == ["crate-syntax"])
    }

    @Test func inABagOnlyThePayloadIsTheCrates() throws {
        var tree = TestTree()
        for (path, bytes) in Self.crate(Self.file()).files { tree.files["data/" + path] = bytes }
        tree.files["bagit.txt"] = []
        tree.files["data/extra.txt"] = []
        let findings = try Self.findings(tree)
        #expect(findings.findings.map { $0.place.file } == ["data/extra.txt"])
    }
}
