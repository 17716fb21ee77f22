import CaseBytes

extension Kind {
    /// A whole number of at most 18 digits.
    package static let integer = Kind(
        "integer", "a whole number of at most 18 digits, without leading zeros or +",
        rdf: .literal(datatype: .xsd + "integer"), csvw: "integer", frictionless: "integer", json: .number,
        sqlite: "INTEGER", postgresql: "bigint", pattern: "0|-?[1-9][0-9]{0,17}", samples: ["0", "17", "-3"],
        faults: ["01", "+1", "1.0", "-0", "one"],
        canonical: canonicalNumber, verdict: { numberVerdict($0, digits: 18, fraction: false) })

    /// A decimal number without trailing zeros, of at most 15 digits, so that every reader has it exactly.
    package static let decimal = Kind(
        "decimal", "a decimal number without trailing zeros, of at most 15 digits",
        rdf: .literal(datatype: .xsd + "decimal"), csvw: "decimal", frictionless: "number", json: .number,
        postgresql: "numeric", pattern: #"0|-?(0\.[0-9]*[1-9]|[1-9][0-9]*(\.[0-9]*[1-9])?)"#,
        samples: ["51.5362", "-0.0796", "12"],
        faults: ["1.50", ".5", "1.", "1e3", "-0", "01.5", "+1.5"], canonical: canonicalNumber,
        verdict: { numberVerdict($0, digits: 15, fraction: true) })

    /// Yes or no.
    package static let flag = Kind(
        "flag", "true or false", rdf: .literal(datatype: .xsd + "boolean"), csvw: "boolean", frictionless: "boolean",
        json: .boolean, sqlite: "INTEGER", postgresql: "boolean", pattern: "true|false", samples: ["true", "false"],
        faults: ["TRUE", "1", "yes"],
        canonical: { text in
            switch trimmed(text).lowercased() {
            case "true", "t", "1", "yes", "y": "true"
            case "false", "f", "0", "no", "n": "false"
            default: nil
            }
        },
        verdict: { value in
            if value.equals("true") || value.equals("false") { return .canonical }
            switch value.text.lowercased() {
            case "true", "false", "1", "0": return .notCanonical
            default: return .malformed
            }
        })
}

/// `-?(0|[1-9][0-9]*)`, with a fraction that does not end in 0 where there may be one.
private func numberVerdict(_ value: UnsafeBufferPointer<UInt8>, digits limit: Int, fraction: Bool) -> Verdict {
    var index = 0
    var isCanonical = true
    let isNegative = value[0] == 0x2D
    if isNegative || value[0] == 0x2B {
        isCanonical = isNegative
        index = 1
    }
    let start = index
    while index < value.count, isDigit(value[index]) { index += 1 }
    let whole = index - start
    var part = 0
    if fraction, index < value.count, value[index] == 0x2E {
        part = value.count - index - 1
        if part == 0 || whole == 0 || value[value.count - 1] == 0x30 { isCanonical = false }
        index += 1
        while index < value.count, isDigit(value[index]) { index += 1 }
    }
    guard index == value.count, whole + part > 0, whole + part <= limit else { return .malformed }
    if whole > 1 && value[start] == 0x30 { isCanonical = false }
    if isNegative, value[start...].allSatisfy({ $0 == 0x30 || $0 == 0x2E }) { isCanonical = false }
    return isCanonical ? .canonical : .notCanonical
}

/// Without `+`, leading zeros, and zeros behind the fraction.
@Sendable
private func canonicalNumber(_ text: String) -> String? {
    var body = Array(trimmed(text).utf8)
    guard let first = body.first else { return nil }
    let isNegative = first == 0x2D
    if isNegative || first == 0x2B { body.removeFirst() }
    guard body.contains(where: isDigit), body.allSatisfy({ isDigit($0) || $0 == 0x2E }),
        body.count(where: { $0 == 0x2E }) <= 1
    else { return nil }
    if body.contains(0x2E) {
        while body.last == 0x30 { body.removeLast() }
        if body.last == 0x2E { body.removeLast() }
    }
    while body.count > 1, body[0] == 0x30, body[1] != 0x2E { body.removeFirst() }
    if body.first == 0x2E || body.isEmpty { body.insert(0x30, at: 0) }
    let isZero = body.allSatisfy { $0 == 0x30 || $0 == 0x2E }
    return (isNegative && !isZero ? "-" : "") + String(decoding: body, as: UTF8.self)
}
