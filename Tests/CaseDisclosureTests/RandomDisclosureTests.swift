import CaseDisclosure
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// What a release has of a dataset is itself a dataset without faults, whatever is left out.
@Suite struct RandomDisclosureTests {
    static let levels = RestrictedDataset.levels

    @Test(arguments: Array(100..<130) as [UInt64]) func theReleaseHasNoFaults(seed: UInt64) async throws {
        let directory = try RestrictedDataset(seed: seed).directory
        let store = DirectoryStore(path: directory.path)
        let before = try await store.check()
        try #require(before.isFit, "seed \(seed): \(Self.first(before))")
        for audience in Self.levels {
            let projected = try project(try store.snapshot(), for: audience, rowLimit: 7)
            let release = try TemporaryDirectory()
            try projected.write(to: release)
            for file in projected.column("path", of: "files") {
                try release.write(try directory.read("documents/" + file), to: "documents/" + file)
            }
            let found = try await DirectoryStore(path: release.path).check()
            #expect(found.isFit, "seed \(seed), \(audience): \(Self.first(found))")
            #expect(projected.disclosure.withholdsNothing == (audience == "sealed"))
            // Every record that is missing is counted.
            let all = try project(try store.snapshot(), for: "sealed", rowLimit: 7).rows.values.reduce(0) {
                $0 + $1.count
            }
            let missing = projected.disclosure.report.records.reduce(0) { $0 + $1.count }
            #expect(all - projected.rows.values.reduce(0) { $0 + $1.count } == missing, "seed \(seed), \(audience)")
        }
    }

    private static func first(_ found: FindingList) -> String {
        found.findings.first { $0.severity == .error }.map { "\($0.place): \($0.message)" } ?? ""
    }

    /// However the rows are cut up and whatever is read, the release is the same; and nothing is left out of it twice.
    @Test(arguments: [7, 8, 9] as [UInt64]) func theSameWhateverTheBatches(seed: UInt64) async throws {
        let directory = try RestrictedDataset(seed: seed).directory
        let snapshot = try DirectoryStore(path: directory.path).snapshot()
        for audience in Self.levels {
            let one = try project(snapshot, for: audience, rowLimit: 1)
            let all = try project(snapshot, for: audience, rowLimit: 10_000, obeying: false)
            #expect(one.rows == all.rows && one.disclosure.report == all.disclosure.report, "seed \(seed)")
            let release = try TemporaryDirectory()
            try one.write(to: release)
            let again = try project(try DirectoryStore(path: release.path).snapshot(), for: audience, rowLimit: 5)
            #expect(again.rows == one.rows, "seed \(seed), \(audience)")
            #expect(again.disclosure.report.records == [] && again.disclosure.report.references == [])
        }
    }

    @Test(arguments: levels) func theReferenceCase(audience: String) async throws {
        let store = DirectoryStore(path: ExampleDataset.original)
        let projected = try project(try store.snapshot(), for: audience, rowLimit: 100)
        let release = try TemporaryDirectory()
        try projected.write(to: release)
        let found = try await DirectoryStore(path: release.path).check()
        #expect(found.isFit, "\(Self.first(found))")
        #expect(projected.records.isEmpty == (audience != "public"))
        if audience == "public" { #expect(projected.records.contains("persons relative-privacy 5")) }
    }
}
