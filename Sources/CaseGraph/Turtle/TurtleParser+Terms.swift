import CaseBytes
import CaseModel

extension TurtleParser {
    /// Appends an IRI in angle brackets; the window is at the first of them.
    mutating func iri(_ append: (inout TurtleParser, UnsafeBufferPointer<UInt8>) -> Void) throws {
        var end = 1
        while true {
            let window = input.window
            end += firstIndex(
                of: 0x3E, 0x3E, 0x3E, 0x0A, in: window.baseAddress! + end, count: max(0, window.count - end))
            try input.expectWithinLimit(end)
            if end < window.count { break }
            guard try input.fill() else { throw malformed("the IRI does not end") }
        }
        let bytes = UnsafeBufferPointer(rebasing: input.window[...end])
        let inner = UnsafeBufferPointer(rebasing: bytes[1..<end])
        guard let start = inner.baseAddress, IRIParts.schemeEnd(inner) > 0 else {
            throw malformed("the IRI \"\(visible(inner.text))\" is relative, and there is no base")
        }
        let outside = firstOutsideIRI(in: start, count: inner.count)
        guard outside == inner.count, bytes[end] == 0x3E else {
            throw malformed("\"\(visible(inner.text))\" is not an IRI without escapes")
        }
        try checkText(inner)
        append(&self, bytes)
        input.advance(by: end + 1)
    }

    /// How many bytes from here are of a prefix or a local name.
    mutating func nameEnd(from start: Int = 0) throws -> Int {
        var end = start
        while let byte = try input.byte(at: end), Self.isOfName(byte) { end += 1 }
        return end
    }

    /// Letters, digits, `_`, `-`, `.`, and everything beyond ASCII; strict readers know which of those are letters.
    private static func isOfName(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x2D || byte == 0x2E || byte >= 0x80
    }

    /// Appends the IRI of a prefixed name, in angle brackets.
    mutating func prefixedName(
        _ what: String, _ append: (inout TurtleParser, UnsafeBufferPointer<UInt8>) -> Void
    ) throws {
        let colon = try nameEnd()
        guard try input.byte(at: colon) == UInt8(ascii: ":") else { throw expected(what, try input.byte(at: 0)) }
        var end = try nameEnd(from: colon + 1)
        // A full stop at the end ends the statement.
        while end > colon + 1, input.window[end - 1] == UInt8(ascii: ".") { end -= 1 }
        if let byte = try input.byte(at: end), [0x5C, 0x25, 0x3A].contains(byte) {
            throw unsupported("names with \"\\\", \"%\" or another colon are")
        }
        let window = input.window
        let prefix = UnsafeBufferPointer(rebasing: window[..<colon])
        let local = UnsafeBufferPointer(rebasing: window[(colon + 1)..<end])
        try checkText(local)
        guard let namespace = prefixes.namespace(of: prefix) else {
            throw malformed("the prefix \"\(visible(prefix.text)):\" is not declared")
        }
        text.removeAll()
        text.append(UInt8(0x3C))
        text.append(namespace)
        text.append(local)
        text.append(UInt8(0x3E))
        let term = UnsafeBufferPointer(start: text.base, count: text.count)
        append(&self, term)
        input.advance(by: end)
    }

