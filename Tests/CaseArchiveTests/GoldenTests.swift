import CaseArchive
import CaseBytes
import CaseTesting
import Testing

/// Tiny containers, byte for byte. What is not the member's own was put together by hand from the formats' descriptions.
@Suite struct GoldenTests {
    private func write(_ container: Container, level: Int, path: String = "a") async throws -> [UInt8] {
        var test = try TestContainer(container)
        (test.folder, test.level, test.instant) = ("t", level, 0o1234567)
        try await test.write([TestMember(path: path, bytes: Array("abc".utf8))])
        return try test.bytes()
    }

    @Test func zip() async throws {
        let common = ["0000", "0800", "0000", "2100", "c2412435", "0b000000", "03000000", "0300", "0000"].joined()
        let local = ["504b0304", "1400", common, "742f61", "4a4c4a06000000ffff", "0300"]
        let central = ["504b0102", "1403", "1400", common, "0000", "0000", "0000", "0000a481", "00000000", "742f61"]
        let end = ["504b0506", "0000", "0000", "0100", "0100", "31000000", "2c000000", "0000"]
        #expect(try await hexadecimal(write(.zip, level: 6)) == (local + central + end).joined())
    }

    @Test func storedZip() async throws {
        let common = ["0008", "0000", "0000", "2100", "c2412435", "03000000", "03000000", "0400", "0000"].joined()
        let local = ["504b0304", "1400", common, "742fc3a4", "616263"]
        let central = ["504b0102", "1403", "1400", common, "0000", "0000", "0000", "0000a481", "00000000", "742fc3a4"]
        let end = ["504b0506", "0000", "0000", "0100", "0100", "32000000", "25000000", "0000"]
        #expect(try await hexadecimal(write(.zip, level: 0, path: "ä")) == (local + central + end).joined())
    }

    /// A header as POSIX draws it.
    private func header(_ name: String, size: String, sum: String, kind: String) -> [UInt8] {
        let fields: [(String, Int)] = [
            (name, 100), ("0000644", 8), ("0000000", 8), ("0000000", 8), (size, 12), ("00001234567", 12),
            (sum + "\0 ", 8), (kind, 1), ("", 100), ("ustar", 6), ("00", 2), ("", 64), ("0000000", 8), ("0000000", 8),
            ("", 167),
        ]
        return fields.flatMap { Array($0.utf8) + [UInt8](repeating: 0, count: $1 - $0.utf8.count) }
    }

    private func block(_ text: String) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 0, count: 512 - text.utf8.count)
    }

    @Test func tar() async throws {
        let expected = header("t/a", size: "00000000003", sum: "007640", kind: "0") + block("abc")
        #expect(try await write(.tar, level: 6) == expected + [UInt8](repeating: 0, count: 10_240 - expected.count))
    }

    @Test func tarWithAPaxHeader() async throws {
        let expected =
            header("././@PaxHeader", size: "00000000015", sum: "011523", kind: "x") + block("13 path=t/ä\n")
            + header("t/__", size: "00000000003", sum: "007775", kind: "0") + block("abc")
        let bytes = try await write(.tar, level: 6, path: "ä")
        // The sums are those that the blocks have.
        #expect(bytes == expected + [UInt8](repeating: 0, count: 10_240 - expected.count))
    }

    @Test func storedTarGzip() async throws {
        let tar = try await write(.tar, level: 0)
        let bytes = try await write(.tarGzip, level: 0)
        // The header, the member, and what fills its block and the record, each as a stored block.
        let rest = 10_240 - 515
        let hex = [
            "1f8b08000000000000ff", "000002fffd", hexadecimal(tar[..<512]), "000300fcff", "616263",
            "00", littleEndian(UInt16(rest)), littleEndian(~UInt16(rest)), hexadecimal(tar[515...]), "0300",
        ]
        #expect(hexadecimal(bytes.dropLast(8)) == hex.joined())
        #expect(hexadecimal(bytes.suffix(4)) == "00280000")
    }

    private func littleEndian(_ number: UInt16) -> String { hexadecimal([UInt8(number & 0xFF), UInt8(number >> 8)]) }
}
