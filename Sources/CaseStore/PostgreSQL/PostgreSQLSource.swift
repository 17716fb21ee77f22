#if PostgreSQL
import CaseModel

/// A table or view as the database's catalogue has it.
struct PostgreSQLRelation {
    struct Column {
        let name: String
        let type: PostgreSQLType
        let isNotNull: Bool
        /// Whether the role may read it.
        let isReadable: Bool
    }

    /// With its schema, quoted.
    let name: String
    let columns: [Column]
    /// Whether policies say which rows the role sees.
    let hasRowSecurity: Bool

    /// The tables that are there, by our names. A name is looked for along the search path; where there is none of it
    /// and it has a dot, in the schema before the first.
    static func all(of metadata: DatasetMetadata, _ connection: PostgreSQLConnection) throws -> [String: Self] {
        let tables = metadata.schema.layouts.map(\.table.name)
        let rows = try connection.query(select, [arrayLiteral(tables.map(metadata.sourceTable))])
        var names: [String: String] = [:]
        var columns: [String: [Column]] = [:]
        var secured: Set<String> = []
        for row in 0..<rows.count {
            guard let index = Int(rows.text(row, 0)) else { continue }
            let table = tables[index - 1]
            names[table] = SQLWriter.quoted(rows.text(row, 1)) + "." + SQLWriter.quoted(rows.text(row, 2))
            if rows.text(row, 7) == "t" { secured.insert(table) }
            columns[table, default: []].append(
                Column(
                    name: rows.text(row, 3), type: PostgreSQLType(oid: UInt32(rows.text(row, 4)) ?? 0),
                    isNotNull: rows.text(row, 5) == "t", isReadable: rows.text(row, 6) == "t"))
        }
        return names.reduce(into: [:]) { relations, name in
            relations[name.key] = Self(
                name: name.value, columns: columns[name.key] ?? [], hasRowSecurity: secured.contains(name.key))
        }
    }

    /// One row a column, with the type that its domain is made of.
    private static let select = """
        SELECT w.number, n.nspname, c.relname, a.attname,
          CASE WHEN t.typtype <> 'd' THEN t.oid ELSE (
            WITH RECURSIVE d (oid, base, form) AS (
              SELECT t.oid, t.typbasetype, t.typtype
              UNION ALL SELECT b.oid, b.typbasetype, b.typtype FROM d JOIN pg_catalog.pg_type b ON b.oid = d.base)
            SELECT d.oid FROM d WHERE d.form <> 'd') END,
          a.attnotnull, pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'),
          c.relrowsecurity AND pg_catalog.row_security_active(c.oid)
        FROM pg_catalog.unnest($1::pg_catalog.text[]) WITH ORDINALITY AS w (name, number)
        JOIN pg_catalog.pg_class c ON c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.oid = coalesce(
          pg_catalog.to_regclass(pg_catalog.quote_ident(w.name)),
          CASE WHEN w.name LIKE '%_._%' THEN pg_catalog.to_regclass(
            pg_catalog.quote_ident(pg_catalog.split_part(w.name, '.', 1)) || '.' || pg_catalog.quote_ident(
              pg_catalog.substr(w.name, pg_catalog.strpos(w.name, '.') + 1))) END)
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        ORDER BY w.number, a.attnum
        """

    /// An array of texts as PostgreSQL writes one (PostgreSQL documentation, 8.15.2).
    private static func arrayLiteral(_ texts: [String]) -> String {
        let quoted = texts.map { text in
            var quoted = "\"".unicodeScalars
            for scalar in text.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
                quoted.append(scalar)
            }
            return String(quoted) + "\""
        }
        return "{" + quoted.joined(separator: ",") + "}"
    }
}

/// How one of our tables is read.
struct PostgreSQLSource {
    /// The name of our table.
    let table: String
    /// The relation's, with its schema, quoted.
    let name: String
    /// What is selected: an expression for each column that is there.
    let list: String
    /// For each stored column how its cells come; nil where there is no such column.
    let cells: [PostgreSQLCell?]
    private let order: String

