import CaseArchive
import CaseDisclosure
import CaseFiles
import CaseModel
import CasePackages
import CaseReleases
import CaseStore
import CaseTesting
import Foundation
import Glibc
import Testing

/// The same dataset gives the same bundle, however it is gone through and wherever it lives.
@Suite struct BundleTests {
    private static let containers = ["x.zip", "x.tar", "x.tar.gz", "x"]

    private static func digests(
        of store: any DatasetStore, to name: String, threads: Int, rowLimit: Int
    ) async throws -> [String: String] {
        let output = try TemporaryDirectory()
        let result = try await bundle(store, .all, to: output(name), threads: threads, rowLimit: rowLimit)
        try #require(result.isPublished, "\(result.run.findings.findings.prefix(3)) \(result.leaks.prefix(3))")
        return try fileDigests(of: output.path)
    }

    @Test(arguments: [1, 2, 7], [1, 7, 10_000])
    func workersAndBatches(threads: Int, rowLimit: Int) async throws {
        let directory = try TemporaryDirectory()
        let database = try TemporaryDirectory()
        let dataset = RandomDataset(seed: 21, rowsPerTable: 40)
        try dataset.write(to: directory, order: .shuffled)
        try dataset.writeSQLite(to: database, name: "cases.sqlite")
        for name in Self.containers {
            let reference = try await Self.digests(
                of: DirectoryStore(path: directory.path), to: name, threads: 1, rowLimit: 100)
            for store in [DirectoryStore(path: directory.path), SQLiteStore(path: database("cases.sqlite"))]
                as [any DatasetStore]
            {
                let digests = try await Self.digests(of: store, to: name, threads: threads, rowLimit: rowLimit)
                #expect(digests == reference, "\(name) \(store.path)")
            }
        }
    }

    @Test(arguments: [
        ["TZ": "Asia/Kathmandu"], ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"],
        ["HOME": "", "LANG": "", "PATH": "/nowhere:/usr/bin:/bin"], ["SOURCE_DATE_EPOCH": "1"],
    ])
    func environments(variables: [String: String]) throws {
        let output = try TemporaryDirectory()
        let arguments = ["bundle", ExampleDataset.original, "--output"]
        var tool = ToolRunner(in: output.path)
        #expect(try tool.run(arguments + ["one.zip", "--threads", "1"]).exitCode == 0)
        tool.environment = variables
        #expect(try tool.run(arguments + ["two.zip", "--threads", "7"]).exitCode == 0)
        let digests = try fileDigests(of: output.path)
        #expect(digests["one.zip"] != nil)
        #expect(digests["one.zip"] == digests["two.zip"])
    }

    /// Every file of the bag is the same in every container.
    @Test func containersHoldTheSame() async throws {
        let output = try TemporaryDirectory()
        for name in Self.containers {
            _ = try await bundle(DirectoryStore(path: ExampleDataset.original), .all, to: output(name))
        }
        let tool = ToolRunner(in: output.path)
        for (name, command) in [
            ("zip", ["unzip", "-q", "x.zip", "-d", "zip"]), ("tar", ["tar", "--one-top-level=tar", "-xf", "x.tar"]),
            ("tgz", ["tar", "--one-top-level=tgz", "-xzf", "x.tar.gz"]),
        ] {
            #expect(try tool.run(program: command).exitCode == 0)
            let folders = try FileManager.default.contentsOfDirectory(atPath: output(name))
            #expect(folders == ["example-all-20261121T000000Z"])
            #expect(try fileDigests(of: output("\(name)/\(folders[0])")) == fileDigests(of: output("x")))
        }
    }

    @Test func levelZeroStores() async throws {
        let output = try TemporaryDirectory()
        let result = try await bundle(
            DirectoryStore(path: ExampleDataset.original), .all, to: output("x.zip"), level: 0)
        let bytes = result.members.reduce(0) { $0 + $1.byteCount }
        #expect(try #require(result.container).byteCount > bytes)
    }

    @Test func sidecarIsOfTheFile() async throws {
        let output = try TemporaryDirectory()
        _ = try await bundle(DirectoryStore(path: ExampleDataset.original), .small, to: output("x.zip"))
        let run = try ToolRunner(in: output.path).run(program: ["sha256sum", "--check", "x.zip.sha256"])
        #expect(run.text == "x.zip: OK\n")
    }
}

/// The n-th write fails, for every n: what is there is nothing, or what was there before.
@Suite struct BundleFaultTests {
    private let store: DirectoryStore
    private let dataset: TemporaryDirectory

    init() throws {
        dataset = try TemporaryDirectory()
        try RandomDataset(seed: 5, rowsPerTable: 12).write(to: dataset)
        store = DirectoryStore(path: dataset.path)
    }

    @Test(arguments: ["x.zip", "x.tar", "x.tar.gz", "x"], [1, 2])
    func everyWrite(name: String, threads: Int) async throws {
        var failures = 0
        while true {
            let directory = try TemporaryDirectory()
            let fault = FaultInjection(failingFromWrite: failures + 1, with: ENOSPC)
            do {
                let result = try await FaultInjection.$current.withValue(fault) {
                    try await bundle(store, .small, to: directory(name), threads: threads)
                }
                #expect(result.isPublished)
                #expect(!fault.hasFailed)
                break
            } catch let problem as FileProblem {
                #expect(fault.hasFailed)
                #expect(problem.code == .cannotWrite)
                #expect(problem.errno == ENOSPC)
                // The container is whole by the time its sidecar is written.
                let left = try fileDigests(of: directory.path).keys.sorted()
                #expect(left == [] || (left == [name] && name != "x"), "at write \(failures + 1)")
            }
            failures += 1
            try #require(failures < 1000)
        }
        #expect(failures > 40)
    }

    @Test(arguments: ["x.zip", "x"])
    func aFailureKeepsWhatIsToBeReplaced(name: String) async throws {
        let directory = try TemporaryDirectory()
        _ = try await bundle(store, .small, to: directory(name))
        let before = try fileDigests(of: directory.path)
        for write in [1, 10, 30] {
            let fault = FaultInjection(failingFromWrite: write, with: EIO)
            await #expect(throws: FileProblem.self) {
                try await FaultInjection.$current.withValue(fault) {
                    _ = try await bundle(store, .all, to: directory(name), replacing: true)
                }
            }
            #expect(try fileDigests(of: directory.path) == before)
        }
        _ = try await bundle(store, .all, to: directory(name), replacing: true)
        #expect(try fileDigests(of: directory.path) != before)
    }
}
