import CaseDisclosure
import CaseModel
import CasePackages
import CaseTesting
import Foundation
import Testing

@Suite struct DescriptionTests {
    static let texts = [
        "\"quoted\" and 'single' \\ back", "two\nlines\r\nand a tab\t", "</script><!-- ]]> &amp; -->", ": #",
        "- a: [b, {c",
        "%YAML", "null", "2026-11-21", "é ß 漢字 עברית 🕊️", "\u{85}\u{2028}\u{2029}\u{FEFF}\u{7F}", "<&>\"'",
        String(repeating: "long ", count: 2000),
    ]

    /// All JSON is read back as it was meant, and all XML, whatever a text holds.
    @Test(arguments: texts)
    func textsComeBack(text: String) throws {
        let columns = [
            "title", "description", "publisher", "rights_note", "coverage_limits", "contact", "spatial_coverage",
        ]
        var facts = SampleRelease.facts(changing: Dictionary(uniqueKeysWithValues: columns.map { ($0, text) }))
        facts.profile.title = text
        facts.checks[0].result = text
        let expected = trimmed(text)
        for document in try SampleRelease.descriptions(of: &facts) {
            if document.path.hasSuffix("json") || document.path.hasSuffix("jsonld") {
                let value = try JSON(parsing: document.bytes)
                if document.path.hasSuffix("quality.json") {
                    #expect(value["dataset"]?["title"]?.text == expected)
                    #expect(value["checks"]?.items?.first?["result"]?.text == text)
                } else if document.path.hasSuffix("ro-crate-metadata.json") {
                    let root = value["@graph"]?.items?.first { $0["@id"]?.text == "./" }
                    #expect(root?["description"]?.text == expected)
                }
            } else if document.path.hasSuffix(".xml") {
                let xml = String(decoding: document.bytes, as: UTF8.self)
                #expect(!xml.contains("<!--") && !xml.contains("]]>") && !xml.contains("</script"))
            }
        }
    }

    @Test(arguments: texts)
    func everyScalarOfTheCitationIsQuoted(text: String) throws {
        let facts = SampleRelease.facts(changing: [
            "title": text, "creators": text, "description": text, "keywords": text,
        ])
        let document = try #require(try PayloadDescription.citation.document(facts, page: nil))
        let lines = String(decoding: document.bytes, as: UTF8.self).split(separator: "\n")
        for line in lines where !line.hasSuffix(":") && !line.hasPrefix("cff-version") && !line.hasPrefix("type") {
            let start = try #require(line.firstIndex(of: "\""))
            #expect(["- ", ": "].contains { line[..<start].hasSuffix($0) })
            // YAML's double-quoted scalars without more than JSON's escapes.
            #expect(throws: Never.self) { try JSON(parsing: Array(line[start...].utf8)) }
        }
        let abstract = try #require(lines.first { $0.hasPrefix("abstract: ") }).dropFirst("abstract: ".count)
        let value = try JSON(parsing: Array(abstract.utf8)).text
        #expect(Array((value ?? "").utf8) == Array(trimmed(text).utf8))
    }

    @Test(arguments: texts)
    func linesForPeopleAreShort(text: String) throws {
        let facts = SampleRelease.facts(changing: ["title": text, "description": text, "rights_note": text])
        for description in [PayloadDescription.readme, .licence] {
            let document = try #require(try description.document(facts, page: nil))
            let readme = String(decoding: document.bytes, as: UTF8.self)
            #expect(readme.unicodeScalars.allSatisfy { $0 == "\n" || !($0.value < 0x20 || $0.value == 0x7F) })
            for line in readme.split(separator: "\n") where line.unicodeScalars.count > 78 {
                #expect(!line.drop { $0 == " " }.contains(" "), "\(line)")
            }
        }
    }

