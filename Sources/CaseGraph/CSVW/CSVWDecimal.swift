import CaseBytes

/// A number as digits: exact, of any size, for comparing values with the limits of a datatype.
struct CSVWDecimal: Equatable {
    enum Special: Equatable { case infinite, notANumber }

    private(set) var isNegative = false
    /// Without zeros at either end; empty for zero.
    private var digits: [UInt8] = []
    /// Where the decimal point stands, counted from the front of the digits.
    private var point = 0
    private(set) var special: Special?

    /// Reads the lexical form of a numeric datatype (XML Schema Part 2), which must be right.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        if index < text.count, text[index] == 0x2B || text[index] == 0x2D {
            isNegative = text[index] == 0x2D
            index += 1
        }
        let rest = UnsafeBufferPointer(rebasing: text[index...])
        if rest.equals("INF") || rest.equals("NaN") {
            special = rest[0] == 0x49 ? .infinite : .notANumber
            return
        }
        var hasPoint = false
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte &- 0x30 < 10 {
                digits.append(byte &- 0x30)
                if !hasPoint { point += 1 }
            } else if byte == 0x2E, !hasPoint {
                hasPoint = true
            } else if byte | 0x20 == 0x65, let exponent = Self.exponent(text[index...]) {
                point += exponent
                break
            } else {
                return nil
            }
        }
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        point -= zeros
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty {
            point = 0
            isNegative = false
        }
    }

    init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ Self($0) }) else { return nil }
        self = value
    }

    /// Exponents beyond a million are all the same here.
    private static func exponent(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        let isNegative = text.first == 0x2D
        var value = 0
        for byte in text.dropFirst(isNegative || text.first == 0x2B ? 1 : 0) {
            guard byte &- 0x30 < 10 else { return nil }
            value = min(value * 10 + Int(byte &- 0x30), 1_000_000)
        }
        return isNegative ? -value : value
    }

    var isInteger: Bool { special == nil && point >= digits.count }

    /// Whether it is less than another; false where one of them is not a number.
    static func < (a: CSVWDecimal, b: CSVWDecimal) -> Bool {
        if a.special == .notANumber || b.special == .notANumber { return false }
        if a.isNegative != b.isNegative { return a.isNegative }
        return a.isNegative ? smaller(b, a) : smaller(a, b)
    }

    private static func smaller(_ a: CSVWDecimal, _ b: CSVWDecimal) -> Bool {
        if a.special != nil || b.special != nil { return a.special == nil }
        if a.digits.isEmpty || b.digits.isEmpty { return a.digits.isEmpty && !b.digits.isEmpty }
        if a.point != b.point { return a.point < b.point }
        return a.digits.lexicographicallyPrecedes(b.digits)
    }

    static func <= (a: CSVWDecimal, b: CSVWDecimal) -> Bool {
        a.special != .notANumber && b.special != .notANumber && !(b < a)
    }
}
