import CaseArchive

/// Archives as plain as can be, of any members in any order, the same path twice too: nothing is compressed.
enum PlainArchive {
    typealias Member = (path: String, bytes: [UInt8])

    static func bytes(_ container: Container, _ members: [Member]) -> [UInt8] {
        switch container {
        case .zip: zip(members)
        case .tarGzip: gzip(tar(members))
        default: tar(members)
        }
    }

    private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    private static func zip(_ members: [Member]) -> [UInt8] {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for (path, bytes) in members {
            let size = little(UInt32(bytes.count))
            // Flags, method, time, date, CRC, sizes and the lengths of the name and the extra field.
            let common =
                little(UInt16(1 << 11)) + [0, 0, 0, 0, 33, 0] + little(CRC.of(bytes)) + size + size
                + little(UInt16(path.utf8.count)) + [0, 0]
            directory += [0x50, 0x4B, 1, 2, 20, 3, 20, 0] + common + [UInt8](repeating: 0, count: 6)
            directory += little(UInt32(0o100_644) << 16) + little(UInt32(body.count)) + Array(path.utf8)
            body += [0x50, 0x4B, 3, 4, 20, 0] + common + Array(path.utf8) + bytes
        }
        let count = little(UInt16(members.count))
        return body + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + little(UInt32(directory.count))
            + little(UInt32(body.count)) + [0, 0]
    }

    private static func tar(_ members: [Member]) -> [UInt8] {
        var archive: [UInt8] = []
        for (path, bytes) in members {
            var header = [UInt8](repeating: 0, count: 512)
            func set(_ text: String, at offset: Int) {
                for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
            }
            func octal(_ number: Int, _ width: Int) -> String {
                let digits = String(number, radix: 8)
                return String(repeating: "0", count: width - digits.utf8.count) + digits
            }
            // A path of more than 100 bytes is divided at a slash.
            var name = path
            if path.utf8.count > 100, let slash = path.dropLast(path.utf8.count - 155).lastIndex(of: "/") {
                set(String(path[..<slash]), at: 345)
                name = String(path[path.index(after: slash)...])
            }
            set(name, at: 0)
            for (offset, text) in [(100, "0000644"), (108, "0000000"), (116, "0000000"), (136, "00000000000")] {
                set(text, at: offset)
            }
            set(octal(bytes.count, 11), at: 124)
            set("        0", at: 148)
            set("ustar\u{0}00", at: 257)
            set(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
            archive += header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
        }
        return archive + [UInt8](repeating: 0, count: 1024)
    }

    /// In blocks that are stored (RFC 1951, section 3.2.4).
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(0xFFFF)
            rest = rest.dropFirst(piece.count)
            packed += [rest.isEmpty ? 1 : 0] + little(UInt16(piece.count)) + little(~UInt16(piece.count)) + piece
        }
        return packed + little(CRC.of(bytes)) + little(UInt32(bytes.count))
    }

    /// The CRC-32 of RFC 1952, section 8, by a table.
    private enum CRC {
        static let table: [UInt32] = (0..<256).map { byte in
            (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
        }

        static func of(_ bytes: [UInt8]) -> UInt32 {
            table.withUnsafeBufferPointer { table in
                ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
            }
        }
    }
}
