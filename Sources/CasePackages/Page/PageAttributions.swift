import CaseBytes

/// Which sources support the statements about the records of a page.
///
/// Citations come before the statements that they are about, so they are held until then as two hashes each, up to a
/// limit: what a page knows of sources is bounded, and it says so where the limit was reached.
struct PageAttributions: Sendable {
    private struct Pair { let statement: UInt64, source: UInt64 }

    /// Sources of one record that are kept.
    static let sourcesPerRecord = 16

    private let limit: Int
    private var pairs: [Pair] = []
    private var isSorted = true
    private var sources: [UInt64: [UInt64]] = [:]
    /// Citations that were not weighed.
    private(set) var leftOut = 0

    init(limit: Int) { self.limit = limit }

    @inline(__always)
    mutating func add(statement: UInt64, source: UInt64) {
        guard pairs.count < limit else {
            leftOut += 1
            return
        }
        pairs.append(Pair(statement: statement, source: source))
        isSorted = false
    }

    /// Notes that a statement is about a record of the page.
    mutating func note(statement: UInt64, about record: UInt64) {
        if !isSorted {
            pairs.sort { ($0.statement, $0.source) < ($1.statement, $1.source) }
            isSorted = true
        }
        var (low, high) = (0, pairs.count)
        while low < high {
            let middle = (low + high) / 2
            if pairs[middle].statement < statement { low = middle + 1 } else { high = middle }
        }
        while low < pairs.count, pairs[low].statement == statement {
            insert(pairs[low].source, for: record)
            low += 1
        }
    }

    private mutating func insert(_ source: UInt64, for record: UInt64) {
        var known = sources[record] ?? []
        guard known.count < Self.sourcesPerRecord, !known.contains(source) else { return }
        known.append(source)
        sources[record] = known
    }

    /// The hashes of the sources that say something about a record, in no particular order.
    func sources(of id: String) -> [UInt64] { sources(of: keyHash(id)) }

    func sources(of record: UInt64) -> [UInt64] { sources[record] ?? [] }

    /// Ends weighing: the citations are not needed any more.
    mutating func drop() {
        pairs = []
        isSorted = true
    }
}
