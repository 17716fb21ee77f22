/// The escapes of canonical N-Quads (RDFC-1.0, appendix A): `\b \t \n \f \r \" \\`, `\uXXXX` for the other controls, for
/// U+007F, and for U+FFFE and U+FFFF; everything else stands as the UTF-8 it is. Turtle reads them too.
public struct NQuadsEscape: TextEscape {
    @usableFromInline let quote = ByteVector(repeating: 0x22)
    @usableFromInline let backslash = ByteVector(repeating: 0x5C)
    @usableFromInline let delete = ByteVector(repeating: 0x7F)
    /// What U+FFFE and U+FFFF begin with in UTF-8.
    @usableFromInline let lead = ByteVector(repeating: 0xEF)

    @inlinable @inline(__always)
    public init() {}

    @inlinable @inline(__always)
    public func hits(_ vector: ByteVector) -> SIMD2<UInt64> {
        let bits = unsafeBitCast(vector, to: SIMD2<UInt64>.self)
        return equalLanes(vector, quote) | equalLanes(vector, backslash) | equalLanes(vector, delete)
            | equalLanes(vector, lead) | (controlBits(bits) & ~bits)
    }

    @inlinable @inline(__always)
    public func isHit(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xEF
    }

    @inline(never)
    public func write(
        _ text: UnsafePointer<UInt8>, available: Int, to end: inout UnsafeMutablePointer<UInt8>
    ) -> Int {
        if text[0] == 0xEF {
            if available >= 3, text[1] == 0xBF, text[2] >= 0xBE {
                writeCodeUnit(text[2] == 0xBE ? 0xFFFE : 0xFFFF, to: &end)
                return 3
            }
            end.pointee = 0xEF
            end += 1
            return 1
        }
        if !writeShortEscape(of: text[0], to: &end) { writeCodeUnit(UInt16(text[0]), to: &end) }
        return 1
    }

    private func writeCodeUnit(_ unit: UInt16, to end: inout UnsafeMutablePointer<UInt8>) {
        end[0] = 0x5C
        end[1] = 0x75
        for digit in 0..<4 {
            let value = UInt8(truncatingIfNeeded: unit &>> (12 &- 4 &* digit)) & 15
            end[2 &+ digit] = value < 10 ? 0x30 &+ value : 0x37 &+ value
        }
        end += 6
    }
}

/// Writes a text with the escapes of canonical N-Quads, without quotes, to where there is room for six bytes for each
/// of its own and `ByteBuffer.slack` more.
public func writeNQuads(_ text: UnsafePointer<UInt8>, count: Int, to end: inout UnsafeMutablePointer<UInt8>) {
    writeEscaped(NQuadsEscape(), text, count: count, hasSlack: false, to: &end)
}

/// How many bytes from here are ASCII that canonical N-Quads does not escape. The run has to end with a byte that is
/// none of them, and up to fifteen bytes behind that are read.
@inlinable @inline(__always)
public func asciiRunNQuads(_ start: UnsafePointer<UInt8>) -> Int {
    let quote = ByteVector(repeating: 0x22)
    let backslash = ByteVector(repeating: 0x5C)
    let delete = ByteVector(repeating: 0x7F)
    let high = SIMD2<UInt64>(repeating: 0x8080_8080_8080_8080)
    var offset = 0
    while true {
        let vector = loadVector(start, offset)
        let bits = unsafeBitCast(vector, to: SIMD2<UInt64>.self)
        let words =
            equalLanes(vector, quote) | equalLanes(vector, backslash) | equalLanes(vector, delete)
            | controlBits(bits) | (bits & high)
        if words.x | words.y != 0 { return offset &+ firstLane(words) }
        offset &+= 16
    }
}