    var copy: String { "COPY (SELECT \(list) FROM \(name)\(order)) TO STDOUT (FORMAT binary)" }

    /// nil where the database has no such table, and where it cannot be read as one.
    init?(
        _ layout: TableLayout, _ metadata: DatasetMetadata, _ relation: PostgreSQLRelation?,
        findings: inout [Finding]
    ) {
        let table = layout.table
        self.table = table.name
        let source = visible(metadata.sourceTable(of: table.name))
        guard let relation else {
            if let missing = Self.missing(table, source, metadata) { findings.append(missing) }
            return nil
        }
        name = relation.name
        var present = Dictionary(relation.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var expressions: [String?] = []
        var cells: [PostgreSQLCell?] = []
        var isWhole = true
        for (index, column) in table.columns.enumerated() {
            let name = metadata.sourceColumn(of: column.name, in: table.name)
            guard let own = present.removeValue(forKey: name) else {
                expressions.append(nil)
                cells.append(nil)
                if column.isRequired || metadata.sourceColumns[table.name]?[column.name] != nil {
                    isWhole = false
                    findings.append(
                        Finding(
                            .missingColumn, at: Place(table: table.name, column: column.name),
                            "\"\(source)\" has no column \"\(visible(name))\""))
                }
                continue
            }
            let isKey = layout.keyColumns.contains(index)
            let (expression, cell) = own.type.reading(SQLWriter.quoted(name), as: column.kind, isKey: isKey)
            expressions.append(expression)
            cells.append(cell)
        }
        for column in layout.columns {
            if case .derived = column.source { present[column.column.name] = nil }
        }
        // What the role may not read is not meant for it.
        for extra in relation.columns where present[extra.name] != nil && extra.isReadable {
            findings.append(
                Finding(
                    .unmappedColumn, at: Place(table: table.name, column: extra.name),
                    "\"\(source)\" has a column that the schema does not have; it is not exported"))
        }
        if relation.hasRowSecurity {
            findings.append(
                Finding(
                    .rowSecurity, at: Place(table: table.name),
                    "policies of \"\(source)\" say which rows the role sees; those that they hide are not in the dataset"
                ))
        }
        guard isWhole else { return nil }
        self.cells = cells
        list = expressions.compactMap(\.self).joined(separator: ", ")
        order = Self.order(layout, expressions, relation, metadata)
    }

    /// By the bytes of keys, those that are missing before all others.
    private static func order(
        _ layout: TableLayout, _ expressions: [String?], _ relation: PostgreSQLRelation, _ metadata: DatasetMetadata
    ) -> String {
        switch layout.table.key {
        case .dataset: return ""
        case .concept:
            let keys = layout.keyColumns.map { "coalesce(\(expressions[$0] ?? "NULL"), '')" }
            return " ORDER BY (\(keys.joined(separator: " || '/' || ")) || '>') COLLATE pg_catalog.\"C\""
        case .id:
            let name = metadata.sourceColumn(of: "id", in: layout.table.name)
            // Where it cannot be missing an index may serve, which has them last.
            let isNotNull = relation.columns.contains { $0.name == name && $0.isNotNull }
            return
                " ORDER BY \(expressions[0] ?? "NULL") COLLATE pg_catalog.\"C\"\(isNotNull ? "" : " NULLS FIRST")"
        }
    }

    private static func missing(_ table: Table, _ source: String, _ metadata: DatasetMetadata) -> Finding? {
        if table.key == .dataset {
            return Finding(
                .missingTable, at: Place(table: table.name),
                "there is no table or view \"\(source)\" that describes the dataset",
                hint:
                    "make the tables with \"caseexport schema --to sql --dialect postgresql\", name the schema with ?options=-csearch_path%3DNAME, or map your own in a metadata file"
            )
        }
        guard metadata.sourceTables[table.name] != nil else { return nil }
        return Finding(
            .missingTable, at: Place(table: table.name),
            "the metadata maps it to \"\(source)\", which the database does not have")
    }
}
#endif
