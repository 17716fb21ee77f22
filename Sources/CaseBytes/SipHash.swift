/// A hash of 128 bits under a secret key: SipHash-2-4 (J.-P. Aumasson and D. J. Bernstein, 2012) with the output of 128
/// bits that its authors' reference code has.
///
/// Who does not know the key can tell its values from random ones only by trying all keys, as far as is known.
package struct SipHash: Sendable {
    private let low: UInt64
    private let high: UInt64

    package init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// Under a key of the system's random numbers.
    package init() { self.init(low: .random(in: .min ... .max), high: .random(in: .min ... .max)) }

    package func callAsFunction(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt128 {
        var v0 = low ^ 0x736F_6D65_7073_6575
        var v1 = high ^ 0x646F_7261_6E64_6F6D ^ 0xEE
        var v2 = low ^ 0x6C79_6765_6E65_7261
        var v3 = high ^ 0x7465_6462_7974_6573

        @inline(__always) func round() {
            v0 &+= v1
            v2 &+= v3
            v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
            v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
            v0 = v0 &<< 32 | v0 &>> 32
            v2 &+= v1
            v0 &+= v3
            v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
            v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
            v2 = v2 &<< 32 | v2 &>> 32
        }

        @inline(__always) func absorb(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        let raw = UnsafeRawPointer(bytes.baseAddress)
        let whole = bytes.count & ~7
        var last = UInt64(truncatingIfNeeded: bytes.count) &<< 56
        if let raw {
            var offset = 0
            while offset < whole {
                absorb(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset &+= 8
            }
            for index in whole..<bytes.count {
                last |= UInt64(bytes[index]) &<< UInt64(truncatingIfNeeded: (index &- whole) &* 8)
            }
        }
        absorb(last)
        v2 ^= 0xEE
        for _ in 0..<4 { round() }
        let first = v0 ^ v1 ^ v2 ^ v3
        v1 ^= 0xDD
        for _ in 0..<4 { round() }
        return UInt128(first) | UInt128(v0 ^ v1 ^ v2 ^ v3) &<< 64
    }
}
