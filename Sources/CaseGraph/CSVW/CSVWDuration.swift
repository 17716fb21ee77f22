/// A value of a duration type (XML Schema Part 2, section 3.3.6): months, and seconds.
struct CSVWDuration: Equatable {
    enum Kind: Equatable { case any, dayTime, yearMonth }

    private var months = 0
    private var seconds = 0
    /// Digits behind the point of the seconds.
    private var fraction: [UInt8] = []
    private var isNegative = false

    /// How long a duration may be: far more than any calendar has, and nothing overflows.
    private static let limit = 1 << 30

    /// Reads the lexical form; nil where it is not one.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ kind: Kind) {
        var scanner = CSVWDateScanner(text)
        isNegative = scanner.take(0x2D)
        guard scanner.take(0x50), !scanner.isAtEnd else { return nil }
        var last = 0
        var isTime = false
        while !scanner.isAtEnd {
            if scanner.take(0x54) {
                guard !isTime, !scanner.isAtEnd else { return nil }
                isTime = true
                last = max(last, 3)
                continue
            }
            guard let value = scanner.number(1...9), value < Self.limit else { return nil }
            if scanner.take(0x2E) {
                fraction = scanner.digits()
                guard isTime, !fraction.isEmpty, !scanner.isAtEnd, text[scanner.index] == 0x53 else { return nil }
            }
            guard let unit = Self.unit(&scanner, isTime: isTime), unit > last else { return nil }
            last = unit
            guard unit <= 2 ? kind != .dayTime : kind != .yearMonth else { return nil }
            if unit == 1 { months += value * 12 }
            if unit == 2 { months += value }
            if unit == 3 { seconds += value * 86_400 }
            if unit == 4 { seconds += value * 3600 }
            if unit == 5 { seconds += value * 60 }
            if unit == 6 { seconds += value }
        }
    }

    /// 1 to 6 for years to seconds.
    private static func unit(_ scanner: inout CSVWDateScanner, isTime: Bool) -> Int? {
        let letters: [UInt8] = isTime ? [0x48, 0x4D, 0x53] : [0x59, 0x4D, 0x44]
        for (index, letter) in letters.enumerated() where scanner.take(letter) { return index + (isTime ? 4 : 1) }
        return nil
    }

    /// The instants that durations are compared from (section 3.2.6.2 of the first edition).
    private static let origins = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)]

    private func end(from origin: (Int, Int)) -> Int {
        let sign = isNegative ? -1 : 1
        let start = origin.0 * 12 + origin.1 - 1 + sign * months
        return CSVWDate.dayNumber(year: 0, month: start + 1, day: 1) * 86_400 + sign * seconds
    }

    /// Whether it is less than another from each of the four instants.
    static func < (a: CSVWDuration, b: CSVWDuration) -> Bool {
        origins.allSatisfy { origin in
            let (x, y) = (a.end(from: origin), b.end(from: origin))
            if x != y { return x < y }
            let length = max(a.fraction.count, b.fraction.count)
            func padded(_ value: CSVWDuration) -> [Int] {
                (0..<length).map { index in
                    let digit = index < value.fraction.count ? Int(value.fraction[index]) - 0x30 : 0
                    return value.isNegative ? -digit : digit
                }
            }
            return padded(a).lexicographicallyPrecedes(padded(b))
        }
    }
}
