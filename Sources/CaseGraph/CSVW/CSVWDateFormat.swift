/// A date and time format pattern (Model for Tabular Data, section 6.4.4; field symbols of UAX 35, part 4).
struct CSVWDateFormat {
    private enum Field: Equatable {
        case year
        /// With exactly two digits, or one or two.
        case month(isPadded: Bool), day(isPadded: Bool)
        case hour, minute, second
        /// At most so many digits of a second.
        case fraction(Int)
        /// 1 to 3 letters; whether Z may stand for UTC.
        case zone(Int, allowsZ: Bool)
        case text(UInt8)
    }

    private var fields: [Field] = []
    private let kind: CSVWDateKind

    /// - Returns: nil where the pattern is not understood, or does not fit the type.
    init?(_ pattern: String, kind: CSVWDateKind) {
        self.kind = kind
        var rest = Array(pattern.utf8)[...]
        while let symbol = rest.first {
            let run = rest.prefix { $0 == symbol }.count
            guard let field = Self.field(symbol, run) else { return nil }
            if case .fraction = field {
                guard fields.suffix(2) == [.second, .text(0x2E)] else { return nil }
                fields.removeLast()
            }
            if case .text = field {
                for _ in 0..<run { fields.append(field) }
            } else {
                guard !fields.contains(field) else { return nil }
                fields.append(field)
            }
            rest = rest.dropFirst(run)
        }
        guard has({ $0 == .year }) == kind.hasYear else { return nil }
        guard has({ if case .month = $0 { true } else { false } }) == kind.hasMonth else { return nil }
        guard has({ if case .day = $0 { true } else { false } }) == kind.hasDay else { return nil }
        guard has({ $0 == .hour }) == kind.hasTime, has({ $0 == .minute }) == kind.hasTime else { return nil }
        guard kind.hasTime || !has({ $0 == .second }) else { return nil }
    }

    private func has(_ test: (Field) -> Bool) -> Bool { fields.filter(test).count == 1 }

    private static func field(_ symbol: UInt8, _ run: Int) -> Field? {
        switch (symbol, run) {
        case (0x79, 4): .year
        case (0x4D, 1...2): .month(isPadded: run == 2)
        case (0x64, 1...2): .day(isPadded: run == 2)
        case (0x48, 2): .hour
        case (0x6D, 2): .minute
        case (0x73, 2): .second
        case (0x53, 1...18): .fraction(run)
        case (0x58, 1...3): .zone(run, allowsZ: true)
        case (0x78, 1...3): .zone(run, allowsZ: false)
        case (0x2D, _), (0x2F, _), (0x2E, _), (0x3A, _), (0x20, _), (0x54, _): .text(symbol)
        default: nil
        }
    }

    /// Reads a value; nil where it does not follow the pattern.
    func parse(_ text: UnsafeBufferPointer<UInt8>) -> CSVWDate? {
        var date = CSVWDate()
        var scanner = CSVWDateScanner(text)
        for field in fields {
            guard read(field, &scanner, into: &date) else { return nil }
        }
        guard scanner.isAtEnd, date.isRight, kind != .dateTimeStamp || date.zone != nil else { return nil }
        return date
    }

    private func read(_ field: Field, _ scanner: inout CSVWDateScanner, into date: inout CSVWDate) -> Bool {
        switch field {
        case .year: set(&date.year, scanner.number(4...4))
        case .month(let isPadded): set(&date.month, scanner.number(isPadded ? 2...2 : 1...2))
        case .day(let isPadded): set(&date.day, scanner.number(isPadded ? 2...2 : 1...2))
        case .hour: set(&date.hour, scanner.number(2...2))
        case .minute: set(&date.minute, scanner.number(2...2))
        case .second: set(&date.second, scanner.number(2...2))
        case .fraction(let limit): fraction(limit, &scanner, into: &date)
        case .zone(let letters, let allowsZ): zone(letters, allowsZ, &scanner, into: &date)
        case .text(let byte): scanner.take(byte)
        }
    }

    private func set(_ target: inout Int, _ value: Int?) -> Bool {
        guard let value else { return false }
        target = value
        return true
    }

    private func fraction(_ limit: Int, _ scanner: inout CSVWDateScanner, into date: inout CSVWDate) -> Bool {
        guard scanner.take(0x2E) else { return true }
        date.fraction = scanner.digits(limit: limit)
        return !date.fraction.isEmpty
    }

    private func zone(_ letters: Int, _ allowsZ: Bool, _ scanner: inout CSVWDateScanner, into date: inout CSVWDate)
        -> Bool
    {
        if allowsZ, scanner.take(0x5A) {
            date.zone = 0
            return true
        }
        let isNegative = scanner.take(0x2D)
        guard isNegative || scanner.take(0x2B), let hours = scanner.number(2...2) else { return false }
        var minutes = 0
        if letters == 3 { guard scanner.take(0x3A) else { return false } }
        if letters > 1 || !scanner.isAtEnd {
            guard let value = scanner.number(2...2), value < 60 else { return false }
            minutes = value
        }
        date.zone = (hours * 60 + minutes) * (isNegative ? -1 : 1)
        return true
    }
}
