import CaseArchive
import CaseDisclosure
import CaseModel
import CaseReleases
import CaseStore
import CaseTesting
import Foundation
import Testing

/// Releases as they are made have nothing wrong with them, whatever is in them and wherever they are.
@Suite struct DeepReleaseTests {
    private static let names = ["r", "r.zip", "r.tar", "r.tar.gz"]

    /// What is said of an archive that is not called like its folder.
    private static func errors(_ outcome: VerificationOutcome) -> [Finding] {
        outcome.findings.findings.filter { $0.code != .archiveName }
    }

    @Test(arguments: [51, 52, 53] as [UInt64]) func randomDatasets(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        try RandomDataset(seed: seed, rowsPerTable: 60).write(to: directory)
        let output = try TemporaryDirectory()
        for name in Self.names {
            let result = try await bundle(DirectoryStore(path: directory.path), .all, to: output(name))
            try #require(result.isPublished, "seed \(seed)")
            let outcome = try await verifyDeep(output(name))
            #expect(Self.errors(outcome) == [], "seed \(seed), \(name)")
            #expect(outcome.deep?.graphSHA256 == result.run.graph?.sha256)
            #expect(outcome.deep?.tripleCount == result.run.graph?.tripleCount)
            #expect(outcome.deep?.rowCount == result.run.disclosedCounts.reduce(0) { $0 + $1.rows })
        }
    }

    /// What is left out of a release is no fault of it.
    @Test(arguments: [54, 55] as [UInt64], ["public", "researcher"])
    func restrictedDatasets(seed: UInt64, audience: String) async throws {
        let dataset = try RestrictedDataset(seed: seed, rowsPerTable: 40, marksTexts: true)
        let output = try TemporaryDirectory()
        var profile = Profile.all
        profile.audience = audience
        // What two random texts share by chance may be seen.
        while true {
            let store = DirectoryStore(path: dataset.directory.path)
            let result = try await bundle(store, profile, to: output("r"))
            if result.isPublished { break }
            try #require(!result.leaks.isEmpty && profile.permittedTexts.count < 100, "seed \(seed)")
            for leak in result.leaks {
                let table = try #require(Schema.standard.table(named: leak.table))
                let row = try #require(dataset.rows[leak.table]?.first { $0[0] == leak.record })
                profile.permittedTexts.append(row[try #require(table.index(of: leak.column))])
            }
        }
        #expect(Self.errors(try await verifyDeep(output("r"))) == [], "seed \(seed), \(audience)")
    }

    /// Each format is read wherever it is without the others.
    @Test(arguments: [
        ["csv"], ["ndjson"], ["excel"], ["jsonld"], ["rdfxml"], ["nquads"], ["turtle"], ["csv", "jsonld"],
        ["csv", "rdfxml"], ["jsonld", "rdfxml"], ["ndjson", "excel"], ["csv", "turtle"],
    ])
    func fewFormats(formats: [String]) async throws {
        let output = try TemporaryDirectory()
        let profile = Profile(name: "few", title: "Tests", audience: "sealed", formats: formats)
        let store = try datasetStore(at: ExampleDataset.original)
        let result = try await bundle(store, profile, to: output("r"))
        try #require(result.isPublished)
        let outcome = try await verifyDeep(output("r"))
        #expect(outcome.findings.findings == [], "\(formats)")
        #expect(outcome.deep?.graphSHA256 == result.run.graph?.sha256)
    }

    @Test func aProfileWithoutDocuments() async throws {
        let directory = try TemporaryDirectory()
        try RandomDataset(seed: 56, rowsPerTable: 20).write(to: directory)
        let output = try TemporaryDirectory()
        var profile = Profile.all
        profile.includesDocuments = false
        let result = try await bundle(DirectoryStore(path: directory.path), profile, to: output("r"))
        try #require(result.isPublished)
        let outcome = try await verifyDeep(output("r"))
        #expect(Self.errors(outcome) == [])
        #expect(outcome.deep?.notes.contains { $0.contains("no documents") } == true)
    }

    /// A document that changed is found by what its record says, too.
    @Test func documents() async throws {
        let directory = try TemporaryDirectory()
        let dataset = RandomDataset(seed: 57, rowsPerTable: 20)
        try dataset.write(to: directory)
        let output = try TemporaryDirectory()
        for name in ["r", "r.zip"] {
            _ = try await bundle(DirectoryStore(path: directory.path), .all, to: output(name))
        }
        let document = try #require(dataset.documents.keys.min())
        let url = URL(fileURLWithPath: output("r/data/documents/" + document))
        var bytes = try Data(contentsOf: url)
        bytes[0] ^= 1
        try bytes.write(to: url)
        let found = try await verifyDeep(output("r")).findings.findings.filter { $0.code == .fileDigest }
        #expect(!found.isEmpty && found.allSatisfy { $0.place.file == "data/csv/files.csv" })
        #expect(Self.errors(try await verifyDeep(output("r.zip"))) == [])
    }

    /// The schema may be a dataset's own.
    @Test func packagesOfOthers() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", to: "b/bagit.txt")
        try directory.write("<not N-Quads", to: "b/data/rdf/dataset.nq")
        try directory.write("", to: "b/manifest-md5.txt")
        let outcome = try await verifyDeep(directory("b"))
        #expect(outcome.deep == DeepSummary(isRelease: false))
        #expect(!outcome.findings.findings.contains { $0.code == .formatSyntax })
    }

    /// Without N-Quads the hash is that of another format's records, which come in order; where they do not, no hash
    /// is made up.
    @Test func recordsOutOfOrder() async throws {
        let output = try TemporaryDirectory()
        let profile = Profile(name: "few", title: "Tests", audience: "sealed", formats: ["jsonld", "rdfxml"])
        let store = try datasetStore(at: ExampleDataset.original)
        _ = try await bundle(store, profile, to: output("r"))
        let url = URL(fileURLWithPath: output("r/data/jsonld/dataset.jsonld"))
        var lines = String(decoding: try Data(contentsOf: url), as: UTF8.self).components(separatedBy: "\n")
        lines.swapAt(lines.count - 5, lines.count - 6)
        try Data(lines.joined(separator: "\n").utf8).write(to: url)
        let found = try await verifyDeep(output("r")).findings.findings
        #expect(found.contains { $0.code == .notVerified && $0.place.file == "data/jsonld/dataset.jsonld" })
        #expect(!found.contains { $0.code == .graphDiffers || $0.code == .graphHash })
    }
}
