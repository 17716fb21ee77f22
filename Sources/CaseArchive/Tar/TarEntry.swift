/// What the headers of a tar archive say of a member.
package struct TarEntry: Sendable, Equatable {
    package var path: [UInt8]
    /// Of a link.
    package var target: [UInt8]
    /// The type flag of its header.
    package var flag: UInt8
    package var byteCount: Int
    package var mode: Int
    /// Seconds since 1970; nil where it is before that, or not said.
    package var modified: Int?
    /// Where its first header begins in the archive, before that was compressed.
    package var offset = 0

    package var kind: ArchiveMember.Kind {
        switch flag {
        case 0x30, 0x00, 0x37: path.last == 0x2F ? .directory : .file
        case 0x31: .hardLink
        case 0x32: .symbolicLink
        case 0x35: .directory
        default: .other
        }
    }

    package var member: ArchiveMember {
        let isLink = kind == .hardLink || kind == .symbolicLink
        return ArchiveMember(path: path, kind: kind, byteCount: byteCount, target: isLink ? target : nil)
    }

    /// Whether a block has the sum that it says.
    static func hasChecksum(_ block: [UInt8]) -> Bool {
        (try? number(block[TarBlock.Field.checksum])) == TarBlock.checksum(block)
    }

    /// Reads a header block (ustar; the older form without a prefix; GNU's, which has numbers and names of its own).
    package init(_ block: [UInt8]) throws(ArchiveDamage) {
        typealias Field = TarBlock.Field
        guard Self.hasChecksum(block) else { throw ArchiveDamage("a header's checksum is wrong") }
        path = Self.text(block[Field.name])
        target = Self.text(block[Field.link])
        flag = block[Field.kind]
        mode = try Self.number(block[Field.mode])
        byteCount = try Self.number(block[Field.size])
        modified = try? Self.number(block[Field.modified])
        // GNU's form, which has a space behind its name, keeps other things where the prefix would be.
        let prefix = Self.text(block[Field.prefix])
        if block[Field.magic].elementsEqual("ustar\0".utf8), !prefix.isEmpty { path = prefix + [0x2F] + path }
    }

    private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

    /// An octal number, between spaces and ended by a space or a zero byte; or, as GNU writes large ones, a binary one.
    static func number(_ field: ArraySlice<UInt8>) throws(ArchiveDamage) -> Int {
        if let first = field.first, first & 0x80 != 0 { return try binary(field) }
        let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
        var number = 0
        for digit in digits {
            guard (0x30...0x37).contains(digit) else { throw ArchiveDamage("a header has a number that is none") }
            // Twelve digits at most: no overflow.
            number = number << 3 | Int(digit & 7)
        }
        return number
    }

    private static func binary(_ field: ArraySlice<UInt8>) throws(ArchiveDamage) -> Int {
        let bytes = field.dropFirst()
        guard field.first == 0x80, bytes.dropLast(7).allSatisfy({ $0 == 0 }) else {
            throw ArchiveDamage("a header has a number that is negative, or too large")
        }
        return bytes.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
}
