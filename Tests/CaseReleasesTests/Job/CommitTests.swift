import CaseTesting
import Foundation
import CaseReleases
import Testing

/// The renames of a publication are carried out by whoever comes next, from wherever they were stopped.
@Suite struct CommitTests {
    private func prepared() throws -> (TemporaryDirectory, RepositoryLayout, Commit) {
        let directory = try TemporaryDirectory()
        let layout = RepositoryLayout(directory.path)
        var commit = Commit(run: "20260101T020000Z-0000")
        for number in 0..<5 {
            try directory.write("new \(number)", to: "state/staging/\(commit.run)/part\(number)/file")
            commit.rename("state/staging/\(commit.run)/part\(number)", to: "public/deep/er/part\(number)")
        }
        return (directory, layout, commit)
    }

    private func check(_ directory: TemporaryDirectory, _ layout: RepositoryLayout) throws {
        for number in 0..<5 {
            #expect(try directory.read("public/deep/er/part\(number)/file") == Array("new \(number)".utf8))
        }
        #expect(try Commit.pending(layout) == nil)
        #expect(!FileManager.default.fileExists(atPath: layout.staging("20260101T020000Z-0000")))
    }

    @Test(arguments: 0...5)
    func stoppedAfter(renames: Int) throws {
        let (directory, layout, commit) = try prepared()
        try commit.write(layout)
        let manager = FileManager.default
        for step in commit.steps.prefix(renames) {
            let target = "\(layout.path)/\(step.to)"
            try manager.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try manager.moveItem(atPath: "\(layout.path)/\(step.from)", toPath: target)
        }
        let done = try RepositoryRepair(layout).run()
        #expect(done == ["run 20260101T020000Z-0000 was stopped while it published; it is published now"])
        try check(directory, layout)
    }

    @Test func stoppedBeforeTheListIsWritten() throws {
        let (directory, layout, _) = try prepared()
        try directory.write("half", to: "state/commit.json.partial-1")
        let done = try RepositoryRepair(layout).run()
        #expect(done.count == 1 && done[0].hasSuffix("what it had written is removed"))
        #expect(!FileManager.default.fileExists(atPath: layout.path + "/public"))
        #expect(!FileManager.default.fileExists(atPath: layout.path + "/state/commit.json.partial-1"))
        #expect(try RepositoryRepair(layout).run().isEmpty)
    }

    @Test(arguments: [
        "", "{}", #"{"run":"x","steps":[{"from":"a"}]}"#, #"{"run":"x","steps":[{"from":"../a","to":"b"}]}"#,
        #"{"run":"x","steps":[{"from":"a","to":"/etc/b"}]}"#, #"{"run":"x","steps":[{"from":"a","to":"b"}]}"#,
    ])
    func damagedList(text: String) throws {
        let (directory, layout, _) = try prepared()
        try directory.write(text, to: "state/commit.json")
        #expect(throws: RepositoryProblem.self) { try RepositoryRepair(layout).run() }
        #expect(try directory.read("state/commit.json") == Array(text.utf8), "nothing is lost")
    }
}
