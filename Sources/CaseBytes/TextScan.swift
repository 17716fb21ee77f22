@_spi(_Unicode) import Swift

/// What a scan of text found at one place.
public enum TextFault: Sendable, Equatable {
    /// The bytes from here are not UTF-8 (Unicode Standard, table 3-7: overlong forms and surrogates are not).
    case invalidUTF8
    /// A character that XML 1.0 cannot carry, so that no format of ours may: U+0000–U+0008, U+000B, U+000C,
    /// U+000E–U+001F, U+FFFE, U+FFFF.
    case forbidden(UInt32)
    /// The text may not be in Normalization Form C from here on; `isNormalized(_:)` settles it.
    case unsettledNormalization
}

/// Goes through text once and reports what a dataset may not hold. Cost: about one vector step for sixteen printable
/// ASCII characters, a few nanoseconds for each other character.
///
/// - Parameter report: offset and fault; return false to stop. After invalid UTF-8 the scan goes on at the next byte.
public func scanText(
    _ text: UnsafeBufferPointer<UInt8>, report: (_ offset: Int, _ fault: TextFault) -> Bool
) {
    guard let start = text.baseAddress else { return }
    let count = text.count
    var offset = 0
    while true {
        offset = firstUnprintable(in: start, from: offset, count: count)
        if offset >= count { return }
        let byte = start[offset]
        if byte < 0x80 {
            if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D {
                if !report(offset, .forbidden(UInt32(byte))) { return }
            }
            offset &+= 1
            continue
        }
        let (scalar, length) = decodeScalar(start + offset, available: count &- offset)
        if length == 0 {
            if !report(offset, .invalidUTF8) { return }
            offset &+= 1
            continue
        }
        if scalar >= 0x300 {
            if scalar == 0xFFFE || scalar == 0xFFFF {
                if !report(offset, .forbidden(scalar)) { return }
            } else if NormalizationTable.isUnsettled(scalar) {
                if !report(offset, .unsettledNormalization) { return }
            }
        }
        offset &+= length
    }
}

/// Decodes one scalar that does not begin with ASCII; length 0 where the bytes are not well-formed UTF-8 (RFC 3629).
@inline(__always)
public func decodeScalar(_ at: UnsafePointer<UInt8>, available: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(at[0])
    @inline(__always) func tail(_ index: Int) -> UInt32? {
        let byte = at[index]
        return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
    }
    switch first {
    case 0xC2...0xDF:
        guard available >= 2, let b = tail(1) else { return (0, 0) }
        return ((first & 0x1F) << 6 | b, 2)
    case 0xE0...0xEF:
        guard available >= 3, let b = tail(1), let c = tail(2) else { return (0, 0) }
        let scalar = (first & 0x0F) << 12 | b << 6 | c
        guard scalar >= 0x800, !(0xD800...0xDFFF).contains(scalar) else { return (0, 0) }
        return (scalar, 3)
    case 0xF0...0xF4:
        guard available >= 4, let b = tail(1), let c = tail(2), let d = tail(3) else { return (0, 0) }
        let scalar = (first & 0x07) << 18 | b << 12 | c << 6 | d
        guard (0x10000...0x10FFFF).contains(scalar) else { return (0, 0) }
        return (scalar, 4)
    default: return (0, 0)
    }
}

/// Whether text is in Unicode Normalization Form C. Exact, and slow: for texts that a scan could not settle.
public func isNormalized(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    equalBytes(text, normalized: normalizationFormC(of: text))
}

/// The text in Unicode Normalization Form C, as the standard library computes it. Cost: n log n, whatever the text is.
public func normalizationFormC(of text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var scalars = String.UnicodeScalarView()
    for scalar in CombiningOrder.sorted(String(decoding: text, as: UTF8.self))._nfc { scalars.append(scalar) }
    return Array(String(scalars).utf8)
}

private func equalBytes(_ text: UnsafeBufferPointer<UInt8>, normalized: [UInt8]) -> Bool {
    normalized.withUnsafeBufferPointer { equalBytes(text, $0) }
}
