import Glibc

/// Instants of the clock: seconds since the beginning of 1970, and as RFC 3339 in UTC writes them.
package enum Instants {
    /// What the time is.
    package static var now: Int { time(nil) }

    /// RFC 3339 in UTC, whole seconds: `2026-11-21T02:00:00Z`.
    package static func text(_ seconds: Int) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = String(parts.tm_year + 1900)
        return
            "\(String(repeating: "0", count: max(0, 4 - year.count)))\(year)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// The day of an instant: `2026-11-21`.
    package static func day(_ seconds: Int) -> String { String(text(seconds).prefix(10)) }

    /// The week of an instant: its Monday.
    package static func week(_ seconds: Int) -> String {
        // 1 January 1970 was a Thursday.
        let days = Int((Double(seconds) / 86400).rounded(.down))
        return day((days - (((days + 3) % 7) + 7) % 7) * 86400)
    }

    /// The month of an instant: `2026-11`.
    package static func month(_ seconds: Int) -> String { String(text(seconds).prefix(7)) }
}

/// A length of time as a job's file has it: a number and a unit, `26h`.
package struct Interval: Sendable, Equatable {
    package let seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    /// - Parameter text: digits and one of `s`, `m`, `h`, `d` and `w`; nil for anything else, and for nothing at all.
    package init?(_ text: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), text.utf8.count <= 8,
            text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text.dropLast()),
            number > 0
        else { return nil }
        seconds = number * unit
    }

    /// As ISO 8601 has it: `P1D`, `PT6H`.
    package var iso8601: String {
        if seconds % 604_800 == 0 { return "P\(seconds / 604_800)W" }
        if seconds % 86400 == 0 { return "P\(seconds / 86400)D" }
        if seconds % 3600 == 0 { return "PT\(seconds / 3600)H" }
        return seconds % 60 == 0 ? "PT\(seconds / 60)M" : "PT\(seconds)S"
    }

    /// For people: `26 hours`.
    package var words: String {
        for (unit, length) in [("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)]
        where seconds >= 2 * length || seconds == length {
            let count = seconds / length
            return "\(count) \(unit)\(count == 1 ? "" : "s")"
        }
        return "\(seconds) seconds"
    }
}

/// Seconds since the beginning of 1970 of a canonical instant.
package func secondsSince1970(_ instant: String) -> Int {
    let numbers = instant.utf8.split { !(0x30...0x39).contains($0) }.compactMap { Int(String(Substring($0))) }
    guard numbers.count == 6, instant.utf8.count <= 40, numbers.allSatisfy({ $0 < 100_000 }) else { return 0 }
    // Days from civil, as Howard Hinnant gives it: years begin in March.
    let year = numbers[1] <= 2 ? numbers[0] - 1 : numbers[0]
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (numbers[1] + (numbers[1] > 2 ? -3 : 9)) + 2) / 5 + numbers[2] - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
}
