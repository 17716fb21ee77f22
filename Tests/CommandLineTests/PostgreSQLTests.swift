#if PostgreSQL
import CaseModel
import CaseTesting
import Foundation
import Testing

/// The tool on a dataset in a database.
@Suite struct PostgreSQLTests {
    private let dataset: ExampleDataset
    private let database: PostgreSQLDatabase
    private var tool: ToolRunner { dataset.tool }

    init() throws {
        dataset = try ExampleDataset()
        database = try PostgreSQLServer.shared().makeDatabase()
    }

    private var address: String { database.address() }

    private func importDataset(_ source: String = "cases", _ flags: String...) throws -> ToolRun {
        try tool.run(["import", source, "--into", address] + flags)
    }

    private func rowCount(_ table: String = "statements") throws -> String? {
        try database.column("SELECT count(*) FROM \(table)")[0]
    }

    // MARK: The same from everywhere

    @Test(arguments: ["public", "preservation"]) func theSameReleaseByteForByte(profile: String) throws {
        try expectTheSameRelease(profile: profile, from: [address])
    }

    /// Of a dataset of all sorts of texts, with documents.
    @Test(arguments: [81, 82] as [UInt64]) func theSameReleaseOfRandomRows(seed: UInt64) throws {
        try FileManager.default.removeItem(atPath: dataset.path)
        let directory = try TemporaryDirectory()
        try RandomDataset(seed: seed).write(to: directory, order: .shuffled)
        try FileManager.default.copyItem(atPath: directory.path, toPath: dataset.path)
        try FileManager.default.copyItem(atPath: dataset.file("documents"), toPath: dataset.scratch("documents"))
        try expectTheSameRelease(profile: "preservation", from: [address, "--documents", "cases/documents"])
    }

    private func expectTheSameRelease(profile: String, from database: [String]) throws {
        let imported = try importDataset()
        try #require(imported.exitCode == 0, "\(imported.text)")
        try #require(try tool.run("import", "cases", "--into", "cases.sqlite").exitCode == 0)
        for (name, source) in [("directory", ["cases"]), ("sqlite", ["cases.sqlite"]), ("postgresql", database)] {
            let run = try tool.run(
                ["bundle"] + source + ["--output", name + ".zip", "--profile", profile, "--quiet"])
            #expect(run.exitCode == 0, "\(name): \(run.text)")
        }
        let reference = try dataset.scratch.read("directory.zip")
        #expect(reference.count > 50_000)
        #expect(try dataset.scratch.read("sqlite.zip") == reference)
        #expect(try dataset.scratch.read("postgresql.zip") == reference)
    }

    @Test(arguments: ["1", "2", "7"]) func theSameExportWithAnyNumberOfThreads(threads: String) throws {
        try #require(try importDataset().exitCode == 0)
        let formats = "csv,excel,jsonld,ndjson,nquads,rdfxml,turtle"
        let flags = ["--to", formats, "--quiet", "--output"]
        try #require(try tool.run(["export", "cases"] + flags + ["one"]).exitCode == 0)
        let run = try tool.run(
            ["export", address, "--threads", threads] + flags + ["two"])
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(try fileDigests(of: dataset.scratch("two")) == (try fileDigests(of: dataset.scratch("one"))))
    }

    @Test func thereAndBackAgain() throws {
        try #require(try importDataset().exitCode == 0)
        let run = try tool.run("import", address, "--into", "back")
        #expect(run.exitCode == 0, "\(run.text)")
        try #require(try tool.run("import", "cases", "--into", "copy").exitCode == 0)
        #expect(try fileDigests(of: dataset.scratch("back")) == (try fileDigests(of: dataset.scratch("copy"))))
    }

    @Test func allThatReadADataset() throws {
        try #require(try importDataset().exitCode == 0)
        let check = try tool.run("check", address)
        #expect(check.exitCode == 0)
        #expect(check.standardError.hasPrefix("\(address): 2,258 rows in 22 tables"), "\(check.text)")
        let inspection = try tool.run("inspect", address)
        #expect(inspection.standardOutput == (try tool.run("inspect", "cases").standardOutput))
    }

