import CaseFormats
import CaseModel
import CaseReleases
import CaseStore
import CaseTesting
import Foundation
import Testing

/// What an export writes is a dataset again, and exports to the same bytes.
@Suite struct RoundTripTests {
    /// Exports a dataset in one format, with the documents beside the parts.
    ///
    /// - Returns: the directory of the format's parts.
    private func exported(
        _ path: String, as name: String, documents: TemporaryDirectory? = nil, to output: TemporaryDirectory
    ) async throws -> String {
        let format = try #require(FormatRegistry.all.first { $0.name == name }).init(options: FormatOptions())
        let result = try await export(
            try datasetStore(at: path).snapshot(), plan: ExportPlan(formats: [format]), to: output("out"),
            replacing: false, options: RunOptions())
        try #require(result.findings.isFit, "\(result.findings.findings.prefix(3))")
        if let documents {
            try FileManager.default.copyItem(atPath: documents("documents"), toPath: output("out/\(name)/documents"))
        }
        return output("out/" + name)
    }

    /// store → CSV → store → CSV, and store → NDJSON → store → CSV.
    private func expectRoundTrips(_ path: String, documents: TemporaryDirectory? = nil) async throws {
        let outputs = try (0..<4).map { _ in try TemporaryDirectory() }
        defer { withExtendedLifetime(outputs) {} }
        let first = try await exported(path, as: "csv", documents: documents, to: outputs[0])
        let second = try await exported(first, as: "csv", documents: documents, to: outputs[1])
        let lines = try await exported(path, as: "ndjson", documents: documents, to: outputs[2])
        let third = try await exported(lines, as: "csv", documents: documents, to: outputs[3])
        let digests = try fileDigests(of: first)
        #expect(digests.count > 20)
        #expect(try fileDigests(of: second) == digests)
        #expect(try fileDigests(of: third) == digests)
    }

    @Test func referenceCase() async throws { try await expectRoundTrips(ExampleDataset.original) }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func randomDataset(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        try RandomDataset(seed: seed).write(to: directory, order: .shuffled)
        try await expectRoundTrips(directory.path, documents: directory)
    }

    @Test func datasetWithTablesAndColumnsOfItsOwn() async throws {
        let directory = try ExampleDataset()
        try directory.write(Self.metadata, to: "csv-metadata.json")
        try directory.write(
            "id,event_id,temperature,seen\nobs_2,evt_0001,-3.5,2014-06?\nobs_10,evt_0002,,\n", to: "observations.csv")
        try directory.change(line: 1, of: "persons.csv") { $0 += ",nickname" }
        for line in 2...24 { try directory.change(line: line, of: "persons.csv") { $0 += ",\"a, b\"" } }
        try await expectRoundTrips(directory.path)

        let output = try TemporaryDirectory()
        let csv = try await exported(directory.path, as: "csv", to: output)
        let observations = try String(contentsOfFile: csv + "/observations.csv", encoding: .utf8)
        #expect(
            observations == """
                id,event_id,temperature,seen,seen_earliest,seen_latest,access,updated\r
                obs_10,evt_0002,,,,,public,\r
                obs_2,evt_0001,-3.5,2014-06?,2014-06-01,2014-06-30,public,\r

                """)
        let persons = try DirectoryStore(path: csv).deliver("persons")
        let schema = try DirectoryStore(path: csv).snapshot().schema
        let column = try #require(schema.table(named: "persons")?.index(of: "nickname"))
        #expect(persons.rows.allSatisfy { $0.cells[column] == "a, b" })
        #expect(schema.table(named: "observations")?.column(named: "event_id")?.target == .tables(["events"]))
    }

    private static let metadata = """
        {
          "@context": "http://www.w3.org/ns/csvw",
          "tables": [
            {
              "url": "persons.csv",
              "tableSchema": {"columns": [{"name": "nickname", "datatype": "string"}]}
            },
            {
              "url": "observations.csv",
              "https://w3id.org/caseexport/ns#idPrefix": "obs",
              "tableSchema": {
                "columns": [
                  {"name": "id"},
                  {"name": "event_id", "required": true},
                  {"name": "temperature", "datatype": "decimal"},
                  {"name": "seen", "datatype": {"@id": "http://id.loc.gov/datatypes/edtf/EDTF", "base": "string"}}
                ],
                "foreignKeys": [
                  {"columnReference": "event_id", "reference": {"resource": "events.csv", "columnReference": "id"}}
                ]
              }
            }
          ]
        }
        """
}
