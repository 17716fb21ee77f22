#if PostgreSQL
import CPostgreSQL
import CaseBytes
import CaseFiles
import CaseModel
import Glibc

/// A connection to a PostgreSQL server, used by one task at a time. It never waits in a call that cannot be
/// interrupted, once there is a connection.
///
/// `@unchecked Sendable`: libpq's connections have no locks. Each lane of a snapshot has one of its own, which only the
/// actor that reads the lane uses; what is read before the lanes begin and after they have ended is read by one task.
final class PostgreSQLConnection: @unchecked Sendable {
    let handle: OpaquePointer
    let address: PostgreSQLAddress
    let purpose: Purpose
    /// How often rows were begun to be copied: a reader whose turn is over must not take those of the next.
    private(set) var copyNumber = 0
    private var isCopying = false
    /// How often more was waited for since the last whole row, and how many bytes came at least then.
    private var waitCount = 0
    private var pendingBytes = 0
    /// Whether nothing more can come.
    private var isClosed = false

    /// What somebody wants of the database: errors mean one thing or another by it.
    enum Purpose { case reading, writing }

    /// Connects, in ten seconds unless the address or PGCONNECT_TIMEOUT says otherwise.
    ///
    /// - Throws: `StoreProblem`; `FileProblem` where it is for writing; `Interrupted`.
    init(to address: PostgreSQLAddress, for purpose: Purpose = .reading) throws {
        self.address = address
        self.purpose = purpose
        handle = try Self.connect(to: address, purpose)
        guard PQserverVersion(handle) >= Self.oldestVersion else {
            throw Self.noConnection(
                address, purpose,
                "the server is PostgreSQL \(PQserverVersion(handle) / 10000), and \(Self.oldestVersion / 10000) is the oldest that will do"
            )
        }
        PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
        // Notices are for people who write SQL.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
    }

    private static let oldestVersion: CInt = 100_000

    deinit {
        if PQtransactionStatus(handle) == PQTRANS_ACTIVE { cancel() }
        PQfinish(handle)
    }

    // MARK: Statements

    /// Runs statements without parameters, one after the other.
    ///
    /// - Parameter tables: the table that each of them is about, for messages.
    func execute(_ sql: String, tables: [String?] = []) throws {
        try finishCopy()
        guard PQsendQuery(handle, sql) == 1 else { throw lost(nil) }
        var number = 0
        while let result = try nextResult() {
            try check(result, number < tables.count ? tables[number] : nil)
            number += 1
        }
    }

    /// Runs one statement, and gives its rows.
    func query(_ sql: String, _ parameters: [String] = []) throws -> PostgreSQLRows {
        try finishCopy()
        let isSent = withCStrings(parameters) { values in
            PQsendQueryParams(handle, sql, CInt(parameters.count), nil, values, nil, nil, 0)
        }
        guard isSent == 1 else { throw lost(nil) }
        guard let result = try nextResult() else { throw lost(nil) }
        try check(result, nil)
        while let more = try nextResult() { try check(more, nil) }
        return result
    }

