import CSQLite
import CaseBytes
import CaseFiles
import CaseModel

/// One read transaction on a SQLite file.
struct SQLiteSnapshot: DatasetSnapshot {
    let metadata: DatasetMetadata
    let findings: [Finding]
    /// One for each lane.
    private let connections: [SQLiteConnection]
    private let sources: [SourceTable?]
    private let directory: String

    init(connections: [SQLiteConnection], metadata: DatasetMetadata, directory: String) throws {
        self.connections = connections
        self.metadata = metadata
        self.directory = directory
        var findings: [Finding] = []
        var sources: [SourceTable?] = []
        for layout in metadata.schema.layouts {
            sources.append(try SourceTable(layout, metadata: metadata, connection: connections[0], findings: &findings))
        }
        self.findings = findings
        self.sources = sources
    }

    var laneCount: Int { connections.count }

    func rows(of layout: TableLayout, rowLimit: Int, lane: Int) throws -> any RowReader {
        let reader: any RowReader =
            if let source = sources[layout.index] {
                SQLiteReader(
                    statement: try StoreProblem.naming(layout.table) { try connections[lane].prepare(source.select) },
                    layout: layout, rowLimit: rowLimit)
            } else {
                EmptyReader()
            }
        return layout.table.key == .concept ? ConceptReader(own: reader, layout: layout, rowLimit: rowLimit) : reader
    }

    func fileName(of layout: TableLayout) -> String? { nil }

    var documentsPath: String? {
        let path = directory + "/documents"
        return fileType(path) == .directory ? path : nil
    }
}

/// The SQL table or view that holds one of our tables.
private struct SourceTable {
    let select: String

    /// nil where the database has no such table, and where it cannot be read as one.
    init?(
        _ layout: TableLayout, metadata: DatasetMetadata, connection: SQLiteConnection, findings: inout [Finding]
    ) throws {
        let table = layout.table
        let source = metadata.sourceTable(of: table.name)
        // Generated columns are there too; those that a virtual table hides are not. SQLite's names have no case.
        var present: [String: String] = [:]
        try StoreProblem.naming(table) {
            let columns = try connection.prepare("SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1")
            try columns.bind(source, at: 1)
            while try columns.step() { present[columns.string(0).lowercased()] = columns.string(0) }
        }
        let place = Place(table: table.name)
        guard !present.isEmpty else {
            if table.key == .dataset {
                findings.append(
                    Finding(
                        .missingTable, at: place,
                        "there is no table or view \"\(visible(source))\" that describes the dataset"))
            } else if metadata.sourceTables[table.name] != nil {
                findings.append(
                    Finding(
                        .missingTable, at: place,
                        "the metadata maps it to \"\(visible(source))\", which the database does not have"))
            }
            return nil
        }
        var list: [String] = []
        var isWhole = true
        for column in table.columns {
            let name = metadata.sourceColumn(of: column.name, in: table.name)
            if let own = present.removeValue(forKey: name.lowercased()) {
                list.append(SQLWriter.quoted(own))
            } else {
                list.append("NULL")
                if column.isRequired || metadata.sourceColumns[table.name]?[column.name] != nil {
                    isWhole = false
                    findings.append(
                        Finding(
                            .missingColumn, at: Place(table: table.name, column: column.name),
                            "\"\(visible(source))\" has no column \"\(visible(name))\""))
                }
            }
        }
        for column in layout.columns {
            if case .derived = column.source { present[column.column.name] = nil }
        }
        for extra in present.values.sorted() {
            findings.append(
                Finding(
                    .unmappedColumn, at: Place(table: table.name, column: extra),
                    "\"\(visible(source))\" has a column that the schema does not have; it is not exported"))
        }
        guard isWhole else { return nil }
        let order =
            switch table.key {
            case .id: " ORDER BY 1 COLLATE BINARY"
            case .concept: " ORDER BY \(list[0]) || '/' || \(list[1]) || '>' COLLATE BINARY"
            case .dataset: ""
            }
        select = "SELECT \(list.joined(separator: ", ")) FROM \(SQLWriter.quoted(source))\(order)"
    }
}

/// A table that is not there.
final class EmptyReader: RowReader {
    func next() throws -> RowBatch? { nil }
}
