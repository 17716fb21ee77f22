import CaseModel

/// An object of a file that people write, of which every key is known.
package struct StrictObject {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    private let container: KeyedDecodingContainer<Key>

    /// - Throws: `ConfigurationFault` for a key that is none of `keys`: what is misspelt would do something else.
    package init(_ decoder: any Decoder, keys: [String]) throws {
        container = try decoder.container(keyedBy: Key.self)
        let unknown = container.allKeys.map(\.stringValue).filter { !keys.contains($0) }
        guard let first = unknown.min() else { return }
        let hint = nearest(to: first, among: keys).map { "do you mean \($0)?" } ?? "it may be \(list(keys))"
        throw fault(nil, "there is no key \"\(visible(first))\"; \(hint)")
    }

    /// - Throws: `ConfigurationFault` where the key is missing.
    package func required<Value: Decodable>(_ key: String) throws -> Value {
        if let value: Value = try optional(key) { return value }
        throw fault(nil, "the key \(key) is missing")
    }

    /// nil where the key is not there; a `null` is refused.
    package func optional<Value: Decodable>(_ key: String) throws -> Value? {
        guard container.contains(Key(stringValue: key)) else { return nil }
        if try container.decodeNil(forKey: Key(stringValue: key)) { throw fault(key, "is null; leave the key out") }
        return try container.decode(Value.self, forKey: Key(stringValue: key))
    }

    /// - Throws: `ConfigurationFault` where a value is none of some.
    package func check(_ key: String, _ value: String, among values: [String]) throws {
        if !values.contains(value) { throw fault(key, "\"\(visible(value))\" is none of \(list(values))") }
    }

    /// What is wrong with a key's value, or with the object.
    package func fault(_ key: String?, _ message: String) -> ConfigurationFault {
        let path = (container.codingPath.map(\.stringValue) + (key.map { [$0] } ?? [])).joined(separator: ".")
        return ConfigurationFault(key: path.isEmpty ? nil : path, message: message)
    }

    private func list(_ values: [String]) -> String { values.joined(separator: " ") }
}
