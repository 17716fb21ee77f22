import CaseFiles
import CaseTesting
import Foundation
import Testing

/// Files are opened below a directory, and nowhere else.
@Suite struct FilesBelowTests {
    private let folder: TemporaryDirectory
    private var inner: String { folder("inner") }

    init() throws {
        folder = try TemporaryDirectory()
        for name in ["secret.csv", "inner/t.csv", "inner/sub/u.csv"] { try folder.write("a\n1\n", to: name) }
        let files = FileManager.default
        try files.createSymbolicLink(atPath: inner + "/link.csv", withDestinationPath: folder("secret.csv"))
        try files.createSymbolicLink(atPath: inner + "/up", withDestinationPath: folder.path)
        try files.createSymbolicLink(atPath: folder("same"), withDestinationPath: inner)
        mkfifo(inner + "/pipe", 0o600)
    }

    /// The problem of opening a name; nil where it can be opened.
    private func problem(_ name: String, below directory: String, mayBeLink: Bool = false) -> FileProblem? {
        do throws(FileProblem) {
            _ = try Descriptor.reading(directory + "/" + name, below: directory, mayBeLink: mayBeLink)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["t.csv", "sub/u.csv"]) func opens(name: String) {
        #expect(problem(name, below: inner) == nil)
    }

    @Test(arguments: ["missing.csv", "sub/missing.csv", "missing/t.csv"]) func saysThatThereIsNone(name: String) {
        #expect(problem(name, below: inner)?.errno == ENOENT)
    }

    @Test(arguments: [
        "link.csv", "up/secret.csv", "../secret.csv", "sub/../t.csv", "/etc/passwd", "", "sub", "pipe", "sub//u.csv",
        ".",
        "t.csv/x", "t.csv/", "t.csv\0",
    ])
    func refuses(name: String) throws {
        let found = try #require(problem(name, below: inner))
        #expect(found.errno != ENOENT && found.code == .noInput)
    }

    @Test(arguments: ["link.csv", "up/secret.csv"]) func namesTheLink(name: String) {
        #expect(problem(name, below: inner)?.detail?.hasSuffix("is a symbolic link") == true)
    }

    @Test func theDirectoryIsALinkOnlyWhereItMayBe() {
        #expect(problem("t.csv", below: folder("same"))?.detail == "\(folder("same")) is a symbolic link")
        #expect(problem("t.csv", below: folder("same"), mayBeLink: true) == nil)
        #expect(problem("x", below: inner + "/t.csv")?.errno == ENOTDIR)
        #expect(problem("x", below: folder("missing"))?.errno == ENOENT)
    }
}
