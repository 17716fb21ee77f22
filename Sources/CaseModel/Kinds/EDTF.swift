package import CaseBytes

extension Kind {
    /// A date of the Extended Date/Time Format, level 1 (ISO 8601-2:2019, annex A).
    package static let edtf = Kind(
        "edtf", "an EDTF date of level 0 or 1, such as 2014-06-19, 2014-06, 2014~, 201X, 2014-06/2015-09 or ../2016",
        rdf: .literal(datatype: "http://id.loc.gov/datatypes/edtf/EDTF"),
        pattern: EDTF.pattern,
        samples: [
            "2014-06-19", "2014-06", "2014", "2014~", "2015-09-01?", "201X", "20XX", "2014-XX", "2014-06-XX",
            "2014-XX-XX", "2014-06/2015-09", "../2016", "2014/..", "/2016", "2014/", "2014-21", "-0044-03-15",
            "Y170000", "2014-06-19T10:30:00Z", "2014%", "1984~/2004-06",
        ],
        faults: [
            "2014-13", "2014-02-30", "14-06", "2014-6", "201X-06-19", "2014-0X", "{2014,2015}", "[2014..2015]",
            "2014?-06", "?2014", "2014-06-19/2014-06-20/2014-06-21", "../..", "/", "Y2014", "June 2014", "2014-25",
        ],
        canonical: { trimmed($0) }, verdict: { EDTF($0) == nil ? .malformed : .canonical })
}

extension EDTF {
    /// `MM-DD` of the days that a year has, the 29th of February among them.
    static let monthAndDay =
        "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
    static let timeOfDay = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"

    /// What `init` accepts, apart from leap years and the year 0 before our era.
    fileprivate static let pattern: String = {
        let ofYear = "(-(\(monthAndDay)|(0[1-9]|1[0-2])(-XX)?|2[1-4]|XX(-XX)?))?"
        let ofDay = "[0-9]{4}-\(monthAndDay)T\(timeOfDay)(Z|[+-](0[0-9]|1[0-4])(:[0-5][0-9])?)?"
        let date = "((-?([0-9]{4}\(ofYear)|[0-9]{3}X|[0-9]{2}XX)|Y-?[1-9][0-9]{4,8})[?~%]?|\(ofDay))"
        return #"\#(date)(/(\#(date)|\.\.)?)?|(\.\.)?/\#(date)"#
    }()
}

