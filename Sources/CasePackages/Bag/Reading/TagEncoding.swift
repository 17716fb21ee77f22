/// The encoding of a bag's tag files (RFC 8493, section 2.1.1), by its name in IANA's registry.
package enum TagEncoding: String, CaseIterable, Sendable {
    case utf8 = "UTF-8"
    case ascii = "US-ASCII"
    case latin1 = "ISO-8859-1"
    case windows1252 = "windows-1252"
    case utf16 = "UTF-16"
    case utf16BE = "UTF-16BE"
    case utf16LE = "UTF-16LE"

    /// nil for a name that is none of an encoding that is read.
    package init?(_ name: String) {
        let plain = name.lowercased()
        let names = ["utf8": "utf-8", "ascii": "us-ascii", "latin1": "iso-8859-1", "cp1252": "windows-1252"]
        let wanted = names[plain] ?? plain
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else { return nil }
        self = found
    }

    /// Whether its text has the same bytes in UTF-8, once they are known to be right.
    package var isUTF8: Bool { self == .utf8 || self == .ascii }

    /// The text in UTF-8, without a byte order mark; nil where the bytes are not of this encoding.
    package func text(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .utf8:
            guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
            return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        case .ascii: return bytes.allSatisfy { $0 < 0x80 } ? bytes : nil
        case .latin1: return bytes.flatMap(Self.encoded)
        case .windows1252:
            return bytes.flatMap { byte in
                (0x80...0x9F).contains(byte) ? Self.encoded(Self.windows[Int(byte - 0x80)]) : Self.encoded(byte)
            }
        case .utf16BE: return Self.utf16(bytes[...], isBig: true)
        case .utf16LE: return Self.utf16(bytes[...], isBig: false)
        case .utf16:
            if bytes.starts(with: [0xFF, 0xFE]) { return Self.utf16(bytes.dropFirst(2), isBig: false) }
            return Self.utf16(bytes.starts(with: [0xFE, 0xFF]) ? bytes.dropFirst(2) : bytes[...], isBig: true)
        }
    }

    private static func encoded(_ byte: UInt8) -> [UInt8] {
        byte < 0x80 ? [byte] : [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
    }

    private static func encoded(_ unit: UInt16) -> [UInt8] {
        Unicode.Scalar(unit).map { Array(String(Character($0)).utf8) } ?? []
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> [UInt8]? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBig ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }

    /// 0x80 to 0x9F; what is not assigned stands for itself.
    private static let windows: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]
}
