import CaseModel
import CaseStore
import CaseTesting
import Testing

/// However a table's file is ordered, and however little of it fits in memory, the rows come in canonical order.
@Suite struct SortingTests {
    private static let runLimits = [1, 700, 1 << 20]

    @Test(arguments: [1, 2, 3] as [UInt64], RandomDataset.RowOrder.allCases)
    func directoriesOfCSV(seed: UInt64, order: RandomDataset.RowOrder) throws {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        let directory = try TemporaryDirectory()
        try dataset.write(to: directory, order: order)
        var store = DirectoryStore(path: directory.path)
        for runLimit in Self.runLimits {
            store.runLimit = runLimit
            for table in dataset.schema.tables where table.key != .concept {
                let delivered = try store.deliver(table.name, rowLimit: 7)
                #expect(delivered.findings.isEmpty)
                #expect(delivered.rows.map(\.cells) == dataset.expected(table), "\(table.name), \(runLimit)")
            }
        }
    }

    @Test(arguments: [4, 5] as [UInt64], RandomDataset.RowOrder.allCases)
    func directoriesOfNDJSON(seed: UInt64, order: RandomDataset.RowOrder) throws {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        let directory = try TemporaryDirectory()
        try dataset.writeNDJSON(to: directory, order: order)
        var store = DirectoryStore(path: directory.path)
        for runLimit in Self.runLimits {
            store.runLimit = runLimit
            for table in dataset.schema.tables where table.key != .concept {
                let delivered = try store.deliver(table.name, rowLimit: 5)
                #expect(delivered.rows.map(\.cells) == dataset.expected(table), "\(table.name), \(runLimit)")
                // Each row knows its line, wherever it went.
                let written = dataset.rows(of: table, in: order)
                for row in delivered.rows { #expect(written[row.line - 1][0] == row.cells[0]) }
            }
        }
    }

    @Test(arguments: [1, 3, 10_000]) func batchesHaveNoMoreRowsThanAsked(rowLimit: Int) throws {
        let dataset = RandomDataset(seed: 6, rowsPerTable: 50)
        let directory = try TemporaryDirectory()
        for order in RandomDataset.RowOrder.allCases {
            try dataset.write(to: directory, order: order)
            var store = DirectoryStore(path: directory.path)
            for runLimit in Self.runLimits {
                store.runLimit = runLimit
                let delivered = try store.deliver("events", rowLimit: rowLimit)
                // The rows that waited for others to go by come back together: at most as many as an id has letters.
                let limit = order == .byBytes ? rowLimit + 40 : rowLimit
                #expect(delivered.batchRowCounts.allSatisfy { $0 <= limit })
                #expect(delivered.batchRowCounts.reduce(0, +) == 50)
            }
        }
    }

    /// Own concepts and shipped ones are merged into one order, and own words replace shipped ones.
    @Test(arguments: RandomDataset.RowOrder.allCases) func concepts(order: RandomDataset.RowOrder) throws {
        let dataset = RandomDataset(seed: 7)
        let directory = try TemporaryDirectory()
        try dataset.write(to: directory, order: order)
        var store = DirectoryStore(path: directory.path)
        for runLimit in Self.runLimits {
            store.runLimit = runLimit
            let delivered = try store.deliver("concepts", rowLimit: 11)
            #expect(delivered.findings.isEmpty)
            let keys = delivered.rows.map { Array("\($0.cells[0])/\($0.cells[1])>".utf8) }
            #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
            #expect(Set(keys).count == keys.count)
            let own = Dictionary(uniqueKeysWithValues: dataset.rows["concepts"]!.map { ("\($0[0])/\($0[1])", $0) })
            #expect(delivered.rows.count == ShippedConcepts.rows.count + own.count - 1)
            for row in delivered.rows {
                if let cells = own["\(row.cells[0])/\(row.cells[1])"] { #expect(row.cells == cells) }
            }
        }
    }

    @Test(arguments: [
        ("memory", 1 << 20, ["per_1", "per_2", "per_10", "per_1"]),
        ("canonical order", 1, ["per_10", "per_1", "per_1", "per_2"]),
        ("order of bytes", 1, ["per_1", "per_1", "per_10", "per_2"]),
        ("runs", 1, ["per_2", "per_1", "per_10", "per_1"]),
    ])
    func duplicatesAreFound(_ way: String, runLimit: Int, ids: [String]) throws {
        let directory = try TemporaryDirectory(dataset: [
            "persons.csv": "id,name\n" + ids.map { $0 + ",N\n" }.joined()
        ])
        var store = DirectoryStore(path: directory.path)
        store.runLimit = runLimit
        let delivered = try store.deliver("persons")
        #expect(delivered.findings.findings.map(\.code) == [.duplicateKey])
        let place = delivered.findings.findings.first?.place
        #expect(place?.record == "per_1")
        #expect(place?.line == ids.lastIndex(of: "per_1")! + 2)
        #expect(delivered.rows.count == 4)
    }

    /// Runs are merged through small windows on the file: a row may be longer than one.
    @Test(arguments: [1, 300_000, 2_000_000]) func longRows(runLimit: Int) throws {
        let lengths = [1, 131_071, 131_072, 131_073, 400_000, 0, 262_144, 5, 100_000, 262_100, 1_100_000, 3]
        let ids = [5, 11, 2, 9, 1, 8, 3, 7, 10, 4, 6, 12].map { "per_" + String($0 + 10) }
        let rows = zip(ids, lengths).map { id, length in "\(id),\(id)\(String(repeating: "x", count: length))\n" }
        let directory = try TemporaryDirectory(dataset: ["persons.csv": "id,name\n" + rows.joined()])
        var store = DirectoryStore(path: directory.path)
        store.runLimit = runLimit
        let delivered = try store.deliver("persons")
        #expect(delivered.rows.map { $0.cells[0] } == ids.sorted())
        let expected = Dictionary(uniqueKeysWithValues: zip(ids, lengths))
        for row in delivered.rows {
            #expect(row.cells[1].hasPrefix(row.cells[0]) && row.cells[1].utf8.count == 6 + expected[row.cells[0]]!)
        }
    }

    /// As many rows wait for others to go by as an id has letters.
    @Test(arguments: [1, 3, 100]) func everyIDBeginsWithTheOneBefore(rowLimit: Int) throws {
        let ids = (0..<40).map { "per_1" + String(repeating: "0", count: $0) }
        let directory = try TemporaryDirectory(dataset: [
            "persons.csv": "id,name\n" + (ids + ["per_2", "per_20"]).map { $0 + ",N\n" }.joined()
        ])
        let file = try SQLiteFile(directory("a.sqlite"))
        try file.execute(
            "CREATE TABLE dataset (base, title, language, publisher, licence); CREATE TABLE persons (id, name)")
        try file.insert(
            ids.map { [$0, "N"] } + [["per_20", "N"], ["per_2", "N"]], into: "persons", columns: ["id", "name"])
        let expected = ids.reversed() + ["per_20", "per_2"]
        var store = DirectoryStore(path: directory.path)
        for runLimit in Self.runLimits {
            store.runLimit = runLimit
            #expect(try store.deliver("persons", rowLimit: rowLimit).rows.map { $0.cells[0] } == expected)
        }
        let rows = try SQLiteStore(path: directory("a.sqlite")).deliver("persons", rowLimit: rowLimit).rows
        #expect(rows.map { $0.cells[0] } == expected)
    }

    /// That their keys are missing is said of each; they are not the same key.
    @Test(arguments: [1, 1 << 20]) func rowsWithoutAKey(runLimit: Int) async throws {
        let directory = try TemporaryDirectory(dataset: ["persons.csv": "id,name\n,A\n,B\nper_1,C\n"])
        var store = DirectoryStore(path: directory.path)
        store.runLimit = runLimit
        let found = try await store.check().findings
        #expect(found.map(\.code) == [.requiredValue, .requiredValue])
        #expect(found.map(\.place.line) == [2, 3])
    }

    @Test func duplicateConceptsAreFound() throws {
        let directory = try TemporaryDirectory(dataset: [
            "concepts.csv": "scheme,code,label\nown,a,A\nown,b,B\nown,a,A again\ncertainty,possible,P\n"
        ])
        let delivered = try DirectoryStore(path: directory.path).deliver("concepts")
        #expect(delivered.findings.findings.map(\.place.record) == ["own/a"])
        #expect(delivered.findings.findings.map(\.code) == [.duplicateKey])
        #expect(delivered.findings.findings.map(\.place.line) == [4])
    }
}

extension RandomDataset {
    /// The rows of a table as a store delivers them: an empty `access` means public.
    func expected(_ table: Table) -> [[String]] {
        let defaults = table.columns.map { $0.defaultValue ?? "" }
        return rows[table.name]!.map { zip($0, defaults).map { $0.isEmpty ? $1 : $0 } }
    }
}
