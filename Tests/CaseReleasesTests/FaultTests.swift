import CaseFiles
import CaseFormats
import CaseModel
import CaseReleases
import CaseStore
import CaseTesting
import Foundation
import Glibc
import Testing

/// The n-th write fails, for every n: what is on disk is nothing, or what was there before.
@Suite struct FaultTests {
    private static let formats = FormatRegistry.all.map { $0.init(options: FormatOptions()) }

    @Test(arguments: [1, 2])
    func everyWrite(threads: Int) async throws {
        let store = DirectoryStore(path: ExampleDataset.original)
        var options = RunOptions()
        options.threads = threads
        var failures = 0
        while true {
            let directory = try TemporaryDirectory()
            let fault = FaultInjection(failingFromWrite: failures + 1, with: ENOSPC)
            do {
                let result = try await FaultInjection.$current.withValue(fault) {
                    try await export(
                        try store.snapshot(), plan: ExportPlan(formats: Self.formats), to: directory("out"),
                        replacing: false, options: options)
                }
                #expect(result.findings.isFit)
                #expect(!fault.hasFailed)
                #expect(try fileDigests(of: directory.path).count > 60)
                break
            } catch let problem as FileProblem {
                #expect(fault.hasFailed)
                #expect(problem.code == .cannotWrite)
                #expect(problem.errno == ENOSPC)
                #expect(problem.description.contains("No space left on device"))
                #expect(try fileDigests(of: directory.path) == [:], "at write \(failures + 1)")
            }
            failures += 1
            try #require(failures < 1000)
        }
        // Each part and companion is at least one write.
        #expect(failures > 70)
    }

    @Test func aFailureKeepsWhatIsToBeReplaced() async throws {
        let store = DirectoryStore(path: ExampleDataset.original)
        let plan = ExportPlan(formats: Self.formats)
        let directory = try TemporaryDirectory()
        _ = try await export(
            try store.snapshot(), plan: plan, to: directory("out"), replacing: false, options: RunOptions())
        let before = try fileDigests(of: directory.path)
        for write in [1, 20, 60] {
            let fault = FaultInjection(failingFromWrite: write, with: EIO)
            await #expect(throws: FileProblem.self) {
                try await FaultInjection.$current.withValue(fault) {
                    _ = try await export(
                        try store.snapshot(), plan: plan, to: directory("out"), replacing: true, options: RunOptions())
                }
            }
            #expect(try fileDigests(of: directory.path) == before)
        }
    }
}
