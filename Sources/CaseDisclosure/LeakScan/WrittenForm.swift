import CaseBytes
import CaseModel

/// How a format writes a text: which bytes stand for themselves, and what stands for the others.
enum WrittenForm: CaseIterable {
    /// As it is.
    case plain
    /// RFC 4180: quotes doubled.
    case csv
    /// JSON strings (RFC 8259, section 7), and those of N-Quads and Turtle, which write the same characters so.
    case json
    /// Character data and attributes of XML and HTML; the offline page also writes LF for CR.
    case markup
    /// Percent-encoding (RFC 3986, section 2.1).
    case percent

    /// How many bytes from `start` on stand for `byte`; 0 where they stand for something else.
    @inline(__always)
    func width(of byte: UInt8, at start: UnsafePointer<UInt8>, available: Int) -> Int {
        guard available > 0 else { return 0 }
        let first = start[0]
        switch self {
        case .plain: return first == byte ? 1 : 0
        case .csv:
            if byte != 0x22 { return first == byte ? 1 : 0 }
            return available > 1 && first == 0x22 && start[1] == 0x22 ? 2 : 0
        case .json:
            guard first == 0x5C else { return first == byte ? 1 : 0 }
            return available > 1 && Self.shortEscape(start[1]) == byte
                ? 2 : available > 5 && start[1] | 0x20 == 0x75 && Self.unit(start + 2) == UInt32(byte) ? 6 : 0
        case .markup:
            guard first == 0x26 else {
                if byte == 0x7F, first == 0xEF { return available > 2 && Self.isReplacement(start) ? 3 : 0 }
                return first == byte || byte == 0x0D && first == 0x0A ? 1 : 0
            }
            for length in 4...8 where length <= available && start[length - 1] == 0x3B {
                return Self.reference(start, length) == byte ? length : 0
            }
            return 0
        case .percent:
            if first == 0x25, available > 2, Self.pair(start + 1) == byte { return 3 }
            return first == byte || byte == 0x20 && first == 0x2B ? 1 : 0
        }
    }

    /// How many bytes before `end` stand for `byte`; 0 where they stand for something else.
    @inline(__always)
    func width(of byte: UInt8, before end: UnsafePointer<UInt8>, available: Int) -> Int {
        guard available > 0 else { return 0 }
        let last = end[-1]
        switch self {
        case .plain: return last == byte ? 1 : 0
        case .csv:
            if byte != 0x22 { return last == byte ? 1 : 0 }
            return available > 1 && last == 0x22 && end[-2] == 0x22 ? 2 : 0
        case .json:
            if available > 1, end[-2] == 0x5C, Self.shortEscape(last) == byte {
                // `\/` is a solidus, and `\\/` one behind a backslash.
                return byte == 0x22 || byte == 0x5C || Self.isEscaped(end - 1, available - 1) ? 2 : 1
            }
            if available > 5, end[-6] == 0x5C, end[-5] | 0x20 == 0x75, Self.unit(end - 4) == UInt32(byte) { return 6 }
            return last == byte && byte != 0x22 && byte != 0x5C ? 1 : 0
        case .markup:
            if byte == 0x7F, available > 2, Self.isReplacement(end - 3) { return 3 }
            guard last == 0x3B else {
                return last == byte && byte != 0x26 && byte != 0x3C || byte == 0x0D && last == 0x0A ? 1 : 0
            }
            for length in 4...8 where length <= available && end[-length] == 0x26 {
                return Self.reference(end - length, length) == byte ? length : byte == 0x3B ? 1 : 0
            }
            return byte == 0x3B ? 1 : 0
        case .percent:
            if available > 2, end[-3] == 0x25, Self.pair(end - 2) == byte { return 3 }
            return last == byte || byte == 0x20 && last == 0x2B ? 1 : 0
        }
    }

    /// The ways in which writers of this form write a text; more than one where they differ.
    func spellings(of text: some Sequence<UInt8>) -> [[UInt8]] {
        let digits = { (byte: UInt8) in Array(hexadecimal([byte]).uppercased().utf8) }
        func written(_ body: (UInt8) -> [UInt8]?) -> [UInt8] { text.flatMap { body($0) ?? [$0] } }
        switch self {
        case .plain: return [Array(text)]
        case .csv: return [written { $0 == 0x22 ? [0x22, 0x22] : nil }]
        case .json:
            // N-Quads escapes DEL, and JSON does not.
            return [0x7F, 0x80].map { limit in
                written { byte in
                    if let letter = Self.escapeLetters.first(where: { $0.byte == byte })?.letter {
                        return [0x5C, letter]
                    }
                    return byte < 0x20 || byte == 0x7F && limit == 0x7F ? Array("\\u00".utf8) + digits(byte) : nil
                }
            }
        case .markup:
            // Quotes as they are in an element's text, and as references in an attribute's; pages write them so, too,
            // and nothing that is no text.
            return [Self.elementReferences, Self.attributeReferences, Self.pageReferences].map { references in
                written { byte in references.first { $0.byte == byte }.map { Array($0.reference.utf8) } }
            }
        case .percent:
            let upper = written { isUnreserved($0) ? nil : [0x25] + digits($0) }
            let lower = written { isUnreserved($0) ? nil : [0x25] + Array(hexadecimal([$0]).utf8) }
            let form = written { isUnreserved($0) ? nil : $0 == 0x20 ? [0x2B] : [0x25] + digits($0) }
            return [upper, lower, form]
        }
    }

