import CaseTesting
import Foundation
import Testing

/// Public suites of W3C and of the Library of Congress, run by `Scripts/conformance`.
@Suite struct ConformanceTests {
    /// The suites are not part of the repository. They are looked for where CASEEXPORT_SUITES says, and in
    /// `shared/suites/w3c` beside the package.
    private static let suites: String? = {
        let beside = (ToolRunner.packageRoot as NSString).deletingLastPathComponent + "/shared/suites/w3c"
        return [ProcessInfo.processInfo.environment["CASEEXPORT_SUITES"], beside].compactMap { $0 }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    /// The BagIt suite is beside W3C's.
    private static let bagit: String? = suites.map { ($0 as NSString).deletingLastPathComponent + "/bagit" }
        .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

    @Test(.enabled(if: bagit != nil, "the public suite is not at hand"))
    func bags() throws { try run(try #require(Self.bagit)) }

    @Test(
        .enabled(if: suites != nil, "the public suites are not at hand"),
        arguments: ["rdf-n-quads", "rdf-n-triples", "rdf-xml", "rdfc10"])
    func suite(name: String) throws {
        try run(try #require(Self.suites) + "/" + name)
    }

    private func run(_ folder: String) throws {
        var runner = ToolRunner(in: ToolRunner.packageRoot)
        runner.environment = ["CASEEXPORT": ToolRunner.tool]
        let run = try runner.run(program: ["Scripts/conformance", folder])
        #expect(run.exitCode == 0, "\(run.text.suffix(4000))")
    }
}
