import CaseDisclosure
import CaseModel
import CaseReleases
import CaseTesting
import Foundation
import Testing

/// What the documents of a made-up channel look like: `Tests/Fixtures/channel/`, to be read.
@Suite struct CatalogueDocumentTests {
    private static let folder = ToolRunner.packageRoot + "/Tests/Fixtures/channel/"
    private static let isRecording = ProcessInfo.processInfo.environment["CASEEXPORT_RECORD"] == "1"

    /// With CASEEXPORT_RECORD=1 they are written anew; read the diff before you commit it.
    @Test func documentsAreCurrent() throws {
        let catalogue = SampleCatalogue.catalogue(changing: ["doi": "10.5281/zenodo.1"])
        for document in CatalogueDocuments.all(catalogue) {
            try Self.compare(document.bytes, to: Self.folder + document.name)
        }
        try Self.compare(
            ReleaseDocument.bytes(catalogue.releases[1]), to: Self.folder + "release.json")
    }

    private static func compare(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        if isRecording {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        let found = try? Data(contentsOf: url)
        #expect(found == Data(bytes), "\(path) is stale; run Scripts/record and read the diff")
    }

    /// Every key that a document may have is in the guide's section on it.
    @Test func keysAreDocumented() throws {
        let guide = try String(
            contentsOfFile: ToolRunner.packageRoot + "/Sources/CaseExport/CaseExport.docc/Repository.md",
            encoding: .utf8)
        var catalogue = SampleCatalogue.catalogue()
        catalogue.schemaVersion = "1"
        for document in CatalogueDocuments.all(catalogue) {
            let section = try #require(
                guide.split(separator: "\n### ").first { $0.prefix { $0 != "\n" }.contains("`\(document.name)`") },
                "\(document.name)")
            guard [IndexDocument.name, VersionsDocument.name].contains(document.name) else { continue }
            for key in Self.keys(try JSON(parsing: document.bytes)) {
                #expect(section.contains("`\(key)`"), "\(document.name): \(key)")
            }
        }
    }

    private static func keys(_ value: JSON) -> Set<String> {
        var keys = Set((value.members ?? []).map(\.key))
        for inner in (value.members ?? []).map(\.value) + (value.items ?? []) { keys.formUnion(self.keys(inner)) }
        return keys
    }

    // MARK: Records

