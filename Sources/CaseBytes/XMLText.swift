/// The escapes of character data in XML 1.0 (sections 2.4 and 2.11): `&`, `<` and `>`, and CR, which a parser would
/// take for the end of a line.
public struct XMLEscape: TextEscape {
    @usableFromInline let ampersand = ByteVector(repeating: 0x26)
    @usableFromInline let less = ByteVector(repeating: 0x3C)
    @usableFromInline let greater = ByteVector(repeating: 0x3E)
    @usableFromInline let carriageReturn = ByteVector(repeating: 0x0D)

    @inlinable @inline(__always)
    public init() {}

    @inlinable @inline(__always)
    public func hits(_ vector: ByteVector) -> SIMD2<UInt64> {
        equalLanes(vector, ampersand) | equalLanes(vector, less) | equalLanes(vector, greater)
            | equalLanes(vector, carriageReturn)
    }

    @inlinable @inline(__always)
    public func isHit(_ byte: UInt8) -> Bool { byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x0D }

    @inline(never)
    public func write(
        _ text: UnsafePointer<UInt8>, available: Int, to end: inout UnsafeMutablePointer<UInt8>
    ) -> Int {
        let reference: StaticString =
            switch text[0] {
            case 0x26: "&amp;"
            case 0x3C: "&lt;"
            case 0x3E: "&gt;"
            default: "&#13;"
            }
        end.update(from: reference.utf8Start, count: reference.utf8CodeUnitCount)
        end += reference.utf8CodeUnitCount
        return 1
    }
}
