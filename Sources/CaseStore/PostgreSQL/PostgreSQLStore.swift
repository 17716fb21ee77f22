#if PostgreSQL
import CPostgreSQL
import CaseFiles
import CaseModel
import Glibc

/// A dataset in a PostgreSQL database: tables or views of our names, or others that a metadata file maps.
package struct PostgreSQLStore: DatasetStore {
    let address: PostgreSQLAddress
    /// CSVW metadata that maps tables and columns, or declares some; nil where there is none.
    let metadataPath: String?
    /// The directory that the documents' files are in; nil where there is none.
    let documentsPath: String?

    /// The address without passwords.
    package var path: String { address.shown }

    /// - Parameters:
    ///   - metadataPath: a file of CSVW metadata.
    ///   - documentsPath: a directory.
    package init(_ address: PostgreSQLAddress, metadataPath: String? = nil, documentsPath: String? = nil) {
        self.address = address
        self.metadataPath = metadataPath
        self.documentsPath = documentsPath
    }

    /// Begins a transaction on a connection for each lane; all of them see what the first one sees.
    package func snapshot(lanes: Int) throws -> any DatasetSnapshot {
        if let metadataPath, fileType(metadataPath) != .file {
            throw FileProblem(.noInput, "open", metadataPath, detail: "there is no such file")
        }
        if let documentsPath, fileType(documentsPath) != .directory {
            throw FileProblem(.noInput, "open", documentsPath, detail: "there is no such directory")
        }
        let metadata = try metadataPath.map(readMetadata) ?? DatasetMetadata()
        let first = try PostgreSQLConnection(to: address)
        try first.beginReading()
        return try PostgreSQLSnapshot(
            connections: [first] + (try others(than: first, count: lanes - 1)), metadata: metadata,
            documentsPath: documentsPath)
    }

    /// Connections that see what the first one sees: as many as the server lets us have.
    private func others(than first: PostgreSQLConnection, count: Int) throws -> [PostgreSQLConnection] {
        guard count > 0 else { return [] }
        var connections: [PostgreSQLConnection] = []
        do {
            let snapshot = try first.query("SELECT pg_catalog.pg_export_snapshot()").text(0, 0)
            for _ in 0..<count {
                let connection = try PostgreSQLConnection(to: address)
                try connection.beginReading(as: snapshot)
                connections.append(connection)
            }
        } catch let interrupted as Interrupted {
            throw interrupted
        } catch {
            // One connection has to do, then; if there is something wrong with it too, that shows when it is read.
        }
        return connections
    }
}

extension PostgreSQLConnection {
    /// Begins the transaction that everything is read in.
    ///
    /// - Parameter snapshot: what another connection exported.
    func beginReading(as snapshot: String? = nil) throws {
        var sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if let snapshot { sql += "; SET TRANSACTION SNAPSHOT '\(snapshot)'" }
        try execute(sql)
        try settle()
    }

    /// What the transaction needs of the server: no limits on how long it takes, but one on waiting for a lock; and
    /// texts that are always written in the same way. Nothing of it outlasts the transaction, so that a pool of
    /// connections is left as it was.
    func settle() throws {
        try execute(
            """
            SELECT pg_catalog.set_config(name, '0', true) FROM pg_catalog.pg_settings
              WHERE name IN ('statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')
                AND setting <> '0';
            SELECT pg_catalog.set_config('lock_timeout', '10s', true)
              WHERE pg_catalog.current_setting('lock_timeout') = '0';
            SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'iso_8601'; SET LOCAL TimeZone = 'UTC';
            SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL xmlbinary = 'base64'
            """)
        // Such a database takes any bytes; which of them are not UTF-8 is for the check to say, row by row.
        if PQparameterStatus(handle, "server_encoding").map({ strcmp($0, "SQL_ASCII") }) == 0 {
            try execute("SET LOCAL client_encoding = 'SQL_ASCII'")
        }
    }
}
#endif
