import CaseModel
import CaseReleases
import CaseTesting
import Testing

/// Everything that can be wrong with what a release's files say is found where it is, although it may have been put
/// into all manifests.
@Suite struct DeepDamageTests {
    struct Damage: Sendable, CustomTestStringConvertible {
        let name: String
        let expected: [Expected]
        let plant: @Sendable (DeepRelease) throws -> Void

        init(_ name: String, _ expected: Expected..., plant: @escaping @Sendable (DeepRelease) throws -> Void) {
            self.name = name
            self.expected = expected
            self.plant = plant
        }

        var testDescription: String { name }
    }

    struct Expected: Sendable {
        let code: FindingCode
        let file: String
        var line: Int?

        init(_ code: FindingCode, _ file: String, line: Int? = nil) {
            self.code = code
            self.file = file
            self.line = line
        }
    }

    /// What follows from any change to a file: its digests are stated elsewhere too.
    private static let consequences: Set<FindingCode> = [
        .alteredFile, .wrongSize, .truncatedFile, .payloadOxum, .missingFile, .unexpectedFile, .metadataDiffers,
        // A statement says what the cell said before.
        .undisputedDifference,
        // The crate has every file's digest too.
        .crateFileDiffers,
    ]

    private static let nquads = "data/rdf/dataset.nq"
    private static let jsonld = "data/jsonld/dataset.jsonld"
    private static let rdfxml = "data/rdf/dataset.rdf"
    private static let turtle = "data/rdf/dataset.ttl"
    private static let persons = "data/csv/persons.csv"
    private static let relations = "data/csv/statement_relations.csv"
    private static let quality = "metadata/quality.json"
    private static let provenance = "metadata/prov.jsonld"
    private static let preservation = "metadata/premis.xml"
    private static let package = "data/csv/datapackage.json"
    private static let metadata = "data/csv/csv-metadata.json"

