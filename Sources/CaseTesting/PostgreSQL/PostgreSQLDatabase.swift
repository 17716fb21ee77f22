#if PostgreSQL
import CPostgreSQL
import Glibc
import CaseModel
package import CaseStore

/// A database on the tests' server, by SQL. One that was made for a test is gone with the last reference to it.
package final class PostgreSQLDatabase: Sendable {
    package let server: PostgreSQLServer
    package let name: String
    private let isTemporary: Bool

    init(server: PostgreSQLServer, name: String, isTemporary: Bool) {
        self.server = server
        self.name = name
        self.isTemporary = isTemporary
    }

    deinit {
        if isTemporary { try? server.database("postgres").execute("DROP DATABASE \(name) WITH (FORCE)") }
    }

    /// An address for the tool.
    package func address(user: String = "keeper", _ query: String = "") -> String {
        server.address(of: name, user: user, query)
    }

    /// The dataset in it.
    package func store(
        user: String = "keeper", _ query: String = "", metadata: String? = nil, documents: String? = nil
    ) throws -> PostgreSQLStore {
        PostgreSQLStore(
            try PostgreSQLAddress(address(user: user, query)), metadataPath: metadata, documentsPath: documents)
    }

    /// Runs statements on a connection of their own.
    package func execute(_ sql: String) throws { try connect().execute(sql) }

    /// The first column of the rows that a query gives, as text; NULL as nil.
    package func column(_ sql: String) throws -> [String?] { try connect().column(sql) }

    package func connect() throws -> PostgreSQLSession { try PostgreSQLSession(address()) }

    /// Makes the model's tables, and fills them with a dataset's rows, in no order.
    package func write(_ dataset: RandomDataset) throws {
        let session = try connect()
        try session.execute("BEGIN;" + SQLWriter.script(dataset.schema, dialect: .postgresql))
        for table in dataset.schema.tables {
            try session.insert(
                dataset.rows(of: table, in: .shuffled), into: table.name, columns: table.columns.map(\.name))
        }
        try session.execute("COMMIT")
    }
}

/// A connection: the real library, by SQL.
package final class PostgreSQLSession {
    private let handle: OpaquePointer

    init(_ address: String) throws {
        guard let handle = PQconnectdb(address), PQstatus(handle) == CONNECTION_OK else {
            throw PostgreSQLServer.Failure(description: "cannot connect to \(address)")
        }
        self.handle = handle
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
        PQsetClientEncoding(handle, "UTF8")
    }

    deinit { PQfinish(handle) }

    package func execute(_ sql: String) throws {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        try check(result, sql)
    }

    /// The first column of the rows that a query gives, as text; NULL as nil.
    package func column(_ sql: String) throws -> [String?] {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        try check(result, sql)
        return (0..<PQntuples(result)).map { row in
            PQgetisnull(result, row, 0) == 1 ? nil : String(cString: PQgetvalue(result, row, 0))
        }
    }

    /// Inserts rows of text; an empty cell becomes NULL.
    package func insert(_ rows: [[String]], into table: String, columns: [String]) throws {
        let names = columns.map(SQLWriter.quoted).joined(separator: ", ")
        let marks = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let sql = "INSERT INTO \(SQLWriter.quoted(table)) (\(names)) VALUES (\(marks))"
        for row in rows {
            let values = row.map { $0.isEmpty ? nil : strdup($0) }
            defer { for value in values { free(value) } }
            let result = PQexecParams(
                handle, sql, CInt(row.count), nil, values.map { UnsafePointer($0) }, nil, nil, 0)
            defer { PQclear(result) }
            try check(result, "\(table) \(row)")
        }
    }

    private func check(_ result: OpaquePointer?, _ sql: String) throws {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default:
            throw PostgreSQLServer.Failure(description: String(cString: PQerrorMessage(handle)) + ": " + sql)
        }
    }
}
#endif
