// Scans of sixteen bytes a step. Swift 6.3 makes vector code of `.==` only where both sides are values that were made
// outside the loop; written in one expression with its pattern, the same comparison becomes a loop over the lanes.
// So every pattern below is a constant of its own. (Look at the assembly when you change one.)

public typealias ByteVector = SIMD16<UInt8>

@inlinable @inline(__always)
public func loadVector(_ start: UnsafePointer<UInt8>, _ offset: Int) -> ByteVector {
    UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: ByteVector.self)
}

@inlinable @inline(__always)
public func equalLanes(_ vector: ByteVector, _ pattern: ByteVector) -> SIMD2<UInt64> {
    unsafeBitCast(vector .== pattern, to: SIMD2<UInt64>.self)
}

/// The first lane that is set, where one is.
@inlinable @inline(__always)
public func firstLane(_ words: SIMD2<UInt64>) -> Int {
    words.x != 0 ? words.x.trailingZeroBitCount &>> 3 : 8 &+ words.y.trailingZeroBitCount &>> 3
}

/// Sets the highest bit of every byte below U+0020, in words of ASCII: no byte carries into the next.
@inlinable @inline(__always)
public func controlBits(_ words: SIMD2<UInt64>) -> SIMD2<UInt64> {
    let bits = SIMD2<UInt64>(repeating: 0x6060_6060_6060_6060)
    let high = SIMD2<UInt64>(repeating: 0x8080_8080_8080_8080)
    return (((words & bits) &+ bits) ^ high) & high
}

/// The offset of the first byte that equals one of four, or `count`. Never reads behind `count`.
@inlinable @inline(__always)
public func firstIndex(
    of a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, in start: UnsafePointer<UInt8>, count: Int
) -> Int {
    var offset = 0
    if count >= 16 {
        let patterns = (
            ByteVector(repeating: a), ByteVector(repeating: b), ByteVector(repeating: c), ByteVector(repeating: d)
        )
        repeat {
            let v = loadVector(start, offset)
            let words =
                equalLanes(v, patterns.0) | equalLanes(v, patterns.1) | equalLanes(v, patterns.2)
                | equalLanes(v, patterns.3)
            if words.x | words.y != 0 { return offset &+ firstLane(words) }
            offset &+= 16
        } while offset &+ 16 <= count
    }
    while offset < count {
        let byte = start[offset]
        if byte == a || byte == b || byte == c || byte == d { return offset }
        offset &+= 1
    }
    return count
}

/// The offset of the first byte that is not printable ASCII (a control below U+0020, or 0x80 and above), or `count`.
@inlinable @inline(__always)
public func firstUnprintable(in start: UnsafePointer<UInt8>, from: Int, count: Int) -> Int {
    let high = SIMD2<UInt64>(repeating: 0x8080_8080_8080_8080)
    var offset = from
    while offset &+ 16 <= count {
        let v = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
        let words = controlBits(v) | (v & high)
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
@inlinable @inline(__always)
public func equalBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
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
    @inlinable @inline(__always)
    public func equals(_ literal: StaticString) -> Bool {
        equalBytes(self, UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// The text for a message: what is not UTF-8 is shown as U+FFFD.
    public var text: String { String(decoding: self, as: UTF8.self) }
}
