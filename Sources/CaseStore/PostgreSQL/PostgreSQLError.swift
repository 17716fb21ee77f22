#if PostgreSQL
import CPostgreSQL
import CaseFiles
import CaseModel

/// What the server says of a statement that failed.
struct PostgreSQLError {
    /// Five characters (PostgreSQL documentation, Appendix A); empty where libpq itself is the one who speaks.
    let state: String
    let message: String
    let hint: String?
    /// The column that a constraint or a value is about.
    let column: String?
    /// Where in the rows that are copied it is.
    let context: String?

    static let sqlState = CInt(UInt8(ascii: "C"))

    init(_ result: OpaquePointer) {
        func field(_ letter: Unicode.Scalar) -> String? {
            PQresultErrorField(result, CInt(letter.value)).map { oneLine($0) }
        }
        state = field("C") ?? ""
        let primary = field("M") ?? PQresultErrorMessage(result).map { oneLine($0) } ?? "no reason was given"
        message = ([primary] + [field("D")].compactMap(\.self)).joined(separator: ": ")
        hint = field("H")
        column = field("c")
        context = field("W")
    }

    /// What libpq says of a connection that did not come about: `… FATAL:  28P01: password authentication failed …`.
    init(connecting words: String) {
        var state = ""
        var message = words
        for severity in ["FATAL:  ", "ERROR:  "] {
            guard let range = words.ranges(of: severity).last else { continue }
            let code = words[range.upperBound...].prefix(5)
            guard code.utf8.count == 5, words[range.upperBound...].dropFirst(5).hasPrefix(": ") else { continue }
            state = String(code)
            message = String(words[range.upperBound...].dropFirst(7).prefix { $0 != ";" })
        }
        self.state = state
        self.message = message
        hint = nil
        column = nil
        context = nil
    }

    /// `relation "persons" does not exist (SQLSTATE 42P01)`
    var words: String { state.isEmpty ? message : "\(message) (SQLSTATE \(state))" }

    /// What is wrong with a row that could not be written; nil where it is not the row.
    func finding(writing table: String?) -> Finding? {
        let code: FindingCode
        switch state {
        case "23505": code = .duplicateKey
        case "23502": code = .requiredValue
        default:
            guard state.hasPrefix("22") || state.hasPrefix("23") else { return nil }
            code = .invalidValue
        }
        return Finding(code, at: Place(table: table, column: column), context.map { "\(words): \($0)" } ?? words)
    }

    /// What sort of failure it is.
    var code: StoreProblem.Code {
        switch state.prefix(2) {
        // A lost connection, no room for another, a server that comes or goes, somebody else's lock.
        case "08", "53", "57", "40", "55", "25": .locked
        case "28", "3D", "3F": .noInput
        default: state == "42501" ? .noInput : .unfit
        }
    }
}

extension PostgreSQLConnection {
    /// What an error of the server means.
    ///
    /// - Parameter table: what was read or written.
    func problem(_ error: PostgreSQLError, _ table: String?) -> any Error {
        let subject = table.map { "table \($0) of \(address.shown)" } ?? address.shown
        let hint = error.hint.map { "; hint: \($0)" } ?? ""
        if error.code == .locked {
            return StoreProblem(
                .locked,
                "cannot \(verb) \(subject) just now: \(error.words)\(hint); nothing was written, try again later")
        }
        if purpose == .writing {
            guard let finding = error.finding(writing: table) else {
                return FileProblem(.cannotWrite, "write", subject, detail: error.words + hint)
            }
            return StoreProblem(.unfit, "cannot write \(subject): \(error.words)", finding: finding)
        }
        guard error.code == .unfit else {
            let role = PQuser(handle).map { String(cString: $0) } ?? ""
            let advice =
                error.state == "42501"
                ? "; grant the role \"\(visible(role))\" SELECT on it, and USAGE on its schema" : hint
            return StoreProblem(.noInput, "cannot read \(subject): \(error.words)\(advice)")
        }
        let finding = Finding(
            error.state.hasPrefix("54") ? .valueTooLong : .databaseUnreadable, at: Place(table: table),
            "PostgreSQL says: \(error.words)",
            hint: error.hint ?? "correct the table or view, or map another in a metadata file")
        return StoreProblem(.unfit, "cannot read \(subject): \(error.words)\(hint)", finding: finding)
    }

    private var verb: String { purpose == .writing ? "write" : "read" }

    /// What it means that there is no connection any more.
    func lost(_ table: String?) -> StoreProblem {
        let subject = table.map { " at table \($0)" } ?? ""
        let words = PQerrorMessage(handle).map { oneLine($0) } ?? ""
        return StoreProblem(
            .locked,
            "lost the connection to \(address.shown)\(subject): \(words.isEmpty ? "no reason was given" : words); nothing was written, try again later"
        )
    }

    /// What it means that there is no connection at all.
    static func noConnection(_ handle: OpaquePointer, _ address: PostgreSQLAddress, _ purpose: Purpose) -> any Error {
        let error = PostgreSQLError(connecting: PQerrorMessage(handle).map { oneLine($0) } ?? "")
        guard error.code == .locked else { return noConnection(address, purpose, error.words) }
        return StoreProblem(.locked, "cannot connect to \(address.shown) just now: \(error.words); try again later")
    }

    static func noConnection(_ address: PostgreSQLAddress, _ purpose: Purpose, _ words: String) -> any Error {
        purpose == .writing
            ? FileProblem(.cannotWrite, "connect to", address.shown, detail: words)
            : StoreProblem(.noInput, "cannot connect to \(address.shown): \(words)")
    }

    /// As in a file: a batch's 32-bit ends, and memory, have to hold a row.
    func rowTooLong(in table: String?) -> StoreProblem {
        let finding = Finding(
            .valueTooLong, at: Place(table: table), "a row has more than \(FileWindow.recordLimit >> 20) MiB")
        return StoreProblem(
            .unfit, "cannot read \(table.map { "table \($0) of " } ?? "")\(address.shown): \(finding.message)",
            finding: finding)
    }
}
#endif
