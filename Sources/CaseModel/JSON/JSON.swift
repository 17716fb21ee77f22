import CaseBytes

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

extension JSON {
    /// How deep a document may be nested.
    private static let depthLimit = 200

    /// Reads a document (RFC 8259), strictly: a key that is there twice is refused, since readers disagree about it.
    ///
    /// - Throws: `JSONProblem`, with the line and the column.
    package init(parsing bytes: [UInt8]) throws(JSONProblem) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONProblem(message: "the file is not UTF-8")
        }
        let result = bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(JSONProblem) in
                var scanner = JSONScanner(bytes)
                let value = try JSON.value(&scanner, depth: 0)
                scanner.skipSpace()
                guard scanner.isAtEnd else { throw scanner.expected("nothing behind the value") }
                return value
            }
        }
        do throws(JSONProblem) {
            self = try result.get()
        } catch {
            throw JSONProblem(message: "not JSON: \(error.message)", line: error.line, column: error.column)
        }
    }

    private static func value(_ scanner: inout JSONScanner, depth: Int) throws(JSONProblem) -> JSON {
        guard depth < depthLimit else { throw scanner.expected("no more than \(depthLimit) levels") }
        scanner.skipSpace()
        if scanner.take(0x7B) { return try object(&scanner, depth: depth) }
        if scanner.take(0x5B) { return try array(&scanner, depth: depth) }
        if scanner.isNext(0x22) { return .string(try string(&scanner, "a string")) }
        guard let word = scanner.word() else { throw scanner.expected("a value") }
        switch word.text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        default: return .number(word.text)
        }
    }

    private static func string(_ scanner: inout JSONScanner, _ what: String) throws(JSONProblem) -> String {
        var text: [UInt8] = []
        guard scanner.string(into: &text) else { throw scanner.expected(what) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func object(_ scanner: inout JSONScanner, depth: Int) throws(JSONProblem) -> JSON {
        var members: [Member] = []
        var keys: Set<[UInt8]> = []
        scanner.skipSpace()
        if scanner.take(0x7D) { return .object([]) }
        while true {
            scanner.skipSpace()
            let key = try string(&scanner, "a key in quotes")
            guard keys.insert(Array(key.utf8)).inserted else {
                throw scanner.expected("a key that is not there yet; \"\(visible(key))\" is")
            }
            scanner.skipSpace()
            guard scanner.take(0x3A) else { throw scanner.expected("a colon") }
            members.append(Member(key: key, value: try value(&scanner, depth: depth + 1)))
            scanner.skipSpace()
            if scanner.take(0x7D) { return .object(members) }
            guard scanner.take(0x2C) else { throw scanner.expected("a comma or }") }
        }
    }

    private static func array(_ scanner: inout JSONScanner, depth: Int) throws(JSONProblem) -> JSON {
        var items: [JSON] = []
        scanner.skipSpace()
        if scanner.take(0x5D) { return .array([]) }
        while true {
            items.append(try value(&scanner, depth: depth + 1))
            scanner.skipSpace()
            if scanner.take(0x5D) { return .array(items) }
            guard scanner.take(0x2C) else { throw scanner.expected("a comma or ]") }
        }
    }
}
