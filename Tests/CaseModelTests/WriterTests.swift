import CaseModel
import CaseTesting
import Testing

private let notes = Table(
    name: "notes", key: .id(prefix: "not"), classIRI: "https://example.org/ns#Note", documentation: "Notes.",
    columns: [
        .recordID,
        Column(
            name: "event_id", kind: .reference, property: nil, isRequired: true, target: .tables(["events"]),
            documentation: "The event."),
        Column(
            name: "about_id", kind: .reference, property: nil, target: .tables(["persons", "organizations"]),
            documentation: "Whom."),
        Column(name: "urgent", kind: .flag, property: nil, documentation: "Whether."),
        Column(name: "count", kind: .integer, property: nil, documentation: "How many."),
        .access, .updated,
    ])

@Suite struct SQLWriterTests {
    /// A dataset's metadata says what its tables are for, and what it says must not become SQL.
    @Test(arguments: ["\n", "\r", "\r\n", "\u{B}"]) func documentationStaysInItsComment(lineEnd: String) {
        let table = Table(
            name: "notes", key: .id(prefix: "not"), classIRI: "https://example.org/Note",
            documentation: "Notes.\(lineEnd)DROP TABLE persons;", columns: [.recordID])
        let sql = SQLWriter.create(table, dialect: .sqlite)
        #expect(
            sql.unicodeScalars.split { "\n\r\u{B}".unicodeScalars.contains($0) }.map(String.init).dropFirst().first
                == "CREATE TABLE \"notes\" (")
    }

    @Test func quotedNames() {
        #expect(SQLWriter.quoted("a\"b") == "\"a\"\"b\"")
        #expect(Array(SQLWriter.quoted("a\"\u{301}b").utf8) == Array("\"a\"\"\u{301}b\"".utf8))
    }

    @Test func sqlite() {
        #expect(
            SQLWriter.create(notes, dialect: .sqlite) == """
                -- Notes.
                CREATE TABLE "notes" (
                  "id" TEXT NOT NULL,
                  "event_id" TEXT NOT NULL REFERENCES "events" ("id") DEFERRABLE INITIALLY DEFERRED,
                  "about_id" TEXT,
                  "urgent" INTEGER CHECK ("urgent" IN (0, 1)),
                  "count" INTEGER,
                  "access" TEXT DEFAULT 'public',
                  "updated" TEXT,
                  PRIMARY KEY ("id")
                ) STRICT, WITHOUT ROWID;

                """)
    }

    @Test func postgresql() {
        #expect(
            SQLWriter.create(notes, dialect: .postgresql) == """
                -- Notes.
                CREATE TABLE "notes" (
                  "id" text COLLATE "C" NOT NULL,
                  "event_id" text COLLATE "C" NOT NULL,
                  "about_id" text COLLATE "C",
                  "urgent" boolean,
                  "count" bigint,
                  "access" text COLLATE "C" DEFAULT 'public',
                  "updated" timestamptz,
                  PRIMARY KEY ("id")
                );

                """)
    }

    /// SQLite takes the script, and has every table and column afterwards.
    @Test func sqliteRunsIt() throws {
        let directory = try TemporaryDirectory()
        let file = try SQLiteFile(directory("a.sqlite"))
        try file.execute("PRAGMA foreign_keys = ON;" + SQLWriter.script(.standard, dialect: .sqlite))
        #expect(
            Set(try file.column("SELECT name FROM sqlite_schema WHERE type = 'table'"))
                == Set(Schema.standard.tables.map(\.name)))
        for table in Schema.standard.tables {
            #expect(try file.column("SELECT name FROM pragma_table_info('\(table.name)')") == table.columns.map(\.name))
            #expect(
                try file.column("SELECT name FROM pragma_table_info('\(table.name)') WHERE \"notnull\" ORDER BY cid")
                    == table.columns.filter {
                        $0.isRequired || table.key == .concept && ["scheme", "code"].contains($0.name)
                    }.map(\.name))
        }
    }

    @Test func sqliteKeepsTheRules() throws {
        let directory = try TemporaryDirectory()
        let file = try SQLiteFile(directory("a.sqlite"))
        try file.execute("PRAGMA foreign_keys = ON;" + SQLWriter.script(.standard, dialect: .sqlite))
        try file.execute("INSERT INTO persons (id, name, living) VALUES ('per_1', 'A', 1)")
        #expect(try file.column("SELECT access FROM persons") == ["public"])
        for sql in [
            "INSERT INTO persons (id, name) VALUES ('per_1', 'B')", "INSERT INTO persons (id) VALUES ('per_2')",
            "INSERT INTO persons (id, name, living) VALUES ('per_2', 'B', 2)",
            "INSERT INTO persons (id, name, merged_into_id) VALUES ('per_2', 'B', 'per_3')",
            "INSERT INTO persons (id, name, living) VALUES ('per_2', 'B', 'yes')",
        ] {
            #expect(throws: SQLiteFile.Failure.self, "\(sql)") { try file.execute(sql) }
        }
    }

    @Test(arguments: SQLDialect.allCases) func everyTableAndColumn(dialect: SQLDialect) {
        let script = SQLWriter.script(.standard, dialect: dialect)
        for table in Schema.standard.tables {
            #expect(script.contains("CREATE TABLE \"\(table.name)\" (\n"))
            #expect(script.contains(SQLWriter.create(table, dialect: dialect)))
            for column in table.columns {
                #expect(SQLWriter.create(table, dialect: dialect).contains("\n  \"\(column.name)\" "))
            }
        }
    }

    @Test func identifiersAreQuoted() {
        #expect(SQLWriter.quoted("a\"b") == "\"a\"\"b\"" && SQLWriter.quoted("select") == "\"select\"")
    }
}

@Suite struct DictionaryWriterTests {
    @Test func everyTableColumnAndKind() {
        let text = DictionaryWriter.markdown(.standard)
        for table in Schema.standard.tables {
            let sections = text.split(separator: "\n## ").filter { $0.hasPrefix(table.name + "\n") }
            #expect(sections.count == 1)
            let section = sections.first ?? ""
            #expect(section.contains(table.documentation) && section.contains(table.classIRI))
            for column in TableLayout(table, index: 0).columns {
                let rows = section.split(separator: "\n").filter {
                    $0.hasPrefix("| \(column.column.name) |") || $0.hasPrefix("| **\(column.column.name)** |")
                        || $0.hasPrefix("| *\(column.column.name)* |")
                }
                #expect(rows.count == 1, "\(table.name).\(column.column.name)")
                #expect(rows.first?.contains(column.column.documentation) == true)
            }
        }
        for kind in Kind.all {
            #expect(text.contains("\n| `\(kind.name)` | \(kind.expectation.replacing("|", with: "\\|")) |"))
        }
    }

    /// Every row of a table of Markdown has as many cells as its header.
    @Test func rowsAreWhole() {
        var width = 0
        for line in DictionaryWriter.markdown(.standard).split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                width = 0
                continue
            }
            let bars = line.replacing("\\|", with: "").count { $0 == "|" }
            if width == 0 { width = bars }
            #expect(bars == width, "\(line)")
        }
    }
}
