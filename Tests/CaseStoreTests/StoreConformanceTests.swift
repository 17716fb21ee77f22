import CaseBytes
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// A form that a dataset can have, each in its own store.
enum StoreForm: CaseIterable, Sendable {
    case csv, ndjson, sqlite
    #if PostgreSQL
    case postgreSQL
    #endif

    /// A store with these rows in it.
    func make(_ dataset: RandomDataset) throws -> FilledStore {
        let directory = try TemporaryDirectory()
        switch self {
        case .csv:
            try dataset.write(to: directory, order: .shuffled)
            return FilledStore(store: DirectoryStore(path: directory.path), place: directory)
        case .ndjson:
            try dataset.writeNDJSON(to: directory, order: .shuffled)
            return FilledStore(store: DirectoryStore(path: directory.path), place: directory)
        case .sqlite:
            try dataset.writeSQLite(to: directory, name: "cases.sqlite")
            return FilledStore(store: SQLiteStore(path: directory("cases.sqlite")), place: directory)
        #if PostgreSQL
        case .postgreSQL:
            try dataset.write(to: directory, order: .canonical)
            let database = try PostgreSQLServer.shared().makeDatabase()
            try database.write(dataset)
            return FilledStore(
                store: try database.store(documents: directory("documents")), place: (directory, database))
        #endif
        }
    }
}

/// A store, and what has to stay for it to be read.
struct FilledStore {
    let store: any DatasetStore
    let place: Any

    /// To be called behind the last use.
    func keep() { withExtendedLifetime(place) {} }
}

/// What every store has to do.
@Suite struct StoreConformanceTests {
    private func make(_ form: StoreForm, seed: UInt64) throws -> (RandomDataset, FilledStore) {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        return (dataset, try form.make(dataset))
    }

    @Test(arguments: StoreForm.allCases, [1, 6, 10_000])
    func deliversRowsInCanonicalOrder(form: StoreForm, rowLimit: Int) throws {
        let (dataset, filled) = try make(form, seed: 71)
        for table in dataset.schema.tables {
            let delivered = try filled.store.deliver(table.name, rowLimit: rowLimit)
            #expect(delivered.findings.isEmpty)
            guard table.key != .concept else { continue }
            #expect(delivered.rows.map(\.cells) == dataset.expected(table), "\(table.name)")
        }
        filled.keep()
    }

    @Test(arguments: StoreForm.allCases) func mergesTheShippedConcepts(form: StoreForm) throws {
        let (dataset, filled) = try make(form, seed: 72)
        let rows = try filled.store.deliver("concepts").rows.map(\.cells)
        let keys = rows.map { Array("\($0[0])/\($0[1])>".utf8) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
        #expect(Set(dataset.rows["concepts"] ?? []).isSubset(of: Set(rows.map { Array($0.prefix(6)) })))
        #expect(rows.count > ShippedConcepts.rows.count)
        filled.keep()
    }

    @Test(arguments: StoreForm.allCases, [1, 2, 7]) func findsNothing(form: StoreForm, threads: Int) async throws {
        let (_, filled) = try make(form, seed: 73)
        #expect(try await filled.store.check(threads: threads, rowLimit: 9).findings == [])
        filled.keep()
    }

    @Test(arguments: StoreForm.allCases) func lanesSeeTheSame(form: StoreForm) throws {
        let (dataset, filled) = try make(form, seed: 74)
        let snapshot = try filled.store.snapshot(lanes: 2)
        let layout = try #require(dataset.schema.layout(named: "statements"))
        var readers = try (0..<snapshot.laneCount).map { try snapshot.rows(of: layout, rowLimit: 7, lane: $0) }
        while let first = try readers[0].next() {
            for reader in readers.dropFirst() {
                let other = try #require(try reader.next())
                #expect(other.cells.bytes.elementsEqual(first.cells.bytes))
            }
        }
        readers.removeAll()
        filled.keep()
    }

    @Test(arguments: StoreForm.allCases) func aTableIsReadAgainFromTheStart(form: StoreForm) throws {
        let (dataset, filled) = try make(form, seed: 75)
        let snapshot = try filled.store.snapshot()
        for name in ["statements", "persons", "statements"] {
            let layout = try #require(dataset.schema.layout(named: name))
            let reader = try snapshot.rows(of: layout, rowLimit: 5)
            let batch = try #require(try reader.next())
            #expect(batch.text(0, 0) == dataset.rows[name]?[0][0])
        }
        #expect(try snapshot.deliver("statements").rows.map(\.cells) == dataset.expected(.statements))
        filled.keep()
    }

    @Test(arguments: StoreForm.allCases) func findsWhatIsWrong(form: StoreForm) async throws {
        var dataset = RandomDataset(seed: 76, rowsPerTable: 30)
        dataset.change("persons", row: 3, column: "born", to: "nineteen")
        dataset.change("citations", row: 5, column: "statement_id", to: "stm_nowhere")
        dataset.change("events", row: 7, column: "kind", to: "no-such-kind")
        let filled = try form.make(dataset)
        let found = try await filled.store.check().findings.filter { $0.severity == .error }
        let persons = try #require(dataset.rows["persons"])
        #expect(found.contains { $0.code == .invalidValue && $0.place.record == persons[3][0] && $0.place.row == 4 })
        #expect(found.contains { $0.code == .unresolvedReference && $0.place.column == "statement_id" })
        #expect(found.contains { $0.code == .unknownCode && $0.place.table == "events" && $0.place.row == 8 })
        filled.keep()
    }

    /// Every character that a text may hold, in order, and those beside which it would break if it were not escaped.
    @Test(arguments: StoreForm.allCases) func everyCharacter(form: StoreForm) throws {
        var dataset = RandomDataset(seed: 77, rowsPerTable: 30)
        let scalars = (UInt32(1)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init).filter { scalar in
            let isControl = scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value)
            return !isControl && ![0xFFFE, 0xFFFF].contains(scalar.value)
        }
        var texts = [String](repeating: "", count: 30)
        for (index, scalar) in scalars.enumerated() { texts[index / 40_000].unicodeScalars.append(scalar) }
        texts[29] = "\\N"
        texts[28] = "\\.\n\\.\r\n\ta\\tb\\\\"
        for (row, text) in texts.enumerated() where !text.isEmpty {
            dataset.change("persons", row: row, column: "description", to: text)
        }
        let filled = try form.make(dataset)
        let delivered = try filled.store.deliver("persons").rows.map { $0.cells.map { Array($0.utf8) } }
        #expect(delivered == dataset.expected(.persons).map { $0.map { Array($0.utf8) } })
        filled.keep()
    }
}
