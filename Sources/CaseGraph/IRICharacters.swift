import CaseBytes

/// The offset of the first byte that no IRI holds (N-Quads, production IRIREF: U+0000–U+0020, `<>"{}|^` `` ` `` `\`),
/// or `count`. Reads up to 15 bytes more than `count`: they must be there.
@inline(__always)
func firstOutsideIRI(in start: UnsafePointer<UInt8>, count: Int) -> Int {
    let patterns = (
        ByteVector(repeating: 0x20), ByteVector(repeating: 0x3C), ByteVector(repeating: 0x3E),
        ByteVector(repeating: 0x22), ByteVector(repeating: 0x7B), ByteVector(repeating: 0x7D)
    )
    let others = (
        ByteVector(repeating: 0x7C), ByteVector(repeating: 0x5E), ByteVector(repeating: 0x60),
        ByteVector(repeating: 0x5C)
    )
    var offset = 0
    while offset < count {
        let v = loadVector(start, offset)
        let bits = unsafeBitCast(v, to: SIMD2<UInt64>.self)
        let first = equalLanes(v, patterns.0) | equalLanes(v, patterns.1) | equalLanes(v, patterns.2)
        let second = equalLanes(v, patterns.3) | equalLanes(v, patterns.4) | equalLanes(v, patterns.5)
        let third = equalLanes(v, others.0) | equalLanes(v, others.1) | equalLanes(v, others.2)
        let words = first | second | third | equalLanes(v, others.3) | (controlBits(bits) & ~bits)
        if words.x | words.y != 0 { return min(count, offset &+ firstLane(words)) }
        offset &+= 16
    }
    return count
}
