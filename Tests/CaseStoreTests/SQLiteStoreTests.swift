import CaseModel
import CaseStore
import CaseTesting
import Testing

@Suite struct SQLiteStoreTests {
    private static let dataset = """
        CREATE TABLE dataset (base TEXT, title TEXT, language TEXT, publisher TEXT, licence TEXT);
        INSERT INTO dataset VALUES ('https://example.org/small/', 'Small', 'en', 'Nobody', 'CC0-1.0');
        """

    private let directory: TemporaryDirectory
    private let store: SQLiteStore

    init() throws {
        directory = try TemporaryDirectory()
        store = SQLiteStore(path: directory("cases.sqlite"))
    }

    private func execute(_ sql: String) throws { try SQLiteFile(store.path).execute(sql) }

    /// The rows of persons as id, name and the column asked for.
    private func persons(_ column: String = "description") throws -> [[String]] {
        let columns = ["id", "name", column].map { Table.persons.index(of: $0)! }
        return try store.deliver("persons").rows.map { row in columns.map { row.cells[$0] } }
    }

    private func codes() async throws -> [String] {
        try await store.check().findings.map { "\($0.code.name) \($0.place.table ?? "") \($0.place.column ?? "")" }
    }

    // MARK: Rows

    @Test(arguments: [31, 32] as [UInt64], [1, 6, 10_000]) func sameRowsAsADirectory(seed: UInt64, rowLimit: Int) throws
    {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        try dataset.writeSQLite(to: directory, name: "cases.sqlite")
        let plain = try TemporaryDirectory()
        try dataset.write(to: plain, order: .shuffled)
        for table in dataset.schema.tables {
            let delivered = try store.deliver(table.name, rowLimit: rowLimit)
            #expect(delivered.findings.isEmpty)
            if table.key != .concept {
                #expect(delivered.rows.map(\.cells) == dataset.expected(table), "\(table.name)")
            }
            let other = try DirectoryStore(path: plain.path).deliver(table.name)
            #expect(delivered.rows.map(\.cells) == other.rows.map(\.cells), "\(table.name)")
        }
    }

    @Test(arguments: ["UTF-16le", "UTF-16be"]) func otherEncodings(encoding: String) throws {
        let dataset = RandomDataset(seed: 33, rowsPerTable: 60)
        try execute("PRAGMA encoding = '\(encoding)'; CREATE TABLE other (id TEXT)")
        try dataset.writeSQLite(to: directory, name: "cases.sqlite")
        for table in dataset.schema.tables where table.key != .concept {
            #expect(try store.deliver(table.name).rows.map(\.cells) == dataset.expected(table), "\(table.name)")
        }
    }

    @Test func tablesThatAreNotThereAreEmpty() async throws {
        try execute(Self.dataset)
        #expect(try await codes() == [])
        #expect(try persons() == [])
    }

    @Test func columnsThatAreNotThereAreEmptyOrTheirDefault() async throws {
        try execute(
            Self.dataset + "CREATE TABLE persons (id TEXT, name TEXT); INSERT INTO persons VALUES ('per_1', 'A')")
        #expect(try await codes() == [])
        #expect(try persons("access") == [["per_1", "A", "public"]])
    }

    @Test func numbersAreWrittenAsTheyAre() throws {
        try execute(
            Self.dataset + """
                CREATE TABLE places (id TEXT, name TEXT, latitude REAL, precision_metres INTEGER);
                INSERT INTO places VALUES ('plc_1', 'A', 51.5362, 100), ('plc_2', 'B', -0.0796, 9007199254740993);
                """)
        let columns = ["latitude", "precision_metres"].map { Table.places.index(of: $0)! }
        let rows = try store.deliver("places").rows.map { row in columns.map { row.cells[$0] } }
        #expect(rows == [["51.5362", "100"], ["-0.0796", "9007199254740993"]])
    }

