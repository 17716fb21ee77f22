#if PostgreSQL
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// A small dataset in a database of its own.
struct PostgreSQLFixture {
    static let dataset = """
        CREATE TABLE dataset (base text, title text, language text, publisher text, licence text);
        INSERT INTO dataset VALUES ('https://example.org/small/', 'Small', 'en', 'Nobody', 'CC0-1.0');
        """

    let directory: TemporaryDirectory
    let database: PostgreSQLDatabase
    private(set) var metadata: String?

    init() throws {
        directory = try TemporaryDirectory()
        database = try PostgreSQLServer.shared().makeDatabase()
        try database.execute(Self.dataset)
    }

    func execute(_ sql: String) throws { try database.execute(sql) }

    var store: PostgreSQLStore { get throws { try database.store(metadata: metadata) } }

    /// The rows of a table, its id and these columns.
    func rows(_ table: String, _ columns: String...) throws -> [[String]] {
        let store = try store
        let layout = try #require(try store.snapshot().schema.layout(named: table))
        let indices = columns.map { layout.table.index(of: $0)! }
        return try store.deliver(table).rows.map { row in [row.cells[0]] + indices.map { row.cells[$0] } }
    }

    func codes() async throws -> [String] {
        try await store.check().findings.map { "\($0.code.name) \($0.place.table ?? "") \($0.place.column ?? "")" }
    }

    mutating func write(metadata text: String) throws { metadata = try directory.write(text, to: "metadata.json") }

    mutating func map(_ table: String, to source: String, _ columns: [(String, String)] = []) throws {
        let columns = columns.map { #"{"name": "\#($0.0)", "https://w3id.org/caseexport/ns#source": "\#($0.1)"}"# }
        try write(
            metadata: """
                {"@context": "http://www.w3.org/ns/csvw", "tables": [{"url": "\(table).csv",
                  "https://w3id.org/caseexport/ns#source": "\(source)",
                  "tableSchema": {"columns": [\(columns.joined(separator: ", "))]}}]}
                """)
    }
}

@Suite struct PostgreSQLStoreTests {
    private var fixture: PostgreSQLFixture

    init() throws { fixture = try PostgreSQLFixture() }

    // MARK: Tables, columns, keys

    @Test func tablesThatAreNotThereAreEmpty() async throws {
        #expect(try await fixture.codes() == [])
        #expect(try fixture.rows("persons") == [])
    }

    @Test func noTableDataset() async throws {
        try fixture.execute("DROP TABLE dataset")
        #expect(try await fixture.codes() == ["missing-table dataset "])
    }

    @Test func columnsThatAreNotThereAreEmptyOrTheirDefault() async throws {
        try fixture.execute("CREATE TABLE persons (name text, id text); INSERT INTO persons VALUES ('A', 'per_1')")
        #expect(try await fixture.codes() == [])
        #expect(try fixture.rows("persons", "name", "born", "access") == [["per_1", "A", "", "public"]])
    }

    @Test func columnsThatTheSchemaDoesNotHave() async throws {
        try fixture.execute("CREATE TABLE persons (id text, name text, phone text, born_earliest date)")
        #expect(try await fixture.codes() == ["unmapped-column persons phone"])
    }

    /// Rows that policies hide do not go missing in silence.
    @Test func policiesThatSayWhichRowsTheRoleSees() async throws {
        let reader = "secured_\(fixture.database.name)"
        try fixture.execute(
            """
            CREATE TABLE persons (id text, name text); INSERT INTO persons VALUES ('per_1', 'A'), ('per_2', 'B');
            ALTER TABLE persons ENABLE ROW LEVEL SECURITY; CREATE POLICY one ON persons USING (id = 'per_2');
            CREATE ROLE \(reader) LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(reader);
            """)
        // Its owner sees all.
        #expect(try await fixture.codes() == [])
        #expect(try fixture.rows("persons").count == 2)
        let store = try fixture.database.store(user: reader)
        let findings = try await store.check().findings
        #expect(findings.map(\.code) == [.rowSecurity])
        #expect(findings.map(\.place.table) == ["persons"])
        #expect(try store.deliver("persons").rows.map(\.cells[0]) == ["per_2"])
        try fixture.execute("ALTER ROLE \(reader) BYPASSRLS")
        #expect(try await fixture.database.store(user: reader).check().findings == [])
    }

