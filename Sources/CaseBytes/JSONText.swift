extension ByteBuffer {
    /// Appends a JSON string (RFC 8259, section 7): quotes, and escapes for `"`, `\` and the controls only, so that
    /// everything else stands as the UTF-8 it is. The longest run without an escape is copied at once.
    public mutating func append(json text: UnsafeBufferPointer<UInt8>) {
        reserve(6 * text.count + 2)
        var end = base + count
        let start = end
        if let first = text.baseAddress {
            writeJSON(first, count: text.count, to: &end)
        } else {
            end[0] = 0x22
            end[1] = 0x22
            end += 2
        }
        advance(by: end - start)
    }

    public mutating func append(json text: String) {
        var text = text
        text.withUTF8 { append(json: $0) }
    }
}

/// Writes a JSON string to where there is room for six bytes for each of its own, and two.
public func writeJSON(_ text: UnsafePointer<UInt8>, count: Int, to end: inout UnsafeMutablePointer<UInt8>) {
    end.pointee = 0x22
    end += 1
    var offset = 0
    while offset < count {
        let run = jsonRun(text + offset, count: count &- offset)
        copyBytes(from: text + offset, to: end, count: run)
        end += run
        offset &+= run
        if offset < count {
            writeEscape(of: text[offset], to: &end)
            offset &+= 1
        }
    }
    end.pointee = 0x22
    end += 1
}

@inline(never)
private func writeEscape(of byte: UInt8, to end: inout UnsafeMutablePointer<UInt8>) {
    end[0] = 0x5C
    switch byte {
    case 0x22, 0x5C: end[1] = byte
    case 0x08: end[1] = 0x62
    case 0x09: end[1] = 0x74
    case 0x0A: end[1] = 0x6E
    case 0x0C: end[1] = 0x66
    case 0x0D: end[1] = 0x72
    default:
        end[1] = 0x75
        end[2] = 0x30
        end[3] = 0x30
        end[4] = hexDigit(byte >> 4)
        end[5] = hexDigit(byte & 15)
        end += 6
        return
    }
    end += 2
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
