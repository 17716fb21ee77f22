import CaseBytes
package import CaseModel

/// Checks a whole dataset: takes the reports on its batches in order, and at the end matches what can only be matched
/// when everything has been seen.
///
/// Memory is bounded: keys go to partitions that are set aside on disk past a limit. In memory stay the outcomes, the
/// proceedings and the references that must not lead in circles, at 16 to 40 bytes each.
package final class DatasetCheck {
    let plan: CheckPlan
    let snapshot: any DatasetSnapshot
    var findings = FindingList()
    /// What was found in the rows of each table: tables are read side by side, and reported one after the other.
    private var tableFindings: [FindingList]
    private var keys: Ledger<UInt64>
    private var cells: Ledger<CellValue>
    private var claims: Ledger<Claim>
    private var edges: [[Edge]]
    private var outcomes: [OutcomeFact] = []
    private var proceedings: [UInt64: UInt64] = [:]
    private var datasetRows = 0
    /// Tables of which rows could not be read: what refers to those rows is not at fault.
    private(set) var brokenTables: Set<Int> = []
    /// Records that are above `public` by their own `access` or by a rule.
    private var restricted: Set<UInt64> = []
    /// Which of the ledgers' partitions are kept.
    private let partitions: Range<Int>

    /// How many records are above `public`.
    package var restrictedCount: Int { restricted.count }

    /// - Parameters:
    ///   - memoryLimit: how many bytes of keys stay in memory; of what statements claim, and of what they are compared
    ///     with, half as many each.
    ///   - partitions: what has a key in another partition is left to another check of the same dataset; nil for none.
    package init(
        _ snapshot: any DatasetSnapshot, plan: CheckPlan, memoryLimit: Int = 32 << 20, partitions: Range<Int>? = nil
    ) {
        self.partitions = partitions ?? 0..<Ledger<UInt64>.partitionCount
        self.plan = plan
        self.snapshot = snapshot
        keys = Ledger(memoryLimit: memoryLimit)
        cells = Ledger(memoryLimit: memoryLimit / 2)
        claims = Ledger(memoryLimit: memoryLimit / 2)
        edges = Array(repeating: [], count: plan.acyclicRules.count)
        tableFindings = Array(repeating: FindingList(), count: plan.schema.layouts.count)
        for finding in snapshot.findings {
            findings.append(finding)
            if finding.severity == .error, let layout = finding.place.table.flatMap({ plan.schema.layout(named: $0) }) {
                brokenTables.insert(layout.index)
            }
        }
    }

    /// Takes the report on the next batch.
    package func add(_ report: BatchReport, layoutIndex: Int, rowCount: Int) throws {
        tableFindings[layoutIndex].append(report.findings)
        if report.hasLostRows { brokenTables.insert(layoutIndex) }
        try addKeys(report)
        for (rule, edge) in report.edges { edges[rule].append(edge) }
        outcomes += report.outcomes
        restricted.formUnion(report.restricted)
        for (key, inCase) in report.proceedings { proceedings[key] = inCase }
        if plan.schema.layouts[layoutIndex].table.key == .dataset { datasetRows += rowCount }
    }

    /// Takes only what is matched by keys.
    func addKeys(_ report: BatchReport) throws {
        if partitions.count == Ledger<UInt64>.partitionCount {
            try keys.append(report.keys)
            try cells.append(report.cells)
            try claims.append(report.claims)
        } else {
            // What relates statements is matched with claims of every partition, and there is little of it.
            try keys.append(report.keys.filter { isKept($0) || $0 & KeyTag.mask == KeyTag.related })
            try cells.append(report.cells.filter { isKept($0.key) })
            try claims.append(report.claims.filter { isKept($0.key) })
        }
    }

    private func isKept(_ key: UInt64) -> Bool { partitions.contains(Int(truncatingIfNeeded: key &>> 56)) }

    /// Ends the check: every finding, those of the whole dataset behind those of its rows.
    package func finish() throws -> FindingList {
        var pending = PendingFindings()
        try match(&pending)
        return try finish(&pending)
    }

    /// Matches what was kept of keys.
    func match(_ pending: inout PendingFindings) throws {
        let differing = try matchClaims(&pending)
        try matchKeys(&pending, differing: differing)
    }

    /// Ends the check when all keys were matched.
    func finish(_ pending: inout PendingFindings) throws -> FindingList {
        for list in tableFindings { findings.append(list) }
        // Where the table could not be read, that was said, and the number of rows would say it again.
        let isUnread = findings.findings.contains { $0.place.table == "dataset" && $0.severity == .error }
        if datasetRows > 1 || datasetRows == 0 && !isUnread {
            findings.append(Finding(.datasetRow, at: Place(table: "dataset"), "the table has \(datasetRows) rows"))
        }
        matchOutcomes(&pending)
        findCycles(&pending)
        if !pending.isEmpty { try locate(pending) }
        findings.noteUncounted(pending.uncounted)
        return findings
    }

    // MARK: Matching

    /// Finds preferred statements that differ from what their subject's column holds, and two of them that hold at
    /// one time.
    ///
    /// - Returns: the other statements that differ, are not disputed, and so need a relation to another.
    private func matchClaims(_ pending: inout PendingFindings) throws -> Set<UInt64> {
        var differing: Set<UInt64> = []
        for partition in 0..<Ledger<Claim>.partitionCount {
            let claims = try claims.take(partition)
            let cells = try cells.take(partition)
            if claims.isEmpty { continue }
            // Only cells that a statement is about matter; most are not.
            var claimed = KeySet(capacity: claims.count)
            for claim in claims { claimed.insert(claim.key | 1) }
            var values: [UInt64: UInt64] = [:]
            for cell in cells where claimed.contains(cell.key | 1) { values[cell.key] = cell.value }
            var preferred: [Claim] = []
            for claim in claims {
                let statement = KeyTag.untagged(claim.statement)
                let isPreferred = claim.statement & Claim.isPreferred != 0
                // Where not a day is certain, nothing overlaps for certain.
                if isPreferred, claim.from <= claim.to { preferred.append(claim) }
                guard let value = values[claim.key], value != claim.value else { continue }
                if isPreferred {
                    pending.add(
                        .preferredDiffers, at: statement, column: "value",
                        "the subject's own column holds another value")
                } else if differing.count < PendingFindings.limit {
                    differing.insert(statement)
                }
            }
            preferred.sort { ($0.key, $0.from, $0.statement) < ($1.key, $1.from, $1.statement) }
            // Both of a pair are reported: which one is to give way, only the keeper knows.
            var overlapping: Set<UInt64> = []
            var last: Claim?
            for claim in preferred {
                if let before = last, before.key == claim.key, claim.from <= before.to {
                    overlapping.formUnion([KeyTag.untagged(before.statement), KeyTag.untagged(claim.statement)])
                }
                if last.map({ $0.key != claim.key || claim.to > $0.to }) ?? true { last = claim }
            }
            for statement in overlapping {
                pending.add(
                    .preferredTwice, at: statement, column: "rank",
                    "another preferred statement about the same property holds at the same time")
            }
        }
        return differing
    }

    /// Matches references, supports and tombstones with what is there.
    private func matchKeys(_ pending: inout PendingFindings, differing: Set<UInt64>) throws {
        var differing = differing
        for partition in 0..<Ledger<UInt64>.partitionCount {
            let keys = try keys.take(partition)
            var live = KeySet(capacity: keys.count)
            var supported = KeySet(capacity: keys.count)
            var hasTombstones = false
            for key in keys {
                switch key & KeyTag.mask {
                case KeyTag.live, KeyTag.statement: live.insert(key & ~KeyTag.mask)
                case KeyTag.support: supported.insert(key & ~KeyTag.mask)
                case KeyTag.tombstone: hasTombstones = true
                case KeyTag.related: if !differing.isEmpty { differing.remove(key & ~KeyTag.mask) }
                default: break
                }
            }
            for key in keys {
                let untagged = key & ~KeyTag.mask
                switch key & KeyTag.mask {
                case KeyTag.reference:
                    if !live.contains(untagged) { pending.addMissing(untagged) }
                case KeyTag.statement:
                    if !supported.contains(untagged) {
                        pending.add(.unsupportedStatement, at: untagged, "no citation supports it")
                    }
                case KeyTag.tombstone where hasTombstones:
                    if live.contains(untagged) {
                        pending.add(.tombstoneLive, at: untagged, "a tombstone says that it was removed")
                    }
                default: break
                }
            }
        }
        for statement in differing {
            pending.add(
                .undisputedDifference, at: statement, column: "value",
                "the subject's own column holds another value, and the statement is neither disputed nor related to another"
            )
        }
    }

    private func matchOutcomes(_ pending: inout PendingFindings) {
        guard outcomes.contains(where: { $0.actsOn != 0 }) else { return }
        let facts = Dictionary(outcomes.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for outcome in outcomes where outcome.actsOn != 0 {
            guard let other = facts[outcome.actsOn] else { continue }
            if let own = proceedings[outcome.proceeding], let its = proceedings[other.proceeding], own != its {
                pending.add(
                    .effectCase, at: outcome.key, column: "effect_on_id",
                    "the outcome that it acts on belongs to another case")
            }
            if outcome.latest < other.earliest {
                pending.add(
                    .effectOrder, at: outcome.key, column: "decided",
                    "it was decided before the outcome that it acts on")
            }
        }
    }

    private func findCycles(_ pending: inout PendingFindings) {
        for (rule, edges) in edges.enumerated() where !edges.isEmpty {
            let (table, column) = plan.acyclicRules[rule]
            for node in recordsInCycles(edges) {
                pending.add(.cycle, at: node, column: column, "following \(column ?? table) leads back to this record")
            }
        }
    }
}

/// Findings whose records are known by their keys only.
struct PendingFindings {
    struct Found: Equatable {
        let code: FindingCode
        let column: String?
        let message: String
    }

    /// How many keys of one sort are kept. Past it the counts are lower bounds, and are called so.
    static let limit = 1 << 20

    /// The findings that there are; few, since those of many records are the same.
    private var sorts: [Found] = []
    /// For each record, which of them it has: a bit each.
    private var records: [UInt64: UInt64] = [:]
    private(set) var missing: Set<UInt64> = []
    /// Codes of which some were not kept.
    private(set) var uncounted: Set<FindingCode> = []

    var isEmpty: Bool { records.isEmpty && missing.isEmpty }

    mutating func add(_ code: FindingCode, at key: UInt64, column: String? = nil, _ message: String) {
        let found = Found(code: code, column: column, message: message)
        let sort = sorts.firstIndex(of: found) ?? sorts.count
        guard sort < 64, records.count < Self.limit || records[key] != nil else {
            uncounted.insert(code)
            return
        }
        if sort == sorts.count { sorts.append(found) }
        records[key, default: 0] |= 1 << UInt64(sort)
    }

    /// What was found of a record.
    func found(at key: UInt64) -> [Found] {
        guard let bits = records[key] else { return [] }
        return sorts.indices.filter { bits >> UInt64($0) & 1 == 1 }.map { sorts[$0] }
    }

    mutating func addMissing(_ key: UInt64) {
        if missing.count < Self.limit {
            missing.insert(key)
        } else {
            uncounted.formUnion([.unresolvedReference, .unknownCode])
        }
    }
}

/// The records that lie on a cycle, in the order of their keys: those in a strongly connected component of several, and
/// those that lead to themselves (S. R. Kosaraju's algorithm).
func recordsInCycles(_ edges: [Edge]) -> [UInt64] {
    var targets: [UInt64: [UInt64]] = [:]
    var sources: [UInt64: [UInt64]] = [:]
    for edge in edges {
        targets[edge.from, default: []].append(edge.to)
        sources[edge.to, default: []].append(edge.from)
    }
    /// Everything that can be reached from a node and was not before, each behind all that it leads to.
    func reach(_ start: UInt64, _ next: [UInt64: [UInt64]], _ seen: inout Set<UInt64>) -> [UInt64] {
        guard seen.insert(start).inserted else { return [] }
        var finished: [UInt64] = []
        var path: [(node: UInt64, position: Int)] = [(start, 0)]
        while let (node, position) = path.last {
            guard let list = next[node], position < list.count else {
                finished.append(node)
                path.removeLast()
                continue
            }
            path[path.count - 1].position += 1
            if seen.insert(list[position]).inserted { path.append((list[position], 0)) }
        }
        return finished
    }
    var seen: Set<UInt64> = []
    var order: [UInt64] = []
    for node in targets.keys { order += reach(node, targets, &seen) }
    seen = []
    var cyclic: [UInt64] = []
    for node in order.reversed() {
        let component = reach(node, sources, &seen)
        if component.count > 1 || targets[node]?.contains(node) ?? false { cyclic += component }
    }
    return cyclic.sorted()
}
