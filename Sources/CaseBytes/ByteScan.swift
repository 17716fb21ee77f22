// Scans of sixteen bytes a step. Swift 6.3 turns `v .== V(repeating:)` and a cast of the mask to two `UInt64` into
// vector code; `any(mask)` and `.<` it does not, so every scan here is written with the former.

@inline(__always)
private func vector(_ start: UnsafePointer<UInt8>, _ offset: Int) -> SIMD16<UInt8> {
    UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
}

/// The first lane that is set, or 16.
@inline(__always)
private func firstLane(_ words: SIMD2<UInt64>) -> Int {
    if words.x != 0 { return words.x.trailingZeroBitCount &>> 3 }
    if words.y != 0 { return 8 &+ words.y.trailingZeroBitCount &>> 3 }
    return 16
}

/// The offset of the first byte that equals one of four, or `count`. Never reads behind `count`.
@inline(__always)
package func firstIndex(
    of a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, in start: UnsafePointer<UInt8>, count: Int
) -> Int {
    var offset = 0
    while offset &+ 16 <= count {
        let v = vector(start, offset)
        let words =
            unsafeBitCast(v .== SIMD16(repeating: a), to: SIMD2<UInt64>.self)
            | unsafeBitCast(v .== SIMD16(repeating: b), to: SIMD2<UInt64>.self)
            | unsafeBitCast(v .== SIMD16(repeating: c), to: SIMD2<UInt64>.self)
            | unsafeBitCast(v .== SIMD16(repeating: d), to: SIMD2<UInt64>.self)
        if words.x | words.y != 0 { return offset &+ firstLane(words) }
        offset &+= 16
    }
    while offset < count {
        let byte = start[offset]
        if byte == a || byte == b || byte == c || byte == d { return offset }
        offset &+= 1
    }
    return count
}

/// The offset of the first byte that is not printable ASCII (a control below U+0020, or 0x80 and above), or `count`.
@inline(__always)
package func firstUnprintable(in start: UnsafePointer<UInt8>, from: Int, count: Int) -> Int {
    var offset = from
    while offset &+ 16 <= count {
        let v = vector(start, offset)
        let words =
            unsafeBitCast(
                (v & SIMD16(repeating: 0x80)) .== SIMD16(repeating: 0x80), to: SIMD2<UInt64>.self)
            | unsafeBitCast((v & SIMD16(repeating: 0xE0)) .== SIMD16(repeating: 0), to: SIMD2<UInt64>.self)
        if words.x | words.y != 0 { return offset &+ firstLane(words) }
        offset &+= 16
    }
    while offset < count {
        let byte = start[offset]
        if byte < 0x20 || byte >= 0x80 { return offset }
        offset &+= 1
    }
    return count
}

/// Whether two runs of bytes are the same.
@inline(__always)
package func equalBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    guard let start = a.baseAddress, let other = b.baseAddress else { return true }
    var offset = 0
    let count = a.count
    while offset &+ 8 <= count {
        let x = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let y = UnsafeRawPointer(other).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if x != y { return false }
        offset &+= 8
    }
    while offset < count {
        if start[offset] != other[offset] { return false }
        offset &+= 1
    }
    return true
}

extension UnsafeBufferPointer<UInt8> {
    /// Compares with a literal, byte for byte.
    @inline(__always)
    package func equals(_ literal: StaticString) -> Bool {
        equalBytes(self, UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// The text for a message: what is not UTF-8 is shown as U+FFFD.
    package var text: String { String(decoding: self, as: UTF8.self) }
}
