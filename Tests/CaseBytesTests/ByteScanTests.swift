import CaseBytes
import Testing

/// Scans take sixteen bytes a step: every length around that, and every place in it.
@Suite struct ByteScanTests {
    /// Scans of a part of a longer run: what stands behind it must not be seen.
    private func firstIndex(of wanted: [UInt8], in bytes: [UInt8], count: Int) -> Int {
        bytes.withUnsafeBufferPointer {
            CaseBytes.firstIndex(of: wanted[0], wanted[1], wanted[2], wanted[3], in: $0.baseAddress!, count: count)
        }
    }

    @Test func firstOfFour() {
        let wanted = Array("\",\r\n".utf8)
        for count in 0...50 {
            var plain = [UInt8](repeating: 0x61, count: 66)
            for index in count..<66 { plain[index] = 0x22 }
            #expect(firstIndex(of: wanted, in: plain, count: count) == count)
            for place in 0..<count {
                for byte in wanted {
                    var bytes = plain
                    bytes[place] = byte
                    // What comes later does not matter.
                    if place + 3 < count { bytes[place + 3] = 0x2C }
                    #expect(firstIndex(of: wanted, in: bytes, count: count) == place, "\(count) \(place) \(byte)")
                }
            }
        }
    }

    @Test func everyByteIsFoundAndNoOther() {
        for wanted in 0...255 {
            for byte in 0...255 {
                for place in [3, 19] {
                    var bytes = [UInt8](repeating: UInt8(wanted) &+ 1, count: 20)
                    bytes[place] = UInt8(byte)
                    let found = firstIndex(of: [UInt8](repeating: UInt8(wanted), count: 4), in: bytes, count: 20)
                    #expect(found == (byte == wanted ? place : 20))
                }
            }
        }
    }

    @Test func firstThatIsNotPrintable() {
        for byte in 0...255 {
            for place in 0...34 {
                var bytes = [UInt8](repeating: 0x7E, count: 52)
                bytes[place] = UInt8(byte)
                for count in [35, 48] {
                    for index in count..<52 { bytes[index] = 0x80 }
                    for from in [0, 1, place] {
                        let found = bytes.withUnsafeBufferPointer {
                            firstUnprintable(in: $0.baseAddress!, from: from, count: count)
                        }
                        let isFound = (byte < 0x20 || byte >= 0x80) && from <= place
                        #expect(found == (isFound ? place : count), "\(byte) \(place) \(count) \(from)")
                    }
                    for index in count..<52 { bytes[index] = 0x7E }
                }
            }
        }
    }

    @Test func equality() {
        for count in 0...40 {
            let bytes = (0..<count).map { UInt8($0 * 7 & 0xFF) }
            bytes.withUnsafeBufferPointer { a in
                Array(bytes).withUnsafeBufferPointer { #expect(equalBytes(a, $0)) }
                (bytes + [1]).withUnsafeBufferPointer { #expect(!equalBytes(a, $0) && !equalBytes($0, a)) }
                for place in 0..<count {
                    var other = bytes
                    other[place] ^= 0x80
                    other.withUnsafeBufferPointer { #expect(!equalBytes(a, $0), "\(count) \(place)") }
                }
            }
        }
        let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        #expect(equalBytes(nothing, nothing) && nothing.equals("") && !nothing.equals("a"))
    }

    @Test func copies() {
        for count in 0...100 {
            let source = (0..<count).map { UInt8($0 + 1) }
            var target = [UInt8](repeating: 0xEE, count: count + 32)
            source.withUnsafeBufferPointer { source in
                target.withUnsafeMutableBufferPointer { target in
                    guard let start = source.baseAddress else { return }
                    copyBytes(from: start, to: target.baseAddress! + 16, count: count)
                }
            }
            #expect(target == [UInt8](repeating: 0xEE, count: 16) + source + [UInt8](repeating: 0xEE, count: 16))
        }
    }
}

@Suite struct KeyHashTests {
    /// Worked out by another implementation of the same formula: what a check reports must not change.
    @Test(
        arguments: [
            ("", 0x0850_F979_4D51_08B4), ("a", 0xAA4D_3167_46B0_DE51), ("per_1", 0x215C_B724_0C34_86E4),
            ("per_10", 0xEB84_B479_750A_4E19), ("per_123", 0x24B3_3125_B892_5A6B), ("per_1234", 0x39D8_178A_C004_EA2B),
            ("per_12345", 0x3552_D39A_F0E5_A960), ("stm_01J8ZK3Q01J8ZK3Q", 0xABAE_83AE_6972_F9DC),
            ("http://schema.org/birthDate", 0x1086_EDAF_ED8D_E11E), ("é🕊️", 0x2101_1319_F1F5_641E),
        ] as [(String, UInt64)])
    func isStable(text: String, hash: UInt64) { #expect(keyHash(text) == hash) }

    @Test func seedsAndPairs() {
        #expect(keyHash("per_1", seed: 7) == 0x41D8_2770_5D24_A8F7)
        #expect(keyHash(1, 2) == 0xB84C_EBF1_06FD_BF28)
        #expect(keyHash(1, 2) != keyHash(2, 1))
    }

    @Test func lengthsAndPlacesMatter() {
        var hashes: Set<UInt64> = []
        var count = 0
        for length in 0...40 {
            for place in 0..<max(1, length) {
                var bytes = [UInt8](repeating: 0, count: length)
                if length > 0 { bytes[place] = 1 }
                hashes.insert(bytes.withUnsafeBufferPointer { keyHash($0) })
                count += 1
            }
        }
        #expect(hashes.count == count)
    }

    @Test func hexadecimals() {
        #expect(
            hexadecimal((0...255).map { UInt8($0) })
                == (0...255).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
