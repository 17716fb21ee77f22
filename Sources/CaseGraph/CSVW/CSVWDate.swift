import CaseBytes

/// The date and time types of XML Schema.
enum CSVWDateKind: Equatable {
    case date, time, dateTime, dateTimeStamp, day, month, monthDay, year, yearMonth

    var hasYear: Bool { [.date, .dateTime, .dateTimeStamp, .year, .yearMonth].contains(self) }
    var hasMonth: Bool { [.date, .dateTime, .dateTimeStamp, .month, .monthDay, .yearMonth].contains(self) }
    var hasDay: Bool { [.date, .dateTime, .dateTimeStamp, .day, .monthDay].contains(self) }
    var hasTime: Bool { [.time, .dateTime, .dateTimeStamp].contains(self) }
}

/// A value of a date or time type.
struct CSVWDate: Equatable {
    var year = 1972
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    /// Digits behind the point of the seconds.
    var fraction: [UInt8] = []
    /// Minutes east of Greenwich; nil where there is no zone.
    var zone: Int?

    /// Whether the parts are in their ranges.
    var isRight: Bool {
        guard (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else { return false }
        guard minute < 60, second < 60 else { return false }
        guard hour < 24 || hour == 24 && minute == 0 && second == 0 && fraction.allSatisfy({ $0 == 0x30 })
        else { return false }
        return abs(zone ?? 0) <= 14 * 60
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar; the month may be beyond a year.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let months = year * 12 + month - 1
        var y = months >= 0 ? months / 12 : -((11 - months) / 12)
        let m = months - y * 12 + 1
        if m <= 2 { y -= 1 }
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Seconds since 1970 in UTC; a value without a zone counts as UTC.
    private var seconds: Int {
        let days = Self.dayNumber(year: year, month: month, day: day)
        return days * 86_400 + hour * 3600 + minute * 60 + second - (zone ?? 0) * 60
    }

    static func < (a: CSVWDate, b: CSVWDate) -> Bool {
        if a.seconds != b.seconds { return a.seconds < b.seconds }
        let length = max(a.fraction.count, b.fraction.count)
        func padded(_ digits: [UInt8]) -> [UInt8] { digits + Array(repeating: 0x30, count: length - digits.count) }
        return padded(a.fraction).lexicographicallyPrecedes(padded(b.fraction))
    }

    /// Appends the lexical form.
    func write(_ kind: CSVWDateKind, to target: inout ByteBuffer) {
        func number(_ value: Int, _ width: Int) {
            let digits = Array(String(value).utf8)
            for _ in 0..<max(0, width - digits.count) { target.append(0x30) }
            target.append(digits)
        }
        func separator(_ text: StaticString) { target.append(text) }
        if kind.hasYear {
            if year < 0 { separator("-") }
            number(abs(year), 4)
            if kind.hasMonth { separator("-") }
        } else if kind.hasMonth {
            separator("--")
        } else if kind.hasDay {
            separator("---")
        }
        if kind.hasMonth { number(month, 2) }
        if kind.hasDay {
            if kind.hasMonth { separator("-") }
            number(day, 2)
        }
        if kind.hasTime {
            if kind.hasDay { separator("T") }
            number(hour, 2)
            separator(":")
            number(minute, 2)
            separator(":")
            number(second, 2)
            var digits = fraction
            while digits.last == 0x30 { digits.removeLast() }
            if !digits.isEmpty {
                separator(".")
                target.append(digits)
            }
        }
        guard let zone else { return }
        if zone == 0 { return separator("Z") }
        separator(zone < 0 ? "-" : "+")
        number(abs(zone) / 60, 2)
        separator(":")
        number(abs(zone) % 60, 2)
    }
}

/// Reads digits and fixed text, one after the other.
struct CSVWDateScanner {
    let text: UnsafeBufferPointer<UInt8>
    private(set) var index = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { index >= text.count }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    /// A number of so many digits.
    mutating func number(_ widths: ClosedRange<Int>) -> Int? {
        let start = index
        var value = 0
        while index < text.count, index - start < widths.upperBound, text[index] &- 0x30 < 10 {
            value = value * 10 + Int(text[index] &- 0x30)
            index += 1
        }
        return index - start >= widths.lowerBound ? value : nil
    }

    /// Digits, any number of them, as they stand.
    mutating func digits(limit: Int = .max) -> [UInt8] {
        let start = index
        while index < text.count, index - start < limit, text[index] &- 0x30 < 10 { index += 1 }
        return Array(text[start..<index])
    }

    /// A zone as XML Schema writes it; false where there is something else.
    mutating func zone(into date: inout CSVWDate) -> Bool {
        if isAtEnd { return true }
        if take(0x5A) {
            date.zone = 0
            return true
        }
        let isNegative = take(0x2D)
        guard isNegative || take(0x2B), let hours = number(2...2), take(0x3A), let minutes = number(2...2), minutes < 60
        else { return false }
        date.zone = (hours * 60 + minutes) * (isNegative ? -1 : 1)
        return true
    }
}

extension CSVWDate {
    /// Reads the lexical form (XML Schema Part 2, section 3.3); nil where it is not one.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ kind: CSVWDateKind) {
        self.init()
        var scanner = CSVWDateScanner(text)
        if kind.hasYear {
            let isNegative = scanner.take(0x2D)
            let start = scanner.index
            guard let value = scanner.number(4...9) else { return nil }
            if scanner.index - start > 4, text[start] == 0x30 { return nil }
            year = isNegative ? -value : value
            if kind.hasMonth { guard scanner.take(0x2D) else { return nil } }
        } else if kind.hasMonth || kind.hasDay {
            guard scanner.take(0x2D), scanner.take(0x2D) else { return nil }
            if !kind.hasMonth { guard scanner.take(0x2D) else { return nil } }
        }
        if kind.hasMonth {
            guard let value = scanner.number(2...2) else { return nil }
            month = value
        }
        if kind.hasDay {
            if kind.hasMonth { guard scanner.take(0x2D) else { return nil } }
            guard let value = scanner.number(2...2) else { return nil }
            day = value
        }
        if kind.hasTime {
            if kind.hasDay { guard scanner.take(0x54) else { return nil } }
            guard let hour = scanner.number(2...2), scanner.take(0x3A), let minute = scanner.number(2...2),
                scanner.take(0x3A), let second = scanner.number(2...2)
            else { return nil }
            (self.hour, self.minute, self.second) = (hour, minute, second)
            if scanner.take(0x2E) {
                fraction = scanner.digits()
                if fraction.isEmpty { return nil }
            }
        }
        guard scanner.zone(into: &self), scanner.isAtEnd, isRight else { return nil }
        if kind == .dateTimeStamp, zone == nil { return nil }
    }
}
