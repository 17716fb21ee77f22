import CaseArchive
import CaseBytes
import Testing

/// Headers with numbers for which there is no room, without archives of that size.
@Suite struct Zip64Tests {
    static let sizes = [0, 1, 0xFFFF_FFFE, 0xFFFF_FFFF, 0x1_0000_0000, 1 << 40]

    private func entry(_ byteCount: Int, _ compressedCount: Int, _ offset: Int) -> ZipEntry {
        ZipEntry(
            path: Array("a/b".utf8), flags: 0, method: 8, crc32: 0x1234_5678, compressedCount: compressedCount,
            byteCount: byteCount, offset: offset)
    }

    @Test(arguments: sizes, sizes) func headersAreReadAsTheyWereWritten(_ byteCount: Int, _ other: Int) throws {
        for offset in Self.sizes {
            let entry = entry(byteCount, other, offset)
            var buffer = ByteBuffer()
            ZipRecords.appendCentralHeader(entry, to: &buffer)
            let large = [byteCount, other, offset].filter { $0 >= 0xFFFF_FFFF }.count
            #expect(buffer.count == 46 + 3 + (large == 0 ? 0 : 4 + 8 * large))
            #expect(buffer.bytes[6] == (large == 0 ? 20 : 45))
            #expect(try Array(ZipDirectory(Array(buffer.bytes), count: 1)) == [entry])
            buffer.removeAll()
            ZipRecords.appendLocalHeader(entry, to: &buffer)
            #expect(buffer.count == 30 + 3 + (max(byteCount, other) >= 0xFFFF_FFFF ? 20 : 0))
            let local = try ZipParser.local(UnsafeRawBufferPointer(buffer.bytes), at: offset)
            #expect(entry.differences(from: local) == [])
        }
    }

    /// APPNOTE 4.5.3: the header's field is all ones, and the number is in the extra field, in a fixed order.
    @Test func theExtraFieldHasWhatTheHeaderHasNot() {
        var buffer = ByteBuffer()
        ZipRecords.appendCentralHeader(entry(5, 0x1_0000_0002, 0x2_0000_0003), to: &buffer)
        let hex = hexadecimal(buffer.bytes)
        let start = ["504b0102", "2d03", "2d00", "0000", "0800", "00002100", "78563412", "ffffffff", "05000000"]
        let end = ["ffffffff", "612f62", "0100", "1000", "0200000001000000", "0300000002000000"]
        #expect(hex.hasPrefix(start.joined()))
        #expect(hex.hasSuffix(end.joined()))
        buffer.removeAll()
        ZipRecords.appendLocalHeader(entry(5, 0x1_0000_0002, 0), to: &buffer)
        let local = [
            "ffffffff", "ffffffff", "0300", "1400", "612f62", "0100", "1000", "0500000000000000", "0200000001000000",
        ]
        #expect(hexadecimal(buffer.bytes).hasSuffix(local.joined()))
    }

    @Test(arguments: [
        (1, 50, 100, false), (0xFFFE, 50, 100, false), (0xFFFF, 50, 100, true), (70_000, 50, 100, true),
        (1, 0xFFFF_FFFE, 100, false), (1, 0xFFFF_FFFF, 100, true), (1, 50, 0xFFFF_FFFE, false),
        (1, 50, 0xFFFF_FFFF, true), (1 << 33, 1 << 34, 1 << 35, true),
    ])
    func theEndIsReadAsItWasWritten(_ entries: Int, _ count: Int, _ offset: Int, _ isLarge: Bool) throws {
        var buffer = ByteBuffer()
        ZipRecords.appendEnd(entries: entries, directoryCount: count, offset: offset, to: &buffer)
        #expect(buffer.count == (isLarge ? 56 + 20 + 22 : 22))
        let bytes = UnsafeRawBufferPointer(buffer.bytes)
        let position = try ZipParser.endPosition(in: bytes)
        var end = try ZipParser.end(UnsafeRawBufferPointer(rebasing: bytes[position...]))
        if isLarge {
            let locator = UnsafeRawBufferPointer(rebasing: bytes[56...])
            #expect(try ZipParser.zip64Offset(locator) == offset + count)
            end = try ZipParser.zip64End(bytes, behind: end)
        }
        #expect([end.entryCount, end.directoryCount, end.directoryOffset] == [entries, count, offset])
    }
}
