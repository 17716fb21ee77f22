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
    /// a snapshot keeps from being seen); and finds out, before anything is written, which of them cannot be read.
    private func hold() throws {
        let present = sources.compactMap(\.self)
        guard !present.isEmpty else { return }
        try connections[0].execute(
            present.map { "SELECT \($0.list) FROM \($0.name) LIMIT 0" }.joined(separator: ";\n"),
            tables: present.map(\.table))
    }

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
