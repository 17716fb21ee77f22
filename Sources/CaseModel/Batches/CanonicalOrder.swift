import CaseBytes

/// The order in which rows stream: that of their IRIs in canonical N-Quads, where each ends in `>`.
///
/// So ids compare as if each ended in `>`: a digit sorts before it and a letter after it, `per_10` before `per_1`
/// before `per_1a`. Lines of N-Quads then come sorted by themselves (RDFC-1.0, section 4.4).
package enum CanonicalOrder {
    /// -1, 0 or 1.
    package static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        let common = min(a.count, b.count)
        for index in 0..<common where a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
        if a.count == b.count { return 0 }
        if a.count < b.count { return 0x3E < b[common] ? -1 : 1 }
        return a[common] < 0x3E ? -1 : 1
    }

    /// Whether `longer` begins with `shorter` and goes on with what sorts before `>`: then it precedes it here,
    /// although it follows it in the order of bytes.
    @inline(__always)
    package static func isOvertaken(
        _ shorter: UnsafeBufferPointer<UInt8>, by longer: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        longer.count > shorter.count && longer[shorter.count] < 0x3E
            && equalBytes(shorter, UnsafeBufferPointer(rebasing: longer[..<shorter.count]))
    }

    /// The key of a row as it stands in its IRI behind the base: the id, or `scheme/code`.
    package static func key(of row: Row, in table: Table) -> [UInt8] {
        switch table.key {
        case .id: row.withCell(0) { Array($0) }
        case .concept: row.withCell(0) { Array($0) } + [0x2F] + row.withCell(1) { Array($0) }
        case .dataset: []
        }
    }
}
