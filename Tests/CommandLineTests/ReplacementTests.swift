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
}
