import CaseModel
import FoundationEssentials

/// What is wrong with a file that people write.
package struct ConfigurationFault: Error {
    /// Where in it: `licence.spdx`; nil where it is about the whole.
    package let key: String?
    package let message: String

    package init(key: String?, message: String) {
        self.key = key
        self.message = message
    }
}

/// Reads a value from JSON5 (Standard JSON5 1.0).
package func decodeJSON5<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
) throws(ConfigurationFault) -> Value {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    do {
        return try decoder.decode(type, from: Data(bytes))
    } catch let fault as ConfigurationFault {
        throw fault
    } catch let error as DecodingError {
        let (key, message) = words(error)
        throw ConfigurationFault(key: key, message: message)
    } catch {
        throw ConfigurationFault(key: nil, message: "cannot be read: \(error)")
    }
}

private func words(_ error: DecodingError) -> (key: String?, message: String) {
    switch error {
    case .typeMismatch(let type, let context):
        let isWhole = context.codingPath.isEmpty
        let expected =
            type is String.Type
            ? "a text"
            : type is Bool.Type
                ? "true or false"
                : type is Int.Type || type is Double.Type ? "a number" : isWhole ? "an object" : "a list, or an object"
        return (path(context.codingPath), "is not \(expected)")
    case .valueNotFound(_, let context): return (path(context.codingPath), "is null; leave the key out")
    case .keyNotFound(let key, let context):
        return (path(context.codingPath), "the key \(key.stringValue) is missing")
    case .dataCorrupted(let context):
        let detail = context.underlyingError.map { "\($0)" } ?? context.debugDescription
        return (path(context.codingPath), "is not JSON5: \(visible(detail, limit: 300))")
    @unknown default: return (nil, "cannot be read: \(error)")
    }
}

private func path(_ keys: [any CodingKey]) -> String? {
    if keys.isEmpty { return nil }
    return keys.reduce("") { path, key in
        key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? "" : path + ".") + visible(key.stringValue)
    }
}
