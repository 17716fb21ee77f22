import CaseTesting
import Foundation
import Glibc
import Testing

/// Archives, directories and paths that somebody made to mislead or exhaust the tool: each has its finding, in bounded
/// memory and time, and nothing is written anywhere.
@Suite struct HostilePackageTests {
    /// How many KiB of address space the tool gets; with two threads it starts in half of that.
    private static let memoryLimit = 1_000_000

    /// What has to come of verifying something; `hostile/make.py` explains it.
    private struct Case: Decodable {
        let path: String
        let codes: [String]
        let exit: Int32
        let arguments: [String]?
        let input: String?
    }

    private struct Report: Decodable {
        struct Finding: Decodable { let code: String }
        let findings: [Finding]
    }

    /// Where the archives are; gone with the last reference.
    private final class Archives {
        let scratch: TemporaryDirectory
        let cases: [String: Case]

        init() throws {
            scratch = try TemporaryDirectory()
            let tool = ToolRunner(in: scratch.path)
            let bundled = try tool.run("bundle", ExampleDataset.original, "--output", "release", "--quiet")
            try #require(bundled.exitCode == 0, "\(bundled.text)")
            let made = try tool.run(program: [
                "python3", PythonRunner.folder + "/hostile/make.py", "hostile", "--release", "release",
            ])
            try #require(made.exitCode == 0, "\(made.text)")
            cases = try JSONDecoder().decode(
                [String: Case].self, from: Data(contentsOf: URL(fileURLWithPath: scratch("hostile/expected.json"))))
        }

        deinit {
            // Some folders are too deep for those who give whole paths to the system, or may not be read.
            let tool = ToolRunner(in: scratch.path)
            _ = try? tool.run(program: ["chmod", "-R", "u+rwX", "hostile"])
            _ = try? tool.run(program: ["rm", "-rf", "hostile"])
        }

        /// Everything that is there, with sizes and times.
        func snapshot() throws -> Data {
            try ToolRunner(in: scratch.path).run(program: ["find", ".", "-printf", "%p %y %s %T@ %m\n"]).output
        }
    }

    @Test func eachHasItsFinding() throws {
        let archives = try Archives()
        try #require(archives.cases.count > 300)
        let home = try TemporaryDirectory()
        let before = try archives.snapshot()
        for (name, expected) in archives.cases.sorted(by: { $0.key < $1.key }) {
            let run = try Self.run(expected, in: archives, home: home, "--json")
            #expect(run.exitCode == expected.exit, "\(name): \(run.text.suffix(600))")
            Self.expectNoControls(run, name)
            guard run.exitCode < 2 else { continue }
            let report = try? JSONDecoder().decode(Report.self, from: run.output)
            let codes = Set(report?.findings.map(\.code) ?? ["no JSON"])
            #expect(codes.isSuperset(of: expected.codes), "\(name): \(expected.codes) are expected, not \(codes)")
        }
        #expect(try archives.snapshot() == before, "something was written")
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
    }

    /// What is written for people shows names that act on a terminal without acting.
    @Test func namesDoNotReachTheTerminal() throws {
        let archives = try Archives()
        let home = try TemporaryDirectory()
        let odd = archives.cases.filter { name, _ in
            ["escape", "utf8", "nul", "c1", "line-end", "right-to-left", "encoding"].contains(where: name.contains)
        }
        #expect(odd.count > 15)
        for (name, expected) in odd {
            Self.expectNoControls(try Self.run(expected, in: archives, home: home, "--verbose"), name)
        }
    }

    private static func run(_ hostile: Case, in archives: Archives, home: TemporaryDirectory, _ arguments: String...)
        throws -> ToolRun
    {
        var tool = ToolRunner(in: archives.scratch("hostile"))
        tool.timeout = .seconds(120)
        tool.environment = ["HOME": home.path, "TMPDIR": home.path]
        let limited = "ulimit -c 0 -v \(memoryLimit) && exec \"$@\" <\"$0\""
        tool.wrapper = ["bash", "-c", limited, hostile.input ?? "/dev/null"]
        return try tool.run(
            ["verify", "--threads", "2"] + arguments + (hostile.arguments ?? []) + ["--", hostile.path])
    }

    private static func expectNoControls(_ run: ToolRun, _ name: String) {
        for text in [run.standardOutput, run.standardError] {
            let odd = text.unicodeScalars.first {
                $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
            }
            #expect(odd == nil, "\(name): \(String(describing: odd)) in \(text.debugDescription.prefix(500))")
        }
    }
}
