import CaseTesting
import Foundation
import Testing

/// What `--force` may take away, and what it may not.
@Suite struct ReplacementTests {
    private let dataset: ExampleDataset

    init() throws { dataset = try ExampleDataset() }

    private func expectRefusal(_ run: ToolRun, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(run.exitCode == 73, "\(run.text)", sourceLocation: sourceLocation)
        #expect(run.standardError.contains(words), "\(run.text)", sourceLocation: sourceLocation)
    }

    private func importing(_ source: String, into target: String, _ arguments: String...) throws -> ToolRun {
        try dataset.tool.run(["import", source, "--into", target, "--quiet"] + arguments)
    }

    // MARK: Documents

    @Test func documentsStayWhereADatabaseReplacesTheirDataset() throws {
        try dataset.scratch.write("a draft", to: "cases/documents/drafts/a.txt")
        #expect(try importing("cases", into: "cases.sqlite").exitCode == 0)
        #expect(try importing("cases.sqlite", into: "cases", "--force").exitCode == 0)
        #expect(try dataset.scratch.read("cases/documents/drafts/a.txt") == Array("a draft".utf8))
    }

    @Test func documentsThatNobodyElseHasAreNotReplaced() throws {
        try FileManager.default.copyItem(atPath: dataset.path, toPath: dataset.scratch("other"))
        try dataset.scratch.write("mine", to: "other/documents/a.txt")
        try dataset.scratch.write("theirs", to: "cases/documents/b.txt")
        expectRefusal(try importing("cases", into: "other", "--force"), "documents/a.txt")
        #expect(try dataset.scratch.read("other/documents/a.txt") == Array("mine".utf8))
    }

    @Test func linkedDocumentsAreNotReplaced() throws {
        try dataset.scratch.write("mine", to: "elsewhere.txt")
        try dataset.scratch.write("mine", to: "cases/documents/b.txt")
        try TestFile.link(dataset.file("documents/a.txt"), to: dataset.scratch("elsewhere.txt"))
        #expect(try importing("cases", into: "cases.sqlite").exitCode == 0)
        expectRefusal(try importing("cases.sqlite", into: "cases", "--force"), "documents/a.txt")
    }

    // MARK: Databases

    /// SQLite would play the changes that the old database left behind back into the new one.
    @Test(arguments: ["-wal", "-journal"], [true, false])
    func aDatabaseWithChangesBesideIt(suffix: String, isThere: Bool) throws {
        if isThere { #expect(try importing("cases", into: "cases.sqlite").exitCode == 0) }
        try dataset.scratch.write("changes", to: "cases.sqlite" + suffix)
        expectRefusal(try importing("cases", into: "cases.sqlite", "--force"), "cases.sqlite" + suffix)
    }

    /// A mapping that was made for another database would be applied to the new one.
    @Test func theMetadataOfADatabaseGoesWithIt() throws {
        try dataset.scratch.write("{}", to: "cases.sqlite-metadata.json")
        expectRefusal(try importing("cases", into: "cases.sqlite"), "cases.sqlite-metadata.json")
        #expect(try importing("cases", into: "cases.sqlite", "--force").exitCode == 0)
        #expect(dataset.neighbours == ["cases.sqlite"])
        #expect(try dataset.tool.run("check", "cases.sqlite").exitCode == 0)
    }

    /// In a container every run has the same number.
    @Test func whatAKilledRunOfTheSameNumberLeft() throws {
        let run = try dataset.tool.run(program: [
            "bash", "-c", "echo junk > .cases.sqlite.partial-$$; exec \"$0\" import cases --into cases.sqlite --quiet",
            ToolRunner.tool,
        ])
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(dataset.neighbours == ["cases.sqlite"])
    }

    // MARK: Exports

    @Test func anExportIsNotReplacedByAnExportOfItself() throws {
        #expect(try dataset.tool.run("export", "cases", "--to", "csv", "--output", "out", "--quiet").exitCode == 0)
        expectRefusal(
            try dataset.tool.run("export", "out/csv", "--to", "excel", "--output", "out", "--force"),
            "the dataset out/csv is in it")
        #expect(FileManager.default.fileExists(atPath: dataset.scratch("out/csv/persons.csv")))
    }

    @Test func aFileWithTheNameOfAFormatIsNotReplaced() throws {
        try dataset.scratch.write("mine", to: "out/csv")
        expectRefusal(
            try dataset.tool.run("export", "cases", "--to", "ndjson", "--output", "out", "--force"), "it holds csv")
    }

    // MARK: Results

    @Test func aResultThatCannotBeWritten() throws {
        let run = try dataset.tool.run(program: [
            "bash", "-c", "exec \"$0\" schema --to csvw > /dev/full", ToolRunner.tool,
        ])
        expectRefusal(run, "cannot write to standard output: No space left on device")
    }

    @Test func noTables() throws {
        let run = try dataset.tool.run("export", "cases", "--to", "csv", "--table", ",", "--output", "out")
        #expect(run.exitCode == 64, "\(run.text)")
    }

    /// A small database is written whole when it is committed.
    @Test func aFullDiskAtTheCommit() throws {
        let run = try dataset.tool.run(program: [
            "bash", "-c", "ulimit -f 100; exec \"$0\" import cases --into cases.sqlite", ToolRunner.tool,
        ])
        #expect(run.exitCode == 73, "\(run.text)")
        #expect(dataset.neighbours == [])
    }
}
