import CaseModel
import CaseStore
import CaseTesting
import Testing

/// Checks a dataset of these files.
func findings(in files: [String: String], threads: Int = 2, rowLimit: Int = RowBatch.rowLimit) async throws
    -> FindingList
{
    let directory = try TemporaryDirectory(dataset: files)
    return try await DirectoryStore(path: directory.path).check(threads: threads, rowLimit: rowLimit)
}

@Suite struct CountingTests {
    @Test(arguments: [7, 8192]) func allAreCountedAndAHundredListed(rowLimit: Int) async throws {
        let rows = (1000..<1250).map { "per_\($0),N,maybe,per_x\($0),maleish\n" }
        let found = try await findings(
            in: ["persons.csv": "id,name,living,merged_into_id,gender\n" + rows.joined()], rowLimit: rowLimit)
        #expect(found.counts == [.invalidValue: 250, .unresolvedReference: 250, .unknownCode: 250])
        for code in [FindingCode.invalidValue, .unresolvedReference, .unknownCode] {
            let listed = found.findings.filter { $0.code == code }
            #expect(listed.compactMap(\.place.record) == (1000..<1100).map { "per_\($0)" })
        }
        #expect(found.total(.error) == 750 && found.total(.warning) == 0)
    }

    @Test func restrictedRecordsAreExportedAndCounted() async throws {
        let found = try await findings(in: [
            "persons.csv": "id,name,access\nper_1,A,sealed\nper_2,B,\nper_3,C,public\n",
            "access_rules.csv": "id,record_id,level,ground,on_expiry\nacc_1,per_2,registered,minor,review\n",
        ])
        #expect(found.isEmpty)
    }
}

/// However the work is cut up, the findings are the same.
@Suite struct SameFindingsTests {
    /// A random dataset with faults in it.
    private static func damaged(seed: UInt64) throws -> TemporaryDirectory {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        let directory = try TemporaryDirectory()
        try dataset.write(to: directory, order: .shuffled)
        var generator = SeededGenerator(seed: seed)
        for table in dataset.schema.tables where table.prefix != nil {
            var rows = dataset.rows(of: table, in: .shuffled)
            for _ in 0..<6 {
                let row = Int.random(in: rows.indices, using: &generator)
                let column = Int.random(in: table.columns.indices, using: &generator)
                rows[row][column] = generator.pick([
                    "", "x", "per_1", "evt_none", "2014-13", "e\u{301}", "\u{1}", rows[0][0],
                ])
            }
            try directory.write(RandomDataset.csv(table, rows), to: table.name + ".csv")
        }
        return directory
    }

    @Test(arguments: [21, 22, 23] as [UInt64]) func threads(seed: UInt64) async throws {
        let directory = try Self.damaged(seed: seed)
        let store = DirectoryStore(path: directory.path)
        let one = try await store.check(threads: 1, rowLimit: 3)
        #expect(one.counts.count > 5)
        for threads in [2, 7] {
            let several = try await store.check(threads: threads, rowLimit: 3)
            #expect(several.findings == one.findings)
            #expect(several.counts == one.counts)
        }
    }

    @Test(arguments: [24, 25] as [UInt64]) func batches(seed: UInt64) async throws {
        let directory = try Self.damaged(seed: seed)
        let store = DirectoryStore(path: directory.path)
        let whole = try await store.check(rowLimit: 10_000)
        for rowLimit in [1, 7] {
            let small = try await store.check(rowLimit: rowLimit)
            #expect(small.counts == whole.counts)
            #expect(Set(small.findings) == Set(whole.findings))
        }
    }

    @Test(arguments: [26, 27] as [UInt64]) func memory(seed: UInt64) throws {
        let directory = try Self.damaged(seed: seed)
        let snapshot = try DirectoryStore(path: directory.path).snapshot()
        let plan = CheckPlan(snapshot)
        func findings(memoryLimit: Int?) throws -> FindingList {
            let check =
                memoryLimit.map { DatasetCheck(snapshot, plan: plan, memoryLimit: $0) }
                ?? DatasetCheck(snapshot, plan: plan)
            let deriver = Deriver(superseded: try supersededOutcomes(of: snapshot))
            for layout in snapshot.schema.layouts {
                let reader = try snapshot.rows(of: layout, rowLimit: 5)
                while let rows = try reader.next() {
                    let batch = deriver.batch(rows, layout: layout)
                    try check.add(
                        BatchCheck.report(on: batch, plan: plan), layoutIndex: layout.index, rowCount: rows.rowCount)
                }
            }
            return try check.finish()
        }
        let expected = try findings(memoryLimit: nil)
        for limit in [1, 64, 4096] {
            let found = try findings(memoryLimit: limit)
            #expect(found.findings == expected.findings)
            #expect(found.counts == expected.counts)
        }
    }

    /// However often the rows are read, so that keys need no disk, the findings are the same.
    @Test(arguments: [28, 29] as [UInt64], [1, 2, 7, 256, 1000]) func passes(seed: UInt64, count: Int) async throws {
        let directory = try Self.damaged(seed: seed)
        let store = DirectoryStore(path: directory.path)
        let expected = try await store.check(threads: 1)
        var rowCount = 0
        let found = try checkRepeatedly(try store.snapshot(), passes: count) { rowCount += $0.rowCount }
        #expect(found.counts == expected.counts)
        #expect(Set(found.findings) == Set(expected.findings))
        #expect(rowCount > 0)
    }
}
