import CaseModel

/// A random dataset in which about one record in forty is restricted by itself, and some by rules.
package struct RestrictedDataset {
    package static let levels = ["public", "registered", "researcher", "internal", "sealed"]

    /// By table; as they are written.
    package private(set) var rows: [String: [[String]]] = [:]
    package let directory: TemporaryDirectory

    /// - Parameter marksTexts: whether texts that nothing is compared with end in a word that stands nowhere else.
    package init(seed: UInt64, rowsPerTable: Int = 60, marksTexts: Bool = false) throws {
        let dataset = RandomDataset(seed: seed, rowsPerTable: rowsPerTable)
        var generator = SeededGenerator(seed: seed)
        directory = try TemporaryDirectory()
        try dataset.write(to: directory)
        let tables = dataset.schema.tables.filter { $0.prefix != nil }
        for table in tables {
            var rows = dataset.rows(of: table, in: .canonical)
            for number in rows.indices {
                rows[number][table.index(of: "access")!] =
                    generator.oneIn(40) ? generator.pick(Self.levels) : generator.pick(["", "public"])
                if table.name == Table.accessRules.name {
                    let target = generator.pick(tables)
                    let record = generator.pick(dataset.rows(of: target, in: .canonical))[0]
                    Self.restrict(&rows[number], record, of: target, &generator)
                }
                if table.name == Table.statements.name { Self.openUp(&rows[number], always: marksTexts) }
                for index in table.columns.indices where marksTexts && Self.isMarked(table.columns[index], in: table) {
                    rows[number][index] += " \(seed)mark\(table.name)\(number)of\(index)"
                }
            }
            self.rows[table.name] = rows
            try directory.write(RandomDataset.csv(table, rows), to: table.name + ".csv")
        }
    }

    /// Makes a rule one about this record, mostly about one field of it.
    private static func restrict(
        _ row: inout [String], _ record: String, of table: Table, _ generator: inout SeededGenerator
    ) {
        let values = [
            "record_id": record, "field": generator.oneIn(3) ? "" : generator.pick(table.columns.dropFirst()).name,
            "level": generator.pick(levels), "ground": generator.pick(["minor", "court-order", "copyright"]),
            "imposed": "", "until": generator.pick(["", "2026-11-21", "2026-11-22", "2026-11-23"]),
            "on_expiry": generator.pick(["release", "review"]),
        ]
        for (name, value) in values { row[Table.accessRules.index(of: name)!] = value }
    }

    private static func isMarked(_ column: Column, in table: Table) -> Bool {
        ["text", "text lang"].contains(column.kind.name) && !["record", "field"].contains(column.name)
            && !(table.name == Table.statements.name && column.name == "value")
    }

    /// Statements about what was made up anew here prefer nothing.
    private static func openUp(_ row: inout [String], always: Bool) {
        func index(_ name: String) -> Int { Table.statements.index(of: name)! }
        guard always || row[index("subject_id")].hasPrefix("acc_") || row[index("property")].hasSuffix("#access") else {
            return
        }
        row[index("rank")] = "normal"
        row[index("status")] = "disputed"
    }
}
