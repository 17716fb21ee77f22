import CSQLite
import CaseBytes
import CaseModel

/// Rows as SQLite's own cursor gives them: each cell is copied once, from SQLite's memory into the batch.
final class SQLiteReader: RowReader {
    private var cursor: Cursor

    init(statement: SQLiteStatement, layout: TableLayout, rowLimit: Int) {
        cursor = Cursor(statement: statement, layout: layout, rowLimit: rowLimit)
        table = layout.table
    }

    private let table: Table

    func next() throws -> RowBatch? { try StoreProblem.naming(table) { try cursor.next() } }
}

/// What the reader works on, as one value: in a class, each of these would be guarded at each access.
private struct Cursor: ~Copyable {
    private let statement: SQLiteStatement
    private let layout: TableLayout
    /// For each column, what an empty cell means.
    private let defaults: [[UInt8]]
    private let isFlag: [Bool]
    private var builder: RowBatchBuilder
    private var order = CanonicalRows()
    private var isAtEnd = false

    init(statement: SQLiteStatement, layout: TableLayout, rowLimit: Int) {
        self.statement = statement
        self.layout = layout
        defaults = layout.table.columns.map { Array(($0.defaultValue ?? "").utf8) }
        isFlag = layout.table.columns.map { $0.kind.name == Kind.flag.name }
        builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: layout.storedCount, rowLimit: rowLimit)
    }

    mutating func next() throws -> RowBatch? {
        if isAtEnd { return nil }
        let isByID = layout.table.prefix != nil
        let handle = statement.handle
        while try statement.step() {
            if isByID { noteKey(handle) }
            let sealed = builder.isFull ? builder.seal() : nil
            try appendRow(handle)
            if let sealed { return sealed }
        }
        isAtEnd = true
        order.finish(into: &builder)
        return builder.isEmpty ? nil : builder.seal()
    }

    @inline(__always)
    private mutating func noteKey(_ handle: OpaquePointer) {
        let value = sqlite3_column_value(handle, 0)
        let isBinary = sqlite3_value_type(value) == SQLITE_BLOB
        let start = sqlite3_value_text(value)
        let key = UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
        let isDuplicate = order.prepare(for: key, in: &builder)
        if isBinary || isDuplicate && !key.isEmpty { report(key, isBinary: isBinary) }
    }

    /// SQLite puts every BLOB behind all text: the rows would not be in order, nor keys that come twice side by side.
    private mutating func report(_ key: UnsafeBufferPointer<UInt8>, isBinary: Bool) {
        let place = Place(table: layout.table.name, record: key.text, column: isBinary ? "id" : nil)
        builder.findings.append(
            isBinary
                ? Finding(.invalidValue, at: place, "\"\(visible(key.text))\" is stored as a BLOB, and an id is TEXT")
                : Finding(.duplicateKey, at: place, "the key is there twice"))
    }

    @inline(__always)
    private mutating func appendRow(_ handle: OpaquePointer) throws {
        let count = defaults.count
        var column = 0
        var byteCount = 0
        while column < count {
            // One look-up of the column serves all three questions about it.
            let value = sqlite3_column_value(handle, CInt(truncatingIfNeeded: column))
            if sqlite3_value_type(value) != SQLITE_NULL, let start = sqlite3_value_text(value) {
                let length = Int(sqlite3_value_bytes(value))
                byteCount &+= length
                if byteCount > FileWindow.recordLimit { throw tooLong() }
                if isFlag[column] {
                    append(flag: UnsafeBufferPointer(start: start, count: length))
                } else if length > 0 {
                    builder.append(start: start, count: length)
                } else {
                    appendDefault(column)
                }
            } else {
                appendDefault(column)
            }
            column &+= 1
        }
    }

    /// As in a file: a batch's 32-bit ends, and memory, have to hold a row.
    private func tooLong() -> StoreProblem {
        let finding = Finding(
            .valueTooLong, at: Place(table: layout.table.name),
            "a row has more than \(FileWindow.recordLimit >> 20) MiB")
        return StoreProblem(.unfit, "cannot read \(layout.table.name): \(finding.message)", finding: finding)
    }

    @inline(__always)
    private mutating func appendDefault(_ column: Int) {
        if defaults[column].isEmpty {
            builder.endCell()
        } else {
            defaults[column].withUnsafeBufferPointer { builder.append(cell: $0) }
        }
    }

    /// SQLite has no booleans: 1 and 0 are what it has instead.
    private mutating func append(flag text: UnsafeBufferPointer<UInt8>) {
        if text.count == 1, text[0] == 0x30 || text[0] == 0x31 {
            let word: StaticString = text[0] == 0x31 ? "true" : "false"
            builder.append(start: word.utf8Start, count: word.utf8CodeUnitCount)
        } else {
            builder.append(cell: text)
        }
    }
}
