/// Text for people, in lines of a limited length.
package enum TextWrap {
    /// The words of a text. White space of every sort ends a word, and so do controls: some readers take U+0085 or
    /// U+2028 for the end of a line.
    static func words(_ text: String) -> [String] {
        text.unicodeScalars.split { isSpace($0) }.map { String(String.UnicodeScalarView($0)) }
    }

    /// The text on one line.
    package static func line(_ text: String) -> String { words(text).joined(separator: " ") }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }

    /// The text in lines of at most `width` characters (Unicode scalars); a longer word has a line of its own.
    ///
    /// - Parameters:
    ///   - first: what the first line begins with.
    ///   - indent: what all others begin with.
    static func wrapped(_ text: String, width: Int = 78, first: String = "", indent: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var length = first.unicodeScalars.count
        var isEmpty = true
        for word in words(text) {
            let count = word.unicodeScalars.count
            if !isEmpty, length + 1 + count > width {
                lines.append(line)
                line = indent
                length = indent.unicodeScalars.count
                isEmpty = true
            }
            if !isEmpty {
                line += " "
                length += 1
            }
            line += word
            length += count
            isEmpty = false
        }
        lines.append(line)
        return lines
    }

    /// Each line of the text, wrapped.
    static func paragraphs(_ text: String, width: Int = 78, indent: String = "") -> [String] {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }.flatMap {
            $0.allSatisfy(\.isWhitespace) ? [""] : wrapped(String($0), width: width, first: indent, indent: indent)
        }
    }
}

/// Sizes and counts for people.
package enum Quantity {
    /// `1,234,567`
    package static func grouped(_ value: Int) -> String {
        let digits = Array(String(value))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `12.3 MB`, in powers of 1000.
    package static func size(_ byteCount: Int) -> String {
        if byteCount < 1000 { return "\(byteCount) B" }
        var tenths = byteCount / 100
        for unit in ["kB", "MB", "GB", "TB", "PB"] {
            if tenths < 10_000 || unit == "PB" { return "\(tenths / 10).\(tenths % 10) \(unit)" }
            tenths /= 1000
        }
        return ""
    }

    /// `1 row`, `2,000 rows`.
    package static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(grouped(count)) \(count == 1 ? one : many)"
    }
}
