import CaseModel
import CaseStore
import CaseTesting
import Testing

@Suite struct DirectoryStoreTests {
    private func problem(_ files: [String: String], without dataset: Bool = false) throws -> StoreProblem? {
        let directory = try TemporaryDirectory(dataset: files)
        if dataset { try TestFile.remove(directory("dataset.json")) }
        do {
            _ = try DirectoryStore(path: directory.path).snapshot()
            return nil
        } catch let problem as StoreProblem {
            return problem
        }
    }

    @Test func aDirectoryWithoutADataset() throws {
        #expect(try problem(["persons.csv": "id,name\n"], without: true)?.code == .noInput)
        // What an export wrote has the dataset one folder further down.
        #expect(try problem(["csv/dataset.csv": ""], without: true)?.message.contains("/csv?") == true)
    }

    @Test func whatIsNoDatasetAtAll() throws {
        let directory = try TemporaryDirectory()
        for path in [directory("none"), "/dev/null", "postgresql:cases"] {
            #expect(throws: StoreProblem.self) { try datasetStore(at: path) }
        }
        #expect(try datasetStore(at: directory.path) is DirectoryStore)
        try directory.write("", to: "a.sqlite")
        #expect(try datasetStore(at: directory("a.sqlite")) is SQLiteStore)
    }

    @Test func theDatasetAsCSVOrNDJSON() async throws {
        let directory = try TemporaryDirectory(dataset: [:])
        try TestFile.remove(directory("dataset.json"))
        let store = DirectoryStore(path: directory.path)
        try directory.write(
            "base,title,language,publisher,licence\nhttps://example.org/a/,A,en,N,CC0-1.0\n", to: "dataset.csv")
        #expect(try await store.check().isEmpty)
        try TestFile.remove(directory("dataset.csv"))
        try directory.write(Self.inOneLine(TemporaryDirectory.datasetJSON), to: "dataset.ndjson")
        #expect(try await store.check().isEmpty)
    }

    private static func inOneLine(_ text: String) -> String { text.split(separator: "\n").joined(separator: " ") }

    @Test(arguments: ["[]", "", "{", "null", #"{"title": ["a"]}"#, #"{"titel": "A"}"#, #"{"title": {"en": "A"}}"#])
    func aDescriptionThatCannotBeRead(text: String) async throws {
        let found = try await findings(in: ["dataset.json": text])
        #expect(found.counts[.metadataInvalid] == 1)
        #expect(found.counts[.datasetRow] == nil)
        #expect(found.findings.first?.place.file == "dataset.json")
    }

    @Test func basesThatReadersResolveAlike() async throws {
        let json = TemporaryDirectory.datasetJSON
        let good = [
            "https://e.org/", "https://e.org/#", "https://e.org/a#", "https://e.org/a/", "https://e.org:8080/~a/b.c/",
        ]
        // Readers resolve references against these in different ways.
        let bad = [
            "https://e.org/a", "https://e.org#", "https://e.org//a/", "https://e.org/a//", "https://e.org/a#b/",
            "https://e.org/#/", "https:///a/", "https:/a/", "https:a/", "urn:a:b/", "urn:a#", "https://me@e.org/",
            "https://e.org/a/../b/", "HTTPS://e.org/",
        ]
        for (bases, isFit) in [(good, true), (bad, false)] {
            for base in bases {
                let text = json.replacing("https://example.org/small/", with: base)
                #expect(try await findings(in: ["dataset.json": text]).isFit == isFit, "\(base)")
            }
        }
    }

    @Test func aLanguageThatSaysNothing() async throws {
        let text = TemporaryDirectory.datasetJSON.replacing("\"en\"", with: "\"und\"")
        let found = try await findings(in: ["dataset.json": text])
        #expect(found.counts[.invalidValue] == 1 && !found.isFit)
    }

    @Test func filesThatLookLikeTables() async throws {
        let found = try await findings(in: [
            "notes.csv": "", "Persons.csv": "", "a.tsv": "", "b.jsonl": "", "c.ndjson": "", ".hidden.csv": "",
            "_draft.csv": "", "README.md": "", "persons.json": "",
        ])
        #expect(
            found.findings.map(\.place.file) == ["Persons.csv", "a.tsv", "b.jsonl", "c.ndjson", "notes.csv"])
        #expect(found.findings.allSatisfy { $0.code == .unknownFile })
    }

    @Test func documentsOutsideTheirFolderAreNotRead() async throws {
        let directory = try TemporaryDirectory(dataset: [
            "documents.csv": "id,title\ndoc_1,A\n", "secret.txt": "secret", "documents/plain.txt": "plain",
        ])
        try TestFile.link(directory("documents/link.txt"), to: "../secret.txt")
        try TestFile.link(directory("documents/folder"), to: "..")
        let digest = String(repeating: "0", count: 64)
        for path in ["link.txt", "folder/secret.txt", "none.txt", "folder"] {
            try directory.write(
                "id,document_id,path,media_type,byte_count,sha256\nfil_1,doc_1,\(path),text/plain,6,\(digest)\n",
                to: "files.csv")
            let found = try await DirectoryStore(path: directory.path).check()
            #expect(found.findings.map(\.code) == [.fileMissing], "\(path)")
        }
        for path in ["../secret.txt", "/etc/passwd"] {
            try directory.write(
                "id,document_id,path,media_type,byte_count,sha256\nfil_1,doc_1,\(path),text/plain,6,\(digest)\n",
                to: "files.csv")
            #expect(try await DirectoryStore(path: directory.path).check().findings.map(\.code) == [.invalidValue])
        }
    }
}
