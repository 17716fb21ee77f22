import CaseTesting
import Foundation
import Testing

/// Programs that other people wrote read what the CSV format writes.
@Suite struct ReadersTests {
    @Test(arguments: ExportedData.small)
    func frictionless(data: ExportedData) throws {
        let export = try Export(data, to: "csv,ndjson")
        try PythonRunner.expectSuccess("check_data_package.py", export.csv)
    }

    @Test(arguments: ExportedData.small)
    func sameRows(data: ExportedData) throws {
        let export = try Export(data, to: "csv,ndjson")
        try PythonRunner.expectSuccess("check_rows.py", export.csv, export.ndjson, export.database)
    }

    @Test(arguments: ExportedData.small)
    func csvOnTheWeb(data: ExportedData) throws {
        let export = try Export(data, to: "csv,ndjson")
        try PythonRunner.expectSuccess("check_csvw.py", export.csv)
    }

    /// A check that finds nothing wrong in anything would find nothing wrong here either.
    @Test(arguments: ["check_data_package.py", "check_rows.py", "check_csvw.py"])
    func readersSeeDamage(script: String) throws {
        let export = try Export(.referenceCase, to: "csv,ndjson")
        let path = export.csv + "/places.csv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        // Most places go, and others refer to them.
        let lines = text.components(separatedBy: "\r\n").prefix(3)
        try (lines.joined(separator: "\r\n") + "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
        try PythonRunner.expectFailure(script, export.csv, export.ndjson, export.database)
    }
}
