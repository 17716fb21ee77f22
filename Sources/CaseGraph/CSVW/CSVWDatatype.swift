import CaseBytes
import CaseModel

/// What the values of a column are, and how they are written (Metadata Vocabulary for Tabular Data, section 5.11).
struct CSVWDatatype {
    enum Format {
        case none
        case pattern(CSVWPattern)
        case number(CSVWNumberFormat)
        case boolean(true: [UInt8], false: [UInt8])
        case date(CSVWDateFormat)
    }

    var base = CSVWBaseType.string
    /// Of the datatype itself, or of its base.
    var iri = CSVWBaseType.string.iri
    var format = Format.none
    var length: Int?
    var minimumLength: Int?
    var maximumLength: Int?
    var limits: [CSVWLimit] = []

    /// Whether every text is a value as it stands.
    var isPlainText: Bool {
        guard base.whiteSpace == .kept, limits.isEmpty, !hasLengths, case .none = format else { return false }
        return true
    }

    private var hasLengths: Bool { length != nil || minimumLength != nil || maximumLength != nil }

    /// Reads a value and appends its lexical form.
    ///
    /// - Parameter text: what was done to its white space as the base asks for.
    /// - Returns: false where the text is no value of this datatype; what was appended is of no use then.
    func parse(_ text: UnsafeBufferPointer<UInt8>, into target: inout ByteBuffer) -> Bool {
        let start = target.count
        guard read(text, into: &target) else { return false }
        if limits.isEmpty, !hasLengths { return true }
        let value = UnsafeBufferPointer(rebasing: target.bytes[start...])
        return fitsLengths(value) && limits.allSatisfy { $0.allows(value, base.family) }
    }

    private func read(_ text: UnsafeBufferPointer<UInt8>, into target: inout ByteBuffer) -> Bool {
        switch base.family {
        case .float, .decimal, .integer: return readNumber(text, into: &target)
        case .boolean: return readBoolean(text, into: &target)
        case .date(let kind):
            if case .date(let format) = format {
                guard let date = format.parse(text) else { return false }
                date.write(kind, to: &target)
                return true
            }
            guard CSVWDate(text, kind) != nil else { return false }
        case .duration(let kind):
            guard CSVWDuration(text, kind) != nil, matchesPattern(text) else { return false }
        case .hexBinary: guard Self.isHexadecimal(text), matchesPattern(text) else { return false }
        case .base64Binary: guard Self.isBase64(text), matchesPattern(text) else { return false }
        case .text, .other: guard matchesPattern(text) else { return false }
        }
        target.append(text)
        return true
    }

    private func matchesPattern(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard case .pattern(let pattern) = format else { return true }
        return pattern.matches(text)
    }

    private func readBoolean(_ text: UnsafeBufferPointer<UInt8>, into target: inout ByteBuffer) -> Bool {
        let isTrue: Bool
        if case .boolean(let yes, let no) = format {
            guard text.elementsEqual(yes) || text.elementsEqual(no) else { return false }
            isTrue = text.elementsEqual(yes)
        } else {
            isTrue = text.equals("true") || text.equals("1")
            guard isTrue || text.equals("false") || text.equals("0") else { return false }
        }
        target.append(isTrue ? "true" : "false" as StaticString)
        return true
    }

    private func readNumber(_ text: UnsafeBufferPointer<UInt8>, into target: inout ByteBuffer) -> Bool {
        let start = target.count
        if case .number(let format) = format {
            guard format.parse(text, into: &target) else { return false }
        } else {
            target.append(text)
        }
        return isNumber(UnsafeBufferPointer(rebasing: target.bytes[start...]))
    }

    /// Whether a text is a number in the lexical form of the base.
    private func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.equals("NaN") || text.equals("INF") || text.equals("-INF") || text.equals("+INF") {
            return base.family == .float
        }
        var index = !text.isEmpty && (text[0] == 0x2B || text[0] == 0x2D) ? 1 : 0
        func digits() -> Int {
            let start = index
            while index < text.count, text[index] &- 0x30 < 10 { index += 1 }
            return index - start
        }
        let whole = digits()
        var count = whole
        if case .integer(let minimum, let maximum) = base.family {
            guard count > 0, index == text.count else { return false }
            guard minimum != nil || maximum != nil, let value = CSVWDecimal(text) else { return true }
            if let minimum, let limit = CSVWDecimal(minimum), value < limit { return false }
            if let maximum, let limit = CSVWDecimal(maximum), limit < value { return false }
            return true
        }
        if index < text.count, text[index] == 0x2E {
            index += 1
            count += digits()
        }
        guard count > 0 else { return false }
        if base.family == .float, index < text.count, text[index] | 0x20 == 0x65 {
            index += 1
            if index < text.count, text[index] == 0x2B || text[index] == 0x2D { index += 1 }
            guard digits() > 0 else { return false }
        }
        return index == text.count
    }

    private func fitsLengths(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard hasLengths else { return true }
        let count: Int
        switch base.family {
        case .hexBinary: count = value.count / 2
        case .base64Binary:
            let digits = value.reduce(0) { $0 + ($1 == 0x20 || $1 == 0x3D ? 0 : 1) }
            count = digits * 6 / 8
        default: count = value.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        }
        return length.map { $0 == count } ?? true && count >= minimumLength ?? 0 && count <= maximumLength ?? .max
    }

    private static func isHexadecimal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count % 2 == 0 && text.allSatisfy { $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }
    }

    private static func isBase64(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var digits = 0
        var padding = 0
        for byte in text where byte != 0x20 {
            if byte == 0x3D {
                padding += 1
            } else if isAlphanumeric(byte) || byte == 0x2B || byte == 0x2F, padding == 0 {
                digits += 1
            } else {
                return false
            }
        }
        return padding <= 2 && (digits + padding) % 4 == 0
    }
}

/// A limit of the values of a datatype.
struct CSVWLimit {
    enum Relation { case atLeast, atMost, above, below }

    enum Value {
        case number(CSVWDecimal)
        case date(CSVWDate)
        case duration(CSVWDuration)
    }

    let relation: Relation
    let value: Value

    init(_ relation: Relation, _ value: Value) {
        self.relation = relation
        self.value = value
    }

    /// Whether a value, in its lexical form, is within the limit.
    func allows(_ text: UnsafeBufferPointer<UInt8>, _ family: CSVWBaseType.Family) -> Bool {
        guard let other = Value(text, family) else { return false }
        if case .number(let number) = other, number.special == .notANumber { return false }
        switch relation {
        case .atLeast: return !Value.less(other, value)
        case .atMost: return !Value.less(value, other)
        case .above: return Value.less(value, other)
        case .below: return Value.less(other, value)
        }
    }
}

extension CSVWLimit.Value {
    /// Reads the lexical form; nil where it is not one of the family, or the family has no order.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ family: CSVWBaseType.Family) {
        switch family {
        case .float, .decimal, .integer:
            guard !text.isEmpty, let number = CSVWDecimal(text) else { return nil }
            self = .number(number)
        case .date(let kind):
            guard let date = CSVWDate(text, kind) else { return nil }
            self = .date(date)
        case .duration(let kind):
            guard let duration = CSVWDuration(text, kind) else { return nil }
            self = .duration(duration)
        default: return nil
        }
    }

    static func less(_ a: Self, _ b: Self) -> Bool {
        switch (a, b) {
        case (.number(let a), .number(let b)): a < b
        case (.date(let a), .date(let b)): a < b
        case (.duration(let a), .duration(let b)): a < b
        default: false
        }
    }
}
