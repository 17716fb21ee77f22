import CaseTesting
import Foundation
import Testing

/// Public suites of W3C, run by `Scripts/conformance`.
@Suite struct ConformanceTests {
    /// The suites are not part of the repository. They are looked for where CASEEXPORT_SUITES says, and in
    /// `shared/suites/w3c` beside the package.
    private static let suites: String? = {
        let beside = (ToolRunner.packageRoot as NSString).deletingLastPathComponent + "/shared/suites/w3c"
        return [ProcessInfo.processInfo.environment["CASEEXPORT_SUITES"], beside].compactMap { $0 }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    @Test(
        .enabled(if: suites != nil, "the public suites are not at hand"),
        arguments: ["rdf-n-quads", "rdf-n-triples", "rdf-xml", "rdfc10"])
    func suite(name: String) throws {
        let folder = try #require(Self.suites) + "/" + name
        var runner = ToolRunner(in: ToolRunner.packageRoot)
        runner.environment = ["CASEEXPORT": ToolRunner.tool]
        let run = try runner.run(program: ["Scripts/conformance", folder])
        #expect(run.exitCode == 0, "\(run.text.suffix(4000))")
    }
}
