import CaseBytes
import Foundation
import Testing

@Suite struct JSONTextTests {
    private func json(_ bytes: [UInt8]) -> [UInt8] {
        var buffer = ByteBuffer()
        bytes.withUnsafeBufferPointer { buffer.append(json: $0) }
        return buffer.array()
    }

    @Test func escapes() {
        let cases: [(String, String)] = [
            ("", "\"\""), ("plain", "\"plain\""), ("a\"b\\c/d", #""a\"b\\c/d""#),
            ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
            ("\0\u{1}\u{B}\u{1F}\u{7F}", "\"\\u0000\\u0001\\u000b\\u001f\u{7F}\""),
            ("é🕊\u{2028}\u{FFFF}", "\"é🕊\u{2028}\u{FFFF}\""),
        ]
        for (text, expected) in cases {
            #expect(json(Array(text.utf8)) == Array(expected.utf8))
            var buffer = ByteBuffer()
            buffer.append(json: text)
            let written = buffer.array()
            #expect(written == Array(expected.utf8))
        }
    }

    /// Every byte of ASCII at every place around the sixteen bytes of a step, read back by another parser.
    @Test func everyByteAtEveryPlace() throws {
        for byte in UInt8(0)..<0x80 {
            for place in 0...33 {
                for fill in ["a", "é"] {
                    let text =
                        String(repeating: fill, count: place) + String(UnicodeScalar(byte))
                        + String(repeating: fill, count: 33 - place)
                    let value = try JSONSerialization.jsonObject(
                        with: Data(json(Array(text.utf8))), options: .fragmentsAllowed)
                    #expect(value as? String == text, "\(byte) \(place)")
                }
            }
        }
    }

    /// Runs of escapes of every length.
    @Test func runs() throws {
        for length in 0...40 {
            let text = String(repeating: "\"", count: length) + "x" + String(repeating: "\\", count: length)
            let value = try JSONSerialization.jsonObject(with: Data(json(Array(text.utf8))), options: .fragmentsAllowed)
            #expect(value as? String == text)
        }
    }
}
