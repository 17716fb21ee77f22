import CaseBytes
import Testing

@Suite struct TextEscapeTests {
    private func written<Escape: TextEscape>(_ escape: Escape, _ text: [UInt8], hasSlack: Bool) -> [UInt8] {
        let source = Bytes(text)
        var buffer = ByteBuffer()
        buffer.reserve(6 * text.count + 64)
        var end = buffer.base
        writeEscaped(escape, source.base, count: text.count, hasSlack: hasSlack, to: &end)
        buffer.advance(by: end - buffer.base)
        return buffer.array()
    }

    /// What a plain loop over the code points writes.
    private func expected(_ text: String, _ escape: (UnicodeScalar) -> String?) -> [UInt8] {
        Array(text.unicodeScalars.map { escape($0) ?? String($0) }.joined().utf8)
    }

    private func nquads(_ scalar: UnicodeScalar) -> String? {
        switch scalar.value {
        case 0x08: return "\\b"
        case 0x09: return "\\t"
        case 0x0A: return "\\n"
        case 0x0C: return "\\f"
        case 0x0D: return "\\r"
        case 0x22: return "\\\""
        case 0x5C: return "\\\\"
        case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: return nil
        }
    }

    private func xml(_ scalar: UnicodeScalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\r": "&#13;"
        default: nil
        }
    }

    /// Every code point that UTF-8 writes in one byte, and those around the limits of the others, at every place
    /// around the sixteen bytes of a step.
    @Test func everyPlace() {
        let scalars =
            (0..<0x80).map { UnicodeScalar($0)! }
            + [
                0x80, 0x85, 0x7FF, 0x800, 0x2028, 0xEFFF, 0xF000, 0xFEFF, 0xFFBF, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000,
                0x10FFFF,
            ]
            .map { UnicodeScalar($0)! }
        for scalar in scalars {
            for place in 0...33 {
                for fill in ["a", "é"] {
                    let text =
                        String(repeating: fill, count: place) + String(scalar)
                        + String(repeating: fill, count: 33 - place)
                    let bytes = Array(text.utf8)
                    for hasSlack in [false, true] {
                        #expect(
                            written(NQuadsEscape(), bytes, hasSlack: hasSlack) == expected(text, nquads),
                            "\(scalar.value) \(place) \(hasSlack)")
                        #expect(
                            written(XMLEscape(), bytes, hasSlack: hasSlack) == expected(text, xml),
                            "\(scalar.value) \(place) \(hasSlack)")
                    }
                }
            }
        }
    }

    @Test func runs() {
        for length in 0...40 {
            let text = String(repeating: "\"&", count: length) + "x" + String(repeating: "\r\u{FFFF}", count: length)
            for hasSlack in [false, true] {
                #expect(written(NQuadsEscape(), Array(text.utf8), hasSlack: hasSlack) == expected(text, nquads))
                #expect(written(XMLEscape(), Array(text.utf8), hasSlack: hasSlack) == expected(text, xml))
            }
        }
    }

    /// What follows a text in memory is not taken for a part of it.
    @Test func endsWhereItEnds() {
        let source = Bytes(Array("abc\u{FFFF}\"\"\"".utf8))
        for count in [3, 4, 5] {
            var buffer = ByteBuffer()
            buffer.reserve(128)
            var end = buffer.base
            writeEscaped(NQuadsEscape(), source.base, count: count, hasSlack: true, to: &end)
            #expect(end - buffer.base == count)
        }
    }
}
