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

/// Writes a JSON string to where there is room for six bytes for each of its own, two, and `ByteBuffer.slack` more.
public func writeJSON(_ text: UnsafePointer<UInt8>, count: Int, to end: inout UnsafeMutablePointer<UInt8>) {
    end.pointee = 0x22
    end += 1
    writeEscaped(JSONEscape(), text, count: count, hasSlack: false, to: &end)
    end.pointee = 0x22
    end += 1
}

/// The escapes of a JSON string (RFC 8259, section 7): of `"`, `\` and the controls only.
public struct JSONEscape: TextEscape {
    @usableFromInline let quote = ByteVector(repeating: 0x22)
    @usableFromInline let backslash = ByteVector(repeating: 0x5C)

    @inlinable @inline(__always)
    public init() {}

    @inlinable @inline(__always)
    public func hits(_ vector: ByteVector) -> SIMD2<UInt64> {
        // A byte of 0x80 and above is no control; its highest bit takes it out.
        let bits = unsafeBitCast(vector, to: SIMD2<UInt64>.self)
        return equalLanes(vector, quote) | equalLanes(vector, backslash) | (controlBits(bits) & ~bits)
    }

    @inlinable @inline(__always)
    public func isHit(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

    @inline(never)
    public func write(
        _ text: UnsafePointer<UInt8>, available: Int, to end: inout UnsafeMutablePointer<UInt8>
    ) -> Int {
        if writeShortEscape(of: text[0], to: &end) { return 1 }
        end[0] = 0x5C
        end[1] = 0x75
        end[2] = 0x30
        end[3] = 0x30
        end[4] = hexDigit(text[0] >> 4)
        end[5] = hexDigit(text[0] & 15)
        end += 6
        return 1
    }
}
