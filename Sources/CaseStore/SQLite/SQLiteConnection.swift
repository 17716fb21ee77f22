import CSQLite
import CaseBytes
import CaseFiles
import CaseModel

/// A connection to a SQLite file, used by one task at a time.
///
/// `@unchecked Sendable`: the connection is opened without SQLite's own mutex. Each lane of a snapshot has one of its
/// own, which only the actor that reads the lane uses; what is read before the lanes begin and after they have ended is
/// read by one task.
final class SQLiteConnection: @unchecked Sendable {
    let handle: OpaquePointer
    let path: String

    /// Opens a file that is there, to read.
    ///
    /// - Throws: `StoreProblem`.
    init(reading path: String) throws {
        self.path = path
        var handle: OpaquePointer?
        let result = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
        guard let handle else { throw StoreProblem(.noInput, "cannot open \(path): out of memory") }
        self.handle = handle
        guard result == SQLITE_OK else { throw problem(result) }
        sqlite3_busy_timeout(handle, 2000)
        // A view can go on for ever; an interrupted run must not.
        sqlite3_progress_handler(handle, 100_000, { _ in Interruption.isRequested ? 1 : 0 }, nil)
        // A view can make values of a gigabyte out of nothing.
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, CInt(FileWindow.recordLimit))
        // What a hostile database could do with views and triggers.
        try execute("PRAGMA trusted_schema = OFF")
        try execute("PRAGMA query_only = ON")
        // A mapped database is no quicker to go through once, and counts as memory.
        try execute("PRAGMA mmap_size = 0")
    }

    /// Makes a database, or opens one, to write.
    init(writing path: String) throws {
        self.path = path
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let result = sqlite3_open_v2(path, &handle, flags, nil)
        guard let handle else { throw StoreProblem(.noInput, "cannot open \(path): out of memory") }
        self.handle = handle
        guard result == SQLITE_OK else { throw problem(result) }
    }

    deinit { sqlite3_close_v2(handle) }

    func execute(_ sql: String) throws {
        let result = sqlite3_exec(handle, sql, nil, nil, nil)
        guard result == SQLITE_OK else { throw problem(result) }
    }

    /// Begins a read transaction, and with a first read its snapshot.
    func begin() throws {
        try execute("BEGIN")
        try execute("SELECT count(*) FROM sqlite_schema")
    }

    /// A number that changes when another connection commits (PRAGMA data_version).
    func dataVersion() throws -> String {
        let statement = try prepare("PRAGMA data_version")
        return try statement.step() ? statement.string(0) : ""
    }

    func prepare(_ sql: String) throws -> SQLiteStatement {
        var statement: OpaquePointer?
        let result = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard result == SQLITE_OK, let statement else { throw problem(result) }
        return SQLiteStatement(handle: statement, connection: self)
    }

    /// What a result code means for somebody who wants to read the dataset.
    func problem(_ result: CInt) -> StoreProblem {
        let message = String(cString: sqlite3_errmsg(handle))
        switch result & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED:
            return StoreProblem(.locked, "\(path) is locked by another program (\(message)); try again when it is done")
        case SQLITE_NOTADB, SQLITE_CORRUPT:
            return StoreProblem(
                .unfit, "cannot read \(path): \(message)",
                finding: Finding(.databaseUnreadable, at: Place(file: path), "SQLite says: \(message)"))
        case SQLITE_TOOBIG:
            return StoreProblem(
                .unfit, "cannot read \(path): \(message)",
                finding: Finding(
                    .valueTooLong, at: Place(file: path),
                    "SQLite says: \(message); a value may have \(FileWindow.recordLimit >> 20) MiB here"))
        case SQLITE_READONLY:
            return StoreProblem(
                .noInput,
                "cannot open \(path): \(message); a database in WAL mode is read only where its directory may be written: copy it there, or make a copy with VACUUM INTO"
            )
        case SQLITE_ERROR:
            return StoreProblem(
                .unfit, "cannot read \(path): \(message)",
                finding: Finding(
                    .databaseUnreadable, at: Place(file: path), "SQLite says: \(message)",
                    hint: "correct the table or view, or map another in the metadata file beside the database"))
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            return StoreProblem(.noInput, "cannot open \(path): \(message)")
        case SQLITE_IOERR:
            // A file that ends too early reads short.
            if result == SQLITE_IOERR | (2 << 8) {
                return StoreProblem(
                    .unfit, "cannot read \(path): it ends too early (\(message))",
                    finding: Finding(.databaseUnreadable, at: Place(file: path), "it ends too early: \(message)"))
            }
            return StoreProblem(.noInput, "cannot read \(path): \(message)")
        default:
            return StoreProblem(.noInput, "cannot read \(path): \(message) (SQLite result \(result))")
        }
    }
}

extension SQLiteConnection {
    /// What it means that a row could not be written.
    func problem(writing place: Place, _ problem: StoreProblem) -> any Error {
        let message = String(cString: sqlite3_errmsg(handle))
        let extended = sqlite3_extended_errcode(handle)
        switch extended & 0xFF {
        case SQLITE_CONSTRAINT:
            let code: FindingCode =
                switch extended >> 8 {
                case 6: .duplicateKey
                case 5: .requiredValue
                default: .invalidValue
                }
            return StoreProblem(.unfit, "\(place): \(message)", finding: Finding(code, at: place, message))
        case SQLITE_FULL, SQLITE_IOERR: return FileProblem(.cannotWrite, "write to", path, errno: 0, detail: message)
        default: return problem
        }
    }
}

/// A prepared statement. `@unchecked Sendable` for the same reason as its connection.
final class SQLiteStatement: @unchecked Sendable {
    let handle: OpaquePointer
    let connection: SQLiteConnection

    init(handle: OpaquePointer, connection: SQLiteConnection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Moves to the next row; false at the end.
    @inline(__always)
    func step() throws -> Bool {
        let result = sqlite3_step(handle)
        if result == SQLITE_ROW { return true }
        guard result == SQLITE_DONE else {
            if result == SQLITE_INTERRUPT { throw Interrupted() }
            throw connection.problem(result)
        }
        return false
    }

    func bind(_ text: String, at index: CInt) throws { try bind(Array(text.utf8), at: index) }

    func bind(_ text: [UInt8], at index: CInt) throws {
        // SQLITE_TRANSIENT: SQLite copies the text.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let result = text.withUnsafeBytes { bytes in
            let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return sqlite3_bind_text(handle, index, start, CInt(bytes.count), transient)
        }
        guard result == SQLITE_OK else { throw connection.problem(result) }
    }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// A column of the row as text, valid until the next step.
    @inline(__always)
    func text(_ column: CInt) -> UnsafeBufferPointer<UInt8> {
        guard let start = sqlite3_column_text(handle, column) else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func string(_ column: CInt) -> String { text(column).text }
}
