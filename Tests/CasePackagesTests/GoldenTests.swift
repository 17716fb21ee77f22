import CaseModel
import CasePackages
import CaseTesting
import Foundation
import Testing

/// What the descriptions of a made-up release look like: `Tests/Fixtures/package/`, to be read.
@Suite struct GoldenTests {
    private static let folder = ToolRunner.packageRoot + "/Tests/Fixtures/package/"
    private static let isRecording = ProcessInfo.processInfo.environment["CASEEXPORT_RECORD"] == "1"

    /// With CASEEXPORT_RECORD=1 they are written anew; read the diff before you commit it.
    @Test func descriptionsAreCurrent() throws {
        var facts = SampleRelease.facts(changing: ["doi": "https://doi.org/10.5281/zenodo.1"])
        facts.previous = "20261120T000000Z"
        for document in try SampleRelease.descriptions(of: &facts) {
            try Self.compare(document.bytes, to: Self.folder + document.path)
        }
    }

    @Test func publishedBagProfileIsCurrent() throws {
        try Self.compare(
            BagProfile.document.pretty(), to: ToolRunner.packageRoot + "/Exports/schema/bagit-profile.json")
    }

    private static func compare(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        if isRecording {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        let found = try? Data(contentsOf: url)
        #expect(found == Data(bytes), "\(path) is stale; run Scripts/record and read the diff")
    }
}
