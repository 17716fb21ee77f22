/// A 64-bit hash of a key: the same on every machine and in every run, since what a check reports must be.
///
/// Folded multiplication of eight bytes a step, as in wyhash. Two of n different keys collide with a probability of
/// about n²/2⁶⁵: for ten million keys three in a million. It is not keyed; who writes a dataset can only fool the
/// check of that dataset.
@inlinable @inline(__always)
public func keyHash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    let count = bytes.count
    guard let start = bytes.baseAddress, count > 0 else {
        return mixed(seed ^ 0x9E37_79B9_7F4A_7C15, 0xE703_7ED1_A0B4_28DB)
    }
    let raw = UnsafeRawPointer(start)
    var state = seed ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    if count >= 8 {
        var offset = 0
        while offset &+ 8 < count {
            state = mixed(state ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self), 0xA076_1D64_78BD_642F)
            offset &+= 8
        }
        let last = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        state = mixed(state ^ last, 0xE703_7ED1_A0B4_28DB)
    } else {
        var word: UInt64 = 0
        var offset = 0
        while offset < count {
            word = word &<< 8 | UInt64(start[offset])
            offset &+= 1
        }
        state = mixed(state ^ word, 0xE703_7ED1_A0B4_28DB)
    }
    return mixed(state ^ 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3)
}

@inlinable @inline(__always)
public func keyHash(_ string: String, seed: UInt64 = 0) -> UInt64 {
    var string = string
    return string.withUTF8 { keyHash($0, seed: seed) }
}

/// Joins two hashes into that of the pair.
@inlinable @inline(__always)
public func keyHash(_ a: UInt64, _ b: UInt64) -> UInt64 { mixed(a ^ 0x2D35_8DCC_AA6C_78A5, b ^ 0x8BB8_4B93_962E_ACC9) }

@inlinable @inline(__always)
public func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
}
