/// A dialect of SQL that a schema is written in.
public enum SQLDialect: String, Sendable, CaseIterable {
    case sqlite, postgresql
}

/// Writes a schema as SQL: one CREATE TABLE a table, in the order of the documentation.
package enum SQLWriter {
    package static func script(_ schema: Schema, dialect: SQLDialect) -> String {
        var text = "-- Tables of a case dataset, for \(dialect == .sqlite ? "SQLite 3.37 or later" : "PostgreSQL").\n"
        for table in schema.tables { text += "\n" + create(table, dialect: dialect) }
        return text
    }

    package static func create(_ table: Table, dialect: SQLDialect) -> String {
        let key = TableLayout(table, index: 0).keyColumns.map { quoted(table.columns[$0].name) }.joined(separator: ", ")
        var parts = table.columns.map { "  " + column($0, of: table, dialect: dialect) }
        parts.append("  PRIMARY KEY (\(key))")
        let options = dialect == .sqlite ? " STRICT, WITHOUT ROWID" : ""
        return
            "-- \(onOneLine(table.documentation))\nCREATE TABLE \(quoted(table.name)) (\n\(parts.joined(separator: ",\n"))\n)\(options);\n"
    }

    private static func column(_ column: Column, of table: Table, dialect: SQLDialect) -> String {
        var text = quoted(column.name) + " " + (dialect == .sqlite ? column.kind.sqlite : column.kind.postgresql)
        // Ids sort by their bytes, whatever the database's own collation is.
        if dialect == .postgresql, [Kind.id.name, Kind.reference.name, Kind.code.name].contains(column.kind.name) {
            text += " COLLATE \"C\""
        }
        if column.isRequired { text += " NOT NULL" }
        if let value = column.defaultValue { text += " DEFAULT '\(value)'" }
        if column.kind.name == Kind.flag.name && dialect == .sqlite {
            text += " CHECK (\(quoted(column.name)) IN (0, 1))"
        }
        if dialect == .sqlite, case .tables(let targets) = column.target, targets.count == 1 {
            text += " REFERENCES \(quoted(targets[0])) (\"id\") DEFERRABLE INITIALLY DEFERRED"
        }
        return text
    }

    /// A text for a comment. A dataset's metadata can hold any, and a comment ends with its line: what stands behind a
    /// line end would be SQL.
    private static func onOneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { line.append(scalar.value < 0x20 ? " " : scalar) }
        return String(line)
    }

    /// An identifier, quoted as SQL has it. By code points: a quote with a combining mark behind it is a `Character` of
    /// its own to Swift, and a quote to SQL.
    package static func quoted(_ name: String) -> String {
        var quoted: String.UnicodeScalarView = "\"".unicodeScalars
        for scalar in name.unicodeScalars {
            if scalar == "\"" { quoted.append(scalar) }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
