import CaseFiles
import CaseTesting
import Foundation
import Testing

@Suite struct FilesTests {
    private let scratch: TemporaryDirectory

    init() throws { scratch = try TemporaryDirectory() }

    private func path(_ name: String) -> String { scratch.path + "/" + name }

    /// FIPS 180-4, the examples for "abc".
    @Test func digests() throws {
        try writeFile(Array("abc".utf8), to: path("abc"))
        let found = try fixity(of: path("abc"), below: scratch.path)
        #expect(found.byteCount == 3)
        #expect(found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        var part = try PartFile(creating: path("part"), digests: .sha512)
        try part.write(contentsOf: Array("a".utf8))
        try part.write(contentsOf: Array("bc".utf8))
        let fixity = try part.finish()
        #expect(fixity.byteCount == 3)
        #expect(fixity.sha512?.hasPrefix("ddaf35a193617abacc417349ae204131") == true)
        #expect(try readFile(path("part")) == Array("abc".utf8))
    }

    @Test func linksBelowADirectoryAreNotFollowed() throws {
        try writeFile([1], to: path("secret"))
        try makeDirectories(path("documents/inner"))
        try FileManager.default.createSymbolicLink(
            atPath: path("documents/inner/link"), withDestinationPath: path("secret"))
        #expect(throws: FileProblem.self) { try fixity(of: path("documents/inner/link"), below: path("documents")) }
    }

    @Test func writesFailFromTheOneThatIsAskedFor() throws {
        try FaultInjection.$current.withValue(FaultInjection(failingFromWrite: 2)) {
            var part = try PartFile(creating: path("part"), digests: [])
            try part.write(contentsOf: [1])
            var found: FileProblem?
            do throws(FileProblem) { try part.write(contentsOf: [2]) } catch { found = error }
            #expect(found?.errno == ENOSPC && found?.code == .cannotWrite)
            #expect(found?.description.contains("No space left on device") == true)
        }
    }

    @Test func aFileIsNotWrittenOver() throws {
        try writeFile([1], to: path("a"))
        #expect(throws: FileProblem.self) { try writeFile([2], to: path("a")) }
        #expect(try readFile(path("a")) == [1])
    }

    @Test func limits() throws {
        try writeFile(Array(repeating: 0, count: 100), to: path("a"))
        #expect(try readFile(path("a"), limit: 100).count == 100)
        #expect(throws: FileProblem.self) { try readFile(path("a"), limit: 99) }
    }

    @Test func aTemporaryFileHasNoName() throws {
        let file = try Descriptor.temporary(in: scratch.path)
        try Array("run".utf8).withUnsafeBytes { try file.write($0) }
        #expect(try directoryNames(scratch.path) == [])
        var bytes = [UInt8](repeating: 0, count: 2)
        try bytes.withUnsafeMutableBytes { try file.read(into: $0.baseAddress!, count: 2, at: 1) }
        #expect(bytes == Array("un".utf8))
        #expect(throws: FileProblem.self) {
            try bytes.withUnsafeMutableBytes { try file.read(into: $0.baseAddress!, count: 2, at: 2) }
        }
    }

    @Test func treesAreCopiedWithoutLinks() throws {
        try makeDirectories(path("a/b"))
        try writeFile([1, 2, 3], to: path("a/b/c"))
        try FileManager.default.createSymbolicLink(atPath: path("a/link"), withDestinationPath: "/etc/passwd")
        try copyTree(path("a"), to: path("copy"))
        #expect(try readFile(path("copy/b/c")) == [1, 2, 3])
        #expect(try directoryNames(path("copy")) == ["b"])
        removeTree(path("a"))
        #expect(try directoryNames(scratch.path) == ["copy"])
    }

    @Test(arguments: [
        ("a", ".", "a"), ("/a", "/", "a"), ("a/b", "a", "b"), ("./a", ".", "a"), ("../a/b c", "../a", "b c"),
    ])
    func paths(path: String, parent: String, name: String) throws {
        let split = try #require(splitPath(path))
        #expect(split.parent == parent && split.name == name)
    }

    @Test(arguments: ["", "/", ".", "..", "a/", "a/.", "a/.."])
    func pathsWithoutAName(path: String) { #expect(splitPath(path) == nil) }
}