    @Test func emptyTextAndNullAreNoValue() throws {
        try execute(
            Self.dataset + """
                CREATE TABLE persons (id TEXT, name TEXT, access TEXT);
                INSERT INTO persons VALUES ('per_1', NULL, NULL), ('per_2', '', ''), ('per_3', 'C', 'sealed');
                """)
        #expect(
            try persons("access") == [["per_1", "", "public"], ["per_2", "", "public"], ["per_3", "C", "sealed"]])
    }

    @Test func flags() async throws {
        try execute(
            Self.dataset + """
                CREATE TABLE persons (id TEXT, name TEXT, living);
                INSERT INTO persons VALUES ('per_1', 'A', 1), ('per_2', 'B', 0), ('per_3', 'C', 'true'), ('per_4', 'D', NULL),
                    ('per_5', 'E', '1'), ('per_6', 'F', 2), ('per_7', 'G', 'TRUE');
                """)
        #expect(try persons("living").map { $0[2] } == ["true", "false", "true", "", "true", "2", "TRUE"])
        let found = try await store.check().findings
        #expect(found.map(\.place.record) == ["per_6", "per_7"])
        #expect(found.map(\.code) == [.invalidValue, .valueNotCanonical])
    }

    @Test func textBehindNULIsNotLost() async throws {
        try execute(
            Self.dataset + "CREATE TABLE persons (id TEXT, name TEXT);"
                + "INSERT INTO persons VALUES ('per_1', 'A' || char(0) || 'B')")
        #expect(try persons() == [["per_1", "A\0B", ""]])
        #expect(try await codes() == ["forbidden-character persons name"])
    }

    // MARK: Keys

    @Test func aKeyThatIsNull() async throws {
        try execute(
            Self.dataset + "CREATE TABLE persons (id TEXT PRIMARY KEY, name TEXT);"
                + "INSERT INTO persons VALUES (NULL, 'A'), ('per_1', 'B')")
        #expect(try await codes() == ["required-value persons id"])
        #expect(try persons() == [["", "A", ""], ["per_1", "B", ""]])
    }

    @Test func keysThatAreNull() async throws {
        try execute(
            Self.dataset + "CREATE TABLE persons (id TEXT, name TEXT);"
                + "INSERT INTO persons VALUES (NULL, 'A'), ('', 'B'), ('per_1', 'C')")
        #expect(try await codes() == ["required-value persons id", "required-value persons id"])
    }

    /// SQLite sorts a BLOB behind all text, whatever its bytes are.
    @Test func keysThatAreBlobs() async throws {
        try execute(
            Self.dataset + "CREATE TABLE persons (id, name TEXT);"
                + "INSERT INTO persons VALUES ('per_2', 'A'), (CAST('per_1' AS BLOB), 'B'), ('per_1', 'C')")
        #expect(try await codes() == ["invalid-value persons id"])
    }

    @Test func keysThatComeTwice() async throws {
        try execute(
            Self.dataset + "CREATE TABLE persons (id TEXT, name TEXT);"
                + "INSERT INTO persons VALUES ('per_10', 'A'), ('per_1', 'B'), ('per_2', 'C'), ('per_1', 'D')")
        let found = try await store.check().findings
        #expect(found.map(\.code) == [.duplicateKey])
        #expect(found.map(\.place) == [Place(table: "persons", record: "per_1")])
        #expect(try persons().count == 4)
    }

    /// A column's own collation must not decide the order.
    @Test func orderIsThatOfBytes() throws {
        try execute(
            Self.dataset + "CREATE TABLE persons (id TEXT COLLATE NOCASE, name TEXT);"
                + "INSERT INTO persons VALUES ('per_b', '1'), ('per_A', '2'), ('per_a0', '3'), ('per_a', '4'), ('per_B', '5')"
        )
        #expect(try persons().map { $0[0] } == ["per_A", "per_B", "per_a0", "per_a", "per_b"])
    }

    // MARK: Views and mappings

    @Test func viewsStandForTables() async throws {
        try execute(
            Self.dataset + """
                CREATE TABLE people (number INTEGER, first TEXT, last TEXT, born TEXT);
                INSERT INTO people VALUES (2, 'Bob', 'Example', '1971'), (1, 'Ada', 'Example', NULL), (10, 'Eve', 'Example', '');
                CREATE VIEW persons AS SELECT 'per_' || number AS id, first || ' ' || last AS name, born FROM people;
                """)
        #expect(try await codes() == [])
        #expect(
            try persons("born") == [
                ["per_10", "Eve Example", ""], ["per_1", "Ada Example", ""], ["per_2", "Bob Example", "1971"],
            ])
    }

    private func map(_ table: String, to source: String, _ columns: [(String, String)] = []) throws {
        let columns = columns.map { #"{"name": "\#($0.0)", "https://w3id.org/caseexport/ns#source": "\#($0.1)"}"# }
        try directory.write(
            """
            {"@context": "http://www.w3.org/ns/csvw", "tables": [{"url": "\(table).csv",
              "https://w3id.org/caseexport/ns#source": "\(source)",
              "tableSchema": {"columns": [\(columns.joined(separator: ", "))]}}]}
            """, to: "cases.sqlite-metadata.json")
    }

    @Test func aMappingNamesTablesAndColumns() async throws {
        try execute(
            Self.dataset + #"CREATE TABLE "die ""Menschen""" (schluessel TEXT, "voller Name" TEXT, born TEXT);"#
                + #"INSERT INTO "die ""Menschen""" VALUES ('per_1', 'Ada', '1970')"#)
        try map("persons", to: #"die \"Menschen\""#, [("id", "schluessel"), ("name", "voller Name")])
        #expect(try await codes() == [])
        #expect(try persons("born") == [["per_1", "Ada", "1970"]])
    }

    @Test func aMappingToWhatIsNotThere() async throws {
        try execute(Self.dataset + "CREATE TABLE persons (id TEXT, name TEXT)")
        try map("persons", to: "menschen")
        #expect(try await codes() == ["missing-table persons "])
        try map("persons", to: "persons", [("name", "voller_name"), ("born", "geboren")])
        #expect(
            try await codes() == [
                "missing-column persons name", "missing-column persons born", "unmapped-column persons name",
            ])
        #expect(try persons() == [])
    }

    @Test func aDatasetsOwnTable() async throws {
        try execute(
            Self.dataset + """
                CREATE TABLE case_notes (id TEXT, text TEXT, weight TEXT);
                INSERT INTO case_notes VALUES ('not_2', 'B', '2'), ('not_1', 'A', 'two');
                """)
        try directory.write(
            """
            {"@context": "http://www.w3.org/ns/csvw", "url": "case_notes.csv", "https://w3id.org/caseexport/ns#idPrefix": "not",
             "tableSchema": {"columns": [{"name": "id"}, {"name": "text", "required": true},
               {"name": "weight", "datatype": "integer"}]}}
            """, to: "cases.sqlite-metadata.json")
        #expect(try await codes() == ["invalid-value case_notes weight"])
        #expect(
            try store.deliver("case_notes").rows.map(\.cells) == [
                ["not_1", "A", "two", "public", ""], ["not_2", "B", "2", "public", ""],
            ])
    }

    // MARK: Trouble

    private func problem() async throws -> StoreProblem? {
        do {
            let found = try await store.check()
            Issue.record("read, with \(found.counts)")
            return nil
        } catch let problem as StoreProblem {
            return problem
        }
    }

    @Test func lockedByAnotherConnection() async throws {
        try execute(Self.dataset)
        let other = try SQLiteFile(store.path)
        try other.execute("BEGIN EXCLUSIVE")
        let problem = try await problem()
        #expect(problem?.code == .locked)
        #expect(problem?.message.contains("locked") == true)
        try other.execute("ROLLBACK")
        #expect(try await codes() == [])
    }

    @Test func aSnapshotDoesNotSeeWhatIsWrittenLater() throws {
        try execute(
            "PRAGMA journal_mode = WAL;" + Self.dataset + "CREATE TABLE persons (id TEXT, name TEXT);"
                + "INSERT INTO persons VALUES ('per_1', 'A')")
        let writer = try SQLiteFile(store.path)
        let snapshot = try store.snapshot()
        try writer.execute("INSERT INTO persons VALUES ('per_2', 'B')")
        #expect(try snapshot.deliver("persons").rows.count == 1)
        #expect(try store.deliver("persons").rows.count == 2)
    }

    @Test(arguments: [40, 100, 1000, 4096, 5000, 20_000]) func truncated(length: Int) async throws {
        try RandomDataset(seed: 34).writeSQLite(to: directory, name: "cases.sqlite")
        let bytes = try directory.read("cases.sqlite")
        try #require(bytes.count > 2 * length)
        try directory.write(Array(bytes[..<length]), to: "cases.sqlite")
        let problem = try await problem()
        #expect(problem?.code == .unfit)
        #expect(problem?.finding?.code == .databaseUnreadable)
    }

    @Test func notADatabase() async throws {
        try directory.write("id,name\nper_1,Ada\n", to: "cases.sqlite")
        #expect(try await problem()?.finding?.code == .databaseUnreadable)
    }

    @Test func anEmptyFile() async throws {
        try directory.write("", to: "cases.sqlite")
        #expect(try await codes() == ["missing-table dataset "])
    }

    @Test func noFile() async throws {
        #expect(try await problem()?.code == .noInput)
    }

    @Test func metadataThatIsNotJSON() async throws {
        try execute(Self.dataset)
        try directory.write("{", to: "cases.sqlite-metadata.json")
        #expect(try await problem()?.finding?.code == .metadataInvalid)
    }

    // MARK: Rows without end

    /// Five values of 60 MiB that a view makes out of nothing; of the dataset's row nobody asks SQLite for an order.
    @Test func aRowOfManyLongValues() throws {
        try execute(
            "CREATE VIEW dataset AS SELECT 'https://e.org/' AS base, zeroblob(62914560) AS title, zeroblob(62914560) AS language, zeroblob(62914560) AS publisher, zeroblob(62914560) AS licence"
        )
        let problem = #expect(throws: StoreProblem.self) { try store.deliver("dataset") }
        #expect(problem?.finding?.code == .valueTooLong)
        #expect(problem?.finding?.place.table == "dataset")
    }

    @Test func aValueOfAGigabyte() throws {
        try execute(Self.dataset + "CREATE VIEW persons AS SELECT 'per_1' AS id, hex(zeroblob(400000000)) AS name")
        let problem = #expect(throws: StoreProblem.self) { try store.deliver("persons") }
        #expect(problem?.code == .unfit)
        #expect(problem?.finding?.code == .valueTooLong)
    }
}
