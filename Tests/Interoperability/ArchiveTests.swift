import CaseArchive
import CaseTesting
import Foundation
import Testing

/// Archives that we write, read by other programs.
@Suite struct ArchiveTests {
    /// The same members as an archive and as a folder.
    struct Pair {
        let archive: TestContainer
        let folder: TestContainer

        init(_ container: Container, level: Int = 6) async throws {
            let members = TestMembers.atLimits(seed: 23)
            var archive = try TestContainer(container)
            archive.level = level
            folder = try TestContainer(.directory)
            try await archive.write(members, WritingOrder(seed: 23, threadCount: 2, shufflesBlocks: true))
            try await folder.write(members)
            self.archive = archive
        }

        /// Runs a program that has to be content with the archive and say nothing of it.
        func expectSuccess(_ program: String...) throws {
            let run = try ToolRunner(in: archive.directory.path).run(program: program)
            #expect(run.exitCode == 0, "\(program): \(run.text.suffix(2000))")
            #expect(run.standardError == "", "\(program)")
        }

        /// Expects that what was unpacked has the same bytes under the same names.
        func expectSame(_ unpacked: String) throws {
            let expected = try fileDigests(of: folder.path)
            #expect(!expected.isEmpty)
            #expect(try fileDigests(of: unpacked) == expected)
        }
    }

    @Test(arguments: [0, 6]) func zipIsReadByOthers(_ level: Int) async throws {
        let pair = try await Pair(.zip, level: level)
        let path = pair.archive.path
        try pair.expectSuccess("unzip", "-tqq", path)
        try pair.expectSuccess("bsdtar", "-tf", path, "--null")
        for (index, program) in [["unzip", "-qq", path, "-d"], ["bsdtar", "-xf", path, "-C"]].enumerated() {
            let output = pair.archive.directory("out-\(index)")
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            let run = try ToolRunner(in: pair.archive.directory.path).run(program: program + [output])
            #expect(run.exitCode == 0, "\(run.text.suffix(2000))")
            try pair.expectSame(output)
        }
        try PythonRunner.expectSuccess("check_archive.py", path, pair.folder.path, "0")
    }

    @Test(arguments: [Container.tar, .tarGzip], [0, 6]) func tarIsReadByOthers(
        _ container: Container, _ level: Int
    ) async throws {
        let pair = try await Pair(container, level: level)
        let path = pair.archive.path
        if container == .tarGzip { try pair.expectSuccess("gzip", "--test", path) }
        for (index, program) in ["tar", "bsdtar"].enumerated() {
            let output = pair.archive.directory("out-\(index)")
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            try pair.expectSuccess(program, "-xf", path, "-C", output)
            try pair.expectSame(output)
        }
        try PythonRunner.expectSuccess(
            "check_archive.py", path, pair.folder.path, "\(pair.archive.instant)")
    }

    @Test(arguments: [Container.zip, .tar, .tarGzip]) func aDamagedArchiveIsNoticed(_ container: Container) async throws
    {
        let pair = try await Pair(container)
        let file = try fileDigests(of: pair.folder.path).keys.first { $0.hasSuffix("/513.txt") }
        let path = pair.folder.path + "/" + (try #require(file))
        try Data("other".utf8).write(to: URL(fileURLWithPath: path))
        try PythonRunner.expectFailure(
            "check_archive.py", pair.archive.path, pair.folder.path, "\(pair.archive.instant)")
    }

    /// What others write of the same folder.
    @Test(arguments: [
        ["bsdtar", "--format", "zip", "-cf"], ["bsdtar", "-cf"], ["bsdtar", "--format", "pax", "-czf"],
        ["tar", "--format", "gnu", "-cf"], ["tar", "--format", "pax", "-czf"], ["python3", "zip"],
        ["python3", "gztar"],
    ])
    func archivesOfOthersAreRead(_ program: [String]) async throws {
        let members = TestMembers.atLimits(seed: 29)
        let folder = try TestContainer(.directory)
        try await folder.write(members)
        let archive = folder.directory("archive")
        let make = "import shutil, sys; shutil.make_archive(sys.argv[1], sys.argv[2], sys.argv[3], 'top')"
        var (command, path) = (program + [archive, "-C", folder.path, "top"], archive)
        if program[0] == "python3" {
            command = ["python3", "-c", make, archive, program[1], folder.path]
            path += program[1] == "zip" ? ".zip" : ".tar.gz"
        }
        var runner = ToolRunner(in: folder.directory.path)
        runner.environment["LC_ALL"] = "C.UTF-8"
        let run = try runner.run(program: command)
        try #require(run.exitCode == 0, "\(run.text.suffix(2000))")
        var read: [[UInt8]: [UInt8]] = [:]
        try ArchiveReader(path).forEachMember { member, content in
            if member.kind == .file { read[member.path] = try content.bytes() }
        }
        #expect(read == Dictionary(uniqueKeysWithValues: members.map { (Array("top/\($0.path)".utf8), $0.bytes) }))
    }
}
