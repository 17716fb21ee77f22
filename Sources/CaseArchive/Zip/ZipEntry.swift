/// What the headers of a zip archive say of a member (APPNOTE 4.3.7, 4.3.12).
struct ZipEntry: Sendable, Equatable {
    /// How the bytes are kept (APPNOTE 4.4.5).
    enum Method {
        static let stored: UInt16 = 0
        static let deflated: UInt16 = 8
    }

    /// Bits of the general purpose flags (APPNOTE 4.4.4).
    enum Flag {
        static let encrypted: UInt16 = 1
        static let sizesFollow: UInt16 = 1 << 3
        static let utf8: UInt16 = 1 << 11
    }

    var path: [UInt8]
    var flags: UInt16 = 0
    var method: UInt16
    var crc32: UInt32
    var compressedCount: Int
    var byteCount: Int
    /// Where the local header begins.
    var offset: Int
    /// The system that the attributes are of (APPNOTE 4.4.2); 3 is Unix.
    var system: UInt8 = 3
    /// The mode in the upper half, where the system is Unix (APPNOTE 4.4.15).
    var externalAttributes: UInt32 = 0o100_644 << 16
}