    static let graph: [Damage] = [
        Damage("a comment in Turtle", Expected(.formatSyntax, turtle)) {
            try $0.replace("\n\n", with: "\n# a name\n", in: turtle)
        },
        Damage("a comment in RDF/XML", Expected(.formatSyntax, rdfxml)) {
            try $0.replace("</rdf:RDF>", with: "<!-- a name --></rdf:RDF>", in: rdfxml)
        },
        Damage("a processing instruction in RDF/XML", Expected(.formatSyntax, rdfxml)) {
            try $0.replace("</rdf:RDF>", with: "<?note a name?></rdf:RDF>", in: rdfxml)
        },
        Damage("a document type in RDF/XML", Expected(.formatSyntax, rdfxml)) {
            try $0.replace("<rdf:RDF", with: "<!DOCTYPE note [<!ENTITY a 'a name'>]><rdf:RDF", in: rdfxml)
        },
        Damage("a literal in JSON-LD", Expected(.graphDiffers, jsonld)) {
            try $0.replace("\"name\":\"Anthony Walgate\"", with: "\"name\":\"Anthony Walgates\"", in: jsonld)
        },
        Damage("a node more in JSON-LD", Expected(.graphDiffers, jsonld)) {
            try $0.replace(
                "\n]}", with: ",\n{\"@type\":\"persons\",\"@id\":\"per_9999\",\"name\":\"N\"}\n]}", in: jsonld)
        },
        Damage("a node twice in JSON-LD", Expected(.graphDiffers, jsonld)) {
            try $0.changeLines(of: jsonld) { lines in lines.insert(lines[lines.count - 4], at: lines.count - 6) }
        },
        Damage("JSON-LD that is cut off", Expected(.formatSyntax, jsonld)) {
            try $0.change(jsonld) { $0.removeLast(100) }
        },
        Damage("a literal in RDF/XML", Expected(.graphDiffers, rdfxml)) {
            try $0.replace("Anthony Walgate", with: "Anthony  Walgate", in: rdfxml)
        },
        Damage("RDF/XML with an unclosed element", Expected(.formatSyntax, rdfxml)) {
            try $0.replace("</case:", with: "</cases:", in: rdfxml)
        },
        Damage("a literal in Turtle", Expected(.graphDiffers, turtle)) {
            try $0.replace("\"Anthony Walgate\"", with: "\"Anthony Walgate\"@en", in: turtle)
        },
        Damage("Turtle without a full stop", Expected(.formatSyntax, turtle)) {
            try $0.replace(" .\n\n:", with: "\n\n:", in: turtle)
        },
        Damage("a literal in N-Quads", Expected(.graphHash, nquads), Expected(.graphDiffers, nquads)) {
            try $0.replace("\"Anthony Walgate\"", with: "\"Anthony Walgato\"", in: nquads)
        },
        Damage("lines that changed places", Expected(.graphHash, nquads), Expected(.formatSyntax, nquads, line: 8)) {
            try $0.changeLines(of: nquads) { $0.swapAt(6, 7) }
        },
        Damage("a line twice", Expected(.graphHash, nquads), Expected(.formatSyntax, nquads, line: 5)) {
            try $0.changeLines(of: nquads) { $0.insert($0[3], at: 4) }
        },
        Damage("an escape too many", Expected(.graphHash, nquads), Expected(.formatSyntax, nquads)) {
            try $0.replace("\"Anthony", with: "\"\\u0041nthony", in: nquads)
        },
        Damage("a comment", Expected(.graphHash, nquads), Expected(.formatSyntax, nquads, line: 10)) {
            try $0.changeLines(of: nquads) { $0.insert(Array("# comment".utf8)[...], at: 9) }
        },
        Damage("a comment at the end", Expected(.graphHash, nquads), Expected(.formatSyntax, nquads)) {
            try $0.change(nquads) { $0 += Array("# end".utf8) }
        },
        Damage("lines that end in CR LF", Expected(.formatSyntax, nquads, line: 1)) {
            try $0.changeLines(of: nquads) { $0 = $0.map { $0.isEmpty ? $0 : $0 + [0x0D] } }
        },
        Damage("a blank node", Expected(.formatSyntax, nquads)) {
            try $0.changeLines(of: nquads) { $0.insert(Array("_:b0 <http://a/> \"b\" .".utf8)[...], at: $0.count - 1) }
        },
        Damage("a named graph", Expected(.graphDiffers, nquads), Expected(.graphHash, nquads)) {
            try $0.changeLines(of: nquads) { $0[2] = $0[2].dropLast() + Array("<http://a/> .".utf8) }
        },
        Damage("no N-Quads at all", Expected(.missingFile, nquads)) { try $0.remove(nquads) },
    ]

