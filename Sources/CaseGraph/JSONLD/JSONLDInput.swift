import CaseBytes

/// A string of the input, without its quotes, as it stands there. Valid until more is read.
struct JSONLDString {
    /// Where the content begins in the input's window.
    let start: Int
    let count: Int
    /// Whether the content, escapes and all, is what canonical N-Quads writes for the text.
    let isCanonical: Bool
    let hasEscapes: Bool
}

/// A window of a JSON text that moves over a source: goes through it token by token, strictly (RFC 8259).
struct JSONLDInput: ~Copyable {
    private let source: any ByteSource
    private let limit: Int
    /// Behind the bytes that were read stand zeros, as many as `ByteBuffer.slack`, so that scans end.
    private var window: ByteBuffer
    /// The next byte.
    private(set) var at = 0
    /// The first byte of the token that is being read: what stands before it may be dropped.
    private var mark = 0
    private var linesBefore = 0

    /// - Parameters:
    ///   - limit: how many bytes a string may have.
    ///   - windowSize: how many bytes are in memory at once, unless a string has more.
    init(_ source: any ByteSource, limit: Int, windowSize: Int) {
        window = ByteBuffer(capacity: windowSize)
        self.source = source
        self.limit = limit
        terminate()
    }

    private mutating func terminate() {
        (window.base + window.count).update(repeating: 0, count: ByteBuffer.slack)
    }

    /// Reads more; the token that is being read moves to the front of the window.
    ///
    /// - Returns: false at the end.
    @inline(never)
    private mutating func refill() throws -> Bool {
        if mark > 0 {
            for byte in window.bytes[..<mark] where byte == 0x0A { linesBefore += 1 }
            window.removeFirst(mark)
            at -= mark
            mark = 0
        }
        if window.count &- 16 > limit { throw tooLong() }
        window.reserve(1 << 12)
        let room = UnsafeMutableBufferPointer(start: window.base + window.count, count: window.capacity - window.count)
        let count = try source.read(into: room)
        window.advance(by: count)
        terminate()
        return count > 0
    }

