import CSQLite
import CaseModel

/// A SQLite file that a test writes: the real library, by SQL.
package final class SQLiteFile {
    package struct Failure: Error, CustomStringConvertible { package let description: String }

    private let handle: OpaquePointer

    package init(_ path: String) throws {
        var handle: OpaquePointer?
        guard sqlite3_open(path, &handle) == SQLITE_OK, let handle else {
            throw Failure(description: "cannot open \(path)")
        }
        self.handle = handle
    }

    deinit { sqlite3_close_v2(handle) }

    package func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw Failure(description: String(cString: sqlite3_errmsg(handle)) + ": " + sql)
        }
    }

    /// The first column of the rows that a query gives, as text; NULL as nil.
    package func column(_ sql: String) throws -> [String?] {
        let statement = try prepare(sql)
        defer { sqlite3_finalize(statement) }
        var values: [String?] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: values.append(sqlite3_column_text(statement, 0).map { String(cString: $0) })
            case SQLITE_DONE: return values
            default: throw Failure(description: String(cString: sqlite3_errmsg(handle)))
            }
        }
    }

    /// Inserts rows of text; an empty cell becomes NULL.
    package func insert(_ rows: [[String]], into table: String, columns: [String]) throws {
        let names = columns.map(SQLWriter.quoted).joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try prepare("INSERT INTO \(SQLWriter.quoted(table)) (\(names)) VALUES (\(marks))")
        defer { sqlite3_finalize(statement) }
        for row in rows {
            sqlite3_reset(statement)
            for (index, cell) in row.enumerated() {
                var cell = cell
                let position = CInt(index + 1)
                if cell.isEmpty {
                    sqlite3_bind_null(statement, position)
                } else {
                    cell.withUTF8 { bytes in
                        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                        _ = bytes.withMemoryRebound(to: CChar.self) {
                            sqlite3_bind_text(statement, position, $0.baseAddress, CInt($0.count), transient)
                        }
                    }
                }
            }
            guard sqlite3_step(statement) == SQLITE_DONE else {
                throw Failure(description: String(cString: sqlite3_errmsg(handle)) + ": \(table) \(row)")
            }
        }
    }

    private func prepare(_ sql: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw Failure(description: String(cString: sqlite3_errmsg(handle)) + ": " + sql)
        }
        return statement
    }
}
