import CaseTesting
import Foundation
import Testing

/// The reference case takes over facts from its sources, and no sentences.
@Suite struct SourcesTests {
    @Test func theScriptFindsWhatItLooksFor() throws {
        try PythonRunner.expectSuccess("sources_not_repeated.py", "--self-test")
    }

    /// The captured texts are not part of the repository. They are looked for where CASEEXPORT_SOURCES says, and in
    /// `shared/sources` beside the package.
    private static let sources: String? = {
        let beside = (ToolRunner.packageRoot as NSString).deletingLastPathComponent + "/shared/sources"
        return [ProcessInfo.processInfo.environment["CASEEXPORT_SOURCES"], beside].compactMap { $0 }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    @Test(.enabled(if: sources != nil, "the captured texts are not at hand"))
    func noSentenceIsTakenOver() throws {
        let sources = try #require(Self.sources)
        try PythonRunner.expectSuccess("sources_not_repeated.py", ExampleDataset.original, sources)
    }
}