/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Sendable, Equatable, Comparable {
    package let year: Int
    package let month: Int
    package let day: Int

    package init(_ year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// A number that sorts as the days do.
    @inline(__always)
    package var ordinal: Int { year &* 512 &+ month &* 32 &+ day }

    package static func < (a: CivilDate, b: CivilDate) -> Bool { a.ordinal < b.ordinal }

    @inline(__always)
    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    @inline(__always)
    static func lastDay(of month: Int, in year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
    }

    /// Writes the day as xsd:date without a zone (XSD 1.1 part 2, section 3.3.9).
    package func write(to buffer: inout ByteBuffer) {
        var year = year
        if year < 0 {
            buffer.append(0x2D)
            year = -year
        }
        if year < 10000 {
            buffer.append(0x30 &+ UInt8(year / 1000))
            buffer.append(0x30 &+ UInt8(year / 100 % 10))
            Self.write(year % 100, to: &buffer)
        } else {
            buffer.append(String(year))
        }
        buffer.append(0x2D)
        Self.write(month, to: &buffer)
        buffer.append(0x2D)
        Self.write(day, to: &buffer)
    }

    @inline(__always)
    private static func write(_ pair: Int, to buffer: inout ByteBuffer) {
        buffer.append(0x30 &+ UInt8(truncatingIfNeeded: pair / 10))
        buffer.append(0x30 &+ UInt8(truncatingIfNeeded: pair % 10))
    }

    package var description: String {
        var buffer = ByteBuffer(capacity: 16)
        write(to: &buffer)
        return buffer.bytes.text
    }
}

/// The bounds of an EDTF date of level 0 or 1: the first and the last day that it can mean, nil where it is open or
/// unknown. `?`, `~` and `%` do not widen them. A season is not tied to a hemisphere, so it is bounded by its year,
/// and 22 and 24 also by the end of the February that follows (a southern summer, a northern winter).
package struct EDTF: Sendable, Equatable {
    package let earliest: CivilDate?
    package let latest: CivilDate?

    package init?(_ text: UnsafeBufferPointer<UInt8>) {
        // The common case first: a whole day.
        if text.count == 10, let day = Self.day(text) {
            earliest = day
            latest = day
            return
        }
        guard text.count <= 64 else { return nil }
        guard let slash = text.firstIndex(of: 0x2F) else {
            guard let (first, last) = Self.date(text) else { return nil }
            earliest = first
            latest = last
            return
        }
        let left = UnsafeBufferPointer(rebasing: text[..<slash])
        let right = UnsafeBufferPointer(rebasing: text[(slash + 1)...])
        let leftIsOpen = left.isEmpty || left.equals("..")
        let rightIsOpen = right.isEmpty || right.equals("..")
        if leftIsOpen && rightIsOpen { return nil }
        if leftIsOpen {
            earliest = nil
        } else {
            guard let (first, _) = Self.date(left) else { return nil }
            earliest = first
        }
        if rightIsOpen {
            latest = nil
        } else {
            guard let (_, last) = Self.date(right) else { return nil }
            latest = last
        }
    }

    package init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ EDTF($0) }) else { return nil }
        self = value
    }

    /// `YYYY-MM-DD`, and a day that there is.
    @inline(__always)
    package static func day(_ text: UnsafeBufferPointer<UInt8>) -> CivilDate? {
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D, let year = number(text, 0, 4),
            let month = number(text, 5, 2), let day = number(text, 8, 2), month >= 1, month <= 12, day >= 1,
            day <= CivilDate.lastDay(of: month, in: year)
        else { return nil }
        return CivilDate(year, month, day)
    }

    @inline(__always)
    private static func number(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int) -> Int? {
        var value = 0
        for index in start..<start &+ length {
            guard isDigit(text[index]) else { return nil }
            value = value &* 10 &+ Int(text[index] &- 0x30)
        }
        return value
    }

    /// One date, not an interval.
    private static func date(_ whole: UnsafeBufferPointer<UInt8>) -> (CivilDate, CivilDate)? {
        var text = whole
        if let last = text.last, last == 0x3F || last == 0x7E || last == 0x25 {
            text = UnsafeBufferPointer(rebasing: text.dropLast())
        } else if let t = text.firstIndex(of: 0x54) {
            guard let day = day(UnsafeBufferPointer(rebasing: text[..<t])),
                isTime(UnsafeBufferPointer(rebasing: text[(t + 1)...]))
            else { return nil }
            return (day, day)
        }
        guard !text.isEmpty else { return nil }
        if text[0] == 0x59 { return longYear(UnsafeBufferPointer(rebasing: text.dropFirst())) }
        var sign = 1
        if text[0] == 0x2D {
            sign = -1
            text = UnsafeBufferPointer(rebasing: text.dropFirst())
        }
        guard text.count >= 4 else { return nil }
        guard text.count > 4 else { return year(text, sign: sign) }
        guard let value = number(text, 0, 4), text[4] == 0x2D else { return nil }
        if sign < 0 && value == 0 { return nil }
        let signed = sign * value
        let monthIsOpen = text.count >= 7 && text[5] == 0x58 && text[6] == 0x58
        if text.count == 7 {
            if monthIsOpen { return (CivilDate(signed, 1, 1), CivilDate(signed, 12, 31)) }
            guard let month = number(text, 5, 2) else { return nil }
            if month >= 1 && month <= 12 {
                return (CivilDate(signed, month, 1), CivilDate(signed, month, CivilDate.lastDay(of: month, in: signed)))
            }
            return season(month, in: signed)
        }
        guard text.count == 10, text[7] == 0x2D else { return nil }
        if text[8] == 0x58 && text[9] == 0x58 {
            if monthIsOpen { return (CivilDate(signed, 1, 1), CivilDate(signed, 12, 31)) }
            guard let month = number(text, 5, 2), month >= 1, month <= 12 else { return nil }
            return (CivilDate(signed, month, 1), CivilDate(signed, month, CivilDate.lastDay(of: month, in: signed)))
        }
        guard let month = number(text, 5, 2), let day = number(text, 8, 2), month >= 1, month <= 12, day >= 1,
            day <= CivilDate.lastDay(of: month, in: signed)
        else { return nil }
        let date = CivilDate(signed, month, day)
        return (date, date)
    }

    /// `YYYY`, `YYYX`, `YYXX`.
    private static func year(_ text: UnsafeBufferPointer<UInt8>, sign: Int) -> (CivilDate, CivilDate)? {
        var open = 0
        while open < 2 && text[3 - open] == 0x58 { open += 1 }
        guard let known = number(text, 0, 4 - open) else { return nil }
        let unit = open == 0 ? 1 : (open == 1 ? 10 : 100)
        let (low, high) = (known * unit, known * unit + unit - 1)
        if sign > 0 { return (CivilDate(low, 1, 1), CivilDate(high, 12, 31)) }
        guard high > 0 else { return nil }
        return (CivilDate(-high, 1, 1), CivilDate(-low, 12, 31))
    }

    /// `Y` and a year of more than four digits (ISO 8601-2, 4.7.2); nine digits at most.
    private static func longYear(_ text: UnsafeBufferPointer<UInt8>) -> (CivilDate, CivilDate)? {
        let isNegative = text.first == 0x2D
        let digits = isNegative ? UnsafeBufferPointer(rebasing: text.dropFirst()) : text
        guard digits.count >= 5, digits.count <= 9, digits[0] != 0x30, let value = number(digits, 0, digits.count)
        else { return nil }
        let year = isNegative ? -value : value
        return (CivilDate(year, 1, 1), CivilDate(year, 12, 31))
    }

    private static func season(_ code: Int, in year: Int) -> (CivilDate, CivilDate)? {
        guard (21...24).contains(code) else { return nil }
        let first = CivilDate(year, 1, 1)
        guard code == 22 || code == 24 else { return (first, CivilDate(year, 12, 31)) }
        return (first, CivilDate(year + 1, 2, CivilDate.lastDay(of: 2, in: year + 1)))
    }

    /// `hh:mm:ss`, `hh:mm:ssZ`, `hh:mm:ss±hh:mm`, `hh:mm:ss±hh` (EDTF level 0).
    private static func isTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 8, let hour = number(text, 0, 2), let minute = number(text, 3, 2),
            let second = number(text, 6, 2), text[2] == 0x3A, text[5] == 0x3A, hour < 24, minute < 60, second < 60
        else { return false }
        switch text.count {
        case 8: return true
        case 9: return text[8] == 0x5A
        case 11, 14:
            guard text[8] == 0x2B || text[8] == 0x2D, let hours = number(text, 9, 2), hours <= 14 else { return false }
            if text.count == 11 { return true }
            guard text[11] == 0x3A, let minutes = number(text, 12, 2) else { return false }
            return minutes < 60
        default: return false
        }
    }
}
