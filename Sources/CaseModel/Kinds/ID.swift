import CaseBytes

extension Kind {
    /// A record's own key: three lower-case letters for its table, an underscore, 1 to 40 ASCII letters or digits.
    package static let id = Kind(
        "id", "an id such as per_0012: the table's three letters, an underscore, 1 to 40 ASCII letters or digits",
        rdf: .literal(datatype: .xsd + "string"), pattern: "[a-z]{3}_[0-9A-Za-z]{1,40}",
        samples: ["per_0012", "stm_01J8ZK3Q"],
        faults: ["per_", "PER_1", "per-1", "pers_1", "per_a b", "per_é"], canonical: { trimmed($0) },
        verdict: { isIdentifier($0) ? .canonical : .malformed })

    /// The id of another record. Which tables it may point into, the column says.
    package static let reference = Kind(
        "ref", "the id of a record", rdf: .node, pattern: "[a-z]{3}_[0-9A-Za-z]{1,40}", samples: ["per_0012"],
        faults: ["per_", "per 1"],
        canonical: { trimmed($0) }, verdict: { isIdentifier($0) ? .canonical : .malformed })

    /// A code of the scheme that the column names.
    package static let code = Kind(
        "code", "a code of its scheme: letters, digits, - . _ ~, and not . or ..", rdf: .node,
        pattern: "[0-9A-Za-z._~-]*[0-9A-Za-z_~-][0-9A-Za-z._~-]*|[.][.][.]+", samples: ["public", "open-conclusion"],
        faults: ["two words", "a/b", ".", ".."], canonical: { trimmed($0) },
        verdict: { value in
            // As a segment of a path `.` and `..` are steps (RFC 3986, section 5.2.4).
            guard value.count <= 100, value.allSatisfy(isUnreserved), !value.equals("."), !value.equals("..") else {
                return .malformed
            }
            return .canonical
        })
}

/// `[a-z]{3}_[0-9A-Za-z]{1,40}`
@inlinable @inline(__always)
package func isIdentifier(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 5, value.count <= 44, isLower(value[0]), isLower(value[1]), isLower(value[2]),
        value[3] == 0x5F
    else { return false }
    var index = 4
    while index < value.count {
        if !isAlphanumeric(value[index]) { return false }
        index &+= 1
    }
    return true
}
