import CaseModel

/// One side of an EDTF date, taken apart to be drawn and said: a day, a month, a decade, with what is open about it.
struct PageMoment: Sendable, Equatable {
    let earliest: CivilDate
    let latest: CivilDate
    /// `?` or `%`: the source of the date is doubtful.
    let isUncertain: Bool
    /// `~` or `%`: the date is an estimate.
    let isApproximate: Bool
    /// Some of its digits are `X`.
    let isUnspecified: Bool
    /// Without its qualifier.
    let text: String

    init?(_ edtf: some StringProtocol) {
        let whole = String(edtf)
        guard let bounds = EDTF(whole), let earliest = bounds.earliest, let latest = bounds.latest else { return nil }
        self.earliest = earliest
        self.latest = latest
        let last = whole.utf8.last
        isUncertain = last == 0x3F || last == 0x25
        isApproximate = last == 0x7E || last == 0x25
        text = isUncertain || isApproximate ? String(whole.utf8.dropLast())! : whole
        isUnspecified = text.utf8.contains(0x58)
    }

    var isDay: Bool { earliest == latest }
}

/// A cell of the kind `edtf`.
struct PageDate: Sendable, Equatable {
    /// As it stands in the dataset.
    let text: String
    let first: PageMoment?
    /// nil where it is not an interval, and where the interval is open.
    let last: PageMoment?
    let isInterval: Bool

    /// nil where there is no value; a date that cannot be read keeps its text and has no bounds.
    init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        self.text = text
        guard let slash = text.utf8.firstIndex(of: 0x2F), EDTF(text) != nil else {
            first = PageMoment(text)
            last = nil
            isInterval = false
            return
        }
        first = PageMoment(text[..<slash])
        last = PageMoment(text[text.utf8.index(after: slash)...])
        isInterval = true
    }

    var earliest: CivilDate? { first?.earliest }
    var latest: CivilDate? { isInterval ? last?.latest : first?.latest }
    var hasBounds: Bool { first != nil || last != nil }
    var moments: [PageMoment] { [first, last].compactMap { $0 } }
}

/// When something was: the dates of its beginning and its end, and how they bound it.
struct PageSpan: Sendable, Equatable {
    var starts: PageDate?
    var ends: PageDate?
    /// A code of the scheme `date-boundary`.
    var boundary = ""

    var isEmpty: Bool { starts == nil && ends == nil }
    var hasBounds: Bool { starts?.hasBounds == true || ends?.hasBounds == true }
    var dates: [PageDate] { [starts, ends].compactMap { $0 } }
    var moments: [PageMoment] { dates.flatMap(\.moments) }

    /// As it stands in the dataset: the cells, separated by `–`.
    var text: String { dates.map(\.text).joined(separator: " – ") }
}
