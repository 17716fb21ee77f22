import CaseBytes

/// What keeps an IRI from being the base of a dataset; nil where nothing does.
///
/// Records' IRIs are the base and an id, and readers resolve references against it (RFC 3986, section 5.2): so it has
/// an authority, a path without empty segments, and ends in `/`, or in `#` as its only one.
package func baseFault(_ base: UnsafeBufferPointer<UInt8>) -> String? {
    guard let last = base.last, last == 0x2F || last == 0x23 else { return "does not end in / or #" }
    guard !base.dropLast().contains(0x23) else { return "has a # before its end" }
    let mark: [UInt8] = [0x3A, 0x2F, 0x2F]
    guard let scheme = schemeLength(base), base[scheme...].starts(with: mark) else {
        return "does not begin as https://example.org/ does"
    }
    let parts = base[(scheme + 3)...].prefix { $0 != 0x23 }.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard parts.count > 1, !parts[0].isEmpty else { return "does not begin as https://example.org/ does" }
    return parts.dropFirst().dropLast().contains { $0.isEmpty } ? "has // in its path" : nil
}
