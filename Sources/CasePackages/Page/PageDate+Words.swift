import CaseModel

extension PageMoment {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let seasons = ["spring", "summer", "autumn", "winter"]

    /// The date in words, without what is doubtful about it.
    var plainWords: String {
        if text.utf8.first == 0x59 { return "the year \(earliest.year)" }
        let parts = text.utf8.split(separator: 0x54, maxSplits: 1).map { String($0)! }
        let sign = parts[0].utf8.first == 0x2D ? "-" : ""
        let fields = parts[0].utf8.split(separator: 0x2D).map { String($0)! }
        let year = earliest.year < 0 ? "\(earliest.year)" : fields[0]
        let time = parts.count > 1 ? ", \(parts[1])" : ""
        switch (fields.count, isUnspecified) {
        case (1, true):
            return fields[0].utf8.dropFirst(3).first == 0x58 && fields[0].utf8.dropFirst(2).first != 0x58
                ? "the \(sign)\(fields[0].prefix(3))0s" : "a year from \(earliest.year) to \(latest.year)"
        case (1, false): return earliest.year < 0 ? "the year \(year)" : year
        case (2, true): return "some month of \(year)"
        case (2, false):
            let number = Int(fields[1]) ?? 0
            return number > 20 ? "\(Self.seasons[number - 21]) \(year)" : "\(Self.months[number - 1]) \(year)"
        default:
            guard isUnspecified else { return "\(earliest.day) \(Self.months[earliest.month - 1]) \(year)\(time)" }
            return fields[1] == "XX" ? "some day of \(year)" : "some day of \(Self.months[earliest.month - 1]) \(year)"
        }
    }

    /// `about June 2014, uncertain`.
    var words: String { (isApproximate ? "about \(plainWords)" : plainWords) + (isUncertain ? ", uncertain" : "") }
}

extension PageDate {
    /// The date in words, as that of something that took place once: an interval is when it may have been.
    var words: String {
        guard hasBounds else { return text }
        guard isInterval else { return first?.words ?? text }
        guard let first else { return last.map { "\($0.words), or earlier" } ?? text }
        guard let last else { return "\(first.words), or later" }
        return joined("between \(first.aboutWords) and \(last.aboutWords)", first, last)
    }

    /// The date in words, as a time that something lasted or covers.
    var rangeWords: String {
        guard isInterval, hasBounds else { return words }
        guard let first else { return last.map { "until \($0.words)" } ?? text }
        guard let last else { return "from \(first.words) on" }
        return joined("from \(first.aboutWords) to \(last.aboutWords)", first, last)
    }

    private func joined(_ words: String, _ a: PageMoment, _ b: PageMoment) -> String {
        switch (a.isUncertain, b.isUncertain) {
        case (false, false): words
        case (true, true): "\(words), both uncertain"
        case (true, false): "\(words), the first uncertain"
        case (false, true): "\(words), the second uncertain"
        }
    }
}

extension PageMoment {
    fileprivate var aboutWords: String { isApproximate ? "about \(plainWords)" : plainWords }
}

extension PageSpan {
    /// `from June 2014 to September 2015`, `before June 2015`; empty where there is no date.
    var words: String {
        switch (starts, ends) {
        case (nil, nil): return ""
        case (let starts?, let ends?):
            return "from \(starts.words)\(starts.words.contains(",") ? "," : "") to \(ends.words)"
        case (let date?, nil): return bounded(date, "")
        case (nil, let date?): return bounded(date, "until ")
        }
    }

    private func bounded(_ date: PageDate, _ otherwise: String) -> String {
        switch boundary {
        case "before": "before \(date.words)"
        case "after": "after \(date.words)"
        case "begins": "from \(date.words) on"
        case "ends": "until \(date.words)"
        case "observed": "seen to be so: \(date.words)"
        default: otherwise + date.words
        }
    }
}
