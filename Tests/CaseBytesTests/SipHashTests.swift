import CaseBytes
import Testing

@Suite struct SipHashTests {
    /// The values that the reference code and OpenSSL give for the bytes 0, 1, 2, … under the key 0, 1, …, 15.
    private static let vectors: [(count: Int, digest: String)] = [
        (0, "a3817f04ba25a8e66df67214c7550293"),
        (1, "da87c1d86b99af44347659119b22fc45"),
        (7, "a1f1ebbed8dbc153c0b84aa61ff08239"),
        (8, "3b62a9ba6258f5610f83e264f31497b4"),
        (15, "5493e99933b0a8117e08ec0f97cfc3d9"),
        (16, "6ee2a4ca67b054bbfd3315bf85230577"),
        (63, "5150d1772f50834a503e069a973fbd7c"),
        (64, "1eaf077dc0d4cd3f8cad4d383658a74b"),
        (200, "7c5853f4ed12ff9d836a79bc4047022d"),
    ]

    @Test func theReferenceVectors() {
        let key = SipHash(low: 0x0706_0504_0302_0100, high: 0x0F0E_0D0C_0B0A_0908)
        for (count, digest) in Self.vectors {
            let hash = (0..<count).map { UInt8(truncatingIfNeeded: $0) }.withUnsafeBufferPointer { key($0) }
            let bytes = (0..<16).map { UInt8(truncatingIfNeeded: hash >> UInt128($0 * 8)) }
            #expect(hexadecimal(bytes) == digest, "\(count) bytes")
        }
    }

    /// No byte beside the run counts, and every byte in it does.
    @Test func everyByteCounts() {
        let key = SipHash()
        let bytes = (0..<40).map { UInt8($0) }
        for count in 1...24 {
            let hash = bytes[3..<(3 + count)].withUnsafeBufferPointer { key($0) }
            #expect(Array(bytes[3..<(3 + count)]).withUnsafeBufferPointer { key($0) } == hash)
            for index in 3..<(3 + count) {
                var other = Array(bytes[3..<(3 + count)])
                other[index - 3] ^= 1
                #expect(other.withUnsafeBufferPointer { key($0) } != hash)
            }
        }
    }

    @Test func keysAreOfTheRun() {
        let bytes: [UInt8] = [1, 2, 3]
        #expect(bytes.withUnsafeBufferPointer { SipHash()($0) != SipHash()($0) })
    }
}
