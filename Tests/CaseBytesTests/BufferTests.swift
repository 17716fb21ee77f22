import CaseBytes
import Foundation
import Testing

@Suite struct ByteBufferTests {
    @Test func growsAndKeeps() {
        var buffer = ByteBuffer(capacity: 1)
        var expected: [UInt8] = []
        for number in 0..<2000 {
            let byte = UInt8(truncatingIfNeeded: number)
            buffer.append(byte)
            expected.append(byte)
            let bytes = [UInt8](repeating: byte, count: number % 41)
            buffer.append(bytes)
            expected += bytes
        }
        buffer.append("é\"" as StaticString)
        buffer.append("🕊" as String)
        buffer.append(UnsafeBufferPointer(start: nil, count: 0))
        expected += Array("é\"🕊".utf8)
        let (array, count, capacity) = (buffer.array(), buffer.count, buffer.capacity)
        #expect(array == expected && count == expected.count && capacity >= count)
        let sealed = buffer.sealed()
        withExtendedLifetime(sealed) { #expect(Array(sealed.bytes) == expected) }
        #expect(sealed.count == expected.count)
    }

    @Test func dropsFromEitherEnd() {
        var buffer = ByteBuffer()
        buffer.append(Array("0123456789".utf8))
        buffer.truncate(to: 8)
        buffer.removeFirst(3)
        let middle = buffer.array()
        #expect(middle == Array("34567".utf8))
        buffer.removeFirst(5)
        let isEmpty = buffer.count == 0
        #expect(isEmpty)
        buffer.append(0x41)
        buffer.removeAll()
        buffer.append(0x42)
        let last = buffer.array()
        #expect(last == [0x42])
    }

    @Test func writesIntoReservedRoom() {
        var buffer = ByteBuffer(capacity: 64)
        buffer.append([UInt8](repeating: 1, count: 60))
        buffer.reserve(10_000)
        let hasRoom = buffer.capacity >= 10_060
        #expect(hasRoom)
        for index in 0..<10_000 { buffer.base[buffer.count + index] = 2 }
        buffer.advance(by: 10_000)
        let array = buffer.array()
        #expect(array == [UInt8](repeating: 1, count: 60) + [UInt8](repeating: 2, count: 10_000))
    }

    @Test func bytesOfAnArray() {
        let bytes = Bytes([1, 2, 3])
        withExtendedLifetime(bytes) { #expect(Array(bytes.bytes) == [1, 2, 3]) }
        #expect(Bytes([]).count == 0)
    }

    @Test func words() {
        var words = WordBuffer(capacity: 0)
        for word in UInt32(0)..<1000 { words.append(word) }
        words.removeLast(10)
        let (count, last) = (words.count, words[989])
        #expect(count == 990 && last == 989)
        let sealed = words.sealed()
        #expect(sealed.count == 990 && (0..<990).allSatisfy { sealed[$0] == UInt32($0) })
    }
}

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