    // MARK: Import

    @Test func schemaMakesTheTablesThatImportFills() throws {
        let schema = try tool.run("schema", "--to", "sql", "--dialect", "postgresql")
        try database.execute(schema.standardOutput)
        let columns = """
            SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, collation_name), ',' ORDER BY table_name, column_name)
            FROM information_schema.columns WHERE table_schema = 'public'
            """
        let made = try database.column(columns)
        #expect(try importDataset().exitCode == 0)
        #expect(try rowCount() == "619")
        let other = try PostgreSQLServer.shared().makeDatabase()
        #expect(try tool.run("import", "cases", "--into", other.address()).exitCode == 0)
        #expect(try other.column(columns) == made)
    }

    @Test func importReplacesOnlyWhenItIsTold() throws {
        try #require(try importDataset().exitCode == 0)
        try database.execute("DELETE FROM statements")
        let run = try importDataset()
        #expect(run.exitCode == 73)
        #expect(run.standardError.contains("a dataset is there already") && run.standardError.contains("--force"))
        #expect(try rowCount() == "0")
        #expect(try importDataset("cases", "--force").exitCode == 0)
        #expect(try rowCount() == "619")
    }

    @Test func importIntoATableThatLeavesRowsOut() throws {
        try database.execute(try tool.run("schema", "--to", "sql", "--dialect", "postgresql").standardOutput)
        try database.execute(
            """
            CREATE FUNCTION leave_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER t BEFORE INSERT ON access_rules FOR EACH ROW EXECUTE FUNCTION leave_out()
            """)
        let run = try importDataset()
        #expect(run.exitCode == 65 && run.text.contains("took 0 of 5 rows of the table access_rules"), "\(run.text)")
        #expect(try rowCount() == "0")
    }

    @Test func importIntoItself() throws {
        try #require(try importDataset().exitCode == 0)
        let before = try database.column("SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM statements s")
        let run = try importDataset(address, "--force")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(try database.column("SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM statements s") == before)
    }

    /// Two that write at once: the second one waits, and then finds a dataset.
    @Test func importWhileSomebodyElseWrites() throws {
        try #require(try importDataset().exitCode == 0)
        let other = try database.connect()
        try other.execute("BEGIN; LOCK TABLE persons IN SHARE ROW EXCLUSIVE MODE")
        let run = try tool.run(
            "import", "cases", "--into", database.address("options=-clock_timeout%3D100ms"), "--force")
        #expect(run.exitCode == 75, "\(run.text)")
        #expect(run.standardError.contains("(SQLSTATE 55P03)"), "\(run.text)")
        try other.execute("ROLLBACK")
    }