    /// Of all that is optional there is nothing: no empty label, no empty value.
    @Test func emptyFieldsLeaveNothing() throws {
        let kept: Set = ["base", "title", "language", "publisher", "licence"]
        let changes = Dictionary(
            uniqueKeysWithValues: SampleRelease.values.keys.filter { !kept.contains($0) }.map { ($0, "") })
        var facts = SampleRelease.facts(changing: changes)
        facts.graph = nil
        facts.checks = []
        facts.tables = []
        facts.tool.zlib = nil
        facts.withheld = DisclosureReport(audience: "public", asOf: "2026-11-21")
        for document in try SampleRelease.descriptions(of: &facts) {
            let text = String(decoding: document.bytes, as: UTF8.self)
            #expect(!text.contains("\"\""), "\(document.path)")
            #expect(!text.contains(": \n") && !text.contains(":\n\n\n"), "\(document.path)")
            #expect(!text.contains("redaction") && !text.contains("compression"), "\(document.path)")
            #expect(!text.contains("nil") && !text.contains("Optional"), "\(document.path)")
        }
        let readme = try #require(try PayloadDescription.readme.document(facts, page: nil))
        #expect(String(decoding: readme.bytes, as: UTF8.self).contains("Nothing: no record"))
    }

    @Test(arguments: [
        ("10.5281/zenodo.1", "10.5281/zenodo.1"), ("doi:10.5281/zenodo.1", "10.5281/zenodo.1"),
        ("https://doi.org/10.5281/zenodo.1", "10.5281/zenodo.1"), ("10.1000/a(b)/c", "10.1000/a(b)/c"),
        ("10.5281/", nil), ("11.5281/a", nil), ("10.52/a", nil), ("10.5281/a b", nil), ("10.5281/\"", nil),
        ("10.5281", nil), ("10./a", nil), ("10.5281./a", nil), ("soon", nil),
    ])
    func doiIsTakenAsPeopleWriteIt(text: String, doi: String?) throws {
        let facts = SampleRelease.facts(changing: ["doi": text])
        let document = try TagFile.dataCite.document(facts, tagFiles: [])
        let found = try document.map { try JSON(parsing: $0.bytes) }
        #expect(found?["doi"]?.text == doi)
        let citation = try #require(try PayloadDescription.citation.document(facts, page: nil))
        #expect(String(decoding: citation.bytes, as: UTF8.self).contains("\ndoi: ") == (doi != nil))
        let info = try #require(try TagFile.info.document(facts, tagFiles: []))
        #expect(String(decoding: info.bytes, as: UTF8.self).contains("https://doi.org/\(doi ?? "-")") == (doi != nil))
    }

    /// DataCite's schema takes no registrant of two parts; a citation does.
    @Test func aRegistrantOfTwoPartsIsNotDataCites() throws {
        let facts = SampleRelease.facts(changing: ["doi": "10.1000.10/a"])
        #expect(try TagFile.dataCite.document(facts, tagFiles: []) == nil)
        let citation = try #require(try PayloadDescription.citation.document(facts, page: nil))
        #expect(String(decoding: citation.bytes, as: UTF8.self).contains("\ndoi: \"10.1000.10/a\"\n"))
    }

    /// A profile's licence takes the place of the dataset's, its address too.
    @Test func theProfilesLicenceStandsForTheDatasets() throws {
        var facts = SampleRelease.facts()
        facts.profile.licence = "LicenseRef-archive"
        for document in try SampleRelease.descriptions(of: &facts) {
            let text = String(decoding: document.bytes, as: UTF8.self)
            #expect(!text.contains("CC-BY-4.0") && !text.contains("creativecommons"), "\(document.path)")
            if document.path == "data/CITATION.cff" { #expect(!text.contains("\nlicense")) }
            if document.path == "data/LICENSE.txt" { #expect(text.contains("Licence: LicenseRef-archive")) }
        }
    }

    @Test func theSameFactsGiveTheSameBytes() throws {
        var (one, other) = (SampleRelease.facts(), SampleRelease.facts())
        #expect(try SampleRelease.descriptions(of: &one) == SampleRelease.descriptions(of: &other))
    }

    @Test func theOrderOfFormatsDoesNotMatter() throws {
        var (one, other) = (SampleRelease.facts(), SampleRelease.facts())
        other.profile.formats.reverse()
        #expect(try SampleRelease.descriptions(of: &one) == SampleRelease.descriptions(of: &other))
    }

    /// What is in every bag is what its profile asks for.
    @Test func theBagsProfileAsksForWhatIsThere() throws {
        var facts = SampleRelease.facts(changing: ["doi": "10.5281/zenodo.1"])
        let paths = try SampleRelease.descriptions(of: &facts).map(\.path)
        for key in ["Tag-Files-Required", "Payload-Files-Required"] {
            let required = try #require(BagProfile.document[key]?.items).compactMap(\.text)
            #expect(!required.isEmpty && required.allSatisfy { paths.contains($0) })
        }
    }
}
