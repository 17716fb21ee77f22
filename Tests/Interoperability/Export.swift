import CaseTesting
import Foundation
import Testing

/// What is exported for readers to read.
enum ExportedData: CustomTestStringConvertible {
    case referenceCase
    case generated(statements: Int)
    /// Texts that break readers.
    case torture

    /// What every reader reads in a moment.
    static let small: [ExportedData] = [.referenceCase, .generated(statements: 2000), .torture]

    var testDescription: String {
        switch self {
        case .referenceCase: "the reference case"
        case .generated(let statements): "\(statements) generated statements"
        case .torture: "texts that break readers"
        }
    }
}

/// An export of a dataset, and the SQLite file that holds the same.
struct Export {
    let directory: TemporaryDirectory

    /// - Parameter formats: as in `--to`.
    init(_ data: ExportedData, to formats: String) throws {
        directory = try TemporaryDirectory()
        let database = directory("cases.sqlite")
        switch data {
        case .referenceCase:
            try Self.expect(ToolRunner(in: directory.path).run("import", ExampleDataset.original, "--into", database))
        case .generated(let statements):
            try generateDataset(statements: statements, seed: 7, at: database, ids: "ragged")
        case .torture: try Self.writeTorture(to: database)
        }
        try export(database, to: formats)
    }

    /// An export of a dataset that is at hand.
    init(of dataset: String, to formats: String) throws {
        directory = try TemporaryDirectory()
        try export(dataset, to: formats)
    }

    private func export(_ dataset: String, to formats: String) throws {
        let run = try ToolRunner(in: directory.path).run(
            "export", dataset, "--to", formats, "--output", "out", "--json")
        try Self.expect(run)
        try run.output.write(to: URL(fileURLWithPath: report))
    }

    private static func expect(_ run: ToolRun) throws { try #require(run.exitCode == 0, "\(run.text.suffix(4000))") }

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

    var folder: String { directory("out") }
    var csv: String { directory("out/csv") }
    var ndjson: String { directory("out/ndjson") }
    var database: String { directory("cases.sqlite") }
    /// What the tool said of the export with `--json`.
    var report: String { directory("report.json") }

    /// Changes a file of the export; the text has to be there.
    func replace(_ text: String, with other: String, in file: String) throws {
        let url = URL(fileURLWithPath: folder + "/" + file)
        var bytes = try Foundation.Data(contentsOf: url)
        let range = try #require(bytes.range(of: Foundation.Data(text.utf8)), "\(file) does not hold \(text)")
        bytes.replaceSubrange(range, with: Foundation.Data(other.utf8))
        try bytes.write(to: url)
    }
}
