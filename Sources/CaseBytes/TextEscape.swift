/// What must not stand in a text as it is, and what stands there instead.
///
/// A value of it holds the vectors that bytes are compared with, made once outside the loop (see ByteScan.swift).
public protocol TextEscape: Sendable {
    init()

    /// Sets the highest bit, at least, of each byte that `write` has to look at.
    func hits(_ vector: ByteVector) -> SIMD2<UInt64>

    /// Whether `write` has to look at a byte.
    func isHit(_ byte: UInt8) -> Bool

    /// Writes what stands for the byte at the front, or for it and those behind it.
    ///
    /// - Parameter available: how many bytes of the text there are, at least 1.
    /// - Returns: how many bytes of the text that was.
    func write(_ text: UnsafePointer<UInt8>, available: Int, to end: inout UnsafeMutablePointer<UInt8>) -> Int
}

/// Copies a text, the longest run that needs no escape at once, to where there is room for its escapes and
/// `ByteBuffer.slack` more.
///
/// - Parameter hasSlack: whether `ByteBuffer.slack` bytes behind the text may be read.
@inlinable @inline(__always)
public func writeEscaped<Escape: TextEscape>(
    _ escape: Escape, _ text: UnsafePointer<UInt8>, count: Int, hasSlack: Bool,
    to end: inout UnsafeMutablePointer<UInt8>
) {
    var offset = 0
    while offset < count {
        let left = count &- offset
        if hasSlack || left >= 16 {
            // Copied before it is looked at: what is copied too much is written over.
            let v = loadVector(text, offset)
            UnsafeMutableRawPointer(end).storeBytes(of: v, as: ByteVector.self)
            let words = escape.hits(v)
            if words.x | words.y == 0 {
                let run = left < 16 ? left : 16
                end += run
                offset &+= run
                continue
            }
            let run = firstLane(words)
            if run >= left {
                end += left
                return
            }
            end += run
            offset &+= run
            offset &+= escape.write(text + offset, available: count &- offset, to: &end)
        } else if escape.isHit(text[offset]) {
            offset &+= escape.write(text + offset, available: left, to: &end)
        } else {
            end.pointee = text[offset]
            end += 1
            offset &+= 1
        }
    }
}

/// Writes `\"`, `\\`, `\b`, `\t`, `\n`, `\f` or `\r`, which JSON and N-Quads have alike.
///
/// - Returns: whether it is one of the seven.
func writeShortEscape(of byte: UInt8, to end: inout UnsafeMutablePointer<UInt8>) -> Bool {
    switch byte {
    case 0x22, 0x5C: end[1] = byte
    case 0x08: end[1] = 0x62
    case 0x09: end[1] = 0x74
    case 0x0A: end[1] = 0x6E
    case 0x0C: end[1] = 0x66
    case 0x0D: end[1] = 0x72
    default: return false
    }
    end[0] = 0x5C
    end += 2
    return true
}