    static let tables: [Damage] = [
        Damage("a cell", Expected(.graphDiffers, persons), Expected(.graphDiffers, "data/ndjson/persons.ndjson")) {
            try $0.replace("Anthony Walgate", with: "Anthony Walgatt", in: persons)
        },
        Damage(
            "a row fewer", Expected(.rowCount, relations), Expected(.graphDiffers, metadata),
            Expected(.rowCount, "data/excel/statement_relations.csv")
        ) { try $0.changeLines(of: relations) { $0.remove(at: 5) } },
        Damage("a row twice", Expected(.duplicateKey, persons, line: 6), Expected(.rowCount, persons)) {
            try $0.changeLines(of: persons) { $0.insert($0[4], at: 5) }
        },
        Damage("rows that changed places", Expected(.formatSyntax, persons, line: 6)) {
            try $0.changeLines(of: persons) { $0.swapAt(4, 5) }
        },
        Damage("a reference to nothing", Expected(.unresolvedReference, relations, line: 2)) {
            try $0.changeLines(of: relations) { lines in
                var cells = lines[1].split(separator: 0x2C, omittingEmptySubsequences: false)
                cells[1] = Array("stm_999999".utf8)[...]
                lines[1] = Array(cells.joined(separator: [0x2C]))[...]
            }
        },
        Damage("an unknown code", Expected(.unknownCode, persons)) {
            try $0.replace(",male,", with: ",mail,", in: persons)
        },
        Damage("a quote that is not closed", Expected(.csvSyntax, persons), Expected(.formatSyntax, persons)) {
            try $0.replace("Anthony", with: "\"Anthony", in: persons)
        },
        Damage("a row that is too wide", Expected(.rowWidth, persons, line: 2)) {
            try $0.replace("Anthony", with: "A,nthony", in: persons)
        },
        Damage("another header", Expected(.metadataDiffers, persons, line: 1)) {
            try $0.replace("id,name,", with: "id,nome,", in: persons)
        },
        Damage("a derived cell", Expected(.derivedValue, "data/csv/events.csv")) {
            try $0.replace(",2015-06-01,2015-06-30,", with: ",2015-06-02,2015-06-30,", in: "data/csv/events.csv")
        },
        Damage("another file of a table", Expected(.metadataDiffers, metadata)) {
            try $0.add("id\r\n", as: "data/csv/zebras.csv")
        },
        Damage("no file of a table", Expected(.missingFile, persons), Expected(.metadataDiffers, metadata)) {
            try $0.remove(persons)
        },
        Damage("a property in the metadata", Expected(.graphDiffers, persons)) {
            try $0.replace(
                "\"propertyUrl\": \"http://schema.org/gender\"", with: "\"propertyUrl\": \"http://schema.org/sex\"",
                in: metadata)
        },
        Damage("metadata that are no JSON", Expected(.formatSyntax, metadata)) {
            try $0.replace("\"tables\":", with: "\"tables\"", in: metadata)
        },
        Damage("a value in NDJSON", Expected(.graphDiffers, "data/ndjson/persons.ndjson")) {
            try $0.replace("Anthony Walgate", with: "Anthony Walgat", in: "data/ndjson/persons.ndjson")
        },
        Damage("a line fewer in NDJSON", Expected(.rowCount, "data/ndjson/events.ndjson")) {
            try $0.changeLines(of: "data/ndjson/events.ndjson") { $0.remove(at: 3) }
        },
        Damage("NDJSON that is none", Expected(.jsonSyntax, "data/ndjson/events.ndjson", line: 1)) {
            try $0.replace("\"id\"", with: "id", in: "data/ndjson/events.ndjson")
        },
        Damage("a value for a spreadsheet", Expected(.graphDiffers, "data/excel/persons.csv")) {
            try $0.replace("Anthony Walgate", with: "Anthony Walgat", in: "data/excel/persons.csv")
        },
        Damage("a row fewer for a spreadsheet", Expected(.rowCount, "data/excel/persons.csv")) {
            try $0.changeLines(of: "data/excel/persons.csv") { $0.remove(at: 2) }
        },
        Damage("no byte order mark", Expected(.formatSyntax, "data/excel/persons.csv", line: 1)) {
            try $0.change("data/excel/persons.csv") { $0.removeFirst(3) }
        },
    ]

