import CaseBytes
import CaseModel

/// The statements that contradict each other, with who asserts them and what is cited for them.
struct PageContradictions: Sendable {
    private let limits: PageLimits
    /// Pairs of hashes of statements, in the order of the relations.
    private var pairs: [(UInt64, UInt64)] = []
    private var surveyed: Set<UInt64> = []
    private var statements: [PageStatement] = []
    private var citations: [UInt64: [PageCitation]] = [:]
    /// Citations of a statement beyond those that are kept.
    private var moreCitations: [UInt64: Int] = [:]
    /// Hashes of the sources that the kept citations name.
    private(set) var cited: Set<UInt64> = []
    /// Pairs that the dataset has.
    private(set) var pairCount = 0

    init(_ limits: PageLimits) { self.limits = limits }

    /// Takes rows of `statement_relations`.
    mutating func survey(_ rows: RowBatch, of table: Table) {
        guard let from = table.index(of: "from_id"), let to = table.index(of: "to_id"),
            let kind = table.index(of: "kind")
        else { return }
        for row in 0..<rows.rowCount where rows.withCell(row, kind, { $0.equals("contradicts") }) {
            pairCount += 1
            guard pairs.count < limits.contradictions else { continue }
            let pair = (rows.withCell(row, from) { keyHash($0) }, rows.withCell(row, to) { keyHash($0) })
            pairs.append(pair)
            surveyed.formUnion([pair.0, pair.1])
        }
    }

    @inline(__always)
    func isSurveyed(_ statement: UInt64) -> Bool { surveyed.contains(statement) }

    mutating func add(_ citation: PageCitation, to statement: UInt64) {
        guard citations[statement, default: []].count < limits.citationsPerStatement else {
            moreCitations[statement, default: 0] += 1
            return
        }
        citations[statement, default: []].append(citation)
        cited.insert(keyHash(citation.source))
    }

    mutating func add(_ statement: PageStatement) { statements.append(statement) }

    func citations(of statement: PageStatement) -> (shown: [PageCitation], more: Int) {
        (citations[statement.key] ?? [], moreCitations[statement.key] ?? 0)
    }

    /// Pairs of which the page shows both statements.
    var shownPairCount: Int { groups.reduce(0) { $0 + $1.pairs.count } }

    /// Statements that contradict each other, directly or through others, in the order of the first of each group.
    var groups: [PageContradictionGroup] {
        let places = Dictionary(
            statements.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let known = pairs.compactMap { pair in
            if let a = places[pair.0], let b = places[pair.1], a != b { (a, b) } else { nil }
        }
        var leaders = Array(statements.indices)
        func leader(_ place: Int) -> Int {
            var place = place
            while leaders[place] != place { place = leaders[place] }
            return place
        }
        for (a, b) in known {
            let (first, second) = (leader(a), leader(b))
            leaders[max(first, second)] = min(first, second)
        }
        var members: [Int: [Int]] = [:]
        for place in statements.indices { members[leader(place), default: []].append(place) }
        var pairsByLeader: [Int: [(Int, Int)]] = [:]
        for pair in known { pairsByLeader[leader(pair.0), default: []].append(pair) }
        return pairsByLeader.keys.sorted().map { leader in
            let places = members[leader] ?? []
            let numbers = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($0.element, $0.offset) })
            return PageContradictionGroup(
                statements: places.map { statements[$0] },
                pairs: (pairsByLeader[leader] ?? []).map { (numbers[$0.0]!, numbers[$0.1]!) })
        }
    }
}

struct PageContradictionGroup: Sendable {
    let statements: [PageStatement]
    /// Places among the statements.
    let pairs: [(Int, Int)]

    /// The statements that the one at a place contradicts, or that contradict it.
    func opponents(of place: Int) -> [Int] {
        var found: Set<Int> = []
        for (a, b) in pairs {
            if a == place { found.insert(b) }
            if b == place { found.insert(a) }
        }
        return found.sorted()
    }
}
