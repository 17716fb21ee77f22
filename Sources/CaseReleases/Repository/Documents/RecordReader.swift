import CaseModel

/// Reads records strictly: a key that is unknown, missing or of another type is an error that names its place. What
/// becomes part of a path has to be a plain name.
struct RecordReader {
    private let value: JSON
    private let place: String

    init(_ value: JSON, at place: String) {
        self.value = value
        self.place = place
    }

    func problem(_ message: String, at key: String? = nil) -> DocumentProblem {
        let path = key.map { place.isEmpty ? $0 : "\(place).\($0)" } ?? place
        return DocumentProblem(place: path, message: message)
    }

    /// That it is an object of these keys, some of which may be left out.
    func requireKeys(_ keys: [String], optional: [String] = []) throws(DocumentProblem) {
        guard let members = value.members else { throw problem("expected an object") }
        if let member = members.first(where: { !keys.contains($0.key) && !optional.contains($0.key) }) {
            throw problem("there is no key \"\(visible(member.key, limit: 60))\" here")
        }
        if let key = keys.first(where: { value[$0] == nil }) { throw problem("the key \"\(key)\" is missing") }
    }

    private func read<Value>(
        _ key: String, _ what: String, _ body: (JSON) -> Value?
    ) throws(DocumentProblem) -> Value {
        guard let value = value[key].flatMap(body) else { throw problem("expected \(what)", at: key) }
        return value
    }

    /// Reads a key that may be left out.
    private func optional<Value>(
        _ key: String, _ body: (String) throws(DocumentProblem) -> Value
    ) throws(DocumentProblem) -> Value? {
        value[key] == nil ? nil : try body(key)
    }

    func text(_ key: String) throws(DocumentProblem) -> String { try read(key, "a string", \.text) }

    private func count(_ key: String) throws(DocumentProblem) -> Int {
        try read(key, "a whole number from 0 on") { value in
            guard case .number(let text) = value, let number = Int(text), number >= 0, String(number) == text else {
                return nil
            }
            return number
        }
    }

    private func name(_ key: String) throws(DocumentProblem) -> String {
        try read(key, "a name of letters, digits, \".\", \"_\" and \"-\"") { value in
            value.text.flatMap { Self.isName($0) ? $0 : nil }
        }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.count <= 200 && text.utf8.first.map(isAlphanumeric) ?? false
            && text.utf8.allSatisfy { isAlphanumeric($0) || [0x2D, 0x2E, 0x5F].contains($0) }
    }

    private func sha256(_ key: String) throws(DocumentProblem) -> String {
        try read(key, "a SHA-256 digest in lower-case hexadecimal") { value in
            value.text.flatMap { text in
                text.utf8.count == 64 && text.utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) } ? text : nil
            }
        }
    }

    private func instant(_ key: String) throws(DocumentProblem) -> String {
        try read(key, "an instant in UTC, 2026-11-21T02:00:00Z") { value in
            value.text.flatMap { Self.isInstant(Array($0.utf8)) ? $0 : nil }
        }
    }

    private static func isInstant(_ text: [UInt8]) -> Bool {
        text.count == 20
            && zip(text, "0000-00-00T00:00:00Z".utf8).allSatisfy { $1 == 0x30 ? isDigit($0) : $0 == $1 }
    }

    func items(_ key: String) throws(DocumentProblem) -> [RecordReader] {
        let items = try read(key, "an array", \.items)
        return items.enumerated().map { RecordReader($1, at: "\(place.isEmpty ? "" : place + ".")\(key)[\($0)]") }
    }

    private func inner(_ key: String) throws(DocumentProblem) -> RecordReader {
        RecordReader(try read(key, "an object") { $0.members == nil ? nil : $0 }, at: problem("", at: key).place)
    }

    // MARK: Records

    static let keys = [
        "id", "created_at", "name", "instant", "downloads", "tables", "files", "bytes", "withheld", "warnings",
        "tool_version", "fingerprint", "pinned",
    ]
    static let optionalKeys = ["previous", "graph", "log_index", "acceptance", "pruned_at"]

    /// - Parameter further: keys that the object has besides those of a record.
    func record(_ further: [String] = []) throws(DocumentProblem) -> ReleaseRecord {
        try requireKeys(Self.keys + further, optional: Self.optionalKeys)
        var record = ReleaseRecord(
            id: try name("id"), createdAt: try instant("created_at"), name: try name("name"),
            instant: try instant("instant"))
        record.previous = try optional("previous", name)
        for item in try items("downloads") { record.downloads.append(try item.download()) }
        for item in try items("tables") { record.tables.append(try item.table()) }
        record.graph = try optional("graph") { key throws(DocumentProblem) in try inner(key).graph() }
        record.fileCount = try count("files")
        record.byteCount = try count("bytes")
        for item in try items("withheld") {
            try item.requireKeys(["ground", "count"])
            record.withheld.append((ground: try item.text("ground"), count: try item.count("count")))
        }
        record.warningCount = try count("warnings")
        record.logIndex = try optional("log_index", count)
        record.acceptance = try optional("acceptance") { key throws(DocumentProblem) in try inner(key).acceptance() }
        record.toolVersion = try text("tool_version")
        record.fingerprint = try text("fingerprint")
        record.isPinned = try read("pinned", "true or false", \.flag)
        record.prunedAt = try optional("pruned_at", instant)
        return record
    }

    private func download() throws(DocumentProblem) -> ReleaseRecord.Download {
        try requireKeys(["name", "media_type", "bytes", "sha256", "title"])
        return .init(
            name: try name("name"), mediaType: try text("media_type"), byteCount: try count("bytes"),
            sha256: try sha256("sha256"), title: try text("title"))
    }

    private func table() throws(DocumentProblem) -> ReleaseRecord.TableChange {
        try requireKeys(["name", "rows"], optional: ["added", "changed", "removed"])
        return .init(
            table: try text("name"), rowCount: try count("rows"), added: try optional("added", count),
            changed: try optional("changed", count), removed: try optional("removed", count))
    }

    private func graph() throws(DocumentProblem) -> ReleaseRecord.Graph {
        try requireKeys(["triples", "sha256"])
        return .init(tripleCount: try count("triples"), sha256: try sha256("sha256"))
    }

    private func acceptance() throws(DocumentProblem) -> ReleaseRecord.Acceptance {
        try requireKeys(["reason", "refusals"])
        let refusals = try read("refusals", "an array of strings") { value in
            value.items.flatMap { items in items.allSatisfy { $0.text != nil } ? items.compactMap(\.text) : nil }
        }
        return .init(reason: try text("reason"), refusals: refusals)
    }
}
