#if PostgreSQL
import CaseFiles
import CaseModel

/// One transaction on a PostgreSQL database, on one connection or on several that see the same.
struct PostgreSQLSnapshot: DatasetSnapshot {
    let metadata: DatasetMetadata
    let findings: [Finding]
    let documentsPath: String?
    /// One for each lane.
    private let connections: [PostgreSQLConnection]
    /// By layout; nil where the database has no such table.
    private let sources: [PostgreSQLSource?]

    init(connections: [PostgreSQLConnection], metadata: DatasetMetadata, documentsPath: String?) throws {
        self.connections = connections
        self.metadata = metadata
        self.documentsPath = documentsPath
        let relations = try PostgreSQLRelation.all(of: metadata, connections[0])
        var findings: [Finding] = []
        sources = metadata.schema.layouts.map { layout in
            PostgreSQLSource(layout, metadata, relations[layout.table.name], findings: &findings)
        }
        self.findings = findings
        try hold()
    }

    /// Takes every table's lock, so that none of them is dropped, altered or truncated before it is read (none of which
    /// a snapshot keeps from being seen); and finds out, before anything is written, which of them cannot be read, and
    /// whether one was emptied before it was locked.
    private func hold() throws {
        let present = sources.compactMap(\.self)
        guard !present.isEmpty else { return }
        try connections[0].execute(
            present.map { "SELECT \($0.list) FROM \($0.name) LIMIT 0" }.joined(separator: ";\n"),
            tables: present.map(\.table))
        let connection = connections[0]
        let changed = try connection.query(Self.changed)
        guard changed.count > 0 else { return }
        throw StoreProblem(
            .locked,
            "cannot read \(connection.address.shown) just now: the table \(visible(changed.text(0, 0))) was emptied, replaced or rewritten while reading began; nothing was written, try again later"
        )
    }

    /// What is locked, views' tables too, and has another file or another name than the snapshot knows of: rows that
    /// came with it are not seen. The catalogue is read as the snapshot has it, the functions say what is there now.
    private static let changed = """
        SELECT coalesce(c.relname, l.relation::text) FROM pg_catalog.pg_locks l
        LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
          AND (c.oid IS NULL OR c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND (c.relfilenode <> 0 AND c.relfilenode IS DISTINCT FROM pg_catalog.pg_relation_filenode(c.oid)
              OR CASE WHEN pg_catalog.has_schema_privilege(n.oid, 'USAGE') THEN pg_catalog.to_regclass(
                pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname))::oid
                IS DISTINCT FROM c.oid END))
        """

    var laneCount: Int { connections.count }

    func rows(of layout: TableLayout, rowLimit: Int, lane: Int) throws -> any RowReader {
        let reader: any RowReader =
            if let source = sources[layout.index] {
                PostgreSQLReader(source, layout: layout, rowLimit: rowLimit, connection: connections[lane])
            } else {
                EmptyReader()
            }
        return layout.table.key == .concept
            ? ConceptReader(own: reader, layout: layout, rowLimit: rowLimit) : reader
    }

    func fileName(of layout: TableLayout) -> String? { nil }
}
#endif
