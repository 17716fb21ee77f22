import CaseModel
import CaseStore
import CaseTesting
import Testing

/// What the generator makes up is right in every store, or nothing that rests on it shows anything.
@Suite struct RandomDatasetTests {
    @Test(arguments: [11, 12, 13, 14] as [UInt64]) func hasNoFindings(seed: UInt64) async throws {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 50)
        let directory = try TemporaryDirectory()
        try dataset.write(to: directory, order: .shuffled)
        #expect(try await DirectoryStore(path: directory.path).check(rowLimit: 9).findings == [])
        for table in dataset.schema.tables { #expect(dataset.rows[table.name]?.isEmpty == false) }
        #expect(dataset.documents.count == 50)
    }

    @Test func isTheSameForTheSameSeed() {
        #expect(RandomDataset(seed: 15).rows == RandomDataset(seed: 15).rows)
        #expect(RandomDataset(seed: 15).rows != RandomDataset(seed: 16).rows)
    }

    @Test(arguments: [17, 18] as [UInt64]) func hasNoFindingsInSQLite(seed: UInt64) async throws {
        let dataset = RandomDataset(seed: seed)
        let directory = try TemporaryDirectory()
        try dataset.writeSQLite(to: directory, name: "cases.sqlite")
        #expect(try await SQLiteStore(path: directory("cases.sqlite")).check().findings == [])
    }
}
