import Glibc

/// How large the pieces are that lines are handed out in.
let pieceCount = 1 << 20

/// Below, at or above 0, as the first line comes before, is, or comes behind the second.
@inline(__always)
func compareLines(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    guard let left = a.baseAddress, let right = b.baseAddress else { return a.count &- b.count }
    let order = memcmp(left, right, min(a.count, b.count))
    return order == 0 ? a.count &- b.count : Int(order)
}

/// The line at the front, with its line feed.
@inline(__always)
func firstLine(_ start: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let feed = memchr(start, 0x0A, end - start) else {
        return UnsafeBufferPointer(start: start, count: end - start)
    }
    return UnsafeBufferPointer(start: start, count: UnsafeRawPointer(feed) - UnsafeRawPointer(start) + 1)
}

/// The last line, with its line feed.
func lastLine(_ lines: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = lines.count - 1
    while start > 0, lines[start - 1] != 0x0A { start -= 1 }
    return UnsafeRawBufferPointer(rebasing: lines[max(start, 0)...])
}

/// Cuts lines that stand one behind the other into pieces of whole lines.
func forEachPiece(
    of lines: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
) throws {
    var start = 0
    while start < lines.count {
        var end = min(start + pieceCount, lines.count)
        if let base = lines.baseAddress, let feed = memchr(base + end - 1, 0x0A, lines.count - end + 1) {
            end = UnsafeRawPointer(feed) - base + 1
        } else {
            end = lines.count
        }
        try body(UnsafeRawBufferPointer(rebasing: lines[start..<end]))
        start = end
    }
}
