import CaseTesting
import Foundation
import Testing

/// SQLite files that are locked, damaged, or none.
@Suite struct BadDatabaseTests {
    private let dataset: ExampleDataset

    init() throws {
        dataset = try ExampleDataset()
        let run = try dataset.tool.run("import", "cases", "--into", "cases.sqlite")
        try #require(run.exitCode == 0, "\(run.text)")
    }

    private var path: String { dataset.scratch("cases.sqlite") }

    @Test func locked() throws {
        let database = try SQLiteFile(path)
        try database.execute("BEGIN EXCLUSIVE")
        try Refusal(dataset, input: "cases.sqlite").expectError(
            "cases.sqlite is locked by another program (database is locked); try again when it is done", exitCode: 75)
        try database.execute("ROLLBACK")
        #expect(try Refusal(dataset, input: "cases.sqlite").run.exitCode == 0)
    }

    @Test(arguments: [100, 1000, 4096, 5000, 30_000, 200_000])
    func truncated(length: Int) throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try #require(whole.count > length)
        try whole.prefix(length).write(to: URL(fileURLWithPath: path))
        try Refusal(dataset, input: "cases.sqlite").expectFinding("database-unreadable", at: "cases.sqlite")
    }

    @Test func damagedPage() throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let middle = bytes.count / 2 / 4096 * 4096
        bytes.replaceSubrange(middle..<middle + 4096, with: Data(repeating: 0xA5, count: 4096))
        try bytes.write(to: URL(fileURLWithPath: path))
        try Refusal(dataset, input: "cases.sqlite").expectFinding("database-unreadable", at: "cases.sqlite")
    }

    @Test func notADatabase() throws {
        try Data("This is a letter, and not a database at all.\n".utf8).write(to: URL(fileURLWithPath: path))
        try Refusal(dataset, input: "cases.sqlite").expectFinding(
            "database-unreadable", at: "cases.sqlite", saying: "file is not a database")
    }

    @Test func emptyFile() throws {
        try Data().write(to: URL(fileURLWithPath: path))
        try Refusal(dataset, input: "cases.sqlite").expectFinding("missing-table", at: "table dataset")
    }

    @Test func unreadable() throws {
        chmod(dataset.scratch.path, 0o777)
        chmod(path, 0)
        try Refusal(dataset, input: "cases.sqlite", tool: dataset.tool.withoutPrivileges()).expectError(
            "cannot open cases.sqlite: unable to open database file", exitCode: 66)
    }
}
