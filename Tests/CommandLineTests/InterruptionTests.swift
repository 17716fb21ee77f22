import CaseTesting
import Foundation
import Testing

/// An export that ends half-way: by a signal, or because the disk is full.
@Suite(.serialized) struct InterruptionTests {
    private let scratch: TemporaryDirectory
    private let tool: ToolRunner

    /// Several tens of megabytes, so that there is a half-way.
    private static let dataset = Result {
        let directory = try TemporaryDirectory()
        // Nothing lets go of it before the process ends.
        atexit { try? FileManager.default.removeItem(atPath: InterruptionTests.datasetPath) }
        try generateDataset(statements: 60_000, seed: 3, at: directory("cases.sqlite"))
        return directory
    }

    private static var datasetPath: String { (try? dataset.get().path) ?? "" }

    init() throws {
        scratch = try TemporaryDirectory()
        tool = ToolRunner(in: scratch.path)
    }

    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()) ?? []
    }

    private func arguments(_ output: String = "out") throws -> [String] {
        let cases = try Self.dataset.get()("cases.sqlite")
        return ["export", cases, "--to", "csv,ndjson,excel", "--output", output, "--threads", "1"]
    }

    /// Starts an export and comes back when it has begun to write.
    private func startHalfWay() throws -> RunningTool {
        let running = try tool.start(try arguments())
        let hasBegun = running.wait {
            names.contains { name in
                name.hasPrefix(".out.partial-")
                    && (try? FileManager.default.subpathsOfDirectory(atPath: scratch(name)))?.contains {
                        $0.hasSuffix(".csv")
                    } ?? false
            }
        }
        try #require(hasBegun)
        return running
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func signal(number: Int32) throws {
        let running = try startHalfWay()
        running.signal(number)
        let run = try running.wait(for: .seconds(30))
        #expect(run.exitCode == 130)
        #expect(run.standardOutput == "")
        #expect(run.standardError == "caseexport: interrupted; nothing was written\n")
        #expect(names == [])
    }

    @Test func kill() throws {
        let running = try startHalfWay()
        running.signal(SIGKILL)
        #expect(try running.wait(for: .seconds(30)).exitCode == 137)
        #expect(names.count == 1)
        #expect(names.allSatisfy { $0.hasPrefix(".out.partial-") })
        let run = try tool.run(try arguments())
        #expect(run.exitCode == 0)
        #expect(names == ["out"])
    }

    /// What somebody else is writing at the moment is no rest: it is his.
    @Test func twoAtATime() throws {
        let first = try startHalfWay()
        first.signal(SIGSTOP)
        let second = try tool.run(try arguments())
        #expect(second.exitCode == 75)
        #expect(second.standardError.contains("another run is writing it"))
        #expect(names.count == 1)
        first.signal(SIGCONT)
        #expect(try first.wait(for: .seconds(60)).exitCode == 0)
        #expect(names == ["out"])
    }

    @Test func fullDisk() throws {
        let disk = scratch("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        let mounted = try tool.run(program: ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk])
        guard mounted.exitCode == 0 else {
            // Who may not mount a small disk gets one that ends each file: see `fileSizeLimit`.
            try fileSizeLimit()
            return
        }
        defer { _ = try? tool.run(program: ["umount", disk]) }
        let run = try tool.run(try arguments("disk/out"))
        #expect(run.exitCode == 73)
        #expect(run.standardError.hasPrefix("caseexport: cannot write to disk/.out.partial-"))
        #expect(run.standardError.hasSuffix(": No space left on device (errno 28)\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == [])
    }

    @Test func fileSizeLimit() throws {
        var tool = tool
        tool.wrapper = ["prlimit", "--fsize=1000000"]
        let run = try tool.run(try arguments())
        #expect(run.exitCode == 73)
        #expect(run.standardError.hasPrefix("caseexport: cannot write to ./.out.partial-"))
        #expect(run.standardError.hasSuffix(": File too large (errno 27)\n"))
        #expect(names.filter { $0 != "disk" } == [])
    }

    /// `caseexport check … | head -1`
    @Test func readerThatGoesAway() throws {
        var tool = tool
        tool.wrapper = ["sh", "-c", "\"$0\" \"$@\" | head -c 1"]
        let run = try tool.run(["schema", "--to", "csvw"])
        #expect(run.exitCode == 0)
        #expect(run.output.count == 1)
    }
}