    @Test func aColumnThatIsRequiredIsMissing() async throws {
        try fixture.execute("CREATE TABLE persons (id text, born text)")
        #expect(try await fixture.codes() == ["missing-column persons name"])
        #expect(try fixture.rows("persons") == [])
    }

    @Test func emptyTextAndNullAreNoValue() throws {
        try fixture.execute(
            """
            CREATE TABLE persons (id text, name text, access text);
            INSERT INTO persons VALUES ('per_1', NULL, NULL), ('per_2', '', ''), ('per_3', 'C', 'sealed');
            """)
        #expect(
            try fixture.rows("persons", "name", "access") == [
                ["per_1", "", "public"], ["per_2", "", "public"], ["per_3", "C", "sealed"],
            ])
    }

    @Test func keysThatAreNullOrEmpty() async throws {
        try fixture.execute(
            """
            CREATE TABLE persons (id text, name text);
            INSERT INTO persons VALUES ('per_1', 'C'), (NULL, 'A'), ('', 'B')
            """)
        #expect(try await fixture.codes() == ["required-value persons id", "required-value persons id"])
        #expect(try fixture.rows("persons", "name") == [["", "A"], ["", "B"], ["per_1", "C"]])
    }

    @Test func keysThatComeTwice() async throws {
        try fixture.execute(
            """
            CREATE TABLE persons (id text, name text);
            INSERT INTO persons VALUES ('per_10', 'A'), ('per_1', 'B'), ('per_2', 'C'), ('per_1', 'D')
            """)
        let found = try await fixture.store.check().findings
        #expect(found.map(\.code) == [.duplicateKey])
        #expect(found.map(\.place) == [Place(table: "persons", record: "per_1")])
        #expect(try fixture.rows("persons").count == 4)
    }

    /// A column's own collation must not decide the order, nor the database's.
    @Test(arguments: ["\"C\"", "\"und-x-icu\"", "\"de-x-icu\""]) func orderIsThatOfBytes(collation: String) throws {
        try fixture.execute(
            """
            CREATE TABLE persons (id text COLLATE \(collation) PRIMARY KEY, name text);
            INSERT INTO persons VALUES ('per_b', '1'), ('per_A', '2'), ('per_a0', '3'), ('per_a', '4'), ('per_B', '5')
            """)
        #expect(try fixture.rows("persons").map { $0[0] } == ["per_A", "per_B", "per_a0", "per_a", "per_b"])
    }

    @Test func conceptsThatComeTwice() async throws {
        try fixture.execute(
            """
            CREATE TABLE concepts (scheme text, code text, label text);
            INSERT INTO concepts VALUES ('mood', 'glad', 'Glad'), ('mood-2', 'sad', 'Sad'), ('mood', 'glad', 'Happy')
            """)
        #expect(try await fixture.codes() == ["duplicate-key concepts "])
    }

    @Test func aDatasetDescribedTwice() async throws {
        try fixture.execute("INSERT INTO dataset SELECT * FROM dataset; INSERT INTO dataset SELECT * FROM dataset")
        #expect(try await fixture.codes() == ["dataset-row dataset "])
    }

    // MARK: Encodings

