import CaseTesting
import Foundation
import Testing

/// A bundle that is killed at any moment leaves nothing under its name, or the whole of it; the next run cleans up.
@Suite(.serialized) struct BundleInterruptionTests {
    private let scratch: TemporaryDirectory
    private let tool: ToolRunner

    init() throws {
        scratch = try TemporaryDirectory()
        tool = ToolRunner(in: scratch.path)
    }

    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()) ?? []
    }

    @Test(arguments: [("x.zip", 70), ("x.tar.gz", 65), ("x", 65)])
    func killedAtRandomMoments(output: String, times: Int) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let arguments = ["bundle", ExampleDataset.original, "--output", output]
        let clock = ContinuousClock()
        var duration = try clock.measure { try #require(try tool.run(arguments).exitCode == 0) }
        let whole = try fileDigests(of: scratch.path)
        let isFile = output != "x"
        var killed = 0
        // Some runs are done before they are killed, more of them where other work has slowed down the first.
        for attempt in 0..<(10 * times) where killed < times {
            for name in names where !name.hasPrefix(".") { try FileManager.default.removeItem(atPath: scratch(name)) }
            let start = clock.now
            let running = try tool.start(arguments)
            usleep(UInt32(Double.random(in: 0...1, using: &random) * (duration / .seconds(1)) * 1e6))
            running.signal(SIGKILL)
            let run = try running.wait(for: .seconds(30))
            if run.exitCode == 137 { killed += 1 } else { duration = min(duration, clock.now - start) }
            let found = try fileDigests(of: scratch.path).filter { !$0.key.hasPrefix(".") }
            if found.isEmpty { continue }
            // The checksum beside a file comes after it.
            let expected = isFile && found.count == 1 ? whole.filter { $0.key == output } : whole
            #expect(found == expected, "seed \(seed), attempt \(attempt)")
        }
        #expect(killed == times, "seed \(seed)")
        let rest = names.filter { !$0.hasPrefix(".") }
        for name in rest { try FileManager.default.removeItem(atPath: scratch(name)) }
        #expect(try tool.run(arguments).exitCode == 0)
        #expect(try fileDigests(of: scratch.path) == whole, "seed \(seed)")
    }

    @Test(arguments: ["x.zip", "x"])
    func twoAtATime(output: String) throws {
        let arguments = ["bundle", ExampleDataset.original, "--output", output, "--threads", "1"]
        let first = try tool.start(arguments)
        let hasBegun = first.wait { names.contains { $0.hasPrefix(".\(output).partial-") } }
        try #require(hasBegun)
        // The file is there a moment before its lock.
        usleep(30_000)
        first.signal(SIGSTOP)
        let second = try tool.run(arguments)
        #expect(second.exitCode == 75)
        #expect(second.standardError.contains("another run is writing it"))
        first.signal(SIGCONT)
        #expect(try first.wait(for: .seconds(60)).exitCode == 0)
        #expect(names == (output == "x" ? ["x"] : ["x.zip", "x.zip.sha256"]))
    }

    @Test func fullDisk() throws {
        let disk = scratch("disk")
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        let mounted = try tool.run(program: ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk])
        // Who may not mount a small disk has the n-th write fail in `BundleFaultTests`.
        guard mounted.exitCode == 0 else { return }
        defer { _ = try? tool.run(program: ["umount", disk]) }
        for output in ["disk/x.zip", "disk/x.tar", "disk/x"] {
            let run = try tool.run(["bundle", ExampleDataset.original, "--output", output])
            #expect(run.exitCode == 73)
            #expect(run.standardError.hasSuffix(": No space left on device (errno 28)\n"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == [])
        }
    }
}
