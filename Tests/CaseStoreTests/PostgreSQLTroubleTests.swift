#if PostgreSQL
import CaseFiles
import CaseModel
import CaseStore
import CaseTesting
import Glibc
import Testing

/// What keeps a database from being read, and what is said about it.
@Suite struct PostgreSQLTroubleTests {
    private let fixture: PostgreSQLFixture
    private var database: PostgreSQLDatabase { fixture.database }

    init() throws { fixture = try PostgreSQLFixture() }

    private func problem(_ store: PostgreSQLStore) throws -> StoreProblem {
        try #require(throws: StoreProblem.self) {
            let snapshot = try store.snapshot()
            for layout in snapshot.schema.layouts { _ = try snapshot.deliver(layout.table.name) }
        }
    }

    // MARK: No connection

    private func problem(at address: String) throws -> StoreProblem {
        try problem(PostgreSQLStore(try PostgreSQLAddress(address)))
    }

    @Test func noServer() throws {
        let problem = try problem(at: "postgresql:///cases?host=/nowhere")
        #expect(problem.code == .noInput)
        #expect(problem.message.hasPrefix("cannot connect to postgresql:///cases?host=/nowhere: "))
        #expect(problem.message.contains("No such file or directory"))
    }

    @Test func noAnswer() throws {
        // Somebody listens, and says nothing.
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutableBytes(of: &address) { bytes in
            let pointer = bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            #expect(bind(listener, pointer, length) == 0 && listen(listener, 1) == 0)
            getsockname(listener, pointer, &length)
        }
        let problem = try problem(
            at: "postgresql://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/cases?connect_timeout=2")
        #expect(problem.code == .noInput)
        #expect(problem.message.hasSuffix("no answer within 2 seconds"), "\(problem.message)")
    }

    /// libpq itself goes on to the next of several hosts.
    @Test func severalHosts() throws {
        let server = database.server
        let store = PostgreSQLStore(
            try PostgreSQLAddress(
                "postgresql:///\(database.name)?host=/nowhere,\(server.folder)&user=keeper&connect_timeout=2"))
        #expect(try store.deliver("dataset").rows.count == 1)
    }

    @Test func noDatabase() throws {
        let problem = try problem(at: database.server.address(of: "nowhere"))
        #expect(problem.code == .noInput)
        #expect(problem.message.hasSuffix("database \"nowhere\" does not exist (SQLSTATE 3D000)"), "\(problem.message)")
    }

    @Test func noRole() throws {
        let problem = try problem(database.store(user: "nobody_of_that_name"))
        #expect(problem.code == .noInput)
        #expect(problem.message.contains("(SQLSTATE 28000)"), "\(problem.message)")
    }

    @Test func wrongPassword() throws {
        try? database.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'")
        let folder = database.server.folder
        let problem = try problem(at: "postgresql://guarded:geheim@/\(database.name)?host=\(folder)")
        #expect(problem.code == .noInput)
        #expect(
            problem.message
                == "cannot connect to postgresql://guarded:***@/\(database.name)?host=\(folder): password authentication failed for user \"guarded\" (SQLSTATE 28P01)"
        )
        let other = try self.problem(at: "postgresql:///\(database.name)?host=\(folder)&user=guarded&password=geheim")
        #expect(other.message.contains("28P01") && !other.message.contains("geheim"), "\(other.message)")
        let store = PostgreSQLStore(
            try PostgreSQLAddress(
                "postgresql://guarded:right@/\(database.name)?host=\(folder)&options=-cclient_min_messages%3Derror"))
        #expect(throws: StoreProblem.self) { try store.deliver("dataset") }
    }

    @Test(arguments: [
        "postgresql:///cases?no_such_option=1", "postgresql:///cases?sslmode=perhaps", "postgresql://host:port/cases",
        "postgresql:///ca%zzses", "postgresql://[::1/cases",
    ])
    func addressesThatLibpqDoesNotTake(address: String) throws {
        let problem = try problem(at: address)
        #expect(problem.code == .noInput)
        #expect(problem.message.hasPrefix("cannot connect to \(address): "))
    }

    @Test func anAddressThatIsWrongWithAPasswordInIt() throws {
        let problem = try problem(at: "postgresql://keeper:ge%zzheim@db/cases")
        #expect(problem.message == "cannot connect to postgresql://keeper:***@db/cases: the address cannot be used")
    }

    @Test func noRoomForAnotherConnection() throws {
        try? database.execute("CREATE ROLE alone LOGIN CONNECTION LIMIT 0")
        let problem = try problem(database.store(user: "alone"))
        #expect(problem.code == .locked)
        #expect(problem.message.contains("(SQLSTATE 53300); try again later"), "\(problem.message)")
    }

    /// Where the server has no room for a second one, one connection does it.
    @Test func noRoomForASecondLane() throws {
        try database.execute(
            "CREATE ROLE single_\(database.name) LOGIN CONNECTION LIMIT 1; GRANT SELECT ON dataset TO PUBLIC")
        let snapshot = try database.store(user: "single_\(database.name)").snapshot(lanes: 2)
        #expect(snapshot.laneCount == 1)
        #expect(try snapshot.deliver("dataset").rows.count == 1)
    }

    // MARK: Rights

    private func makeReader() throws -> String {
        let name = "reader_\(database.name)"
        try database.execute(
            "CREATE ROLE \(name) LOGIN; CREATE TABLE persons (id text, name text, born text, note text)")
        return name
    }

    @Test func aTableThatTheRoleMayNotRead() throws {
        let reader = try makeReader()
        try database.execute("GRANT SELECT ON dataset TO \(reader)")
        let problem = try problem(database.store(user: reader))
        #expect(problem.code == .noInput)
        #expect(
            problem.message.hasSuffix(
                "permission denied for table persons (SQLSTATE 42501); grant the role \"\(reader)\" SELECT on it, and USAGE on its schema"
            ), "\(problem.message)")
        #expect(problem.message.hasPrefix("cannot read table persons of postgresql:///"))
    }

    /// Of a column that is not meant for the role nothing is said.
    @Test func columnsThatTheRoleMayRead() async throws {
        let reader = try makeReader()
        try database.execute(
            "GRANT SELECT ON dataset TO \(reader); GRANT SELECT (id, name, born) ON persons TO \(reader);"
                + "INSERT INTO persons VALUES ('per_1', 'A', '1970', 'secret')")
        let store = try database.store(user: reader)
        #expect(try await store.check().findings == [])
        #expect(try store.deliver("persons").rows.count == 1)
        try database.execute("REVOKE SELECT (born) ON persons FROM \(reader)")
        #expect(try problem(store).message.contains("permission denied for table persons (SQLSTATE 42501)"))
    }

    @Test func aSchemaThatTheRoleMayNotUse() async throws {
        let reader = try makeReader()
        try database.execute("CREATE SCHEMA hidden; CREATE TABLE hidden.dataset (base text)")
        let codes = try await database.store(user: reader, "options=-csearch_path%3Dhidden").check().findings.map(
            \.code)
        #expect(codes == [.missingTable])
    }

    @Test func theRoleNeedsNoMoreThanSelect() async throws {
        let reader = try makeReader()
        try database.execute(
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \(reader); ALTER ROLE \(reader) SET default_transaction_read_only = on;"
                + "ALTER TABLE persons DROP COLUMN note")
        #expect(try await database.store(user: reader).check().findings == [])
    }

    // MARK: Broken views and rows

    @Test func aViewThatFailsInTheMiddle() throws {
        try database.execute(
            "CREATE VIEW persons AS SELECT 'per_' || n AS id, (1 / (5000 - n))::text AS name FROM generate_series(1, 9000) n"
        )
        let problem = try problem(fixture.store)
        #expect(problem.code == .unfit)
        #expect(problem.finding?.code == .databaseUnreadable)
        #expect(problem.finding?.place == Place(table: "persons"))
        #expect(problem.finding?.message == "PostgreSQL says: division by zero (SQLSTATE 22012)")
        #expect(problem.message.hasPrefix("cannot read table persons of postgresql:///"))
    }

    @Test func aViewThatCannotBePlanned() throws {
        try database.execute(
            """
            CREATE FUNCTION broken() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no such luck' USING HINT = 'try a rabbit''s foot'; END $$;
            CREATE VIEW persons AS SELECT 'per_1' AS id, broken() AS name
            """)
        let problem = try problem(fixture.store)
        #expect(problem.finding?.message == "PostgreSQL says: no such luck (SQLSTATE P0001)")
        #expect(problem.finding?.hint == "try a rabbit's foot")
    }

    @Test func aRowThatIsTooLong() throws {
        try database.execute(
            "CREATE VIEW persons AS SELECT 'per_1' AS id, repeat('x', 20000000) AS name, repeat('y', 20000000) AS description"
        )
        #expect(try problem(fixture.store).finding?.code == .valueTooLong)
    }

    /// Nor is as much memory taken as it would fill.
    @Test func aValueOfHundredsOfMegabytes() throws {
        try database.execute("CREATE VIEW persons AS SELECT 'per_1' AS id, repeat('x', 400000000) AS name")
        let problem = try problem(fixture.store)
        #expect(problem.code == .unfit)
        #expect(problem.finding?.code == .valueTooLong)
        #expect(problem.finding?.place.table == "persons")
    }

    @Test func aRowThatPostgreSQLItselfCannotSend() throws {
        try database.execute(
            "CREATE VIEW persons AS SELECT 'per_1' AS id, repeat('x', 600000000) AS name, repeat('y', 600000000) AS description"
        )
        #expect(try problem(fixture.store).finding?.place.table == "persons")
    }

    // MARK: Others who use the database

    @Test func aTableThatIsLocked() throws {
        try database.execute("CREATE TABLE persons (id text, name text)")
        let other = try database.connect()
        try other.execute("BEGIN; LOCK TABLE persons IN ACCESS EXCLUSIVE MODE")
        let problem = try problem(database.store("options=-clock_timeout%3D100ms"))
        #expect(problem.code == .locked)
        #expect(
            problem.message.contains(
                "cannot read table persons of postgresql:///\(database.name)")
                && problem.message.contains("(SQLSTATE 55P03)"),
            "\(problem.message)")
        try other.execute("ROLLBACK")
        #expect(try fixture.store.deliver("persons").rows.isEmpty)
    }

    private static let waiting = """
        SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE NOT granted AND datname = current_database()
        """

    /// A snapshot that was taken before sees nothing of what somebody else filled a table with anew.
    @Test(arguments: [
        "TRUNCATE persons; INSERT INTO persons SELECT * FROM kept",
        "ALTER TABLE persons RENAME TO old; CREATE TABLE persons AS SELECT * FROM kept",
        "ALTER TABLE persons RENAME TO old; ALTER TABLE other RENAME TO persons; INSERT INTO persons SELECT * FROM kept",
        "ALTER TABLE persons ALTER COLUMN id TYPE varchar(20)",
    ]) func aTableThatIsFilledAnewMeanwhile(statements: String) throws {
        try database.execute(
            "CREATE TABLE kept (id text, name text); INSERT INTO kept VALUES ('per_1', 'A');"
                + "CREATE TABLE persons AS SELECT * FROM kept; CREATE TABLE other (id text, name text)")
        let other = try database.connect()
        try other.execute("BEGIN; \(statements)")
        // On a thread of its own: both sides block, and tests have few threads.
        nonisolated(unsafe) let session = other
        let database = database
        let thread = startThread {
            // Until somebody waits for the lock, behind its snapshot.
            for _ in 0..<100 where (try? database.column(Self.waiting)) == ["0"] { usleep(50_000) }
            try? session.execute("COMMIT")
        }
        let problem = try #require(throws: StoreProblem.self) { _ = try fixture.store.deliver("persons") }
        if let thread { pthread_join(thread, nil) }
        #expect(problem.code == .locked)
        #expect(problem.message.contains("was emptied, replaced or rewritten"), "\(problem.message)")
        #expect(try fixture.store.deliver("persons").rows.count == 1)
    }

    private func makeLongTable() throws {
        try database.execute(
            "CREATE TABLE persons (id text PRIMARY KEY, name text);"
                + "INSERT INTO persons SELECT 'per_' || n, repeat('x', 1000) FROM generate_series(1, 50000) n")
    }

    @Test func aConnectionThatIsEnded() throws {
        try makeLongTable()
        let snapshot = try fixture.store.snapshot()
        let reader = try snapshot.rows(of: try #require(snapshot.schema.layout(named: "persons")), rowLimit: 100)
        #expect(try reader.next()?.rowCount == 100)
        let ended = try database.column(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        #expect(ended.contains("t"))
        let problem = try #require(throws: StoreProblem.self) { while try reader.next() != nil {} }
        #expect(problem.code == .locked)
        #expect(problem.message.contains("table persons") && problem.message.contains("try again later"))
        #expect(throws: StoreProblem.self) { try snapshot.deliver("dataset") }
    }

    @Test func aStatementThatIsCancelled() throws {
        try makeLongTable()
        let snapshot = try fixture.store.snapshot()
        let reader = try snapshot.rows(of: try #require(snapshot.schema.layout(named: "persons")), rowLimit: 100)
        #expect(try reader.next()?.rowCount == 100)
        _ = try database.column(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        let problem = try #require(throws: StoreProblem.self) { while try reader.next() != nil {} }
        #expect(problem.code == .locked)
        #expect(problem.message.contains("(SQLSTATE 57014)"), "\(problem.message)")
    }

    // MARK: Files beside the database

    @Test func filesThatAreNotThere() throws {
        let address = try PostgreSQLAddress(database.address())
        for store in [
            PostgreSQLStore(address, metadataPath: "/nowhere.json"),
            PostgreSQLStore(address, documentsPath: "/nowhere"),
        ] {
            let problem = #expect(throws: (any Error).self) { try store.snapshot() }
            #expect("\(problem!)".hasPrefix("cannot open /nowhere"))
        }
        let metadata = try fixture.directory.write("{", to: "metadata.json")
        #expect(
            try problem(PostgreSQLStore(address, metadataPath: metadata)).finding?.code == .metadataInvalid)
    }
}
#endif
