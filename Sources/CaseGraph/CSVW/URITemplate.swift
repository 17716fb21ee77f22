import CaseBytes
import CaseModel

/// A URI template (RFC 6570, all levels).
struct URITemplate: Equatable {
    enum Variable: Equatable {
        case column(Int)
        case row, sourceRow
        /// A value that is the same in every row.
        case constant([UInt8])
        case undefined
    }

    struct Specification: Equatable {
        var name: [UInt8]
        var variable = Variable.undefined
        var isExploded = false
        /// How many characters of the value are taken; nil for all.
        var prefix: Int?
    }

    /// How an expression writes its values (RFC 6570, appendix A).
    struct Operator: Equatable {
        var first: UInt8?
        var separator: UInt8 = 0x2C
        var isNamed = false
        /// What stands behind the name of an empty value.
        var ifEmpty: UInt8?
        var allowsReserved = false

        init?(_ symbol: UInt8?) {
            switch symbol {
            case nil: break
            case 0x2B: allowsReserved = true
            case 0x23: (first, allowsReserved) = (0x23, true)
            case 0x2E, 0x2F: (first, separator) = (symbol, symbol ?? 0)
            case 0x3B: (first, separator, isNamed) = (symbol, 0x3B, true)
            case 0x3F, 0x26: (first, separator, isNamed, ifEmpty) = (symbol, 0x26, true, 0x3D)
            default: return nil
            }
        }
    }

    enum Part: Equatable {
        case literal([UInt8])
        case expression(Operator, [Specification])
    }

    var parts: [Part] = []

    /// - Returns: nil where the text is not a template.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if byte == 0x7B {
                guard let end = rest.firstIndex(of: 0x7D), let part = Self.expression(rest[(rest.startIndex + 1)..<end])
                else { return nil }
                parts.append(part)
                rest = rest[(end + 1)...]
            } else {
                let literal = rest.prefix { $0 != 0x7B }
                guard !literal.contains(0x7D) else { return nil }
                var encoded: [UInt8] = []
                literal.withUnsafeBufferPointer { Self.encode($0, allowsReserved: true) { encoded.append($0) } }
                parts.append(.literal(encoded))
                rest = rest.dropFirst(literal.count)
            }
        }
    }

    init(parts: [Part]) { self.parts = parts }

    private static func expression(_ text: ArraySlice<UInt8>) -> Part? {
        var text = text
        var symbol: UInt8?
        if let first = text.first, !isVariable(first) {
            symbol = first
            text = text.dropFirst()
        }
        guard let kind = Operator(symbol) else { return nil }
        var specifications: [Specification] = []
        for item in text.split(separator: 0x2C, omittingEmptySubsequences: false) {
            var specification = Specification(name: Array(item))
            if item.last == 0x2A {
                specification.isExploded = true
                specification.name.removeLast()
            } else if let colon = item.firstIndex(of: 0x3A) {
                let digits = item[(colon + 1)...]
                guard (1...4).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
                specification.prefix = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
                specification.name = Array(item[..<colon])
            }
            guard isVariableName(specification.name) else { return nil }
            specifications.append(specification)
        }
        return .expression(kind, specifications)
    }

    private static func isVariable(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 0x5F || byte == 0x25 }

    /// Whether a text can be the name of a variable (RFC 6570, section 2.3).
    static func isVariableName(_ name: String) -> Bool { isVariableName(Array(name.utf8)) }

    private static func isVariableName(_ name: [UInt8]) -> Bool {
        guard let first = name.first, let last = name.last, first != 0x2E, last != 0x2E else { return false }
        var index = 0
        while index < name.count {
            if name[index] == 0x25 {
                guard index + 2 < name.count, isHexadecimal(name[index + 1]), isHexadecimal(name[index + 2])
                else { return false }
                index += 2
            } else if name[index] == 0x2E {
                guard name[index - 1] != 0x2E else { return false }
            } else if !isVariable(name[index]) {
                return false
            }
            index += 1
        }
        return true
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

    /// A text as the name of a variable: what cannot stand in one is percent-encoded.
    static func variableName(encoding text: String) -> String {
        var name: [UInt8] = []
        for byte in text.utf8 {
            if isAlphanumeric(byte) || byte == 0x5F || byte == 0x2E {
                name.append(byte)
            } else {
                name += percentEncoded(byte)
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// A text with its percent-encoded bytes as what they mean.
    static func percentDecoded(_ text: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == 0x25, index + 2 < text.count, let high = value(text[index + 1]),
                let low = value(text[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(text[index])
                index += 1
            }
        }
        return decoded
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte - 0x30 }
        return isHexadecimal(byte) ? (byte | 0x20) - 0x57 : nil
    }

    private static func percentEncoded(_ byte: UInt8) -> [UInt8] { [0x25, digit(byte >> 4), digit(byte & 15)] }

    @inline(__always)
    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x37 &+ value }

    /// Whether a byte is reserved (RFC 3986, section 2.2).
    @inline(__always)
    static func isReserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23, 0x24, 0x26...0x2C, 0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5B, 0x5D: true
        default: false
        }
    }

    /// Writes a text byte by byte, percent-encoded where it has to be (RFC 6570, section 3.2.1).
    @inline(__always)
    static func encode(_ text: UnsafeBufferPointer<UInt8>, allowsReserved: Bool, write: (UInt8) -> Void) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if isUnreserved(byte) || allowsReserved && isReserved(byte) {
                write(byte)
            } else if allowsReserved, byte == 0x25, index + 2 < text.count, isHexadecimal(text[index + 1]),
                isHexadecimal(text[index + 2])
            {
                write(byte)
            } else {
                write(0x25)
                write(digit(byte >> 4))
                write(digit(byte & 15))
            }
            index += 1
        }
    }

    /// Replaces names by what they stand for.
    mutating func bind(_ variable: ([UInt8]) -> Variable) {
        for index in parts.indices {
            guard case .expression(let kind, var specifications) = parts[index] else { continue }
            for item in specifications.indices { specifications[item].variable = variable(specifications[item].name) }
            parts[index] = .expression(kind, specifications)
        }
    }
}
