extension ByteBuffer {
    /// Appends a JSON string (RFC 8259, section 7): quotes, and escapes for `"`, `\` and the controls only, so that
    /// everything else stands as the UTF-8 it is. The longest run without an escape is copied at once.
    public mutating func append(json text: UnsafeBufferPointer<UInt8>) {
        append(0x22)
        if let start = text.baseAddress {
            var offset = 0
            let count = text.count
            while offset < count {
                let run = jsonRun(start + offset, count: count &- offset)
                append(start + offset, count: run)
                offset &+= run
                if offset < count {
                    append(jsonEscapeOf: start[offset])
                    offset &+= 1
                }
            }
        }
        append(0x22)
    }

    public mutating func append(json text: String) {
        var text = text
        text.withUTF8 { append(json: $0) }
    }

    @inline(never)
    private mutating func append(jsonEscapeOf byte: UInt8) {
        append(0x5C)
        switch byte {
        case 0x22, 0x5C: append(byte)
        case 0x08: append(0x62)
        case 0x09: append(0x74)
        case 0x0A: append(0x6E)
        case 0x0C: append(0x66)
        case 0x0D: append(0x72)
        default:
            append("u00" as StaticString)
            append(hexDigit(byte >> 4))
            append(hexDigit(byte & 15))
        }
    }
}

/// How many bytes from here need no escape in a JSON string.
@inline(__always)
private func jsonRun(_ start: UnsafePointer<UInt8>, count: Int) -> Int {
    var offset = 0
    let quote = ByteVector(repeating: 0x22)
    let backslash = ByteVector(repeating: 0x5C)
    while offset &+ 16 <= count {
        let v = loadVector(start, offset)
        // A byte of 0x80 and above is no control; its highest bit takes it out.
        let bits = unsafeBitCast(v, to: SIMD2<UInt64>.self)
        let words = equalLanes(v, quote) | equalLanes(v, backslash) | (controlBits(bits) & ~bits)
        if words.x | words.y != 0 { return offset &+ firstLane(words) }
        offset &+= 16
    }
    while offset < count {
        let byte = start[offset]
        if byte < 0x20 || byte == 0x22 || byte == 0x5C { return offset }
        offset &+= 1
    }
    return count
}
