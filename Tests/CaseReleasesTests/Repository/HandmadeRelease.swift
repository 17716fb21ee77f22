import CaseModel
import CaseReleases
import CaseTesting

/// A release of tables alone, which need not be right: a bag with CSV files and their metadata.
struct HandmadeRelease {
    var schema = Schema.standard
    /// The rows of each table that there is, by the names of their columns; written in canonical order.
    var rows: [String: [[String: String]]] = [:]
    /// Columns that a table's file and its description lack.
    var lacking: [String: Set<String>] = [:]

    init(_ rows: [String: [[String: String]]] = [:]) {
        self.rows = rows
        if self.rows["dataset"] == nil {
            self.rows["dataset"] = [["base": "https://example.org/cases/", "title": "Cases", "language": "en"]]
        }
    }

    /// As `changes.csv` names a row.
    static func key(_ row: [String: String], of table: String) -> String {
        switch table {
        case "dataset": row["base"] ?? ""
        case "concepts": "\(row["scheme"] ?? "")/\(row["code"] ?? "")"
        default: row["id"] ?? ""
        }
    }

    /// Whether a key comes before another in canonical order: as if each ended in `>`.
    static func precedes(_ a: String, _ b: String) -> Bool { (a + ">").utf8.lexicographicallyPrecedes((b + ">").utf8) }

    private func columns(of layout: TableLayout) -> [String] {
        layout.columns.map(\.column.name).filter { !(lacking[layout.table.name] ?? []).contains($0) }
    }

    private func csv(_ layout: TableLayout) -> [UInt8] {
        let (table, columns) = (layout.table.name, columns(of: layout))
        let sorted = (rows[table] ?? []).sorted { Self.precedes(Self.key($0, of: table), Self.key($1, of: table)) }
        let lines = [columns] + sorted.map { row in columns.map { row[$0] ?? "" } }
        let text = lines.map { cells in
            cells.map { cell in
                cell.utf8.contains { ",\"\r\n".utf8.contains($0) } ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
            }.joined(separator: ",") + "\r\n"
        }
        return Array(text.joined().utf8)
    }

    private var metadata: JSON {
        let layouts = schema.layouts.filter { rows[$0.table.name] != nil }
        let whole = CSVWWriter(base: "https://example.org/cases/", language: "en").metadata(for: layouts)
        return Self.changed(whole, "tables") { tables in
            .array(
                (tables.items ?? []).map { table in
                    let lacking = lacking[String((table["url"]?.text ?? "").prefix { $0 != "." })] ?? []
                    return Self.changed(table, "tableSchema") { schema in
                        Self.changed(schema, "columns") { columns in
                            .array((columns.items ?? []).filter { !lacking.contains($0["name"]?.text ?? "") })
                        }
                    }
                })
        }
    }

    private static func changed(_ value: JSON, _ key: String, _ change: (JSON) -> JSON) -> JSON {
        .object((value.members ?? []).map { $0.key == key ? .init(key: key, value: change($0.value)) : $0 })
    }

    /// Writes the bag into a folder of a directory.
    func write(to directory: TemporaryDirectory, as name: String) throws -> String {
        var bag = TestBag()
        bag.payload = ["csv/csv-metadata.json": metadata.pretty()]
        for layout in schema.layouts where rows[layout.table.name] != nil {
            bag.payload["csv/\(layout.table.name).csv"] = csv(layout)
        }
        return try bag.write(to: directory, as: name)
    }
}

/// What came of comparing two releases.
struct Comparison {
    let changes: TableChanges
    /// Of `changes.csv`, without the header.
    let lines: [[String]]
    let bytes: [UInt8]

    init(_ old: String, _ new: String) throws {
        var bytes: [UInt8] = []
        changes = try TableChanges(from: ReleaseTables(old), to: ReleaseTables(new)) { bytes.append(contentsOf: $0) }
        self.bytes = bytes
        lines = Array(try StrictCSV.texts(bytes).dropFirst())
    }

    /// Of two releases that are made by hand.
    init(_ old: HandmadeRelease, _ new: HandmadeRelease) throws {
        let directory = try TemporaryDirectory()
        self = try withExtendedLifetime(directory) {
            try Comparison(old.write(to: directory, as: "old"), new.write(to: directory, as: "new"))
        }
    }

    func table(_ name: String) -> ReleaseRecord.TableChange? { changes.tables.first { $0.table == name } }
}
