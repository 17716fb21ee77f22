import CaseReleases
import CaseTesting
import Foundation
import Testing

/// GNU patch takes our differences for what they are, and leads to the same files.
@Suite struct DifferenceTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func run(_ program: String...) throws -> ToolRun {
        try ToolRunner(in: directory.path).run(program: program)
    }

    @Test(arguments: UInt64(1)...40) func randomEdits(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let edits = RandomEdits(
            seed: seed, lineCount: random.pick([1, 5, 60, 700, 9_000]), editCount: random.pick([1, 4, 60]))
        guard let patch = try lineDifference(from: edits.old, to: edits.new, in: directory), !patch.isEmpty else {
            return
        }
        try directory.write(edits.old, to: "patched")
        try directory.write(patch, to: "text.patch")
        let patched = try run("patch", "--binary", "patched", "text.patch")
        #expect(patched.exitCode == 0, "\(patched.text)")
        // Nothing was found elsewhere than where it is said to be.
        #expect(patched.standardOutput == "patching file patched\n", "\(patched.text)")
        #expect(try directory.read("patched") == edits.new)
        #expect(try apply(patch, to: edits.old) == edits.new)
    }

    /// What `diff` writes, our reader takes too.
    @Test(arguments: UInt64(1)...20) func differencesOfOthers(seed: UInt64) throws {
        let edits = RandomEdits(seed: seed, lineCount: 300, editCount: 10)
        try directory.write(edits.old, to: "old.txt")
        try directory.write(edits.new, to: "new.txt")
        let patch = try run("diff", "--text", "-U0", "old.txt", "new.txt")
        #expect(try apply([UInt8](patch.output), to: edits.old) == edits.new)
    }

    /// A version that was laid out by the inventory alone becomes the bag by the commands that stand in it.
    @Test func theReadmeSaysHow() async throws {
        var dataset = RandomDataset(seed: 3, rowsPerTable: 500)
        var repository = try SampleRepository()
        try await repository.add(dataset, .small)
        dataset = dataset.changed(oneIn: 100, seed: 1)
        try await repository.add(dataset, .small)
        try layOut(2, of: repository.object())
        #expect(SampleRepository.files(in: directory("version/patch")).count > 5)

        let readme = String(decoding: try directory.read("version/README.txt"), as: UTF8.self)
        let ways = try #require(readme.range(of: "HOW TO GET THE BAG BACK"))
        let commands = readme[ways.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
            .filter { $0.hasPrefix("    ") && !$0.hasPrefix("    caseexport") && !$0.contains("caseexport") }
        try directory.write("set -eu\ncd version\n" + commands.map { $0 + "\n" }.joined(), to: "commands.sh")
        let restored = try run("sh", "commands.sh")
        #expect(restored.exitCode == 0, "\(restored.text)")
        #expect(!restored.text.contains("FAILED"))

        let files = try SampleRepository.files(ofArchive: repository.releases[1].archive)
        #expect(Set(SampleRepository.files(in: directory("version/restored")).map(\.path)) == Set(files.keys))
        for (path, bytes) in files { #expect(try directory.read("version/restored/" + path) == bytes, "\(path)") }
    }

    /// Copies what the inventory says that a version has.
    private func layOut(_ version: Int, of object: String) throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: object + "/inventory.json"))
        let inventory = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        let manifest = try #require(inventory["manifest"] as? [String: [String]])
        let versions = try #require(inventory["versions"] as? [String: [String: Any]])
        let state = try #require(versions["v\(version)"]?["state"] as? [String: [String]])
        for (digest, paths) in state {
            let content = try Data(
                contentsOf: URL(fileURLWithPath: "\(object)/\(try #require(manifest[digest]?.first))"))
            for path in paths { try directory.write([UInt8](content), to: "version/" + path) }
        }
    }
}