    func bytes(of string: JSONLDString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.base + string.start, count: string.count)
    }

    // MARK: Tokens

    /// The next byte that is not white space, which stays; 0 at the end. (A zero in the text is no token either.)
    @inline(__always)
    mutating func next() throws -> UInt8 {
        while true {
            let byte = window.base[at]
            if byte > 0x20 { return byte }
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                at &+= 1
            } else {
                guard at >= window.count else { return byte }
                mark = at
                if try !refill() { return 0 }
            }
        }
    }

    /// The next byte, where one was looked for.
    var current: UInt8 { window.base[at] }

    var isAtEnd: Bool { at >= window.count }

    @inline(__always)
    mutating func skip() { at &+= 1 }

    /// Moves behind the next byte, which has to be this one.
    @inline(__always)
    mutating func take(_ byte: UInt8, _ what: StaticString) throws {
        guard try next() == byte else { throw expected(what) }
        at &+= 1
    }

    /// A string; `what` names it in messages.
    @inline(__always)
    mutating func string(_ what: StaticString) throws -> JSONLDString {
        guard try next() == 0x22 else { throw expected(what) }
        mark = at
        at &+= 1
        var isCanonical = true
        var hasEscapes = false
        while true {
            at &+= asciiRunNQuads(window.base + at)
            let byte = window.base[at]
            if byte == 0x22 { break }
            if byte == 0x5C {
                hasEscapes = true
                if try !escape() { isCanonical = false }
            } else if byte >= 0x80 {
                if try !character() { isCanonical = false }
            } else if byte == 0x7F {
                isCanonical = false
                at &+= 1
            } else if at >= window.count {
                if try !refill() { throw ended("inside a string") }
            } else {
                throw malformed("\(name(of: byte)) stands in a string; it has to be escaped there")
            }
        }
        let string = JSONLDString(
            start: mark &+ 1, count: at &- mark &- 1, isCanonical: isCanonical, hasEscapes: hasEscapes)
        guard string.count <= limit else { throw tooLong() }
        at &+= 1
        return string
    }

    /// Moves behind an escape; true where canonical N-Quads has the same.
    private mutating func escape() throws -> Bool {
        while window.count &- at < 12, try refill() {}
        switch window.base[at &+ 1] {
        case 0x22, 0x5C, 0x62, 0x66, 0x6E, 0x72, 0x74:
            at &+= 2
            return true
        case 0x2F:
            at &+= 2
            return false
        case 0x75:
            guard let (_, length) = escapedScalar(window.base + at) else {
                throw isCut
                    ? ended("inside a string")
                    : malformed("an escape that is no character: \\u and four hexadecimal digits, surrogates in pairs")
            }
            at &+= length
            return false
        default:
            throw isCut
                ? ended("inside a string") : malformed("an escape that JSON does not have (RFC 8259, section 7)")
        }
    }

    /// Whether the file may end inside the escape that is here.
    private var isCut: Bool { window.count &- at < 12 && !window.bytes[at...].contains(0x22) }

    /// Moves behind a character that is not ASCII; false where canonical N-Quads escapes it.
    @inline(__always)
    private mutating func character() throws -> Bool {
        var (scalar, length) = decodeScalar(window.base + at, available: window.count &- at)
        if length == 0 {
            while window.count &- at < 4, try refill() {}
            (scalar, length) = decodeScalar(window.base + at, available: window.count &- at)
            guard length > 0 else { throw malformed("the text is not UTF-8") }
        }
        at &+= length
        return scalar != 0xFFFE && scalar != 0xFFFF
    }

    /// An object as it stands in the text, from its brace on, without looking inside its strings.
    ///
    /// - Parameter limit: how many bytes it may have.
    mutating func object(limit: Int) throws -> [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        guard try next() == 0x7B else { throw expected("an object in braces") }
        repeat {
            if at >= window.count {
                mark = at
                guard try refill() else { throw ended("inside the context") }
            }
            let byte = window.base[at]
            switch byte {
            case 0x22: text += bytes(of: try string("a string"), withQuotes: true)
            case 0x5B:
                throw unsupported(
                    "an array in the context", hint: "the context is one object, and each term has one definition")
            default:
                if byte == 0x7B { depth += 1 }
                if byte == 0x7D { depth -= 1 }
                text.append(byte)
                at += 1
            }
            guard text.count <= limit else {
                throw GraphProblem(.limit, line: line, "the context has more than \(limit) bytes")
            }
        } while depth > 0
        return text
    }

    private func bytes(of string: JSONLDString, withQuotes: Bool) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.base + string.start - 1, count: string.count + 2)
    }

    // MARK: Problems

    /// The line of the next byte, from 1.
    var line: Int {
        var line = linesBefore + 1
        for byte in window.bytes[..<min(at, window.count)] where byte == 0x0A { line += 1 }
        return line
    }

    @inline(never)
    func malformed(_ message: String, hint: String? = nil) -> GraphProblem {
        GraphProblem(.malformed, line: line, message, hint: hint)
    }

    @inline(never)
    func unsupported(_ message: String, hint: String? = nil) -> GraphProblem {
        GraphProblem(.unsupported, line: line, message, hint: hint)
    }

    @inline(never)
    func expected(_ what: StaticString) -> GraphProblem {
        at >= window.count ? ended("where \(what) is expected") : malformed("found \(found()); expected \(what)")
    }

    @inline(never)
    private func ended(_ place: String) -> GraphProblem {
        malformed("the file ends \(place)", hint: "it is not complete: copy or export it again")
    }

    @inline(never)
    private func tooLong() -> GraphProblem {
        GraphProblem(.limit, line: line, "a string has more than \(limit) bytes")
    }

    private func found() -> String {
        let byte = window.base[at]
        if byte == 0xEF, window.base[at + 1] == 0xBB, window.base[at + 2] == 0xBF { return "a byte order mark" }
        return name(of: byte)
    }

    private func name(of byte: UInt8) -> String {
        switch byte {
        case 0x21...0x7E: "\"\(Character(Unicode.Scalar(byte)))\""
        case 0x80...: "the byte 0x\(hexadecimal([byte]))"
        default: "U+00\(hexadecimal([byte]).uppercased())"
        }
    }
}

/// The character of an escape, from its backslash, and how long that is; nil where it is none. A character beyond
/// U+FFFF is a pair of them.
func escapedScalar(_ start: UnsafePointer<UInt8>) -> (scalar: UInt32, length: Int)? {
    guard let unit = hexadecimalUnit(start + 2) else { return nil }
    guard unit & 0xF800 == 0xD800 else { return (unit, 6) }
    guard unit < 0xDC00, start[6] == 0x5C, start[7] == 0x75, let low = hexadecimalUnit(start + 8),
        low & 0xFC00 == 0xDC00
    else { return nil }
    return (0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF), 12)
}

private func hexadecimalUnit(_ start: UnsafePointer<UInt8>) -> UInt32? {
    var unit: UInt32 = 0
    for index in 0..<4 {
        let byte = start[index]
        switch byte {
        case 0x30...0x39: unit = unit << 4 | UInt32(byte - 0x30)
        case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32((byte | 0x20) - 0x57)
        default: return nil
        }
    }
    return unit
}