    private func check(_ result: borrowing PostgreSQLRows, _ table: String?) throws {
        switch PQresultStatus(result.handle) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_EMPTY_QUERY: return
        default: try fail(result, table)
        }
    }

    /// Reads on until the server is ready for the next statement, and throws table went wrong.
    private func fail(_ result: borrowing PostgreSQLRows, _ table: String?) throws -> Never {
        isCopying = false
        if Interruption.isRequested { throw Interrupted() }
        let problem =
            PQstatus(handle) == CONNECTION_BAD && PQresultErrorField(result.handle, PostgreSQLError.sqlState) == nil
            ? lost(table) : problem(PostgreSQLError(result.handle), table)
        while let _ = try? nextResult() {}
        throw problem
    }

    private func nextResult() throws -> PostgreSQLRows? {
        while PQflush(handle) == 1 { try wait(writing: true) }
        while PQisBusy(handle) == 1 {
            try wait(writing: false)
            guard PQconsumeInput(handle) == 1 else { break }
        }
        return PQgetResult(handle).map { PostgreSQLRows(handle: $0) }
    }

    /// Ends the transaction and keeps what was written in it.
    func commit() throws {
        do {
            try execute("COMMIT")
        } catch {
            guard PQstatus(handle) == CONNECTION_BAD else { throw error }
            throw StoreProblem(
                .locked,
                "lost the connection to \(address.shown) while the new dataset was made the one that others see; look whether it is there before trying again"
            )
        }
    }

    // MARK: Rows to read

    /// Begins to copy rows out; ends what was copied before.
    ///
    /// - Returns: the number of this copy.
    func beginCopy(_ sql: String, _ table: String?) throws -> Int {
        try startCopy(sql, table)
        isCopying = true
        copyNumber += 1
        return copyNumber
    }

    /// Of a copy there is one result before its rows, and as often as one asks.
    private func startCopy(_ sql: String, _ table: String?) throws {
        try finishCopy()
        guard PQsendQuery(handle, sql) == 1 else { throw lost(table) }
        guard let result = try nextResult() else { throw lost(table) }
        try check(result, table)
    }

    /// The next message of a copy, to be given back by `PQfreemem`; nil at the end.
    @inline(__always)
    func nextMessage(_ table: String?) throws -> (start: UnsafeMutablePointer<CChar>, count: Int)? {
        while true {
            var start: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(handle, &start, 1)
            if count > 0, let start {
                waitCount = 0
                pendingBytes = 0
                return (start, Int(count))
            }
            if count != 0 {
                try endCopy(table)
                // -1 is the end, -2 an error.
                guard count == -1 else { throw lost(table) }
                return nil
            }
            // libpq would wait for ever for what a server that is gone has not sent.
            if isClosed { throw lost(table) }
            try waitForMessage(table)
        }
    }

    private func waitForMessage(_ table: String?) throws {
        try wait(writing: false)
        // libpq takes a message whole, and a server may send one of a gigabyte.
        waitCount += 1
        var available: CInt = 0
        if waitCount > 16, ioctl(PQsocket(handle), UInt(FIONREAD), &available) == 0 { pendingBytes += Int(available) }
        guard pendingBytes <= 2 * FileWindow.recordLimit else { throw rowTooLong(in: table) }
        isClosed = PQconsumeInput(handle) == 0
    }

    private func endCopy(_ table: String?) throws {
        isCopying = false
        while let result = try nextResult() { try check(result, table) }
    }

    /// Reads what is left of a copy that nobody reads any more. (Cancelling it would end the transaction.)
    private func finishCopy() throws {
        guard isCopying else { return }
        while let message = try nextMessage(nil) { PQfreemem(message.start) }
    }

    // MARK: Rows to write

    /// Begins to copy rows in.
    func beginPutting(_ sql: String, _ table: String?) throws {
        try startCopy(sql, table)
        PQsetnonblocking(handle, 1)
    }

    /// Sends a part of the rows that are copied in.
    func put(_ bytes: UnsafeBufferPointer<UInt8>, _ table: String?) throws {
        let start = UnsafeRawPointer(bytes.baseAddress!).assumingMemoryBound(to: CChar.self)
        while true {
            let result = PQputCopyData(handle, start, CInt(bytes.count))
            if result == 1 { break }
            if result < 0 { throw lost(table) }
            try wait(writing: true)
        }
    }

    /// Ends the rows that are copied in, and finds out what the server thinks of them.
    /// - Returns: how many rows the server took.
    func endPutting(_ table: String?) throws -> Int {
        while PQputCopyEnd(handle, nil) == 0 { try wait(writing: true) }
        var count = 0
        while let result = try nextResult() {
            try check(result, table)
            count += Int(String(cString: PQcmdTuples(result.handle))) ?? 0
        }
        PQsetnonblocking(handle, 0)
        return count
    }

    // MARK: Waiting

    /// Waits until the server has something to say, or takes more; for a fifth of a second at the most, since what is
    /// left of a TLS record waits where poll does not see it.
    private func wait(writing: Bool) throws {
        guard PQsocket(handle) >= 0 else { throw lost(nil) }
        if Interruption.isRequested {
            cancel()
            throw Interrupted()
        }
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(writing ? POLLIN | POLLOUT : POLLIN), revents: 0)
        _ = poll(&descriptor, 1, 200)
        // What the server sends while it is written to has to be read, or both wait for ever.
        if writing { _ = PQconsumeInput(handle) }
    }

    /// Asks the server to give up the statement that it works on.
    private func cancel() {
        guard let request = PQgetCancel(handle) else { return }
        defer { PQfreeCancel(request) }
        var words = [CChar](repeating: 0, count: 256)
        PQcancel(request, &words, CInt(words.count))
    }
}

