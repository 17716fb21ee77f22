import CaseModel

/// Where a PostgreSQL database is: a URI of libpq (PostgreSQL documentation, 34.1.1.2), which may hold passwords.
///
/// Only `shown` may reach a message.
package struct PostgreSQLAddress: Sendable {
    /// As it was given.
    let uri: String
    /// The same with `***` in place of passwords.
    package let shown: String

    /// Whether a path is meant as an address.
    package static func isAddress(_ path: String) -> Bool {
        ["postgresql:", "postgres:"].contains { path.utf8.starts(with: $0.utf8) }
    }

    /// - Throws: `StoreProblem` where it cannot be told which part of it is the password: libpq would take the rest of
    ///   one for the host's name, and say it.
    package init(_ uri: String) throws(StoreProblem) {
        self.uri = uri
        let parts = AddressParts(uri)
        shown = parts.shown
        if let mistake = parts.mistake { throw StoreProblem(.noInput, "cannot use the address \(shown): \(mistake)") }
    }

    /// An address, or any other path, as it may be shown.
    package static func shown(_ path: String) -> String {
        if isAddress(path) { return AddressParts(path).shown }
        // What is nearly one may have a password in it all the same.
        let isNearlyOne = ["password=", "postgres"].contains { path.lowercased().contains($0) } && path.contains("=")
        return isNearlyOne || path.contains("://") && path.contains("@")
            ? "what is given (not shown: it may have a password in it)" : path
    }
}

/// An address in its parts, by what stands between them.
private struct AddressParts {
    private typealias Text = Substring.UTF8View

    private let scheme: Text
    private let user: Text?
    private let hasPassword: Bool
    private let hosts: Text
    private let path: Text
    private let query: Text?
    let mistake: String?

    init(_ uri: String) {
        let text = Substring(uri).utf8
        let afterScheme = text.firstIndex(of: UInt8(ascii: ":")).map { text.index(after: $0) } ?? text.endIndex
        scheme = text[..<afterScheme]
        guard text[afterScheme...].starts(with: "//".utf8) else {
            (user, hasPassword, hosts, path, query) = (nil, false, text[text.endIndex...], text[text.endIndex...], nil)
            mistake = "it begins with postgresql://"
            return
        }
        let rest = text[afterScheme...].dropFirst(2)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        let authority = rest[..<end]
        // Of several, the last: what is before it might all be a password.
        let at = authority.lastIndex(of: UInt8(ascii: "@"))
        let credentials = at.map { authority[..<$0] }
        let colon = credentials?.firstIndex(of: UInt8(ascii: ":"))
        user = credentials.map { $0[..<(colon ?? $0.endIndex)] }
        hasPassword = colon != nil
        let question = rest[end...].firstIndex(of: UInt8(ascii: "?"))
        let tail = rest[end..<(question ?? rest.endIndex)]
        query = question.map { rest[rest.index(after: $0)...] }
        let isUnclear =
            authority.count { $0 == UInt8(ascii: "@") } > 1
            || at == nil
                && (tail.contains(UInt8(ascii: "@")) || tail.isEmpty && query?.contains(UInt8(ascii: "@")) == true)
        // Where it is unclear what is the host, nothing of it is shown.
        hosts =
            isUnclear
            ? authority[authority.endIndex...] : at.map { authority[authority.index(after: $0)...] } ?? authority
        path = isUnclear ? tail[tail.endIndex...] : tail
        mistake =
            isUnclear
            ? "one @ may stand in it, between the password and the host; in all other places @ is written %40, and / and ? within a name or a password %2F and %3F"
            : nil
    }

    var shown: String {
        if mistake != nil { return "\(Self.string(scheme))//…" }
        var text = Self.string(scheme) + "//"
        if let user { text += Self.string(user) + (hasPassword ? ":***@" : "@") }
        text += Self.string(hosts) + Self.string(path)
        if let query {
            text +=
                "?"
                + query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(shown).joined(
                    separator: "&")
        }
        return text
    }

    private func shown(_ parameter: Text) -> String {
        guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")) else { return Self.string(parameter) }
        let isSecret = Self.secrets.contains(Self.decoded(parameter[..<equals]))
        return Self.string(parameter[...equals]) + (isSecret ? "***" : Self.string(parameter[equals...].dropFirst()))
    }

    private static let secrets: Set<String> = [
        "password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key",
    ]

    private static func string(_ text: Text) -> String { String(decoding: text, as: UTF8.self) }

    /// Without percent signs, as libpq reads the names of parameters too.
    private static func decoded(_ text: Text) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(string(rest.prefix(2)), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
