import CaseBytes
import FoundationEssentials

/// A JSON value whose objects keep the order of their keys, so that what is written is the same every time.
package indirect enum JSON: Sendable, Equatable {
    case object([Member])
    case array([JSON])
    case string(String)
    /// A number as it is written.
    case number(String)
    case boolean(Bool)
    case null

    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: JSON

        package init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// An object of the members whose value is there.
    package static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { key, value in value.map { Member(key: key, value: $0) } })
    }

    package static func strings(_ strings: [String]) -> JSON { .array(strings.map { .string($0) }) }

    package static func integer(_ value: Int) -> JSON { .number(String(value)) }

    package subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    package var flag: Bool? {
        if case .boolean(let flag) = self { return flag }
        return nil
    }

    package var items: [JSON]? {
        if case .array(let items) = self { return items }
        return nil
    }

    package var members: [Member]? {
        if case .object(let members) = self { return members }
        return nil
    }

    /// Indented by two spaces, one member a line, with a line end behind the last.
    package func pretty() -> [UInt8] {
        var buffer = ByteBuffer()
        write(to: &buffer, indent: 0)
        buffer.append(0x0A)
        return buffer.array()
    }

    /// On one line.
    package func compact() -> [UInt8] {
        var buffer = ByteBuffer()
        write(to: &buffer, indent: nil)
        return buffer.array()
    }

    private func write(to buffer: inout ByteBuffer, indent: Int?) {
        switch self {
        case .string(let text): buffer.append(json: text)
        case .number(let text): buffer.append(text)
        case .boolean(let flag): buffer.append(flag ? "true" : "false" as StaticString)
        case .null: buffer.append("null" as StaticString)
        case .array(let items):
            Self.list("[", "]", count: items.count, indent: indent, to: &buffer) { index, buffer, inner in
                items[index].write(to: &buffer, indent: inner)
            }
        case .object(let members):
            Self.list("{", "}", count: members.count, indent: indent, to: &buffer) { index, buffer, inner in
                buffer.append(json: members[index].key)
                buffer.append(indent == nil ? ":" : ": " as StaticString)
                members[index].value.write(to: &buffer, indent: inner)
            }
        }
    }

    private static func list(
        _ open: StaticString, _ close: StaticString, count: Int, indent: Int?, to buffer: inout ByteBuffer,
        item: (Int, inout ByteBuffer, Int?) -> Void
    ) {
        buffer.append(open)
        for index in 0..<count {
            if index > 0 { buffer.append(0x2C) }
            if let indent { newLine(indent + 1, in: &buffer) }
            item(index, &buffer, indent.map { $0 + 1 })
        }
        if count > 0, let indent { newLine(indent, in: &buffer) }
        buffer.append(close)
    }

    private static func newLine(_ indent: Int, in buffer: inout ByteBuffer) {
        buffer.append(0x0A)
        for _ in 0..<indent { buffer.append("  " as StaticString) }
    }
}

extension JSON: Decodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        if let keyed = try? decoder.container(keyedBy: Key.self) {
            // The decoder does not keep the keys' order; alphabetical order is at least the same every time.
            self = .object(
                try keyed.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
                    Member(key: $0.stringValue, value: try keyed.decode(JSON.self, forKey: $0))
                })
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var items: [JSON] = []
            while !list.isAtEnd { items.append(try list.decode(JSON.self)) }
            self = .array(items)
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            self = .null
        } else if let flag = try? single.decode(Bool.self) {
            self = .boolean(flag)
        } else if let text = try? single.decode(String.self) {
            self = .string(text)
        } else if let integer = try? single.decode(Int.self) {
            self = .number(String(integer))
        } else {
            self = .number(String(try single.decode(Double.self)))
        }
    }

    /// Reads a document.
    ///
    /// - Throws: `JSONProblem` where the bytes are not JSON, with what the parser says of the place.
    package init(parsing bytes: [UInt8]) throws(JSONProblem) {
        do {
            self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
        } catch let DecodingError.dataCorrupted(context) {
            let detail = context.underlyingError.map { String(describing: $0) } ?? context.debugDescription
            throw JSONProblem(message: JSONProblem.words(of: detail))
        } catch {
            throw JSONProblem(message: "not JSON")
        }
    }
}

/// Why bytes are not JSON.
package struct JSONProblem: Error {
    package let message: String

    package init(message: String) { self.message = message }

    /// The parser's own words, where they can be read.
    static func words(of detail: String) -> String {
        let key = "NSDebugDescription="
        var rest = detail[...]
        while !rest.isEmpty, !rest.hasPrefix(key) { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return "not JSON: " + visible(detail, limit: 160) }
        return "not JSON: " + rest.dropFirst(key.count).prefix { $0 != "}" && $0 != "," }
    }
}
