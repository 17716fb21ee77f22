/// The shape of a tape archive (POSIX.1-2017, pax, "ustar Interchange Format").
enum TarBlock {
    static let byteCount = 512
    /// Archives end at a multiple of it, as those of other programs do.
    static let recordCount = 20 * byteCount

    /// How many bytes fill the last block of so many bytes.
    static func padding(behind count: Int) -> Int { -count & (byteCount - 1) }

    /// Where the fields of a header are.
    enum Field {
        static let name = 0..<100
        static let mode = 100..<108
        static let owner = 108..<116
        static let group = 116..<124
        static let size = 124..<136
        static let modified = 136..<148
        static let checksum = 148..<156
        static let kind = 156
        static let link = 157..<257
        static let magic = 257..<263
        static let version = 263..<265
        static let deviceMajor = 329..<337
        static let deviceMinor = 337..<345
        static let prefix = 345..<500
    }

    /// The sum of a header's bytes, those of the sum's own field taken for spaces.
    static func checksum(_ block: some Collection<UInt8>) -> Int {
        var sum = 0
        for (index, byte) in block.enumerated() { sum += Field.checksum.contains(index) ? 0x20 : Int(byte) }
        return sum
    }
}
