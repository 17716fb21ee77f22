import CaseTesting
import Foundation
import Testing

/// Programs that other people wrote read what the CSV format writes.
@Suite struct ReadersTests {
    enum Data: String, CaseIterable, CustomTestStringConvertible {
        case referenceCase, generated, torture

        var testDescription: String { rawValue }
    }

    /// An export of a dataset in `csv` and `ndjson`, and the SQLite file that holds the same.
    private struct Export {
        let directory: TemporaryDirectory

        init(_ data: Data) throws {
            directory = try TemporaryDirectory()
            let tool = ToolRunner(in: directory.path)
            let database = directory("cases.sqlite")
            switch data {
            case .referenceCase: try Self.expect(tool.run("import", ExampleDataset.original, "--into", database))
            case .generated: try generateDataset(statements: 2000, seed: 7, at: database, ids: "ragged")
            case .torture: try Self.writeTorture(to: database)
            }
            try Self.expect(tool.run("export", database, "--to", "csv,ndjson", "--output", "out"))
        }

        private static func expect(_ run: ToolRun) throws { try #require(run.exitCode == 0, "\(run.text)") }

        /// Persons whose names are all pairs of what breaks readers.
        private static func writeTorture(to path: String) throws {
            let source = try TemporaryDirectory(dataset: [:])
            try expect(ToolRunner(in: source.path).run("import", source.path, "--into", path))
            let pieces = RandomText.pieces
            let texts = pieces + pieces.flatMap { a in pieces.map { a + $0 } }
            let rows = texts.enumerated().map { ["per_\($0 + 1)", $1, $1] }
            let file = try SQLiteFile(path)
            try file.execute("BEGIN")
            try file.insert(rows, into: "persons", columns: ["id", "name", "description"])
            try file.execute("COMMIT")
        }

        var csv: String { directory("out/csv") }
        var ndjson: String { directory("out/ndjson") }
        var database: String { directory("cases.sqlite") }
    }

    @Test(arguments: Data.allCases)
    func frictionless(data: Data) throws {
        let export = try Export(data)
        try PythonRunner.expectSuccess("check_data_package.py", export.csv)
    }

    @Test(arguments: Data.allCases)
    func sameRows(data: Data) throws {
        let export = try Export(data)
        try PythonRunner.expectSuccess("check_rows.py", export.csv, export.ndjson, export.database)
    }

    @Test(arguments: Data.allCases)
    func csvOnTheWeb(data: Data) throws {
        let export = try Export(data)
        try PythonRunner.expectSuccess("check_csvw.py", export.csv)
    }

    /// A check that finds nothing wrong in anything would find nothing wrong here either.
    @Test(arguments: ["check_data_package.py", "check_rows.py", "check_csvw.py"])
    func readersSeeDamage(script: String) throws {
        let export = try Export(.referenceCase)
        let path = export.csv + "/places.csv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        // Most places go, and others refer to them.
        let lines = text.components(separatedBy: "\r\n").prefix(3)
        try (lines.joined(separator: "\r\n") + "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
        try PythonRunner.expectFailure(script, export.csv, export.ndjson, export.database)
    }
}
