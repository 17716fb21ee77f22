/// Whether a cell has to stand in quotes: where it holds the delimiter, a quote or a line end (RFC 4180, section 2),
/// and where readers would take it for something else: at a `#`, or a space, at its beginning, or a space at its end.
@inlinable @inline(__always)
public func needsCSVQuotes(_ text: UnsafePointer<UInt8>, count: Int, delimiter: UInt8) -> Bool {
    let first = text[0]
    if first == 0x23 || first == 0x20 || text[count &- 1] == 0x20 { return true }
    return firstIndex(of: delimiter, 0x22, 0x0D, 0x0A, in: text, count: count) < count
}

/// Writes a cell in quotes to where there is room for twice its bytes and three; each quote inside it is written twice.
///
/// - Parameter prefix: a byte that stands before the text, inside the quotes; 0 for none.
public func writeCSVQuoted(
    _ text: UnsafePointer<UInt8>, count: Int, prefix: UInt8 = 0, to end: inout UnsafeMutablePointer<UInt8>
) {
    end.pointee = 0x22
    end += 1
    if prefix != 0 {
        end.pointee = prefix
        end += 1
    }
    var offset = 0
    while offset < count {
        let run = firstIndex(of: 0x22, 0x22, 0x22, 0x22, in: text + offset, count: count &- offset)
        end.update(from: text + offset, count: run)
        end += run
        offset &+= run
        if offset < count {
            end[0] = 0x22
            end[1] = 0x22
            end += 2
            offset &+= 1
        }
    }
    end.pointee = 0x22
    end += 1
}
