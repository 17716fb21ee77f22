package import CaseModel
import Foundation

/// A dataset that is made up from a seed and a schema: every table has rows, and a check finds no error in it.
package struct RandomDataset: Sendable {
    /// In which order a table's rows are written.
    package enum RowOrder: Sendable, CaseIterable { case canonical, byBytes, shuffled }

    package let seed: UInt64
    package let schema: Schema
    /// The rows of each table as cells in the order of its columns, in canonical order.
    package private(set) var rows: [String: [[String]]] = [:]
    /// What stands under `documents/`.
    package private(set) var documents: [String: [UInt8]] = [:]

    package init(seed: UInt64, rowsPerTable: Int = 40, schema: Schema = .standard) {
        self.seed = seed
        self.schema = schema
        var maker = RowMaker(seed: seed, schema: schema, count: rowsPerTable)
        maker.makeAll()
        documents = maker.documents
        for table in schema.tables { rows[table.name] = maker.rows[table.name]!.sorted { precedes($0, $1, in: table) } }
    }

    private func precedes(_ a: [String], _ b: [String], in table: Table) -> Bool {
        Self.iri(a, in: table).lexicographicallyPrecedes(Self.iri(b, in: table))
    }

    /// A row's subject as a canonical N-Quads line has it, behind the base.
    private static func iri(_ row: [String], in table: Table) -> [UInt8] {
        switch table.key {
        case .id: Array("\(row[0])>".utf8)
        case .concept: Array("concept/\(row[0])/\(row[1])>".utf8)
        case .dataset: []
        }
    }

    /// Writes another value into a cell; the row is counted in canonical order.
    package mutating func change(_ table: String, row: Int, column: String, to value: String) {
        guard let index = schema.table(named: table)?.index(of: column) else { return }
        rows[table]?[row][index] = value
    }

    /// The same dataset with one in so many rows of each table changed: one of the row's texts is another.
    package func changed(oneIn share: Int, seed: UInt64) -> RandomDataset {
        var random = SeededGenerator(seed: seed)
        var changed = self
        // What a preferred statement says of a record stays what it is.
        let statements = schema.table(named: "statements")
        let (subject, property) = (statements?.index(of: "subject_id"), statements?.index(of: "property"))
        let stated = Set((rows["statements"] ?? []).map { $0[subject ?? 0] + $0[property ?? 0] })
        for table in schema.tables where table.prefix != nil {
            let texts = table.columns.indices.filter {
                let column = table.columns[$0]
                return column.property != nil && column.name != "value"
                    && (column.kind.name == Kind.text.name || column.kind.name == Kind.languageText.name)
            }
            for (number, row) in (rows[table.name] ?? []).enumerated() where random.oneIn(share) {
                let free = texts.filter {
                    !row[$0].isEmpty && !stated.contains(row[0] + (table.columns[$0].property ?? ""))
                }
                guard !free.isEmpty else { continue }
                changed.rows[table.name]?[number][random.pick(free)] = RandomText.make(&random)
            }
        }
        return changed
    }

    /// The rows of a table as they are to be written.
    package func rows(of table: Table, in order: RowOrder) -> [[String]] {
        let rows = rows[table.name] ?? []
        switch order {
        case .canonical: return rows
        case .byBytes:
            let key = { (row: [String]) in Self.iri(row, in: table).dropLast() }
            return rows.sorted { key($0).lexicographicallyPrecedes(key($1)) }
        case .shuffled:
            var generator = SeededGenerator(seed: seed ^ 0x5EED)
            return rows.shuffled(using: &generator)
        }
    }

    /// Writes the dataset as a directory of CSV, each table in a file.
    package func write(to directory: TemporaryDirectory, order: RowOrder = .canonical) throws {
        for table in schema.tables {
            try directory.write(Self.csv(table, rows(of: table, in: order)), to: table.name + ".csv")
        }
        try writeDocuments(to: directory)
    }

    /// Writes the dataset as a directory of NDJSON, with every value as a string or, where it is one, a number.
    package func writeNDJSON(to directory: TemporaryDirectory, order: RowOrder = .canonical) throws {
        for table in schema.tables {
            var text: [UInt8] = []
            for row in rows(of: table, in: order) {
                let members = zip(table.columns, row).filter { !$1.isEmpty }.map { column, cell in
                    JSON.Member(key: column.name, value: column.kind.json == .number ? .number(cell) : .string(cell))
                }
                text += JSON.object(members).compact() + [0x0A]
            }
            try directory.write(text, to: table.name + ".ndjson")
        }
        try writeDocuments(to: directory)
    }

    /// Writes the dataset as a SQLite file of this name, in the schema's own tables.
    package func writeSQLite(to directory: TemporaryDirectory, name: String, order: RowOrder = .shuffled) throws {
        let file = try SQLiteFile(directory(name))
        try file.execute("BEGIN;" + SQLWriter.script(schema, dialect: .sqlite))
        for table in schema.tables {
            let flags = table.columns.map { $0.kind.name == Kind.flag.name }
            let rows = rows(of: table, in: order).map { row in
                zip(row, flags).map { cell, isFlag in isFlag && !cell.isEmpty ? (cell == "true" ? "1" : "0") : cell }
            }
            try file.insert(rows, into: table.name, columns: table.columns.map(\.name))
        }
        try file.execute("COMMIT")
        try writeDocuments(to: directory)
    }

    private func writeDocuments(to directory: TemporaryDirectory) throws {
        for (path, bytes) in documents { try directory.write(bytes, to: "documents/" + path) }
    }

    /// CSV with CRLF; quotes wherever RFC 4180 asks for them.
    package static func csv(_ table: Table, _ rows: [[String]]) -> [UInt8] {
        var text: [UInt8] = []
        for row in [table.columns.map(\.name)] + rows {
            text += row.map { quoted($0) }.joined(separator: [0x2C])
            text += [0x0D, 0x0A]
        }
        return text
    }

    private static func quoted(_ cell: String) -> [UInt8] {
        let bytes = Array(cell.utf8)
        guard bytes.contains(where: { [0x2C, 0x22, 0x0D, 0x0A].contains($0) }) else { return bytes }
        return [0x22] + bytes.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } + [0x22]
    }
}
