#if PostgreSQL
import CPostgreSQL
import CaseBytes
import CaseFiles
package import CaseModel

/// Fills the tables of a PostgreSQL database, in one transaction: whoever reads meanwhile sees the old dataset, and the
/// new one behind `commit`. Where this value is dropped before that, everything is as it was.
package final class PostgreSQLDestination: ImportDestination {
    private let connection: PostgreSQLConnection
    /// The schema that the tables are in, quoted.
    private let namespace: String
    private let schema: Schema
    private var layout: TableLayout?
    /// How many rows of it were given.
    private var rowCount = 0
    private var buffer = ByteBuffer(capacity: 1 << 17)

    /// Makes the tables that are not there, in the first schema of the search path.
    ///
    /// - Parameter replace: whether rows that are there give way.
    /// - Throws: `FileProblem` where there are rows and they may not, and where something else than a table is there;
    ///   `StoreProblem`.
    package init(_ address: PostgreSQLAddress, schema: Schema, replacing replace: Bool) throws {
        self.schema = schema
        connection = try PostgreSQLConnection(to: address, for: .writing)
        try connection.execute("BEGIN")
        try connection.settle()
        let place = try connection.query(
            "SELECT pg_catalog.current_schema(), pg_catalog.current_setting('server_encoding')")
        guard !place.text(0, 0).isEmpty else {
            throw Self.refusal(address, "no schema of the search path is there; make one with CREATE SCHEMA")
        }
        guard place.text(0, 1) == "UTF8" else {
            throw Self.refusal(
                address,
                "the database has the encoding \(place.text(0, 1)), which cannot hold every text; make one with ENCODING 'UTF8'"
            )
        }
        namespace = SQLWriter.quoted(place.text(0, 0))
        try prepareTables(place.text(0, 0), replacing: replace)
    }

    private static func refusal(_ address: PostgreSQLAddress, _ detail: String) -> FileProblem {
        FileProblem(.cannotWrite, "write to", address.shown, detail: detail)
    }

    private func prepareTables(_ name: String, replacing replace: Bool) throws {
        let rows = try connection.query(
            """
            SELECT c.relname, c.relkind FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """, [name])
        var kinds: [String: String] = [:]
        for row in 0..<rows.count { kinds[rows.text(row, 0)] = rows.text(row, 1) }
        let present = schema.tables.filter { kinds[$0.name] != nil }
        for table in present where !["r", "p"].contains(kinds[table.name]) {
            throw Self.refusal(
                connection.address, "\"\(table.name)\" is a view there; import into a schema of its own")
        }
        if !present.isEmpty {
            // Whoever reads is not in the way; whoever writes is.
            try connection.execute(
                "LOCK TABLE \(present.map(qualified).joined(separator: ", ")) IN SHARE ROW EXCLUSIVE MODE")
            try replace ? clear(present) : assertEmpty(present)
        }
        try connection.execute("SET LOCAL search_path = \(namespace)")
        for table in schema.tables where kinds[table.name] == nil {
            try connection.execute(SQLWriter.create(table, dialect: .postgresql), tables: [table.name])
        }
    }

    private func assertEmpty(_ tables: [Table]) throws {
        for table in tables {
            let rows = try connection.query("SELECT FROM \(qualified(table)) LIMIT 1")
            if rows.count > 0 {
                throw Self.refusal(
                    connection.address,
                    "a dataset is there already, with rows in \"\(table.name)\"; --force replaces it")
            }
        }
    }

    /// Not by TRUNCATE: readers of an older snapshot would find nothing.
    private func clear(_ tables: [Table]) throws {
        for table in tables { try connection.execute("DELETE FROM \(qualified(table))", tables: [table.name]) }
    }

    private func qualified(_ table: Table) -> String { namespace + "." + SQLWriter.quoted(table.name) }

    // MARK: Rows

    package func begin(_ layout: TableLayout) throws {
        try endTable()
        self.layout = layout
        rowCount = 0
        let columns = layout.table.columns.map { SQLWriter.quoted($0.name) }.joined(separator: ", ")
        try connection.beginPutting(
            "COPY \(qualified(layout.table)) (\(columns)) FROM STDIN", layout.table.name)
    }

    package func add(_ row: [[UInt8]]) throws {
        guard let layout else { return }
        for (index, value) in row.enumerated() {
            if index > 0 { buffer.append(0x09) }
            if value.isEmpty {
                buffer.append("\\N" as StaticString)
            } else {
                append(value, layout.table.columns[index].kind)
            }
        }
        buffer.append(0x0A)
        rowCount += 1
        if buffer.count >= 1 << 16 { try flush() }
    }

    private func append(_ value: [UInt8], _ kind: Kind) {
        let isDay = kind.name == Kind.date.name || kind.name == Kind.instant.name
        // COPY's own escapes (PostgreSQL documentation, COPY, "Text Format").
        for byte in isDay ? withEra(value) : value {
            switch byte {
            case 0x5C: buffer.append("\\\\" as StaticString)
            case 0x0A: buffer.append("\\n" as StaticString)
            case 0x0D: buffer.append("\\r" as StaticString)
            case 0x09: buffer.append("\\t" as StaticString)
            default: buffer.append(byte)
            }
        }
    }

    /// PostgreSQL has no year 0: what XSD calls 0000 is 1 BC.
    private func withEra(_ value: [UInt8]) -> [UInt8] {
        guard value.starts(with: "0000-".utf8) else { return value }
        return Array("0001".utf8) + value[4...] + Array(" BC".utf8)
    }

    private func flush() throws {
        guard buffer.count > 0, let layout else { return }
        try connection.put(buffer.bytes, layout.table.name)
        buffer.removeAll()
    }

    private func endTable() throws {
        guard let layout else { return }
        try flush()
        let count = try connection.endPutting(layout.table.name)
        self.layout = nil
        guard count == rowCount else {
            throw StoreProblem(
                .unfit,
                "\(connection.address.shown) took \(count) of \(rowCount) rows of the table \(layout.table.name): a trigger of it leaves some out; drop it, or import into a new database"
            )
        }
    }

    package func finish() throws { try endTable() }

    /// A database has no place for it; whoever reads it names a file.
    package func add(metadata: [UInt8]) throws {}

    // MARK: The end

    /// What is there now, which nobody else sees yet.
    package func snapshot(documentsPath: String?) throws -> any DatasetSnapshot {
        try PostgreSQLSnapshot(
            connections: [connection], metadata: DatasetMetadata(schema: schema), documentsPath: documentsPath)
    }

    /// Makes the new dataset the one that everybody sees.
    package func commit() throws { try connection.commit() }
}
#endif