    /// The year that PostgreSQL counts in another way.
    @Test func theYearBeforeTheFirst() throws {
        try dataset.append(
            "acc_old,per_0001,,public,data-protection,,0000-02-29,0001-01-01,release,,,0000-12-31T23:59:59Z",
            to: "access_rules.csv")
        let run = try importDataset()
        try #require(run.exitCode == 0, "\(run.text)")
        #expect(
            try database.column("SELECT imposed::text FROM access_rules WHERE id = 'acc_old'") == ["0001-02-29 BC"])
        try #require(try tool.run("import", address, "--into", "back").exitCode == 0)
        let back = String(decoding: try dataset.scratch.read("back/access_rules.csv"), as: UTF8.self)
        #expect(back.contains(",0000-02-29,0001-01-01,release,,public,0000-12-31T23:59:59Z\n"), "\(back)")
    }

    /// The copy is not fit, so nobody ever sees it.
    @Test func importIsAllOrNothing() throws {
        try #require(try importDataset().exitCode == 0)
        try dataset.append(
            "stm_new,,per_nowhere,https://w3id.org/caseexport/ns#age,1,,,normal,,,accepted", to: "statements.csv")
        let run = try importDataset("cases", "--force")
        #expect(run.exitCode == 65, "\(run.text)")
        #expect(try rowCount() == "619")
        #expect(try database.column("SELECT count(*) FROM statements WHERE id = 'stm_new'") == ["0"])
    }

    @Test func importOfValuesThatNoColumnTakes() throws {
        try dataset.change(line: 2, of: "places.csv") { $0 = "plc_0001,England and Wales,jurisdiction,,fifty-one,,,,," }
        let run = try importDataset()
        #expect(run.exitCode == 65, "\(run.text)")
        #expect(run.standardOutput.contains("error invalid-value table places"), "\(run.text)")
        #expect(run.standardOutput.contains("fifty-one"))
        #expect(try database.column("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == ["0"])
    }

    /// What is not a date goes to the server as it is: it must not become two cells, or a row more.
    @Test func importOfWhatLooksLikeCells() throws {
        try dataset.append(
            "acc_old,per_0001,,public,data-protection,,\"2020-01-01\t2021-01-01\nx\\\",,release,,,",
            to: "access_rules.csv")
        let run = try importDataset()
        #expect(run.exitCode == 65, "\(run.text)")
        #expect(run.standardOutput.contains("error invalid-value table access_rules"), "\(run.text)")
    }

    @Test func importIntoViews() throws {
        try database.execute("CREATE TABLE people (id text); CREATE VIEW persons AS SELECT * FROM people")
        let run = try importDataset()
        #expect(run.exitCode == 73)
        #expect(run.standardError.contains("\"persons\" is a view there"), "\(run.text)")
    }

    @Test func importWithoutTheRight() throws {
        let role = "writer_\(database.name)"
        try database.execute("CREATE ROLE \(role) LOGIN")
        let run = try tool.run("import", "cases", "--into", database.address(user: role))
        #expect(run.exitCode == 73, "\(run.text)")
        #expect(run.standardError.contains("permission denied for schema public (SQLSTATE 42501)"), "\(run.text)")
    }

    @Test func importIntoASchemaThatIsNotThere() throws {
        let run = try tool.run("import", "cases", "--into", database.address("options=-csearch_path%3Dnowhere"))
        #expect(run.exitCode == 73)
        #expect(run.standardError.contains("CREATE SCHEMA"), "\(run.text)")
    }

    @Test func importWhereNothingListens() throws {
        let run = try tool.run("import", "cases", "--into", "postgresql:///cases?host=/nowhere")
        #expect(run.exitCode == 73)
        #expect(run.standardError.hasPrefix("caseexport: cannot connect to postgresql:///cases?host=/nowhere: "))
    }

    @Test func importIntoADatabaseOfAnotherEncoding() throws {
        let database = try PostgreSQLServer.shared().makeDatabase("ENCODING 'LATIN1' LOCALE 'C'")
        let run = try tool.run("import", "cases", "--into", database.address())
        #expect(run.exitCode == 73)
        #expect(run.standardError.contains("the encoding LATIN1"), "\(run.text)")
    }

    @Test func importOfATableOfItsOwn() throws {
        try dataset.write("id,text\nnot_1,A note\n", to: "case_notes.csv")
        try dataset.write(
            """
            {"@context": "http://www.w3.org/ns/csvw", "tables": [{"url": "case_notes.csv", "https://w3id.org/caseexport/ns#idPrefix": "not",
              "tableSchema": {"columns": [{"name": "text", "https://w3id.org/caseexport/ns#kind": "text lang", "required": true}]}}]}
            """, to: "csv-metadata.json")
        #expect(try importDataset().exitCode == 0)
        let flags = ["--metadata", "cases/csv-metadata.json", "--json"]
        let run = try tool.run(["check", address] + flags)
        #expect(run.exitCode == 0)
        #expect(run.standardOutput.contains("\"case_notes\": 1"), "\(run.text)")
    }

    // MARK: Trouble on the way

    /// Rows come for seconds; something happens meanwhile.
    private func startSlowExport(_ flags: String...) throws -> RunningTool {
        try #require(try importDataset().exitCode == 0)
        try database.execute(
            """
            ALTER TABLE persons RENAME TO people;
            CREATE VIEW persons AS SELECT * FROM people WHERE pg_sleep(0.1 * length(id) * 100) IS NOT NULL
            """)
        let running = try tool.start(
            ["export", address, "--to", "csv,nquads", "--output", "export"] + flags)
        let session = try database.connect()
        let isReading = running.wait {
            let count = try? session.column(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
            return count != ["0"]
        }
        try #require(isReading)
        return running
    }

    private func waitForNobody() throws {
        let session = try database.connect()
        for _ in 0..<100 {
            if try session.column(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()")
                == ["0"]
            {
                return
            }
            usleep(50_000)
        }
        Issue.record("the server still works on it")
    }

    @Test func aLostConnectionLeavesNothing() throws {
        let running = try startSlowExport()
        _ = try database.column(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        let run = try running.wait(for: .seconds(30))
        #expect(run.exitCode == 75, "\(run.text)")
        #expect(
            run.standardError.hasPrefix(
                "caseexport: cannot read table persons of \(address) just now: terminating connection"),
            "\(run.text)")
        #expect(run.standardError.split(separator: "\n").count == 1)
        #expect(dataset.neighbours == [])
    }

    @Test func anInterruptionEndsTheStatement() throws {
        let running = try startSlowExport()
        running.signal(SIGINT)
        let run = try running.wait(for: .seconds(10))
        #expect(run.exitCode == 130, "\(run.text)")
        #expect(run.standardError == "caseexport: interrupted; nothing was written\n")
        #expect(dataset.neighbours == [])
        try waitForNobody()
    }

    @Test func aBrokenViewIsAFinding() throws {
        try #require(try importDataset().exitCode == 0)
        try database.execute(
            """
            ALTER TABLE persons RENAME TO people;
            CREATE VIEW persons AS SELECT id, (1 / (length(id) - length(id)))::text AS name FROM people
            """)
        let refusal = try Refusal(dataset, input: address)
        refusal.expectFinding("database-unreadable", at: "table persons", saying: "division by zero (SQLSTATE 22012)")
    }

    @Test func rightsThatAreMissing() throws {
        try #require(try importDataset().exitCode == 0)
        let role = "reader_\(database.name)"
        try database.execute("CREATE ROLE \(role) LOGIN; GRANT SELECT ON dataset TO \(role)")
        let refusal = try Refusal(dataset, input: database.address(user: role))
        refusal.expectError("permission denied for table", exitCode: 66)
    }

    @Test func passwordsAreNeverShown() throws {
        let folder = database.server.folder
        let address = "postgresql://keeper:geheim@/\(database.name)?host=\(folder)&sslpassword=geheim"
        try #require(try importDataset().exitCode == 0)
        for arguments in [
            ["check", address], ["check", address, "--json"], ["inspect", address],
            ["export", address, "--to", "csv", "--output", "export"], ["import", address, "--into", "copy.sqlite"],
            ["import", "cases", "--into", address], ["import", "cases", "--into", address, "--force", "--json"],
            ["check", "postgresql://keeper:geheim@/nowhere?host=\(folder)"], ["verify", address], ["graph", address],
            ["check", "postgresql://keeper:ge/heim@/\(database.name)"], ["inspect", address, "--signers", "x"],
            ["check", address, "--metadata", "nowhere.json"], ["check", address, address],
            ["export", "cases", "--to", "csv", "--output", address],
        ] {
            let run = try tool.run(arguments)
            #expect(!run.text.contains("geheim") && !run.text.contains("heim@"), "\(arguments): \(run.text)")
        }
    }

    @Test func flagsForDatabasesOnly() throws {
        for flag in ["--metadata", "--documents"] {
            let run = try tool.run("check", "cases", flag, "cases")
            #expect(run.exitCode == 64)
            #expect(run.standardError.contains("are for PostgreSQL databases"), "\(run.text)")
        }
    }
}
#endif
