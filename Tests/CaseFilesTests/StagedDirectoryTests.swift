import CaseFiles
import CaseTesting
import Foundation
import Testing

/// A directory that appears when it is complete, and otherwise not at all.
@Suite struct StagedDirectoryTests {
    private let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    private var path: String { scratch.path + "/out" }

    private var names: [String] { (try? directoryNames(scratch.path)) ?? [] }

    private func make(replacing: Bool = false) throws -> StagedDirectory {
        try StagedDirectory.make(path, replacing: replacing, owned: ["csv"]) { !$0.hasSuffix(".docx") }
    }

    /// Writes and publishes a directory with one file.
    private func publish(_ text: String, replacing: Bool = false) throws {
        let staged = try make(replacing: replacing)
        try makeDirectories(staged.staging + "/csv")
        try writeFile(Array(text.utf8), to: staged.staging + "/csv/a.csv")
        #expect(names.contains { $0.hasPrefix(".out.partial-") })
        try staged.publish()
    }

    private func problem(_ body: () throws -> Void) -> FileProblem? {
        do {
            try body()
            return nil
        } catch {
            return error as? FileProblem
        }
    }

    @Test func published() throws {
        try publish("first")
        #expect(names == ["out"])
        #expect(try readFile(path + "/csv/a.csv") == Array("first".utf8))
    }

    @Test func dropped() throws {
        do {
            let staged = try make()
            try writeFile([1], to: staged.staging + "/a")
            _ = staged.path
        }
        #expect(names == [])
    }

    @Test func replacedOnlyWhenAsked() throws {
        try publish("first")
        #expect(problem { try publish("second") }?.code == .cannotWrite)
        #expect(names == ["out"])
        try publish("second", replacing: true)
        #expect(names == ["out"])
        #expect(try readFile(path + "/csv/a.csv") == Array("second".utf8))
    }

    @Test func anEmptyDirectoryGivesWay() throws {
        try makeDirectories(path)
        try publish("first")
        #expect(names == ["out"])
    }

    @Test(arguments: ["notes.txt", "csv/thesis.docx"])
    func foreignFilesStay(name: String) throws {
        try publish("first")
        try writeFile([1], to: path + "/" + name)
        #expect(problem { try publish("second", replacing: true) }?.detail?.contains(name) == true)
        #expect(try readFile(path + "/" + name) == [1])
    }

    /// What is put into the old directory while the new one is written stays too.
    @Test func foreignFilesThatComeLaterStay() throws {
        try publish("first")
        let staged = try make(replacing: true)
        try writeFile([1], to: path + "/notes.txt")
        var found: FileProblem?
        do throws(FileProblem) { try staged.publish() } catch { found = error }
        #expect(found?.detail?.contains("notes.txt") == true)
        #expect(try readFile(path + "/notes.txt") == [1])
        #expect(names == ["out"])
    }

    @Test func restsAreRemoved() throws {
        try makeDirectories(scratch.path + "/.out.partial-123/csv")
        try makeDirectories(scratch.path + "/.out.partial-mine")
        try publish("first")
        #expect(names == [".out.partial-mine", "out"])
    }

    @Test func aLivingRunIsNotDisturbed() throws {
        let rest = scratch.path + "/.out.partial-123"
        try makeDirectories(rest)
        let lock = open(rest, O_RDONLY | O_DIRECTORY)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        #expect(problem { try publish("first") }?.code == .locked)
        #expect(names == [".out.partial-123"])
    }

    @Test(arguments: ["no/such/out", "out/", ".", "..", "/"])
    func names(path: String) throws {
        let whole = path.hasPrefix("/") || path.hasPrefix(".") ? path : scratch.path + "/" + path
        let found = problem { _ = try StagedDirectory.make(whole, replacing: false, owned: []).path }
        #expect((found == nil) == (path == "out/"))
    }
}
