// Byte classes that the kinds' lexical forms are made of.

@inlinable @inline(__always)
package func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

@inlinable @inline(__always)
package func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

@inlinable @inline(__always)
package func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

@inlinable @inline(__always)
package func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLower(byte | 0x20) }

/// RFC 3986, section 2.3.
@inlinable @inline(__always)
package func isUnreserved(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
}

/// RFC 3986, section 3.1: how long the scheme before the first colon is, or nil where there is none.
func schemeLength(_ value: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = value.first, isLower(first | 0x20) else { return nil }
    for (index, byte) in value.enumerated() {
        if byte == 0x3A { return index }
        guard isAlphanumeric(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E else { return nil }
    }
    return nil
}

/// The text without white space at its ends.
package func trimmed(_ text: String) -> String {
    let space: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let bytes = Array(text.utf8)
    guard let first = bytes.firstIndex(where: { !space($0) }), let last = bytes.lastIndex(where: { !space($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
}
