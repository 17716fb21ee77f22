import CLibXML2

/// Counts the attributes of a start tag that libxml2 has not got to its end yet. libxml2 compares each attribute with
/// each other, so a tag of a million would keep it busy for an hour; it is stopped before that.
struct StartTagScan {
    static let limit = 10_000

    private var tag = -1
    private var position = 0
    private var quote: UInt8 = 0
    private var attributes = 0

    /// Whether the tag that libxml2 waits for the end of has too many attributes.
    mutating func isTooMany(in input: xmlParserInput) -> Bool {
        guard let start = input.cur, let base = input.base, let end = input.end, end > start else { return false }
        let tag = Int(input.consumed) + (start - base)
        return isTooMany(tag: tag, pending: UnsafeBufferPointer(start: start, count: end - start))
    }

    /// - Parameters:
    ///   - tag: where in the file the tag begins.
    ///   - pending: the tag, as far as it has come.
    /// - Returns: whether it has too many attributes.
    private mutating func isTooMany(tag: Int, pending: UnsafeBufferPointer<UInt8>) -> Bool {
        if tag != self.tag || position > pending.count {
            self = StartTagScan()
            self.tag = tag
        }
        for byte in pending[position...] {
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
                attributes += 1
            }
        }
        position = pending.count
        return attributes > Self.limit
    }
}
