import CaseModel

/// What is wrong with a value that is of the right type.
struct ProfileFault: Error {
    let key: String?
    let message: String
}

/// A profile as its file has it.
struct ProfileDraft: Decodable {
    struct Licence: Decodable {
        static let keys = ["spdx", "url"]

        let spdx: String
        let url: String?

        init(from decoder: any Decoder) throws {
            let object = try StrictObject(decoder, keys: Self.keys)
            spdx = try object.required("spdx")
            url = try object.optional("url")
            let isIdentifier = spdx.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x2B }
            if spdx.isEmpty || !isIdentifier {
                throw object.fault("spdx", "is not an SPDX identifier such as CC-BY-4.0")
            }
            if let url, Kind.url.verdict(of: url) != .canonical {
                throw object.fault("url", "is not \(Kind.url.expectation)")
            }
            if let url, !["http://", "https://"].contains(where: url.lowercased().hasPrefix) {
                throw object.fault("url", "is no address of the web")
            }
        }
    }

    static let keys = [
        "title", "audience", "formats", "licence", "container", "excelDelimiter", "documents", "permittedTexts",
    ]

    let title: String
    let audience: String
    let formats: [String]
    let licence: Licence?
    let container: String
    let excelDelimiter: String
    let documents: Bool
    let permittedTexts: [String]

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, keys: Self.keys)
        title = try object.required("title")
        audience = try object.required("audience")
        formats = try object.required("formats")
        licence = try object.optional("licence")
        container = try object.optional("container") ?? "zip"
        excelDelimiter = try object.optional("excelDelimiter") ?? ","
        documents = try object.optional("documents") ?? true
        permittedTexts = try object.optional("permittedTexts") ?? []
        if title.isEmpty || title.contains(where: \.isNewline) {
            throw object.fault("title", "is not one line of text")
        }
        try object.check("audience", audience, among: AccessLevel.allCases.map(\.code))
        try object.check("container", container, among: ProfileReader.containers)
        try object.check("excelDelimiter", excelDelimiter, among: [",", ";"])
        if formats.isEmpty { throw object.fault("formats", "is empty: a release has at least one format") }
        if let twice = formats.indices.first(where: { formats[..<$0].contains(formats[$0]) }) {
            throw object.fault("formats[\(twice)]", "\"\(visible(formats[twice]))\" is there twice")
        }
        if let empty = permittedTexts.firstIndex(of: "") { throw object.fault("permittedTexts[\(empty)]", "is empty") }
    }
}

/// An object of which every key is known.
private struct StrictObject {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    private let container: KeyedDecodingContainer<Key>

    init(_ decoder: any Decoder, keys: [String]) throws {
        container = try decoder.container(keyedBy: Key.self)
        let unknown = container.allKeys.map(\.stringValue).filter { !keys.contains($0) }
        guard let first = unknown.min() else { return }
        let hint = nearest(to: first, among: keys).map { "do you mean \($0)?" } ?? "it may be \(list(keys))"
        throw fault(nil, "there is no key \"\(visible(first))\"; \(hint)")
    }

    func required<Value: Decodable>(_ key: String) throws -> Value {
        if let value: Value = try optional(key) { return value }
        throw fault(nil, "the key \(key) is missing")
    }

    /// nil where the key is not there; a `null` is refused.
    func optional<Value: Decodable>(_ key: String) throws -> Value? {
        guard container.contains(Key(stringValue: key)) else { return nil }
        if try container.decodeNil(forKey: Key(stringValue: key)) { throw fault(key, "is null; leave the key out") }
        return try container.decode(Value.self, forKey: Key(stringValue: key))
    }

    func check(_ key: String, _ value: String, among values: [String]) throws {
        if !values.contains(value) { throw fault(key, "\"\(visible(value))\" is none of \(list(values))") }
    }

    func fault(_ key: String?, _ message: String) -> ProfileFault {
        let path = (container.codingPath.map(\.stringValue) + (key.map { [$0] } ?? [])).joined(separator: ".")
        return ProfileFault(key: path.isEmpty ? nil : path, message: message)
    }

    private func list(_ values: [String]) -> String { values.joined(separator: " ") }
}