    static let descriptions: [Damage] = [
        Damage("rows in quality.json", Expected(.rowCount, quality)) {
            try $0.replace("\"rows\": 23", with: "\"rows\": 24", in: quality)
        },
        Damage("the total in quality.json", Expected(.rowCount, quality), Expected(.metadataDiffers, quality)) {
            try $0.replace("\"rows\": 2258", with: "\"rows\": 2259", in: quality)
        },
        Damage("triples in quality.json", Expected(.metadataDiffers, quality), Expected(.metadataDiffers, provenance)) {
            try $0.replace("\"triples\": 18104", with: "\"triples\": 18105", in: quality)
        },
        Damage("the hash in quality.json", Expected(.graphHash, nquads), Expected(.metadataDiffers, provenance)) {
            try $0.replace("\"sha256\": \"d69a8", with: "\"sha256\": \"d69a9", in: quality)
        },
        Damage("a check that did not pass", Expected(.metadataDiffers, quality)) {
            try $0.replace(
                "\"result\": \"0\",\n      \"passed\": true", with: "\"result\": \"0\",\n      \"passed\": false",
                in: quality)
        },
        Damage("quality.json that is no JSON", Expected(.formatSyntax, quality)) {
            try $0.replace("{", with: "[", in: quality)
        },
        Damage("quality.json that says nothing", Expected(.metadataDiffers, quality)) {
            try $0.change(quality) { $0 = Array("[]".utf8) }
        },
        Damage("no hash in quality.json", Expected(.metadataDiffers, quality)) {
            try $0.replace("\"sha256\"", with: "\"sha255\"", in: quality)
        },
        Damage("disclosure.json without totals", Expected(.metadataDiffers, "metadata/disclosure.json")) {
            try $0.replace("\"totals\"", with: "\"sums\"", in: "metadata/disclosure.json")
        },
        Damage("a document of more bytes than are read", Expected(.limitExceeded, "metadata/disclosure.json")) {
            try $0.change("metadata/disclosure.json") { $0 += [UInt8](repeating: 0x20, count: 2 << 20) }
        },
        Damage(
            "more tables than there can be", Expected(.formatSyntax, metadata),
            Expected(.formatSyntax, "data/csv/t0.csv")
        ) {
            try $0.change(metadata) { bytes in
                let tables = (0..<2000).map { "{\"url\":\"t\($0).csv\"}" }.joined(separator: ",")
                bytes = Array("{\"@context\":\"http://www.w3.org/ns/csvw\",\"tables\":[\(tables)]}".utf8)
            }
        },
        Damage("rows in prov.jsonld", Expected(.rowCount, provenance)) {
            try $0.replace("\"case:rowCount\":\"23\"", with: "\"case:rowCount\":\"22\"", in: provenance)
        },
        Damage("a size in prov.jsonld", Expected(.metadataDiffers, provenance)) {
            try $0.replace("\"dcat:byteSize\":\"", with: "\"dcat:byteSize\":\"1", in: provenance)
        },
        Damage("a digest in prov.jsonld", Expected(.metadataDiffers, provenance)) {
            try $0.replace("\"case:sha512\":\"", with: "\"case:sha512\":\"0", in: provenance)
        },
        Damage("prov.jsonld that is cut off", Expected(.formatSyntax, provenance)) {
            try $0.change(provenance) { $0.removeLast(40) }
        },
        Damage("a file that prov.jsonld leaves out", Expected(.metadataDiffers, provenance)) {
            try $0.changeLines(of: provenance) { $0.remove(at: $0.count - 6) }
        },
        Damage("a size in premis.xml", Expected(.metadataDiffers, preservation)) {
            try $0.replace("<size>", with: "<size>1", in: preservation)
        },
        Damage("a digest in premis.xml", Expected(.metadataDiffers, preservation)) {
            try $0.replace("<messageDigest>", with: "<messageDigest>0", in: preservation)
        },
        Damage("a file in premis.xml twice", Expected(.metadataDiffers, preservation)) {
            try $0.changeLines(of: preservation) { $0.insert($0[4], at: 4) }
        },
        Damage("premis.xml with a document type", Expected(.formatSyntax, preservation)) {
            try $0.replace("<premis", with: "<!DOCTYPE premis [<!ENTITY a \"b\">]>\n<premis", in: preservation)
        },
        Damage("premis.xml that is not well-formed", Expected(.formatSyntax, preservation)) {
            try $0.replace("</object>", with: "</objekt>", in: preservation)
        },
        Damage("another release in disclosure.json", Expected(.metadataDiffers, "metadata/disclosure.json")) {
            try $0.replace("\"release\": \"", with: "\"release\": \"x", in: "metadata/disclosure.json")
        },
        Damage("what was left out", Expected(.metadataDiffers, "metadata/disclosure.json")) {
            try $0.replace("\"records\": 0", with: "\"records\": 1", in: "metadata/disclosure.json")
        },
        Damage("no prov.jsonld", Expected(.missingFile, provenance)) { try $0.remove(provenance) },
        Damage("a size in datapackage.json", Expected(.metadataDiffers, package)) {
            try $0.replace("\"bytes\": ", with: "\"bytes\": 1", in: package)
        },
        Damage("a hash in datapackage.json", Expected(.metadataDiffers, package)) {
            try $0.replace("\"hash\": \"sha512:", with: "\"hash\": \"sha512:0", in: package)
        },
        Damage("rows in datapackage.json", Expected(.rowCount, package)) {
            try $0.replace("\"rowCount\": 23", with: "\"rowCount\": 2", in: package)
        },
        Damage("a field in datapackage.json", Expected(.metadataDiffers, package)) {
            try $0.replace("\"name\": \"gender\"", with: "\"name\": \"sex\"", in: package)
        },
        Damage("a foreign key in datapackage.json", Expected(.metadataDiffers, package)) {
            try $0.replace("\"resource\": \"statements\"", with: "\"resource\": \"events\"", in: package)
        },
        Damage("the context in the schema", Expected(.metadataDiffers, "data/schema/context.jsonld")) {
            try $0.replace("schema.org/gender", with: "schema.org/sex", in: "data/schema/context.jsonld")
        },
        Damage("the metadata in the schema", Expected(.metadataDiffers, "data/schema/csv-metadata.json")) {
            try $0.replace("schema.org/gender", with: "schema.org/sex", in: "data/schema/csv-metadata.json")
        },
        Damage("the hash in README.txt", Expected(.metadataDiffers, "data/README.txt")) {
            try $0.replace("d69a8aa4", with: "d69a8aa5", in: "data/README.txt")
        },
        Damage("the version in CITATION.cff", Expected(.metadataDiffers, "data/CITATION.cff")) {
            try $0.replace("version: \"2026", with: "version: \"2025", in: "data/CITATION.cff")
        },
    ]

