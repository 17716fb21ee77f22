#if PostgreSQL
import CaseBytes
import CaseModel

/// Writes cells that are not text as they come in their kinds' canonical form.
struct CellWriter: ~Copyable {
    private var text = ByteBuffer(capacity: 64)

    /// - Returns: false where there are not as many bytes as a cell of the sort has.
    mutating func append(
        _ bytes: UnsafeBufferPointer<UInt8>, _ cell: PostgreSQLCell, to builder: inout RowBatchBuilder
    ) -> Bool {
        text.removeAll()
        switch cell {
        case .text: text.append(bytes)
        case .boolean:
            guard bytes.count == 1 else { return false }
            appendFlag(bytes[0] != 0)
        case .decimal:
            text.append(bytes)
            dropZeros()
        case .number(let isFlag):
            guard let value = Self.number(bytes) else { return false }
            if isFlag, value == 0 || value == 1 { appendFlag(value == 1) } else { text.append(String(value)) }
        case .date:
            guard bytes.count == 4, let days = Self.number(bytes) else { return false }
            if days == Int(Int32.max) || days == Int(Int32.min) {
                appendInfinity(isNegative: days < 0)
            } else {
                CivilDate(daysSince2000: days).write(to: &text)
            }
        case .instant(let zone):
            guard bytes.count == 8, let microseconds = Self.number(bytes) else { return false }
            if microseconds == .max || microseconds == .min {
                appendInfinity(isNegative: microseconds < 0)
            } else {
                appendInstant(microseconds, zone: zone)
            }
        }
        builder.append(cell: text.bytes)
        return true
    }

    /// Two, four or eight bytes, the most significant first, with a sign.
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard [2, 4, 8].contains(bytes.count) else { return nil }
        return bytes.dropFirst().reduce(Int(Int8(bitPattern: bytes[0]))) { $0 << 8 | Int($1) }
    }

    private mutating func appendFlag(_ isTrue: Bool) { text.append(isTrue ? "true" : "false" as StaticString) }

    private mutating func appendInfinity(isNegative: Bool) {
        text.append(isNegative ? "-infinity" : "infinity" as StaticString)
    }

    /// Behind a fraction.
    private mutating func dropZeros() {
        guard text.bytes.contains(0x2E) else { return }
        while text.bytes.last == 0x30 { text.truncate(to: text.count - 1) }
        if text.bytes.last == 0x2E { text.truncate(to: text.count - 1) }
    }

    /// In whole seconds: what is less is cut off.
    private mutating func appendInstant(_ microseconds: Int, zone: Bool) {
        let seconds = Self.floored(microseconds, 1_000_000)
        let days = Self.floored(seconds, 86_400)
        CivilDate(daysSince2000: days).write(to: &text)
        let time = seconds - days * 86_400
        text.append(0x54)
        appendPair(time / 3600)
        text.append(0x3A)
        appendPair(time / 60 % 60)
        text.append(0x3A)
        appendPair(time % 60)
        if zone { text.append(0x5A) }
    }

    private mutating func appendPair(_ number: Int) {
        text.append(0x30 &+ UInt8(truncatingIfNeeded: number / 10))
        text.append(0x30 &+ UInt8(truncatingIfNeeded: number % 10))
    }

    private static func floored(_ number: Int, _ unit: Int) -> Int {
        number / unit - (number % unit < 0 ? 1 : 0)
    }
}

extension CivilDate {
    /// In the proleptic Gregorian calendar, as PostgreSQL has it too.
    fileprivate init(daysSince2000 days: Int) {
        // Years begin in March here, so that the odd day comes last; 400 of them have 146,097 days.
        let days = days + 730_425
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let day = days - era * 146_097
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        self.init(
            year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
            dayOfYear - (153 * month + 2) / 5 + 1)
    }
}
#endif
