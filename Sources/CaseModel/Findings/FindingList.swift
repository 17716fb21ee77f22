/// Findings as they come: all are counted, and of each code the first are kept.
public struct FindingList: Sendable {
    /// How many findings of one code are listed.
    public let limit: Int

    public private(set) var findings: [Finding] = []
    /// How many there were of each code, listed or not.
    public private(set) var counts: [FindingCode: Int] = [:]

    /// Codes whose counts are lower bounds: there were more than the check keeps track of.
    public private(set) var uncounted: Set<FindingCode> = []

    public init(limit: Int = 100) { self.limit = limit }

    package mutating func noteUncounted(_ codes: Set<FindingCode>) {
        uncounted.formUnion(codes.filter { counts[$0] != nil })
    }

    public mutating func append(_ finding: Finding) {
        let count = counts[finding.code, default: 0]
        if count < limit { findings.append(finding) }
        counts[finding.code] = count + 1
    }

    /// Appends only the count of one more; cheaper than building a finding that would not be listed.
    package mutating func count(_ code: FindingCode, _ number: Int = 1) { counts[code, default: 0] += number }

    /// Puts the findings of one batch into the order of its rows.
    package mutating func sortByRow() {
        if findings.count > 1 {
            let order = findings.enumerated().sorted {
                ($0.element.place.row ?? 0, $0.offset) < ($1.element.place.row ?? 0, $1.offset)
            }
            findings = order.map(\.element)
        }
    }

    /// Whether one more finding of this code would be listed.
    package func lists(_ code: FindingCode) -> Bool { counts[code, default: 0] < limit }

    package mutating func append(_ other: FindingList) {
        var room: [FindingCode: Int] = [:]
        for finding in other.findings {
            let left = room[finding.code] ?? (limit - counts[finding.code, default: 0])
            if left > 0 { findings.append(finding) }
            room[finding.code] = left - 1
        }
        for (code, count) in other.counts { counts[code, default: 0] += count }
    }

    /// The same findings of a copy that has no name yet: without file and line.
    package func withoutFiles() -> FindingList {
        var list = self
        list.findings = findings.map { finding in
            var place = finding.place
            place.file = nil
            place.line = nil
            return Finding(finding.code, at: place, finding.message, hint: finding.hint)
        }
        return list
    }

    public var isEmpty: Bool { counts.isEmpty }

    public func total(_ severity: Severity) -> Int {
        counts.reduce(0) { $0 + ($1.key.severity == severity ? $1.value : 0) }
    }

    /// Whether a dataset with these findings may be exported.
    public var isFit: Bool { total(.error) == 0 }
}