    @Test func recordsAreReadAsTheyAreWritten() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var catalogue = SampleCatalogue.catalogue()
            catalogue.releases = (0..<Int.random(in: 0...4, using: &random)).map {
                SampleCatalogue.randomRecord($0, using: &random)
            }
            #expect(
                try VersionsDocument.releases(from: VersionsDocument.bytes(catalogue)) == catalogue.releases,
                "seed \(seed)")
            for record in catalogue.releases {
                #expect(try ReleaseDocument.record(from: ReleaseDocument.bytes(record)) == record, "seed \(seed)")
            }
        }
    }

    /// What is changed in `versions.json`, and the place that the error names.
    static let faults: [(text: String, other: String, place: String)] = [
        ("caseexport-versions/1", "caseexport-versions/2", "format"),
        ("\"releases\"", "\"more\"", ""),
        ("\"dataset\": \"", "\"dataset\": 1, \"x\": \"", ""),
        ("\"id\": \"20261120T020000Z-19be\"", "\"id\": \"..\"", "releases[0].id"),
        ("\"id\": \"20261120T020000Z-19be\"", "\"id\": \"a/b\"", "releases[0].id"),
        ("\"id\": \"20261121T020000Z-7f3c\"", "\"id\": \"20261120T020000Z-19be\"", "releases[1].id"),
        ("2026-11-20T02:00:05Z", "2026-11-20T02:00:05+00:00", "releases[0].created_at"),
        ("2026-11-20T01:58:00Z", "2026-11-20", "releases[0].instant"),
        ("\"name\": \"changes.csv\"", "\"name\": \"../changes.csv\"", "releases[0].downloads[3].name"),
        ("\"bytes\": 10231", "\"bytes\": -1", "releases[0].downloads[0].bytes"),
        ("\"bytes\": 10231", "\"bytes\": 1e3", "releases[0].downloads[0].bytes"),
        ("\"bytes\": 10231", "\"bytes\": \"10231\"", "releases[0].downloads[0].bytes"),
        ("\"bytes\": 10231", "\"bytes\": 99999999999999999999", "releases[0].downloads[0].bytes"),
        ("\"sha256\": \"", "\"sha256\": \"A", "releases[0].downloads[0].sha256"),
        ("\"title\"", "\"caption\"", "releases[0].downloads[0]"),
        ("\"rows\": 11", "\"rows\": null", "releases[0].tables[0].rows"),
        ("\"triples\": 4001", "\"triples\": true", "releases[0].graph.triples"),
        ("\"graph\": {", "\"graph\": [{}], \"more\": {", "releases[0]"),
        ("\"withheld\": []", "\"withheld\": {}", "releases[0].withheld"),
        ("\"count\": 5", "\"number\": 5", "releases[2].withheld[0]"),
        ("\"pinned\": false", "\"pinned\": 0", "releases[0].pinned"),
        ("\"log_index\": 0", "\"log_index\": null", "releases[0].log_index"),
        ("\"refusals\": [", "\"refusals\": [1, ", "releases[1].acceptance.refusals"),
        ("\"pruned_at\": \"2026", "\"pruned_at\": \"26", "releases[0].pruned_at"),
        ("\"previous\": \"20261120", "\"previous\": \"-20261120", "releases[1].previous"),
        ("\"tool_version\": \"1.2.3\"", "\"tool_version\": \"1.2.3\", \"tool_version\": \"\"", ""),
        ("{", "", ""),
    ]

    @Test(arguments: faults.indices) func aRecordThatIsNoneIsRefused(_ index: Int) throws {
        let (text, other, place) = Self.faults[index]
        var document = String(decoding: VersionsDocument.bytes(SampleCatalogue.catalogue()), as: UTF8.self)
        let range = try #require(document.firstRange(of: text))
        document.replaceSubrange(range, with: other)
        let problem = #expect(throws: DocumentProblem.self) {
            try VersionsDocument.releases(from: Array(document.utf8))
        }
        #expect(problem?.place == place, "\(problem?.description ?? "")")
    }

    // MARK: Documents

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func whatIsPrunedIsNotOffered() throws {
        let catalogue = SampleCatalogue.catalogue()
        let pruned = catalogue.releases[0]
        let path = "releases/\(pruned.id)/\(pruned.downloads[0].name)"
        for document in CatalogueDocuments.all(catalogue) {
            #expect(!Self.text(document.bytes).contains(path), "\(document.name)")
        }
        #expect(Self.text(CataloguePage.bytes(catalogue)).contains("removed on 2026-11-22"))
        #expect(Self.text(FeedDocument.bytes(catalogue)).contains("Its downloads were removed on 2026-11-22."))
    }

    @Test func theIndexIsOfTheNewestReleaseThatIsThere() throws {
        var catalogue = SampleCatalogue.catalogue()
        catalogue.releases[2].prunedAt = "2026-11-23T02:00:00Z"
        let index = try JSON(parsing: IndexDocument.bytes(catalogue))
        #expect(index["latest"]?.text == "20261121T020000Z-7f3c")
        #expect(index["resources"]?.items?.count == 4)
    }

    @Test func aChannelWithoutReleasesHasDocuments() throws {
        var catalogue = SampleCatalogue.catalogue()
        catalogue.releases = []
        catalogue.log = nil
        catalogue.baseURL = nil
        #expect(CatalogueDocuments.all(catalogue).count == 7)
        #expect(ChecksumsDocument.bytes(catalogue).isEmpty)
        #expect(try JSON(parsing: IndexDocument.bytes(catalogue))["latest"] == nil)
        #expect(Self.text(CataloguePage.bytes(catalogue)).contains("There is no release yet."))
    }

    /// Documents grow with the releases that are listed, not with all there ever were.
    @Test func documentsAreBounded() throws {
        var catalogue = SampleCatalogue.catalogue()
        let one = catalogue.releases[2]
        catalogue.releases = (0..<1000).map { number in
            var release = one
            release.id = "20261122T020000Z-\(number)"
            return release
        }
        let page = Self.text(CataloguePage.bytes(catalogue))
        #expect(page.utf8.count < 150_000)
        #expect(page.contains("900 older releases are not listed here"))
        #expect(page.contains("release-20261122T020000Z-999\"") && !page.contains("release-20261122T020000Z-899\""))
        #expect(Self.text(FeedDocument.bytes(catalogue)).split(separator: "<entry>").count == 101)
        #expect(Self.text(CatalogDocument.turtle(catalogue)).split(separator: "dcat:isVersionOf").count == 101)
        #expect(try VersionsDocument.releases(from: VersionsDocument.bytes(catalogue)).count == 1000)
    }

    /// An id stays when the channel moves to another address.
    @Test func idsDoNotDependOnTheAddress() {
        var catalogue = SampleCatalogue.catalogue()
        let ids = { Self.text(FeedDocument.bytes(catalogue)).matches(of: /<id>[^<]*<\/id>/).map { String($0.0) } }
        let before = ids()
        catalogue.baseURL = "https://elsewhere.example/"
        #expect(ids() == before && before.count == 4)
    }

    /// Texts that would end what they stand in.
    static let hostile = [
        "</title><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "]]>", "<!--", "</script><img src=x>",
        "\\\" .\n<urn:a> <urn:b> <urn:c> .", "{{x}}&amp;&#60;", "a\u{0}\u{202E}b\u{FFFF}\u{85}", "'''\"\"\"\\",
        "javascript:alert(1)", "@import url(http://example.org)",
    ]

    @Test(arguments: hostile) func hostileTextsStayTexts(text: String) throws {
        var catalogue = SampleCatalogue.catalogue(
            changing: Dictionary(
                uniqueKeysWithValues: [
                    "title", "description", "publisher", "creators", "rights_note", "contact", "coverage_limits",
                    "spatial_coverage", "temporal_coverage", "keywords", "licence", "licence_url", "doi", "language",
                ].map { ($0, text) }))
        catalogue.profile.title = text
        catalogue.releases[1].acceptance = .init(reason: text, refusals: [text])
        catalogue.releases[2].withheld = [(text, 3)]
        catalogue.releases[2].tables[0].table = text
        catalogue.releases[2].downloads[0].title = text
        catalogue.releases[2].downloads[0].mediaType = text
        let page = Self.text(CataloguePage.bytes(catalogue))
        #expect(page.matches(of: /<script/).count == 1 && page.matches(of: /<\/script>/).count == 1)
        #expect(page.matches(of: /<title>/).count == 1 && !page.contains("<img") && !page.contains("<!--"))
        #expect(!page.contains(" onmouseover=\"") && !page.contains("href=\"javascript"))
        #expect(!page.unicodeScalars.contains { $0.value == 0 || $0.value == 0x202E })
        let feed = Self.text(FeedDocument.bytes(catalogue))
        #expect(feed.matches(of: /<entry>/).count == 3 && !feed.contains("<script") && !feed.contains("]]>"))
        for name in [CatalogDocument.jsonLDName, IndexDocument.name, VersionsDocument.name] {
            let document = try #require(CatalogueDocuments.all(catalogue).first { $0.name == name })
            #expect(throws: Never.self) { try JSON(parsing: document.bytes) }
        }
    }

    @Test func aNameThatChecksumsHaveToEscapeIsEscaped() {
        var catalogue = SampleCatalogue.catalogue()
        catalogue.releases = [catalogue.releases[2]]
        catalogue.releases[0].downloads = [
            .init(name: "a\\b\nc\rd", mediaType: "", byteCount: 0, sha256: String(repeating: "0", count: 64), title: "")
        ]
        #expect(
            Self.text(ChecksumsDocument.bytes(catalogue))
                == "\\\(String(repeating: "0", count: 64))  releases/20261122T020000Z-0a1b/a\\\\b\\nc\\rd\n")
    }
}
