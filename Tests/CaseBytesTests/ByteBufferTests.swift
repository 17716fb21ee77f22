import CaseBytes
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
