import CaseTesting
import Foundation
import Testing

/// Where an export may be written, and what it does with what is there.
@Suite struct OutputTests {
    private let dataset: ExampleDataset

    init() throws { dataset = try ExampleDataset() }

    private func export(_ arguments: String..., tool: ToolRunner? = nil) throws -> ToolRun {
        try (tool ?? dataset.tool).run(["export", "cases", "--to", "ndjson", "--quiet"] + arguments)
    }

    private func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: dataset.scratch(path)).sorted()
    }

    private func expectRefusal(_ run: ToolRun, _ message: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(run.exitCode == 73, sourceLocation: sourceLocation)
        #expect(run.standardOutput == "", sourceLocation: sourceLocation)
        #expect(run.standardError == "caseexport: \(message)\n", sourceLocation: sourceLocation)
    }

    @Test func intoAnEmptyDirectory() throws {
        try FileManager.default.createDirectory(atPath: dataset.scratch("out"), withIntermediateDirectories: false)
        #expect(try export("--output", "out").exitCode == 0)
        #expect(try names(in: "out") == ["ndjson"])
        #expect(dataset.neighbours == ["out"])
    }

    @Test(arguments: ["out", "out/", "./out", "cases/../out"])
    func intoADirectoryWithFiles(path: String) throws {
        try dataset.scratch.write("mine", to: "out/notes.txt")
        expectRefusal(
            try export("--output", path),
            "cannot write to \(path.hasSuffix("/") ? "out" : path): it is there already; --force replaces it")
        #expect(try names(in: "out") == ["notes.txt"])
        #expect(dataset.neighbours == ["out"])
    }

    @Test func forceReplacesAnExport() throws {
        #expect(try dataset.tool.run("export", "cases", "--to", "csv,excel", "--output", "out").exitCode == 0)
        try dataset.append("per_9999,Somebody,,,,,,,,,", to: "persons.csv")
        #expect(try export("--output", "out").exitCode == 73)
        #expect(try names(in: "out") == ["csv", "excel"])
        #expect(try export("--output", "out", "--force").exitCode == 0)
        #expect(try names(in: "out") == ["ndjson"])
        #expect(
            try String(contentsOfFile: dataset.scratch("out/ndjson/persons.ndjson"), encoding: .utf8)
                .contains("per_9999"))
        #expect(dataset.neighbours == ["out"])
    }

    @Test func forceKeepsWhatIsThereWhereTheDatasetIsUnfit() throws {
        #expect(try export("--output", "out").exitCode == 0)
        try dataset.append("per_0001,Somebody,,,,,,,,,", to: "persons.csv")
        #expect(try export("--output", "out", "--force").exitCode == 65)
        #expect(try names(in: "out") == ["ndjson"])
        #expect(dataset.neighbours == ["out"])
    }

    @Test func forceRefusesForeignFiles() throws {
        #expect(try export("--output", "out").exitCode == 0)
        try dataset.scratch.write("mine", to: "out/notes.txt")
        expectRefusal(
            try export("--output", "out", "--force"),
            "cannot replace out: it holds notes.txt, which no export writes; remove the directory yourself if that is meant"
        )
        #expect(try names(in: "out") == ["ndjson", "notes.txt"])
        #expect(dataset.neighbours == ["out"])
    }

    /// A name of ours does not make the files in it ours.
    @Test func forceRefusesForeignFilesFurtherDown() throws {
        try dataset.scratch.write("a year of work", to: "out/csv/thesis.docx")
        let run = try export("--output", "out", "--force")
        #expect(run.exitCode == 73)
        #expect(run.standardError.contains("csv/thesis.docx"))
        #expect(try names(in: "out/csv") == ["thesis.docx"])
    }

    @Test(arguments: [[], ["--force"]])
    func ontoAFile(arguments: [String]) throws {
        try dataset.scratch.write("mine", to: "out")
        let run = try dataset.tool.run(["export", "cases", "--to", "csv", "--output", "out", "--quiet"] + arguments)
        expectRefusal(run, "cannot write to out: it is there and is not a directory")
        #expect(try String(contentsOfFile: dataset.scratch("out"), encoding: .utf8) == "mine")
        #expect(dataset.neighbours == ["out"])
    }

    @Test func ontoALink() throws {
        try dataset.scratch.write("mine", to: "elsewhere/notes.txt")
        try FileManager.default.createSymbolicLink(
            atPath: dataset.scratch("out"), withDestinationPath: dataset.scratch("elsewhere"))
        expectRefusal(
            try export("--output", "out", "--force"), "cannot write to out: it is there and is not a directory")
        #expect(dataset.neighbours == ["elsewhere", "out"])
    }

    @Test func intoAMissingParent() throws {
        expectRefusal(
            try export("--output", "no/such/out"),
            "cannot write to no/such/out: there is no directory no/such; make it first")
        #expect(dataset.neighbours == [])
    }

    @Test func intoAParentThatIsAFile() throws {
        try dataset.scratch.write("mine", to: "file")
        let run = try export("--output", "file/out")
        #expect(run.exitCode == 73)
        #expect(run.standardError.contains("there is no directory file; make it first"))
    }

    @Test func intoAReadOnlyParent() throws {
        chmod(dataset.scratch.path, 0o777)
        try FileManager.default.createDirectory(atPath: dataset.scratch("sealed"), withIntermediateDirectories: false)
        chmod(dataset.scratch("sealed"), 0o555)
        expectRefusal(
            try export("--output", "sealed/out", tool: dataset.tool.withoutPrivileges()),
            "cannot make a directory in sealed: Permission denied (errno 13)")
        #expect(try names(in: "sealed") == [])
    }

    @Test(arguments: ["", ".", "..", "/", "out/..", "out/."])
    func withoutAName(path: String) throws {
        let run = try export("--output", path)
        #expect([64, 73].contains(run.exitCode))
        #expect(dataset.neighbours == [])
    }

    @Test func aNameThatIsTooLong() throws {
        let run = try export("--output", String(repeating: "x", count: 300))
        #expect(run.exitCode == 73)
        #expect(run.standardError.contains("File name too long"))
    }
}
