/// Bounds what entities and the default values of attributes, which a document type declares, add to a file: a small
/// one must not become a large one.
struct EntityExpansion {
    private static let free = 1 << 20
    private static let factor = 16

    /// How many bytes the file has given so far.
    var read = 0
    private var added = 0

    /// - Returns: whether so many more bytes are too many: past a mebibyte, and past sixteen times what was read.
    mutating func add(_ count: Int) -> Bool {
        let (sum, overflows) = added.addingReportingOverflow(max(0, count))
        added = overflows ? .max : sum
        return added > Self.free && (added - Self.free) / Self.factor > read
    }
}