    /// Appends the object at hand.
    mutating func readObject() throws {
        switch try input.next() {
        case UInt8(ascii: "\""): try literal()
        case UInt8(ascii: "'"): throw unsupported("strings in single quotes are")
        case let byte? where byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D: try number()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): try flagOrName()
        default: try resource("an object") { $0.object.append($1) }
        }
    }

    private mutating func flagOrName() throws {
        let end = try nameEnd()
        let word = UnsafeBufferPointer(rebasing: input.window[..<end])
        let isStop = word.last == UInt8(ascii: ".")
        let flag = isStop ? UnsafeBufferPointer(rebasing: word.dropLast()) : word
        guard flag.equals("true") || flag.equals("false"), try input.byte(at: end) != UInt8(ascii: ":") else {
            return try resource("an object") { $0.object.append($1) }
        }
        append(quoted: flag.equals("true") ? "true" : "false", datatype: "boolean")
        input.advance(by: flag.count)
    }

    /// `[+-]?[0-9]+`, `[+-]?[0-9]*\.[0-9]+`, or with an exponent; as it stands.
    private mutating func number() throws {
        var end = 1
        while let byte = try input.byte(at: end), byte &- 0x30 < 10 || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) {
            end += 1
        }
        while end > 1, input.window[end - 1] == UInt8(ascii: ".") { end -= 1 }
        let word = UnsafeBufferPointer(rebasing: input.window[..<end])
        guard let datatype = Self.datatype(ofNumber: word) else {
            throw malformed("\"\(visible(word.text))\" is not a number")
        }
        object.append(UInt8(0x22))
        object.append(word)
        appendEnd(datatype: datatype)
        input.advance(by: end)
    }

    private static func datatype(ofNumber word: UnsafeBufferPointer<UInt8>) -> StaticString? {
        var digits = word[...]
        if digits.first == 0x2B || digits.first == 0x2D { digits = digits.dropFirst() }
        let whole = digits.prefix { $0 &- 0x30 < 10 }
        digits = digits.dropFirst(whole.count)
        if digits.isEmpty { return whole.isEmpty ? nil : "integer" }
        var fraction = digits.prefix(0)
        let hasPoint = digits.first == 0x2E
        if hasPoint {
            fraction = digits.dropFirst().prefix { $0 &- 0x30 < 10 }
            digits = digits.dropFirst(1 + fraction.count)
        }
        if digits.isEmpty { return fraction.isEmpty ? nil : "decimal" }
        guard !whole.isEmpty || !fraction.isEmpty, digits.first == 0x45 || digits.first == 0x65 else { return nil }
        digits = digits.dropFirst()
        if digits.first == 0x2B || digits.first == 0x2D { digits = digits.dropFirst() }
        return !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 } ? "double" : nil
    }

    private mutating func append(quoted text: StaticString, datatype: StaticString) {
        object.append(UInt8(0x22))
        object.append(text)
        appendEnd(datatype: datatype)
    }

    private mutating func appendEnd(datatype: StaticString) {
        object.append("\"^^<http://www.w3.org/2001/XMLSchema#" as StaticString)
        object.append(datatype)
        object.append(UInt8(0x3E))
    }

    // MARK: Strings

    /// A string in double quotes, and its language tag or datatype.
    private mutating func literal() throws {
        try string()
        object.append(UInt8(0x22))
        object.reserve(6 * text.count + ByteBuffer.slack)
        var end = object.base + object.count
        writeNQuads(text.base, count: text.count, to: &end)
        object.count = end - object.base
        object.append(UInt8(0x22))
        if try input.byte(at: 0) == UInt8(ascii: "@") {
            try languageTag()
        } else if try input.byte(at: 0) == UInt8(ascii: "^") {
            guard try input.byte(at: 1) == UInt8(ascii: "^") else {
                throw malformed("a single \"^\" stands for nothing")
            }
            input.advance(by: 2)
            let mark = object.count
            try resource("a datatype") { parser, datatype in
                parser.object.append("^^" as StaticString)
                parser.object.append(datatype)
            }
            // Canonical N-Quads leaves it out (RDFC-1.0, appendix A).
            let datatype = UnsafeBufferPointer(rebasing: object.bytes[mark...])
            if datatype.equals("^^<http://www.w3.org/2001/XMLSchema#string>") { object.truncate(to: mark) }
        }
    }

    /// Reads a string's text, without its quotes and escapes.
    private mutating func string() throws {
        input.advance(by: 1)
        if try input.byte(at: 0) == 0x22, try input.byte(at: 1) == 0x22 { throw unsupported("long strings are") }
        text.removeAll()
        while true {
            let window = input.window
            let count =
                window.baseAddress.map {
                    firstIndex(of: 0x22, 0x5C, 0x0A, 0x0D, in: $0, count: window.count)
                } ?? 0
            text.append(UnsafeBufferPointer(rebasing: window[..<count]))
            input.advance(by: count)
            try input.expectWithinLimit(text.count)
            switch try input.byte(at: 0) {
            case 0x22:
                input.advance(by: 1)
                return try checkText(text.bytes)
            case 0x5C: try escape()
            case 0x0A, 0x0D: throw malformed("a line ends in a string")
            case nil: throw malformed("the string does not end")
            default: continue
            }
        }
    }

    private mutating func escape() throws {
        let byte = try input.byte(at: 1)
        switch byte {
        case UInt8(ascii: "t"): text.append(UInt8(0x09))
        case UInt8(ascii: "b"): text.append(UInt8(0x08))
        case UInt8(ascii: "n"): text.append(UInt8(0x0A))
        case UInt8(ascii: "r"): text.append(UInt8(0x0D))
        case UInt8(ascii: "f"): text.append(UInt8(0x0C))
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): text.append(byte ?? 0)
        case UInt8(ascii: "u"): return try scalarEscape(digits: 4)
        case UInt8(ascii: "U"): return try scalarEscape(digits: 8)
        default: throw malformed("there is an escape that is none")
        }
        input.advance(by: 2)
    }

    private mutating func scalarEscape(digits: Int) throws {
        var value: UInt32 = 0
        for index in 2..<(2 + digits) {
            guard let byte = try input.byte(at: index), let digit = Self.digit(byte) else {
                throw malformed("an escape has not \(digits) hexadecimal digits")
            }
            value = value << 4 | digit
        }
        guard let scalar = Unicode.Scalar(value) else { throw malformed("an escape is no character") }
        text.append(String(Character(scalar)))
        input.advance(by: 2 + digits)
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }

    /// `@[a-zA-Z]+(-[a-zA-Z0-9]+)*`
    private mutating func languageTag() throws {
        var end = 1
        while let byte = try input.byte(at: end), (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D {
            end += 1
        }
        let tag = UnsafeBufferPointer(rebasing: input.window[..<end])
        let parts = tag.dropFirst().split(separator: 0x2D, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty }), parts[0].allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) else {
            throw malformed("\"\(visible(tag.text))\" is not a language tag")
        }
        object.append(tag)
        input.advance(by: end)
    }

    /// - Throws: `GraphProblem` where bytes are not UTF-8.
    private func checkText(_ bytes: UnsafeBufferPointer<UInt8>) throws(GraphProblem) {
        var isText = true
        scanText(bytes) { _, fault in
            if fault == .invalidUTF8 { isText = false }
            return isText
        }
        if !isText { throw malformed("there are bytes that are not UTF-8") }
    }
}
