package import CaseBytes

/// Writes the records of a zip archive (PKWARE APPNOTE 6.3.10), with Zip64 where a number needs it and nowhere else.
///
/// Every time is 1980-01-01 00:00, the first there is, and no record has a field that a machine or an account would
/// show in.
package enum ZipRecords {
    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let descriptorSignature: UInt32 = 0x0807_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let zip64EndSignature: UInt32 = 0x0606_4B50
    static let zip64LocatorSignature: UInt32 = 0x0706_4B50
    /// The id of the field that holds numbers for which the header has no room (APPNOTE 4.5.3).
    static let zip64Field: UInt16 = 1

    private static let date: UInt16 = 1 << 5 | 1

    /// The local file header (4.3.7). Where one size needs Zip64, both are there.
    package static func appendLocalHeader(_ entry: ZipEntry, to buffer: inout ByteBuffer) {
        let isLarge = max(entry.byteCount, entry.compressedCount) >= 0xFFFF_FFFF
        buffer.append(littleEndian: localSignature)
        buffer.append(littleEndian: version(isLarge))
        appendCommonFields(entry, to: &buffer)
        buffer.append(littleEndian: isLarge ? 0xFFFF_FFFF : UInt32(entry.compressedCount))
        buffer.append(littleEndian: isLarge ? 0xFFFF_FFFF : UInt32(entry.byteCount))
        buffer.append(littleEndian: UInt16(entry.path.count))
        buffer.append(littleEndian: UInt16(isLarge ? 20 : 0))
        buffer.append(entry.path)
        if isLarge { append(zip64: [entry.byteCount, entry.compressedCount], to: &buffer) }
    }

    /// The header in the central directory (4.3.12). Only the numbers that need Zip64 are in its field.
    package static func appendCentralHeader(_ entry: ZipEntry, to buffer: inout ByteBuffer) {
        let large = [entry.byteCount, entry.compressedCount, entry.offset].filter { $0 >= 0xFFFF_FFFF }
        buffer.append(littleEndian: centralSignature)
        buffer.append(littleEndian: UInt16(entry.system) << 8 | version(!large.isEmpty))
        buffer.append(littleEndian: version(!large.isEmpty))
        appendCommonFields(entry, to: &buffer)
        buffer.append(littleEndian: clamped(entry.compressedCount))
        buffer.append(littleEndian: clamped(entry.byteCount))
        buffer.append(littleEndian: UInt16(entry.path.count))
        buffer.append(littleEndian: UInt16(large.isEmpty ? 0 : 4 + 8 * large.count))
        // The comment, the disk, and what sort of data it is said to be.
        for _ in 0..<3 { buffer.append(littleEndian: UInt16(0)) }
        buffer.append(littleEndian: entry.externalAttributes)
        buffer.append(littleEndian: clamped(entry.offset))
        buffer.append(entry.path)
        if !large.isEmpty { append(zip64: large, to: &buffer) }
    }

    /// What stands behind the central directory (4.3.14 to 4.3.16).
    ///
    /// - Parameter offset: where the directory begins.
    package static func appendEnd(entries: Int, directoryCount: Int, offset: Int, to buffer: inout ByteBuffer) {
        if entries >= 0xFFFF || directoryCount >= 0xFFFF_FFFF || offset >= 0xFFFF_FFFF {
            buffer.append(littleEndian: zip64EndSignature)
            buffer.append(littleEndian: UInt64(44))
            buffer.append(littleEndian: UInt16(3) << 8 | version(true))
            buffer.append(littleEndian: version(true))
            buffer.append(littleEndian: UInt64(0))
            for number in [entries, entries, directoryCount, offset] { buffer.append(littleEndian: UInt64(number)) }
            buffer.append(littleEndian: zip64LocatorSignature)
            buffer.append(littleEndian: UInt32(0))
            buffer.append(littleEndian: UInt64(offset + directoryCount))
            buffer.append(littleEndian: UInt32(1))
        }
        buffer.append(littleEndian: endSignature)
        buffer.append(littleEndian: UInt32(0))
        for _ in 0..<2 { buffer.append(littleEndian: UInt16(min(entries, 0xFFFF))) }
        buffer.append(littleEndian: clamped(directoryCount))
        buffer.append(littleEndian: clamped(offset))
        buffer.append(littleEndian: UInt16(0))
    }

    /// Flags, method, time, date and CRC: the same in both headers.
    private static func appendCommonFields(_ entry: ZipEntry, to buffer: inout ByteBuffer) {
        buffer.append(littleEndian: entry.flags)
        buffer.append(littleEndian: entry.method)
        buffer.append(littleEndian: UInt16(0))
        buffer.append(littleEndian: date)
        buffer.append(littleEndian: entry.crc32)
    }

    private static func append(zip64 numbers: [Int], to buffer: inout ByteBuffer) {
        buffer.append(littleEndian: zip64Field)
        buffer.append(littleEndian: UInt16(8 * numbers.count))
        for number in numbers { buffer.append(littleEndian: UInt64(number)) }
    }

    /// The version that is needed to read it (4.4.3): 2.0, or 4.5 for Zip64.
    private static func version(_ isLarge: Bool) -> UInt16 { isLarge ? 45 : 20 }

    private static func clamped(_ number: Int) -> UInt32 { UInt32(min(number, 0xFFFF_FFFF)) }
}

extension ByteBuffer {
    mutating func append(littleEndian number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { append($0.bindMemory(to: UInt8.self)) }
    }
}
