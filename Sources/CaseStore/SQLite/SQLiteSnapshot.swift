import CSQLite
import CaseBytes
import CaseFiles
import CaseModel

/// One read transaction on a SQLite file.
struct SQLiteSnapshot: DatasetSnapshot {
    let metadata: DatasetMetadata
    let findings: [Finding]
    private let connection: SQLiteConnection
    private let sources: [SourceTable?]
    private let directory: String

    init(connection: SQLiteConnection, metadata: DatasetMetadata, directory: String) throws {
        self.connection = connection
        self.metadata = metadata
        self.directory = directory
        // The snapshot begins with the first read.
        try connection.execute("BEGIN")
        var findings: [Finding] = []
        var sources: [SourceTable?] = []
        for layout in metadata.schema.layouts {
            sources.append(try SourceTable(layout, metadata: metadata, connection: connection, findings: &findings))
        }
        self.findings = findings
        self.sources = sources
    }

    func rows(of layout: TableLayout, rowLimit: Int) throws -> any RowReader {
        let reader: any RowReader =
            if let source = sources[layout.index] {
                SQLiteReader(statement: try connection.prepare(source.select), layout: layout, rowLimit: rowLimit)
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
        let columns = try connection.prepare("SELECT name FROM pragma_table_info(?)")
        try columns.bind(source, at: 1)
        var present: Set<String> = []
        while try columns.step() { present.insert(columns.string(0)) }
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
            if present.contains(name) {
                list.append(SQLWriter.quoted(name))
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
            present.remove(name)
        }
        for derived in layout.columns where layout.derivations.count > 0 { present.remove(derived.column.name) }
        for extra in present.sorted() {
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

/// Rows as SQLite's own cursor gives them: each cell is copied once, from SQLite's memory into the batch.
final class SQLiteReader: RowReader {
    private let statement: SQLiteStatement
    private let layout: TableLayout
    private let defaults: [[UInt8]?]
    private let flags: [Bool]
    private var builder: RowBatchBuilder
    private var order = CanonicalRows()
    private var isAtEnd = false

    init(statement: SQLiteStatement, layout: TableLayout, rowLimit: Int) {
        self.statement = statement
        self.layout = layout
        defaults = layout.table.columns.map { $0.defaultValue.map { Array($0.utf8) } }
        flags = layout.table.columns.map { $0.kind.name == Kind.flag.name }
        builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: layout.storedCount, rowLimit: rowLimit)
    }

    func next() throws -> RowBatch? {
        if isAtEnd { return nil }
        let isByID = layout.table.prefix != nil
        while try statement.step() {
            var sealed: RowBatch?
            if isByID {
                if order.prepare(for: statement.text(0), in: &builder) { noteDuplicate(statement.string(0)) }
                if builder.isFull { sealed = builder.seal() }
            } else {
                if builder.isFull { sealed = builder.seal() }
            }
            appendRow()
            if let sealed { return sealed }
        }
        isAtEnd = true
        order.finish(into: &builder)
        return builder.isEmpty ? nil : builder.seal()
    }

    @inline(__always)
    private func appendRow() {
        let handle = statement.handle
        var column: CInt = 0
        let count = CInt(truncatingIfNeeded: defaults.count)
        while column < count {
            if let start = sqlite3_column_text(handle, column) {
                if flags[Int(column)] {
                    appendFlag(start, column)
                } else {
                    let length = Int(sqlite3_column_bytes(handle, column))
                    if length == 0, let value = defaults[Int(column)] {
                        value.withUnsafeBufferPointer { builder.append(cell: $0) }
                    } else {
                        builder.append(start: start, count: length)
                    }
                }
            } else if let value = defaults[Int(column)] {
                value.withUnsafeBufferPointer { builder.append(cell: $0) }
            } else {
                builder.append(start: nil, count: 0)
            }
            column &+= 1
        }
    }

    /// SQLite has no booleans: 1 and 0 are what it has instead.
    private func appendFlag(_ start: UnsafePointer<UInt8>, _ column: CInt) {
        let text = statement.text(column)
        if text.count == 1, text[0] == 0x30 || text[0] == 0x31 {
            let word: StaticString = text[0] == 0x31 ? "true" : "false"
            builder.append(start: word.utf8Start, count: word.utf8CodeUnitCount)
        } else {
            builder.append(cell: text)
        }
    }

    private func noteDuplicate(_ key: String) {
        builder.findings.append(
            Finding(.duplicateKey, at: Place(table: layout.table.name, record: key), "the key is there twice"))
    }
}