    @Test(arguments: graph + tables + descriptions) func isFoundWhereItIs(damage: Damage) async throws {
        let release = try await DeepRelease()
        try damage.plant(release)
        let outcome = try await release.verify()
        let found = outcome.findings.findings
        for expected in damage.expected {
            let isFound = found.contains {
                $0.code == expected.code && $0.place.file == expected.file
                    && (expected.line == nil || $0.place.line == expected.line)
            }
            #expect(
                isFound,
                "\(expected.code.name) at \(expected.file) \(expected.line ?? 0) is not among \(Self.words(found))")
        }
        // Nothing else is said to be wrong with another file, but for what follows from any change.
        let files = Set(damage.expected.map(\.file))
        let others = found.filter {
            !Self.consequences.contains($0.code) && !files.contains($0.place.file ?? "") && $0.severity == .error
                && $0.code != .graphDiffers && $0.code != .rowCount
        }
        #expect(others.isEmpty, "\(Self.words(others))")
    }

    private static func words(_ findings: [Finding]) -> String {
        findings.filter { $0.code != .alteredFile }
            .map { "\n\($0.code.name) \($0.place): \($0.message)" + ($0.found.map { " (\($0))" } ?? "") }.joined()
    }

    @Test func theUndamagedReleaseIsWhole() async throws {
        let outcome = try await DeepRelease().verify()
        #expect(outcome.findings.findings == [])
        #expect(outcome.deep?.tripleCount == 18_104)
        #expect(outcome.deep?.rowCount == 2258)
        #expect(outcome.deep?.graphSHA256?.hasPrefix("d69a8aa4f5bd") == true)
        #expect(
            outcome.deep?.formats.map(\.name) == ["nquads", "jsonld", "rdfxml", "turtle", "csv", "excel", "ndjson"])
    }

    /// A finding says what differs: the record, and its triple in both formats.
    @Test func whatDiffersIsNamed() async throws {
        let release = try await DeepRelease()
        try release.replace("\"name\":\"Anthony Walgate\"", with: "\"name\":\"Anthony Walgates\"", in: Self.jsonld)
        let found = try await release.verify().findings.findings.filter { $0.code == .graphDiffers }
        #expect(found.count == 2)
        #expect(found.first?.expected == "18104 triples")
        let message = found.last?.message ?? ""
        #expect(
            message.contains("/per_0001>") && message.contains("\"Anthony Walgates\"") && message.contains(Self.nquads))
    }
}
