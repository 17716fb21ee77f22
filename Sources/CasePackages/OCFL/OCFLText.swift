import CaseBytes
import CaseFiles
import CaseModel

/// What texts of an inventory have to look like.
enum OCFLText {
    /// Why a logical path is none (OCFL 1.1, section 3.5.3.1); nil where it is one.
    static func logicalPathFault(_ path: [UInt8]) -> (FindingCode, String)? {
        if path.first == 0x2F || path.last == 0x2F { return (.ocflE053, "begins or ends with a slash") }
        return hasBadElement(path) ? (.ocflE052, "has an empty element, \".\" or \"..\" in it") : nil
    }

    /// Why a content path is none (section 3.5.2); nil where it is one.
    static func contentPathFault(_ path: ArraySlice<UInt8>) -> (FindingCode, String)? {
        if path.first == 0x2F || path.last == 0x2F { return (.ocflE100, "begins or ends with a slash") }
        return hasBadElement(path) ? (.ocflE099, "has an empty element, \".\" or \"..\" in it") : nil
    }

    static func hasBadElement(_ path: some Collection<UInt8>) -> Bool {
        var count = 0
        var isDots = true
        for byte in path {
            if byte == 0x2F {
                if count == 0 || isDots && count <= 2 { return true }
                count = 0
                isDots = true
            } else {
                count += 1
                if byte != 0x2E { isDots = false }
            }
        }
        return count == 0 || isDots && count <= 2
    }

    /// Whether it begins as a URI does (RFC 3986, section 3.1), and has no character that none may have.
    static func isURI(_ text: [UInt8]) -> Bool {
        guard let colon = text.firstIndex(of: 0x3A), colon + 1 < text.count, let first = text.first,
            isLetter(first)
        else { return false }
        let isScheme = text[..<colon].allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
        return isScheme && text.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }
    }

    /// Whether it is a date and time as RFC 3339, section 5.6, has it.
    static func isInternetTime(_ text: [UInt8]) -> Bool {
        guard text.count >= 20 else { return false }
        func number(_ range: Range<Int>) -> Int? {
            guard text[range].allSatisfy(isDigit) else { return nil }
            return text[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard let year = number(0..<4), text[4] == 0x2D, let month = number(5..<7), text[7] == 0x2D,
            let day = number(8..<10), text[10] | 0x20 == 0x74, let hour = number(11..<13), text[13] == 0x3A,
            let minute = number(14..<16), text[16] == 0x3A, let second = number(17..<19)
        else { return false }
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...days[month - 1]).contains(day), hour < 24, minute < 60, second <= 60
        else { return false }
        var rest = text[19...]
        if rest.first == 0x2E {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(1 + fraction.count)
        }
        if rest.count == 1 { return rest.first.map { $0 | 0x20 } == 0x7A }
        guard rest.count == 6, rest.first == 0x2B || rest.first == 0x2D, rest[rest.startIndex + 3] == 0x3A,
            let hours = number(rest.startIndex + 1..<rest.startIndex + 3),
            let minutes = number(rest.startIndex + 4..<rest.startIndex + 6)
        else { return false }
        return hours < 24 && minutes < 60
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

/// The digest algorithms that inventories may name.
enum OCFLAlgorithms {
    /// Those of the specification (OCFL 1.1, section 3.4), and of the registered extensions 0001 and 0009.
    static let known: Set<String> = [
        "md5", "sha1", "sha256", "sha512", "blake2b-512", "blake2b-160", "blake2b-256", "blake2b-384", "sha512/256",
        "size",
    ]

    /// nil for one that is not computed here.
    static func computed(_ name: String) -> DigestAlgorithm? {
        known.contains(name) ? DigestAlgorithm(named: name) : nil
    }

    /// The code of a digest that is not written as it should be.
    static func encodingCode(_ name: String) -> FindingCode {
        switch name {
        case "sha1": .ocflE029
        case "sha256": .ocflE030
        case "sha512": .ocflE031
        case "blake2b-512": .ocflE032
        default: .ocflE057
        }
    }

    /// The bytes of a digest in hexadecimal, in upper or lower case; nil where it is none.
    static func digest(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0, text.count <= 256 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            let lower = character | 0x20
            let value: UInt8
            if isDigit(character) {
                value = character - 0x30
            } else if (0x61...0x66).contains(lower) {
                value = lower - 0x57
            } else {
                return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}

/// Whether bytes are UTF-8.
func isUTF8(_ bytes: [UInt8]) -> Bool {
    var isValid = true
    bytes.withUnsafeBufferPointer { bytes in
        scanText(bytes) { _, fault in
            if fault == .invalidUTF8 { isValid = false }
            return isValid
        }
    }
    return isValid
}
