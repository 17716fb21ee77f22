import CaseTesting
import Foundation
import Testing

/// Programs that other people wrote find one and the same graph in every format, and it has the hash that was reported.
@Suite struct GraphTests {
    static let formats = ["nquads", "rdfxml", "turtle", "jsonld", "csv"]

    @Test(arguments: ExportedData.small, formats)
    func oneGraph(data: ExportedData, format: String) throws {
        let export = try Export(data, to: Self.formats.joined(separator: ","))
        try PythonRunner.expectSuccess("check_graph.py", export.folder, export.report, format)
    }

    /// The readers that are quick enough for each run; with CASEEXPORT_LARGE=1 all of them, which takes an hour.
    @Test func oneLargeGraph() throws {
        let isLarge = ProcessInfo.processInfo.environment["CASEEXPORT_LARGE"] == "1"
        let readers = ["nquads/pyoxigraph", "rdfxml/pyoxigraph", "turtle/pyoxigraph", "rapper", "serdi"]
        let export = try Export(.generated(statements: 100_000), to: Self.formats.joined(separator: ","))
        try PythonRunner.expectSuccess(
            "check_graph.py", [export.folder, export.report] + (isLarge ? [] : readers),
            timeout: .seconds(isLarge ? 7200 : 600))
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let reader: String
        let file: String
        let text: String
        let other: String

        init(_ reader: String, _ file: String, _ text: String, _ other: String) {
            (self.reader, self.file, self.text, self.other) = (reader, file, text, other)
        }

        var testDescription: String { "\(file): \(text.debugDescription) became \(other.debugDescription)" }
    }

    static let damages = [
        // One reader each, of those that see it: not all of them see a language's case.
        // A literal that was changed.
        Damage("nquads/serdi", "rdf/dataset.nq", "A worked example", "A broken example"),
        Damage("rdfxml/rdflib", "rdf/dataset.rdf", "A worked example", "A broken example"),
        Damage("turtle/serdi", "rdf/dataset.ttl", "A worked example", "A broken example"),
        Damage("jsonld/rdflib", "jsonld/dataset.jsonld", "A worked example", "A broken example"),
        Damage("csv/csvw", "csv/dataset.csv", "A worked example", "A broken example"),
        // A triple that was lost, and one that says something else.
        Damage(
            "nquads/serdi", "rdf/dataset.nq", "<https://w3id.org/caseexport/example/> <http://purl.org/dc/terms/", "#"),
        Damage("rdfxml/rdflib", "rdf/dataset.rdf", "<schema:encodingFormat>text/plain</schema:encodingFormat>", ""),
        Damage("turtle/serdi", "rdf/dataset.ttl", " ;\n    case:access access-level:public", ""),
        Damage("jsonld/rdflib", "jsonld/dataset.jsonld", ",\"access\":\"public\"", ""),
        Damage("csv/csvw", "csv/persons.csv", ",public,", ",withheld,"),
        // White space that belongs to a value, where a reader might trim it.
        Damage("rdfxml/rdflib", "rdf/dataset.rdf", ">text/plain<", ">text/plain\n<"),
        Damage("csv/csvw", "csv/captures.csv", ",text/plain,", ",text/plain ,"),
        // A language in upper case, which is another literal.
        Damage("nquads/serdi", "rdf/dataset.nq", "\"@en .", "\"@EN ."),
        Damage("rdfxml/rdflib", "rdf/dataset.rdf", "xml:lang=\"en\"", "xml:lang=\"EN\""),
        Damage("turtle/serdi", "rdf/dataset.ttl", "\"@en ", "\"@EN "),
        Damage("jsonld/rdflib", "jsonld/dataset.jsonld", "\"@language\": \"en\"", "\"@language\": \"EN\""),
        Damage("csv/csvw", "csv/csv-metadata.json", "\"lang\": \"en\"", "\"lang\": \"EN\""),
        // A term that means something else, or nothing.
        Damage(
            "jsonld/rdflib", "jsonld/dataset.jsonld", "\"@id\": \"http://purl.org/dc/terms/title\"", "\"@id\": null"),
        Damage("jsonld/rdflib", "jsonld/dataset.jsonld", "XMLSchema#date\"", "XMLSchema#dateTime\""),
        Damage(
            "jsonld/rdflib", "jsonld/dataset.jsonld", "\"@base\": \"",
            "\"@base\": \"https://example.org/\", \"was\": \""),
        Damage(
            "csv/csvw", "csv/csv-metadata.json", "\"propertyUrl\": \"http://purl.org/dc/terms/title\"", "\"a\": \"b\""),
        // A context from the network.
        Damage(
            "jsonld/rdflib", "jsonld/dataset.jsonld", "{\"@context\": {",
            "{\"@context\": \"https://schema.org/\", \"b\": {"),
        Damage(
            "jsonld/pyld", "jsonld/dataset.jsonld", "{\"@context\": {",
            "{\"@context\": \"https://schema.org/\", \"b\": {"),
    ]

    @Test(arguments: damages)
    func damageIsSeen(damage: Damage) throws {
        let export = try Export(.referenceCase, to: Self.formats.joined(separator: ","))
        try export.replace(damage.text, with: damage.other, in: damage.file)
        try PythonRunner.expectFailure("check_graph.py", export.folder, export.report, damage.reader)
    }

    @Test(arguments: ["sha256", "triples"])
    func aWrongReportIsSeen(key: String) throws {
        let export = try Export(.referenceCase, to: Self.formats.joined(separator: ","))
        let url = URL(fileURLWithPath: export.report)
        var report = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        var graph = try #require(report["graph"] as? [String: Any])
        graph[key] = key == "sha256" ? String(repeating: "0", count: 64) : 18_105
        report["graph"] = graph
        try JSONSerialization.data(withJSONObject: report).write(to: url)
        // No reader has this name: the report alone is held against the file.
        try PythonRunner.expectFailure("check_graph.py", export.folder, export.report, "none")
    }
}
