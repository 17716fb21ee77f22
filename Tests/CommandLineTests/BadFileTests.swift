import CaseTesting
import Foundation
import Testing

/// Files that are missing, that cannot be read, or that are not what their names say.
@Suite struct BadFileTests {
    @Test func missingDataset() throws {
        let refusal = try Refusal(try ExampleDataset(), input: "nothing")
        refusal.expectError("there is no dataset at nothing", exitCode: 66)
    }

    @Test func missingDescription() throws {
        let dataset = try ExampleDataset()
        try dataset.remove("dataset.json")
        try Refusal(dataset).expectError("there is no dataset in cases: it has none of dataset.json", exitCode: 66)
    }

    @Test func missingTable() throws {
        let dataset = try ExampleDataset()
        try dataset.remove("sources.csv")
        try Refusal(dataset).expectFinding(
            "unresolved-reference", at: "citations.csv:2", saying: "column source_id: there is no record \"src_0001\"")
    }

    @Test func unreadableTable() throws {
        let dataset = try ExampleDataset()
        chmod(dataset.scratch.path, 0o777)
        chmod(dataset.file("persons.csv"), 0)
        try Refusal(dataset, tool: dataset.tool.withoutPrivileges()).expectError(
            "cannot open cases/persons.csv: Permission denied (errno 13)", exitCode: 66)
    }

    @Test func unreadableDirectory() throws {
        let dataset = try ExampleDataset()
        chmod(dataset.scratch.path, 0o777)
        chmod(dataset.path, 0)
        defer { chmod(dataset.path, 0o755) }
        try Refusal(dataset, tool: dataset.tool.withoutPrivileges()).expectError(
            "cannot list cases: Permission denied (errno 13)", exitCode: 66)
    }

    @Test func directoryNamedLikeATable() throws {
        let dataset = try ExampleDataset()
        try dataset.remove("persons.csv")
        try FileManager.default.createDirectory(atPath: dataset.file("persons.csv"), withIntermediateDirectories: false)
        try Refusal(dataset).expectError("cannot read cases/persons.csv: it is not a plain file", exitCode: 66)
    }

    @Test(arguments: ["persons.csv", "dataset.json", "csv-metadata.json"])
    func linkToItself(name: String) throws {
        let dataset = try ExampleDataset()
        try? dataset.remove(name)
        try FileManager.default.createSymbolicLink(atPath: dataset.file(name), withDestinationPath: name)
        try Refusal(dataset).expectError("cases/\(name): Too many levels of symbolic links", exitCode: 66)
    }

    @Test(arguments: ["persons.csv", "persons.ndjson", "dataset.json", "csv-metadata.json"])
    func pipe(name: String) throws {
        let dataset = try ExampleDataset()
        try? dataset.remove(name)
        try? dataset.remove("persons.csv")
        mkfifo(dataset.file(name), 0o644)
        var tool = dataset.tool
        // Nobody writes to it, and opening it to read would wait for ever.
        tool.timeout = .seconds(90)
        try Refusal(dataset, tool: tool).expectError("cases/\(name): it is not a plain file", exitCode: 66)
    }

    @Test func pipeAsDataset() throws {
        let dataset = try ExampleDataset()
        let name = dataset.scratch("cases.sqlite")
        mkfifo(name, 0o644)
        try Refusal(dataset, input: "cases.sqlite").expectError(
            "cannot read cases.sqlite: it is neither a directory nor a plain file", exitCode: 66)
    }
}
