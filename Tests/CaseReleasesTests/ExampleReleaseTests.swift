import CaseTesting
import Foundation
import Testing

/// `Exports/example/release/` is what an export of the reference case gives, byte for byte.
@Suite struct ExampleReleaseTests {
    private static let release = ToolRunner.packageRoot + "/Exports/example/release"

    /// With CASEEXPORT_RECORD=1 it is written anew; read the diff before you commit it.
    @Test func isCurrent() throws {
        let output = try TemporaryDirectory()
        let run = try ToolRunner(in: output.path).run(
            "export", ExampleDataset.original, "--to", "csv,excel,jsonld,ndjson,nquads,rdfxml,turtle", "--output",
            "release")
        try #require(run.exitCode == 0, "\(run.text)")
        if ProcessInfo.processInfo.environment["CASEEXPORT_RECORD"] == "1" {
            try? FileManager.default.removeItem(atPath: Self.release)
            try FileManager.default.copyItem(atPath: output("release"), toPath: Self.release)
        }
        let (expected, found) = (try fileDigests(of: Self.release), try fileDigests(of: output("release")))
        #expect(expected.count > 60)
        for path in Set(expected.keys).union(found.keys).sorted() where expected[path] != found[path] {
            Issue.record("\(path) differs from Exports/example/release; run Scripts/record and read the diff")
        }
    }
}
