import CaseDisclosure
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// What a release has of a dataset is itself a dataset without faults, whatever is left out.
@Suite struct RandomDisclosureTests {
    static let levels = ["public", "registered", "researcher", "internal", "sealed"]

    /// A random dataset in which about one record in forty is restricted by itself, and some by rules.
    static func make(seed: UInt64) throws -> TemporaryDirectory {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        var generator = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory()
        try dataset.write(to: directory)
        let tables = dataset.schema.tables.filter { $0.prefix != nil }
        for table in tables {
            var rows = dataset.rows(of: table, in: .canonical)
            for number in rows.indices {
                rows[number][table.index(of: "access")!] =
                    generator.oneIn(40) ? generator.pick(levels) : generator.pick(["", "public"])
                if table.name == Table.accessRules.name {
                    let target = generator.pick(tables)
                    let record = generator.pick(dataset.rows(of: target, in: .canonical))[0]
                    restrict(&rows[number], record, of: target, &generator)
                }
                if table.name == Table.statements.name { openUp(&rows[number]) }
            }
            try directory.write(RandomDataset.csv(table, rows), to: table.name + ".csv")
        }
        return directory
    }

    /// Makes a rule one about this record, mostly about one field of it.
    private static func restrict(
        _ row: inout [String], _ record: String, of table: Table, _ generator: inout SeededGenerator
    ) {
        let values = [
            "record_id": record, "field": generator.oneIn(3) ? "" : generator.pick(table.columns.dropFirst()).name,
            "level": generator.pick(levels), "ground": generator.pick(["minor", "court-order", "copyright"]),
            "imposed": "", "until": generator.pick(["", "2026-11-21", "2026-11-22", "2026-11-23"]),
            "on_expiry": generator.pick(["release", "review"]),
        ]
        for (name, value) in values { row[Table.accessRules.index(of: name)!] = value }
    }

    /// Statements about what was made up anew here prefer nothing.
    private static func openUp(_ row: inout [String]) {
        func index(_ name: String) -> Int { Table.statements.index(of: name)! }
        guard row[index("subject_id")].hasPrefix("acc_") || row[index("property")].hasSuffix("#access") else { return }
        row[index("rank")] = "normal"
        row[index("status")] = "disputed"
    }

    @Test(arguments: Array(100..<130) as [UInt64]) func theReleaseHasNoFaults(seed: UInt64) async throws {
        let directory = try Self.make(seed: seed)
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
        #expect(found.isFit, "\(Self.first(found))")
        #expect(projected.records.isEmpty == (audience != "public"))
        if audience == "public" { #expect(projected.records.contains("persons relative-privacy 5")) }
    }
}
