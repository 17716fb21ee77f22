import CSQLite
import CaseBytes
import CaseFiles
package import CaseModel

/// Writes a SQLite file with the model's tables, in one transaction.
package final class SQLiteDestination: ImportDestination {
    private let path: String
    private let connection: SQLiteConnection
    private var insert: SQLiteStatement?
    private var layout: TableLayout?

    /// Makes the file and its tables.
    package init(path: String, schema: Schema) throws {
        self.path = path
        connection = try SQLiteConnection(writing: path)
        // The file is thrown away when anything fails, so nothing has to be undone in it.
        try execute("PRAGMA journal_mode = OFF")
        try execute("PRAGMA synchronous = OFF")
        try execute("BEGIN EXCLUSIVE")
        try execute(SQLWriter.script(schema, dialect: .sqlite))
    }

    private func execute(_ sql: String) throws {
        do {
            try connection.execute(sql)
        } catch let problem as StoreProblem {
            throw connection.problem(writing: Place(), problem)
        }
    }

    package func begin(_ layout: TableLayout) throws {
        self.layout = layout
        let columns = layout.table.columns.map { SQLWriter.quoted($0.name) }.joined(separator: ", ")
        let marks = layout.table.columns.map { _ in "?" }.joined(separator: ", ")
        insert = try connection.prepare(
            "INSERT INTO \(SQLWriter.quoted(layout.table.name)) (\(columns)) VALUES (\(marks))")
    }

    package func add(_ row: [[UInt8]]) throws {
        guard let insert, let layout else { return }
        insert.reset()
        for (index, value) in row.enumerated() where !value.isEmpty {
            try bind(value, layout.table.columns[index].kind, at: CInt(index + 1), insert)
        }
        do {
            _ = try insert.step()
        } catch let problem as StoreProblem {
            let key = layout.keyColumns.map { String(decoding: row[$0], as: UTF8.self) }.joined(separator: "/")
            throw connection.problem(writing: Place(table: layout.table.name, record: key), problem)
        }
    }

    private func bind(_ value: [UInt8], _ kind: Kind, at index: CInt, _ insert: SQLiteStatement) throws {
        var value = value
        if kind.name == Kind.flag.name, let flag = ["true": "1", "false": "0"][String(decoding: value, as: UTF8.self)] {
            value = Array(flag.utf8)
        }
        // SQLite turns text into a whole number itself where the column is declared as one.
        try insert.bind(value, at: index)
    }

    package func finish() throws {
        insert = nil
        // A small dataset is written here and not before: this is where a full disk shows.
        try execute("COMMIT")
    }

    /// Beside the database.
    package func add(metadata: [UInt8]) throws { try writeFile(metadata, to: path + "-metadata.json") }
}