    @Test func aDatabaseThatIsNotUTF8() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase("ENCODING 'LATIN1' LOCALE 'C'")
        try database.execute(
            PostgreSQLFixture.dataset + "CREATE TABLE persons (id text, name text);"
                + "INSERT INTO persons VALUES ('per_1', 'Zoë Müller')")
        #expect(try database.store().deliver("persons").rows[0].cells[1] == "Zoë Müller")
        #expect(try await database.store().check().findings == [])
    }

    /// A database that takes any bytes.
    @Test func aDatabaseOfBytes() async throws {
        let database = try PostgreSQLServer.shared().makeDatabase("ENCODING 'SQL_ASCII' LOCALE 'C'")
        try database.execute(
            PostgreSQLFixture.dataset + "CREATE TABLE persons (id text, name text);"
                + "INSERT INTO persons VALUES ('per_1', E'caf\\xE9'), ('per_2', 'Zoë')")
        let found = try await database.store().check().findings
        #expect(found.map(\.code) == [.invalidUTF8])
        #expect(found.map(\.place.record) == ["per_1"])
    }

    // MARK: Views and mappings

    @Test func viewsStandForTables() async throws {
        try fixture.execute(
            """
            CREATE TABLE people (number int, first text, last text, born text);
            INSERT INTO people VALUES (2, 'Bob', 'Example', '1971'), (1, 'Ada', 'Example', NULL), (10, 'Eve', 'Example', '');
            CREATE VIEW persons AS SELECT 'per_' || number AS id, first || ' ' || last AS name, born FROM people;
            """)
        #expect(try await fixture.codes() == [])
        #expect(
            try fixture.rows("persons", "name", "born") == [
                ["per_10", "Eve Example", ""], ["per_1", "Ada Example", ""], ["per_2", "Bob Example", "1971"],
            ])
    }

    @Test(arguments: [#"die \"Menschen\""#, #"export.die \"Menschen\""#])
    mutating func aMappingNamesTablesAndColumns(source: String) async throws {
        let isElsewhere = source.hasPrefix("export")
        try fixture.execute(
            "CREATE SCHEMA export;" + (isElsewhere ? "SET search_path = export;" : "")
                + #"CREATE TABLE "die ""Menschen""" (schluessel text, "voller Name" text, born text);"#
                + #"INSERT INTO "die ""Menschen""" VALUES ('per_1', 'Ada', '1970')"#)
        try fixture.map("persons", to: source, [("id", "schluessel"), ("name", "voller Name")])
        #expect(try await fixture.codes() == [])
        #expect(try fixture.rows("persons", "name", "born") == [["per_1", "Ada", "1970"]])
    }

    @Test mutating func aMappingToWhatIsNotThere() async throws {
        try fixture.execute("CREATE TABLE persons (id text, name text)")
        for source in ["menschen", "nowhere.menschen", ".", "a.b.c", ""] {
            try fixture.map("persons", to: source)
            #expect(try await fixture.codes() == ["missing-table persons "], "\(source)")
        }
        try fixture.map("persons", to: "persons", [("name", "voller_name"), ("born", "geboren")])
        #expect(
            try await fixture.codes() == [
                "missing-column persons name", "missing-column persons born", "unmapped-column persons name",
            ])
        #expect(try fixture.rows("persons") == [])
    }

    @Test mutating func aDatasetsOwnTable() async throws {
        try fixture.execute(
            """
            CREATE TABLE case_notes (id text, text text, weight text);
            INSERT INTO case_notes VALUES ('not_2', 'B', '2'), ('not_1', 'A', 'two');
            """)
        try fixture.write(
            metadata: """
                {"@context": "http://www.w3.org/ns/csvw", "url": "case_notes.csv", "https://w3id.org/caseexport/ns#idPrefix": "not",
                 "tableSchema": {"columns": [{"name": "id"}, {"name": "text", "required": true},
                   {"name": "weight", "datatype": "integer"}]}}
                """)
        #expect(try await fixture.codes() == ["invalid-value case_notes weight"])
        #expect(try fixture.rows("case_notes", "text", "weight") == [["not_1", "A", "two"], ["not_2", "B", "2"]])
    }

    @Test func theSearchPathOfTheAddress() async throws {
        try fixture.execute(
            """
            CREATE SCHEMA "Other One"; SET search_path = "Other One";
            CREATE TABLE persons (id text, name text); INSERT INTO persons VALUES ('per_9', 'Z')
            """)
        let store = try fixture.database.store("options=-csearch_path%3D%22Other%5C%20One%22,public")
        #expect(try store.deliver("persons").rows.map { $0.cells[0] } == ["per_9"])
        #expect(try await store.check().findings == [])
    }

    // MARK: One state of the database

    @Test(arguments: [1, 2, 3]) func aSnapshotDoesNotSeeWhatIsWrittenLater(lanes: Int) throws {
        try fixture.execute(
            "CREATE TABLE persons (id text, name text); INSERT INTO persons VALUES ('per_1', 'A');"
                + "CREATE TABLE names (id text, agent_id text, value text, kind text)")
        let snapshot = try fixture.store.snapshot(lanes: lanes)
        #expect(snapshot.laneCount == lanes)
        let layout = try #require(snapshot.schema.layout(named: "persons"))
        #expect(try snapshot.deliver("persons").rows.count == 1)
        try fixture.execute(
            "INSERT INTO persons VALUES ('per_2', 'B'); INSERT INTO names VALUES ('nam_1', 'per_2', 'C', 'legal')")
        for lane in 0..<lanes {
            let reader = try snapshot.rows(of: layout, rowLimit: 100, lane: lane)
            #expect(try reader.next()?.rowCount == 1)
            #expect(try reader.next() == nil)
        }
        #expect(try snapshot.deliver("names").rows.isEmpty)
        #expect(try fixture.store.deliver("persons").rows.count == 2)
    }

    /// What a snapshot alone would not keep: TRUNCATE and DROP are seen at once.
    @Test(arguments: ["TRUNCATE persons", "DROP TABLE persons", "ALTER TABLE persons DROP COLUMN name"])
    func tablesAreHeld(sql: String) throws {
        try fixture.execute("CREATE TABLE persons (id text, name text); INSERT INTO persons VALUES ('per_1', 'A')")
        let snapshot = try fixture.store.snapshot()
        let problem = #expect(throws: PostgreSQLServer.Failure.self) {
            try fixture.execute("SET lock_timeout = '100ms'; " + sql)
        }
        #expect(problem?.description.contains("lock timeout") == true)
        #expect(try snapshot.deliver("persons").rows.count == 1)
    }

    @Test func theTransactionOnlyReads() throws {
        try fixture.execute(
            """
            CREATE TABLE seen (id text);
            CREATE FUNCTION note() RETURNS text LANGUAGE plpgsql AS
              $$ BEGIN INSERT INTO seen VALUES ('per_1'); RETURN 'per_1'; END $$;
            CREATE VIEW persons AS SELECT note() AS id, 'A'::text AS name
            """)
        let problem = #expect(throws: StoreProblem.self) { try fixture.store.deliver("persons") }
        #expect(
            problem?.message.contains("read-only transaction (SQLSTATE 25006)") == true, "\(problem?.message ?? "")")
    }

    /// Limits that are set for a role would end a long export, or change what numbers look like.
    @Test func settingsOfTheRoleDoNotMatter() throws {
        try fixture.execute(
            """
            CREATE TABLE persons (id text, name text, updated timestamptz); CREATE TABLE places (id text, name text, latitude float8);
            INSERT INTO persons VALUES ('per_1', 'A', '2026-01-02 03:04:05+00'); INSERT INTO places VALUES ('plc_1', 'B', 51.5362);
            ALTER DATABASE \(fixture.database.name) SET TimeZone = 'Asia/Kathmandu';
            ALTER DATABASE \(fixture.database.name) SET DateStyle = 'German';
            ALTER DATABASE \(fixture.database.name) SET extra_float_digits = -10;
            ALTER DATABASE \(fixture.database.name) SET statement_timeout = '1h';
            ALTER DATABASE \(fixture.database.name) SET client_encoding = 'LATIN1';
            """)
        #expect(try fixture.rows("persons", "updated") == [["per_1", "2026-01-02T03:04:05Z"]])
        #expect(try fixture.rows("places", "latitude") == [["plc_1", "51.5362"]])
    }
}
#endif
