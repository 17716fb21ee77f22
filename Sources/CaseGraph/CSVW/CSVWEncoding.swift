import CaseBytes
import CaseModel

/// The encodings that a CSV file may have here, out of those of the Encoding Standard.
enum CSVWEncoding: Equatable {
    case utf8, windows1252, utf16LittleEndian, utf16BigEndian

    /// What the labels of the other encodings of the Encoding Standard begin with.
    private static let others = [
        "iso-8859-", "iso8859-", "iso-2022-", "windows-", "cp", "koi8", "gb", "big5", "euc-", "shift", "sjis", "ks_c",
        "mac", "x-", "ibm", "latin", "dos-", "tis-",
    ]

    /// - Returns: nil where there is no encoding of that name.
    /// - Throws: `GraphProblem` with `unsupported` for those that are not understood here.
    init?(label: String) throws(GraphProblem) {
        let name = trimmed(label).lowercased()
        switch name {
        case "utf-8", "utf8", "unicode-1-1-utf-8": self = .utf8
        case "us-ascii", "ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "windows-1252", "cp1252":
            self = .windows1252
        case "utf-16", "utf-16le": self = .utf16LittleEndian
        case "utf-16be": self = .utf16BigEndian
        default:
            guard Self.others.contains(where: { name.hasPrefix($0) }) else { return nil }
            throw GraphProblem(
                .unsupported, "the encoding \"\(visible(label))\" is not understood",
                hint: "utf-8, utf-16le, utf-16be, iso-8859-1 and windows-1252 are")
        }
    }
}

/// Bytes of another encoding, as UTF-8.
final class TranscodingSource: ByteSource {
    private let source: any ByteSource
    private let encoding: CSVWEncoding
    private var input = ByteBuffer(capacity: 1 << 16)
    private var position = 0
    private var isAtEnd = false

    init(_ source: any ByteSource, encoding: CSVWEncoding) {
        self.source = source
        self.encoding = encoding
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        guard let start = buffer.baseAddress, buffer.count >= 4 else { return 0 }
        var end = start
        let limit = start + buffer.count - 3
        while end == start {
            if input.count - position < 4, !isAtEnd { try refill() }
            if position >= input.count { return 0 }
            while end < limit, let scalar = try next() { write(scalar, to: &end) }
        }
        return end - start
    }

    private func refill() throws {
        input.removeFirst(position)
        position = 0
        let room = UnsafeMutableBufferPointer(start: input.base + input.count, count: input.capacity - input.count)
        let count = try source.read(into: room)
        isAtEnd = count == 0
        input.advance(by: count)
    }

    /// The next character; nil where more bytes are needed.
    private func next() throws(GraphProblem) -> UInt32? {
        if encoding == .windows1252 {
            guard position < input.count else { return nil }
            position += 1
            let byte = input.base[position - 1]
            return byte &- 0x80 < 32 ? Self.upperControls[Int(byte &- 0x80)] : UInt32(byte)
        }
        guard let first = unit(at: position) else { return try endOfUnits() }
        if first & 0xF800 != 0xD800 {
            position += 2
            return first
        }
        guard let second = unit(at: position + 2) else { return try endOfUnits() }
        guard first < 0xDC00, second & 0xFC00 == 0xDC00 else {
            throw malformed("the file is not UTF-16: a lone surrogate")
        }
        position += 4
        return 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
    }

    private func endOfUnits() throws(GraphProblem) -> UInt32? {
        guard isAtEnd, position < input.count else { return nil }
        throw malformed("the file is not UTF-16: it ends inside a character")
    }

    private func unit(at index: Int) -> UInt32? {
        guard index + 1 < input.count else { return nil }
        let a = UInt32(input.base[index])
        let b = UInt32(input.base[index + 1])
        return encoding == .utf16LittleEndian ? b << 8 | a : a << 8 | b
    }

    private func write(_ scalar: UInt32, to end: inout UnsafeMutablePointer<UInt8>) {
        guard let text = Unicode.Scalar(scalar) else { return }
        for unit in UTF8.encode(text) ?? UTF8.encodedReplacementCharacter {
            end.pointee = unit
            end += 1
        }
    }

    /// What windows-1252 has from 0x80 to 0x9F (Encoding Standard, index windows-1252).
    private static let upperControls: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]
}
