import CaseBytes

/// Goes through JSON text token by token (RFC 8259), strictly.
package struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    package private(set) var position: Int

    /// - Parameter isText: whether these are all bytes of a text, which may begin with a byte order mark, and no line of
    ///   one.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, isText: Bool = true) {
        self.bytes = bytes
        // A byte order mark is no part of the text, but a parser may pass over it (section 8.1).
        position = isText && bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
    }

    package var isAtEnd: Bool { position >= bytes.count }

    package mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return }
            position += 1
        }
    }

    /// Moves behind a byte, if it is the next one.
    package mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    package func isNext(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

    /// What was expected at this place, and what is there.
    package func expected(_ what: String) -> JSONProblem {
        let found =
            position < bytes.count
            ? "\"\(visible(UnsafeBufferPointer(rebasing: bytes[position..<min(position + 48, bytes.count)]).text, limit: 12))\""
            : "the end"
        var line = 1
        var column = 1
        for byte in bytes.prefix(position) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONProblem(message: "expected \(what), found \(found)", line: line, column: column)
    }

    /// A string without its quotes and escapes (section 7); nil where there is none. A lone surrogate becomes three
    /// bytes that are not UTF-8, which a check of the text reports.
    package mutating func string(into value: inout [UInt8]) -> Bool {
        guard take(0x22) else { return false }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x22 {
                position += 1
                return true
            }
            guard byte >= 0x20 else { return false }
            position += 1
            if byte != 0x5C {
                value.append(byte)
            } else if !escape(into: &value) {
                return false
            }
        }
        return false
    }

    private mutating func escape(into value: inout [UInt8]) -> Bool {
        guard position < bytes.count else { return false }
        let escape = bytes[position]
        position += 1
        switch escape {
        case 0x22, 0x5C, 0x2F: value.append(escape)
        case 0x62: value.append(0x08)
        case 0x66: value.append(0x0C)
        case 0x6E: value.append(0x0A)
        case 0x72: value.append(0x0D)
        case 0x74: value.append(0x09)
        case 0x75:
            guard var scalar = hexadecimal() else { return false }
            if (0xD800...0xDBFF).contains(scalar), position + 1 < bytes.count, bytes[position] == 0x5C,
                bytes[position + 1] == 0x75
            {
                let behindFirst = position
                position += 2
                if let low = hexadecimal(), (0xDC00...0xDFFF).contains(low) {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                } else {
                    position = behindFirst
                }
            }
            append(scalar, to: &value)
        default: return false
        }
        return true
    }

    private mutating func hexadecimal() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let lower = byte | 0x20
            if isDigit(byte) {
                value = value << 4 | UInt32(byte - 0x30)
            } else if (0x61...0x66).contains(lower) {
                value = value << 4 | UInt32(lower - 0x57)
            } else {
                return nil
            }
            position += 1
        }
        return value
    }

    private func append(_ scalar: UInt32, to value: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: value.append(UInt8(scalar))
        case 0..<0x800: value += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
        case 0..<0x10000:
            value += [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)]
        default:
            value += [
                UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F), UInt8(0x80 | scalar >> 6 & 0x3F),
                UInt8(0x80 | scalar & 0x3F),
            ]
        }
    }

    /// `true`, `false`, `null` or a number (section 6), as it is written; nil where there is none of them.
    package mutating func word() -> UnsafeBufferPointer<UInt8>? {
        let start = position
        while position < bytes.count, isAlphanumeric(bytes[position]) || [0x2B, 0x2D, 0x2E].contains(bytes[position]) {
            position += 1
        }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<position])
        if word.equals("true") || word.equals("false") || word.equals("null") || Self.isNumber(word) { return word }
        position = start
        return nil
    }

    private static func isNumber(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = word.first == 0x2D ? 1 : 0
        func digits() -> Int {
            let start = index
            while index < word.count, isDigit(word[index]) { index += 1 }
            return index - start
        }
        let first = index
        let whole = digits()
        guard whole == 1 || whole > 1 && word[first] != 0x30 else { return false }
        if index < word.count, word[index] == 0x2E {
            index += 1
            guard digits() > 0 else { return false }
        }
        if index < word.count, word[index] | 0x20 == 0x65 {
            index += 1
            if index < word.count, word[index] == 0x2B || word[index] == 0x2D { index += 1 }
            guard digits() > 0 else { return false }
        }
        return index == word.count
    }
}

/// Why bytes are not JSON, and where.
package struct JSONProblem: Error, Sendable {
    package let message: String
    /// From 1; 0 where the problem is with the document as a whole.
    package let line: Int
    /// In characters, from 1.
    package let column: Int

    package init(message: String, line: Int = 0, column: Int = 0) {
        self.message = message
        self.line = line
        self.column = column
    }

    /// The message with the place.
    package var description: String { line == 0 ? message : "line \(line), column \(column): \(message)" }
}