// MARK: Connecting

extension PostgreSQLConnection {
    private static func connect(to address: PostgreSQLAddress, _ purpose: Purpose) throws -> OpaquePointer {
        var mistake: UnsafeMutablePointer<CChar>?
        guard let parsed = PQconninfoParse(address.uri, &mistake) else {
            defer { PQfreemem(mistake) }
            // What libpq quotes of the address may be a password.
            let words = address.uri == address.shown ? mistake.map { ": " + oneLine($0) } ?? "" : ""
            throw noConnection(address, purpose, "the address cannot be used\(words)")
        }
        let hasSeveralHosts = ["host", "hostaddr"].contains { value(of: $0, parsed)?.contains(",") ?? false }
        PQconninfoFree(parsed)
        // Later ones win, and those that the address has stand for it.
        var parameters = [
            ("keepalives_idle", "60"), ("keepalives_interval", "15"), ("keepalives_count", "4"),
            ("fallback_application_name", "caseexport"),
        ]
        if getenv("PGCONNECT_TIMEOUT") == nil { parameters.append(("connect_timeout", "10")) }
        parameters += [("dbname", address.uri), ("client_encoding", "UTF8")]
        let handle = withCStrings(parameters.map(\.0)) { names in
            withCStrings(parameters.map(\.1)) { values in
                // Only libpq itself goes on to the next host where one does not answer.
                hasSeveralHosts ? PQconnectdbParams(names, values, 1) : PQconnectStartParams(names, values, 1)
            }
        }
        guard let handle else { throw noConnection(address, purpose, "out of memory") }
        do {
            try finishConnecting(handle, address, purpose)
        } catch {
            PQfinish(handle)
            throw error
        }
        return handle
    }

    /// With its errors' codes, which libpq gives in the words only (and not at all before it is asked).
    private static func finishConnecting(
        _ handle: OpaquePointer, _ address: PostgreSQLAddress, _ purpose: Purpose
    ) throws {
        guard PQstatus(handle) != CONNECTION_BAD else { throw noConnection(handle, address, purpose) }
        if PQstatus(handle) == CONNECTION_OK { return }
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        let timeout = Duration.seconds(max(timeout(of: handle), 0))
        let since = ContinuousClock.now
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED else { throw noConnection(handle, address, purpose) }
            if try isReady(handle, Int16(state == PGRES_POLLING_READING ? POLLIN : POLLOUT)) {
                state = PQconnectPoll(handle)
            } else if timeout > .zero, .now - since > timeout {
                throw noConnection(address, purpose, "no answer within \(timeout.components.seconds) seconds")
            }
        }
    }

    private static func isReady(_ handle: OpaquePointer, _ events: Int16) throws -> Bool {
        try Interruption.check()
        var descriptor = pollfd(fd: PQsocket(handle), events: events, revents: 0)
        return poll(&descriptor, 1, 200) > 0
    }

    /// In seconds; 0 for as long as it takes.
    private static func timeout(of handle: OpaquePointer) -> Int {
        guard let options = PQconninfo(handle) else { return 10 }
        defer { PQconninfoFree(options) }
        return value(of: "connect_timeout", options).flatMap { Int($0) } ?? 10
    }

    private static func value(of keyword: String, _ options: UnsafePointer<PQconninfoOption>) -> String? {
        var option = options
        while let name = option.pointee.keyword {
            if strcmp(name, keyword) == 0 { return option.pointee.val.map { String(cString: $0) } }
            option += 1
        }
        return nil
    }
}

/// The rows that a statement gave, as text.
struct PostgreSQLRows: ~Copyable {
    fileprivate let handle: OpaquePointer

    fileprivate init(handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var count: Int { Int(PQntuples(handle)) }

    /// Empty where it is NULL.
    func text(_ row: Int, _ column: Int) -> String { String(cString: PQgetvalue(handle, CInt(row), CInt(column))) }
}

/// Gives C strings, with a null pointer behind the last.
private func withCStrings<R>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R) -> R {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return (copies.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { body($0.baseAddress!) }
}

/// Words of libpq, which end with a line end, on one line.
func oneLine(_ words: UnsafePointer<CChar>) -> String {
    let lines = String(cString: words).split(whereSeparator: \.isNewline)
    return lines.map { visible(String($0.drop { $0 == "\t" || $0 == " " }), limit: 1000) }.joined(separator: "; ")
}
#endif
