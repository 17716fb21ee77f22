import CaseDisclosure
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// What a release has of a dataset is itself a dataset without faults, whatever is left out.
@Suite struct RandomDisclosureTests {
    static let levels = ["public", "registered", "researcher", "internal", "sealed"]

    /// A random dataset in which about one record in thirty is restricted, some by themselves, some by rules.
    static func make(seed: UInt64) throws -> TemporaryDirectory {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        var generator = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory()
        try dataset.write(to: directory)
        var all: [(id: String, table: Table)] = []
        for table in dataset.schema.tables where table.prefix != nil {
            var rows = dataset.rows(of: table, in: .canonical)
            let access = table.index(of: "access")!
            for number in rows.indices {
                rows[number][access] = generator.oneIn(40) ? generator.pick(levels) : generator.pick(["", "public"])
                all.append((rows[number][0], table))
            }
            if table.name != "access_rules" {
                try directory.write(RandomDataset.csv(table, rows), to: table.name + ".csv")
            }
        }
        let rules = (0..<60).map { number in
            let (id, table) = generator.pick(all)
            let field = generator.oneIn(3) ? "" : generator.pick(table.columns.dropFirst()).name
            return [
                "acc_\(number)", id, field, generator.pick(levels),
                generator.pick(["minor", "court-order", "copyright"]), "",
                generator.pick(["", "2026-11-21", "2026-11-22", "2026-11-23"]), "\(number)x",
                generator.pick(["release", "review"]), "", "", "",
            ]
        }
        // `authority` stands before `imposed`.
        let ordered = rules.map { [$0[0], $0[1], $0[2], $0[3], $0[4], $0[7], $0[5], $0[6]] + $0[8...] }
        try directory.write(RandomDataset.csv(.accessRules, ordered), to: "access_rules.csv")
        return directory
    }

    @Test(arguments: Array(100..<130) as [UInt64]) func theReleaseHasNoFaults(seed: UInt64) async throws {
        let directory = try Self.make(seed: seed)
        let store = DirectoryStore(path: directory.path)
        let before = try await store.check()
        try #require(before.isFit, "seed \(seed): \(before.findings.first.map { "\($0)" } ?? "")")
        for audience in Self.levels {
            let projected = try project(try store.snapshot(), for: audience, rowLimit: 7)
            let release = try TemporaryDirectory()
            try projected.write(to: release)
            for file in try await documents(of: projected) {
                try release.write(try directory.read("documents/" + file), to: "documents/" + file)
            }
            let found = try await DirectoryStore(path: release.path).check()
            #expect(found.isFit, "seed \(seed), \(audience): \(found.findings.first.map { "\($0)" } ?? "")")
            #expect(projected.disclosure.withholdsNothing == (audience == "sealed"))
            // Every record that is missing is counted.
            let all = try project(try store.snapshot(), for: "sealed", rowLimit: 7).rows.values.reduce(0) { $0 + $1.count }
            let missing = projected.disclosure.report.records.reduce(0) { $0 + $1.count }
            #expect(all - projected.rows.values.reduce(0) { $0 + $1.count } == missing, "seed \(seed), \(audience)")
        }
    }

    private func documents(of projected: Projected) async throws -> [String] {
        projected.column("path", of: "files")
    }

    /// However the rows are cut up and whatever is read, the release is the same; and nothing is left out of it twice.
    @Test(arguments: [7, 8, 9] as [UInt64]) func theSameWhateverTheBatches(seed: UInt64) async throws {
        let directory = try Self.make(seed: seed)
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
        #expect(found.isFit, "\(found.findings.first.map { "\($0)" } ?? "")")
        #expect(projected.records.isEmpty == (audience != "public"))
        if audience == "public" { #expect(projected.records.contains("persons relative-privacy 5")) }
    }
}
