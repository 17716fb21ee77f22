import CaseTesting
import Foundation
import Testing

/// A `csv-metadata.json` or a `dataset.json` that is broken, or made to break the tool.
@Suite struct HostileMetadataTests {
    private static let nested = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    private static let nestedObjects =
        String(repeating: "{\"tables\":", count: 50_000) + "1" + String(repeating: "}", count: 50_000)

    @Test(arguments: ["", "{", "[1,2", nested, nestedObjects, "{\"tables\":\(nested)}", "\u{FEFF}{]", "{\"a\":1}x"])
    func notJSON(text: String) throws {
        for name in ["csv-metadata.json", "dataset.json"] {
            let dataset = try ExampleDataset()
            try dataset.write(text, to: name)
            let refusal = try Refusal(dataset)
            refusal.expectFinding("metadata-invalid", at: name + ":1", saying: "not JSON")
            #expect(refusal.run.text.utf8.count < 1000)
        }
    }

    @Test(arguments: [
        "1", "[]", "null", "{}", "{\"tables\":{}}", "{\"tables\":[1]}", "{\"tables\":[{\"url\":5}]}",
        "{\"tables\":[{\"url\":\"\"}]}", "{\"tables\":[{\"url\":\"../../etc/passwd\"}]}",
        "{\"tables\":[{\"url\":\"persons.csv\",\"tableSchema\":{\"columns\":[{\"name\":7}]}}]}",
        "{\"tables\":[{\"url\":\"persons.csv\",\"tableSchema\":{\"columns\":[7]}}]}",
        "{\"tables\":[{\"url\":\"x;y.csv\",\"https://w3id.org/caseexport/ns#idPrefix\":\"xyz\"}]}",
        "{\"url\":\"others.csv\",\"https://w3id.org/caseexport/ns#idPrefix\":\"per\",\"tableSchema\":{\"columns\":[]}}",
    ])
    func wrongTypes(text: String) throws {
        let dataset = try ExampleDataset()
        try dataset.write(text, to: "csv-metadata.json")
        try Refusal(dataset).expectFinding("schema-invalid", at: "csv-metadata.json")
    }

    @Test(arguments: ["[]", "1", "\"text\""])
    func descriptionThatIsNoObject(text: String) throws {
        let dataset = try ExampleDataset()
        try dataset.write(text, to: "dataset.json")
        try Refusal(dataset).expectFinding("metadata-invalid", at: "dataset.json", saying: "it is not an object")
    }

    @Test func descriptionWithOtherTypes() throws {
        let dataset = try ExampleDataset()
        try dataset.write(
            "{\"base\": [\"https://example.org/\"], \"title\": {}, \"nonsense\": \"1\"}", to: "dataset.json")
        let refusal = try Refusal(dataset)
        refusal.expectFinding("metadata-invalid", at: "dataset.json, column base", saying: "not a text")
        refusal.expectFinding("metadata-invalid", at: "dataset.json, column nonsense", saying: "there is no such key")
    }

    @Test func hugeDescription() throws {
        let dataset = try ExampleDataset()
        try dataset.write("{\"title\": \"\(String(repeating: "x", count: 2 << 20))\"}", to: "dataset.json")
        let refusal = try Refusal(dataset)
        #expect([65, 66].contains(refusal.run.exitCode))
        #expect(refusal.run.text.contains("dataset.json"))
        #expect(refusal.neighbours == [])
    }

    @Test func tablesWithoutEnd() throws {
        let dataset = try ExampleDataset()
        let tables = (0..<40_000).map { "{\"url\":\"n\($0).csv\",\"https://w3id.org/caseexport/ns#idPrefix\":\"abc\"}" }
        try dataset.write("{\"tables\":[\(tables.joined(separator: ","))]}", to: "csv-metadata.json")
        try Refusal(dataset).expectFinding("schema-invalid", at: "csv-metadata.json", saying: "1000 are the limit")
    }

    /// What a table is said to be for stands in a comment of the SQL that makes it.
    @Test func documentationThatIsSQL() throws {
        let dataset = try ExampleDataset()
        try dataset.write(
            """
            {"tables":[{"url":"notes.csv","https://w3id.org/caseexport/ns#idPrefix":"not",
            "http://purl.org/dc/terms/description":"x\\nCOMMIT; ATTACH 'evil.db' AS evil; CREATE TABLE evil.t (a); BEGIN;"}]}
            """, to: "csv-metadata.json")
        let run = try dataset.tool.run(["import", "cases", "--into", "cases.sqlite"])
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(dataset.neighbours == ["cases.sqlite", "cases.sqlite-metadata.json"])
    }
}