    /// The text as the offline page writes it, where it has characters that only the page writes in another way:
    /// controls above U+007F, and marks that turn the direction of text. nil where it has none.
    static func pageSpelling(of text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.contains(0xC2) || text.contains(0xE2) else { return nil }
        var page: [UInt8] = []
        var isOther = false
        // What was cut may end inside a character.
        let lead = text.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
        let isWhole =
            text[lead] < 0x80 || decodeScalar(text.baseAddress! + lead, available: text.count - lead).length > 0
        let whole = UnsafeBufferPointer(rebasing: isWhole ? text[...] : text[..<lead])
        for scalar in String(decoding: whole, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x80..<0xA0:
                page += "\u{FFFD}".utf8
                isOther = true
            case 0x202A...0x202E, 0x2066...0x2069:
                page += "[U+\(String(scalar.value, radix: 16).uppercased())]".utf8
                isOther = true
            default:
                for byte in String(scalar).utf8 {
                    page += pageReferences.first { $0.byte == byte }.map { Array($0.reference.utf8) } ?? [byte]
                }
            }
        }
        return isOther ? page : nil
    }

    private static let elementReferences: [(byte: UInt8, reference: String)] = [
        (0x26, "&amp;"), (0x3C, "&lt;"), (0x3E, "&gt;"), (0x0D, "&#13;"),
    ]
    private static let attributeReferences = elementReferences + [(0x22, "&quot;"), (0x27, "&#39;")]
    private static let pageReferences =
        attributeReferences.filter { $0.byte != 0x0D } + [(0x0D, "\n"), (0x7F, "\u{FFFD}")]

    /// Whether a byte stands for itself in every form.
    static func isSteady(_ byte: UInt8) -> Bool { isUnreserved(byte) }

    /// Whether a byte stands for itself in every form but percent-encoding.
    static func isSteadyInText(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F && ![0x22, 0x26, 0x27, 0x3C, 0x3E, 0x5C].contains(byte)
    }

    private static let escapeLetters: [(letter: UInt8, byte: UInt8)] = [
        (0x22, 0x22), (0x5C, 0x5C), (0x62, 0x08), (0x74, 0x09), (0x6E, 0x0A), (0x66, 0x0C), (0x72, 0x0D),
    ]

    /// What a backslash and a letter stand for; 0xFF, which is in no text, where they are no escape.
    @inline(__always)
    private static func shortEscape(_ letter: UInt8) -> UInt8 {
        switch letter {
        case 0x22, 0x5C, 0x2F, 0x27: letter
        case 0x62: 0x08
        case 0x74: 0x09
        case 0x6E: 0x0A
        case 0x66: 0x0C
        case 0x72: 0x0D
        default: 0xFF
        }
    }

    /// Whether an odd number of backslashes stands before a byte.
    private static func isEscaped(_ byte: UnsafePointer<UInt8>, _ available: Int) -> Bool {
        var count = 0
        while count < available, byte[-1 - count] == 0x5C { count += 1 }
        return count & 1 == 1
    }

    /// U+FFFD, which pages write in place of what is no text.
    private static func isReplacement(_ start: UnsafePointer<UInt8>) -> Bool {
        start[0] == 0xEF && start[1] == 0xBF && start[2] == 0xBD
    }

    /// What four hexadecimal digits say.
    @inline(__always)
    private static func unit(_ digits: UnsafePointer<UInt8>) -> UInt32? {
        guard let high = pair(digits), let low = pair(digits + 2) else { return nil }
        return UInt32(high) << 8 | UInt32(low)
    }

    @inline(__always)
    static func pair(_ digits: UnsafePointer<UInt8>) -> UInt8? {
        guard let high = digit(digits[0]), let low = digit(digits[1]) else { return nil }
        return high << 4 | low
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte & 15 }
        let lower = byte | 0x20
        return (0x61...0x66).contains(lower) ? lower - 0x57 : nil
    }

    /// The byte that a reference such as `&amp;` or `&#39;` stands for; nil where it is none of one byte.
    private static func reference(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt8? {
        let name = UnsafeBufferPointer(start: start + 1, count: length - 2)
        if name.equals("amp") { return 0x26 }
        if name.equals("lt") { return 0x3C }
        if name.equals("gt") { return 0x3E }
        if name.equals("quot") { return 0x22 }
        if name.equals("apos") { return 0x27 }
        guard name.count > 1, name[0] == 0x23 else { return nil }
        let isHexadecimal = name[1] | 0x20 == 0x78
        var value = 0
        for byte in name.dropFirst(isHexadecimal ? 2 : 1) {
            guard let digit = digit(byte), isHexadecimal || digit < 10 else { return nil }
            value = value * (isHexadecimal ? 16 : 10) + Int(digit)
        }
        return UInt8(exactly: value)
    }
}
