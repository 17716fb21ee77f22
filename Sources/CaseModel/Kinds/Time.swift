import CaseBytes

extension Kind {
    /// A whole day, without a zone.
    package static let date = Kind(
        "date", "a day that there is, as YYYY-MM-DD", rdf: .literal(datatype: .xsd + "date"), csvw: "date",
        frictionless: "date", postgresql: "date", pattern: "-?([1-9][0-9]{4,8}|[0-9]{4})-\(EDTF.monthAndDay)",
        samples: ["2014-06-19", "2016-02-29"],
        faults: ["2014-02-30", "2014-06", "19/06/2014", "2014-06-19Z"], canonical: { trimmed($0) },
        verdict: { EDTF.day($0) == nil ? .malformed : .canonical })

    /// A moment: RFC 3339 in UTC, whole seconds, with `Z`.
    package static let instant = Kind(
        "instant", "a moment in UTC with whole seconds, as 2026-11-21T02:00:00Z",
        rdf: .literal(datatype: .xsd + "dateTime"), csvw: "dateTime", frictionless: "datetime",
        postgresql: "timestamptz", pattern: "[0-9]{4}-\(EDTF.monthAndDay)T\(EDTF.timeOfDay)(Z|[+]00:00)",
        samples: ["2026-11-21T02:00:00Z"],
        faults: ["2026-11-21T25:00:00Z", "2026-11-21 02:00:00", "2026-11-21T02:00:00+01:00", "2026-11-21"],
        canonical: canonicalInstant, verdict: instantVerdict)
}

@Sendable
private func instantVerdict(_ value: UnsafeBufferPointer<UInt8>) -> Verdict {
    guard value.count == 20 else { return .malformed }
    guard EDTF.day(UnsafeBufferPointer(rebasing: value[..<10])) != nil, value[10] == 0x54, value[13] == 0x3A,
        value[16] == 0x3A, value[19] == 0x5A
    else { return .malformed }
    for index in [11, 12, 14, 15, 17, 18] where !isDigit(value[index]) { return .malformed }
    let hour = Int(value[11] &- 0x30) * 10 + Int(value[12] &- 0x30)
    return hour < 24 && value[14] < 0x36 && value[17] < 0x36 ? .canonical : .malformed
}

/// `2026-11-21 02:00:00`, `…+00:00` and `….000Z` mean the same moment as the canonical form.
@Sendable
private func canonicalInstant(_ text: String) -> String? {
    var bytes = Array(trimmed(text).utf8)
    guard bytes.count >= 19 else { return nil }
    if bytes[10] == 0x20 || bytes[10] == 0x74 { bytes[10] = 0x54 }
    var zone = Array(bytes[19...])
    if zone.first == 0x2E { zone = Array(zone.dropFirst().drop { $0 == 0x30 }) }
    guard ["Z", "z", "+00:00", "+00", "-00:00"].contains(String(decoding: zone, as: UTF8.self)) else { return nil }
    let candidate = String(decoding: bytes[..<19], as: UTF8.self) + "Z"
    return Kind.instant.verdict(of: candidate) == .canonical ? candidate : nil
}

/// Whether a text is a moment in UTC with whole seconds, as `2026-11-21T02:00:00Z` (RFC 3339).
public func isInstant(_ text: String) -> Bool { Kind.instant.verdict(of: text) == .canonical }
