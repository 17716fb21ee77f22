import CaseModel

/// Where days stand on a drawing: even from one end to the other.
struct TimeScale: Sendable {
    let left: Int
    let right: Int
    /// Days since 1970-01-01.
    let first: Int
    let last: Int

    /// - Parameter days: what has to be on the scale. Where a few lie far outside of the rest, they are left to its ends.
    init(_ days: [Int], left: Int, right: Int) {
        let sorted = days.sorted()
        var low = sorted.first ?? 0
        var high = sorted.last ?? 0
        if sorted.count >= 10 {
            let (inner, outer) = (sorted[sorted.count / 20], sorted[sorted.count - 1 - sorted.count / 20])
            let width = max(outer - inner, 365)
            low = max(low, inner - width * 2)
            high = min(high, outer + width * 2)
        }
        let margin = max((high - low) / 30, 20)
        self.left = left
        self.right = right
        // The year's first day is on the scale where it is near.
        let year = dayNumber(CivilDate(civilDate(low).year, 1, 1))
        first = low - year < (high - low) / 6 ? min(low, year) - margin / 2 : low - margin
        last = high + margin
    }

    func contains(_ day: Int) -> Bool { day >= first && day <= last }

    /// A day's place; that of the nearer end for what is off the scale.
    func x(_ day: Int) -> Int {
        let day = min(max(day, first), last)
        return left + Int((Double(day - first) / Double(last - first) * Double(right - left)).rounded())
    }

    struct Tick: Sendable {
        let x: Int
        let label: String
    }

    /// Round dates on the scale, about so many at the most.
    func ticks(limit: Int) -> [Tick] {
        let (start, end) = (civilDate(first), civilDate(last))
        let months = (end.year - start.year) * 12 + end.month - start.month
        let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 60000, 120_000]
        let step = steps.first { months / $0 < limit } ?? months / limit + 1
        var month = (start.year * 12 + start.month - 1) / step * step
        var ticks: [Tick] = []
        while month <= end.year * 12 + end.month {
            let year = Int((Double(month) / 12).rounded(.down))
            let day = dayNumber(CivilDate(year, month - year * 12 + 1, 1))
            let name = Self.months[month - year * 12]
            if contains(day) { ticks.append(Tick(x: x(day), label: step % 12 == 0 ? "\(year)" : "\(name) \(year)")) }
            month += step
        }
        return ticks
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", days_from_civil).
func dayNumber(_ date: CivilDate) -> Int {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// The day of a number that `dayNumber` gives.
func civilDate(_ number: Int) -> CivilDate {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civilMonth = month < 10 ? month + 3 : month - 9
    return CivilDate(
        yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, dayOfYear - (153 * month + 2) / 5 + 1)
}
