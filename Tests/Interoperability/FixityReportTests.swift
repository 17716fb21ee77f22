import CaseTesting
import Foundation
import Testing

/// Reports of verifying, held against the schema of PREMIS 3.0 with xmllint.
@Suite struct FixityReportTests {
    private let dataset: ExampleDataset

    init() throws { dataset = try ExampleDataset() }

    private func expectValid(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let schema = PythonRunner.folder + "/packages/schemas/premis-3.0.xsd"
        let run = try dataset.tool.run(program: ["xmllint", "--nonet", "--noout", "--schema", schema, name])
        #expect(run.exitCode == 0, "\(run.text)", sourceLocation: sourceLocation)
    }

    private func run(_ arguments: String..., exit: Int32 = 0) throws {
        let run = try dataset.tool.run(arguments)
        try #require(run.exitCode == exit, "\(arguments): \(run.text)")
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try dataset.scratch.read(name), as: UTF8.self)
    }

    @Test func severalPackagesInOneReport() throws {
        try run("bundle", "cases", "--output", "a.zip", "--quiet")
        try run("bundle", "cases", "--output", "b", "--quiet")
        try run("bundle", "cases", "--output", "c.tar.gz", "--quiet")
        try dataset.scratch.write("altered", to: "b/data/csv/persons.csv")
        try dataset.scratch.write("unexpected", to: "b/data/\u{1B}[2J\n<&>\u{FFFE}.txt")
        try dataset.scratch.write("not an archive", to: "d.zip")
        try run("verify", "--deep", "--report", "report.xml", "a.zip", "b", "c.tar.gz", "d.zip", "e.zip", exit: 66)
        try expectValid("report.xml")
        let report = try text("report.xml")
        #expect(report.split(separator: "<eventOutcome>pass").count == 6)
        for part in ["truncated-file", "unexpected-file", "no-package", "e.zip", "\\u{1B}[2J\\u{A}&lt;"] {
            #expect(report.contains(part), "\(part)")
        }
        #expect(!report.contains("\u{1B}"))
        // What is there already is never written over.
        try run("verify", "--report", "report.xml", "a.zip", exit: 73)
        #expect(try text("report.xml") == report)
    }

    @Test(arguments: ["--quick", "--deep"]) func signatures(level: String) throws {
        let tool = dataset.tool
        for program in [
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key"],
            ["sh", "-c", "echo \"a@example.org $(cat key.pub)\" >signers; echo >nobody"],
        ] { #expect(try tool.run(program: program).exitCode == 0) }
        try run("bundle", "cases", "--output", "a.zip", "--sign", "key", "--quiet")
        try run("verify", level, "--signers", "signers", "--report", "good.xml", "a.zip")
        try run("verify", level, "--signers", "nobody", "--report", "bad.xml", "a.zip", exit: 1)
        for name in ["good.xml", "bad.xml"] {
            try expectValid(name)
            #expect(try text(name).contains(">digital signature validation<"))
        }
        #expect(try text("good.xml").contains("signed by a@example.org, key SHA256:"))
        #expect(try text("bad.xml").contains("signed-by-stranger"))
    }
}
