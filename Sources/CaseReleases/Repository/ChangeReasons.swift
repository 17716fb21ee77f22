import CaseBytes
import CaseModel

/// Why records changed: the rows of `revisions` that the later release has and the earlier has not, by their record.
///
/// 16 bytes are kept of each, and of each action with its reason the codes once: records are known by a hash of their
/// ids (see `keyHash`).
struct ChangeReasons {
    /// Two codes; empty where a revision does not say.
    struct Reason: Hashable {
        let action: String
        let reason: String

        /// That of a change which no revision tells of.
        static let none = Reason(action: "", reason: "")
    }

    private var reasons: [Reason] = []
    private var numbers: [Reason: UInt32] = [:]
    private var revisions: [(record: UInt64, reason: UInt32)] = []

    /// - Throws: `NotCompared`, `Interrupted`, and what reading throws.
    init(from old: ReleaseTables, to new: ReleaseTables) throws {
        var merge = TableMerge(from: try old.cursor(of: "revisions"), to: try new.cursor(of: "revisions"))
        try merge.run { change, row in
            if change == .added { add(row) }
        }
        revisions.sort { ($0.record, $0.reason) < ($1.record, $1.reason) }
    }

    private mutating func add(_ row: TableCursor) {
        let reason = Reason(action: row.text("action"), reason: row.text("reason"))
        let number = numbers[reason] ?? UInt32(reasons.count)
        if number == reasons.count {
            reasons.append(reason)
            numbers[reason] = number
        }
        revisions.append((keyHash(row.text("record")), number))
    }

    /// The reasons of a record's change, each once, in the order of their codes; one that says nothing where there is
    /// none.
    func reasons(of record: [UInt8]) -> [Reason] {
        let hash = record.withUnsafeBufferPointer { keyHash($0) }
        var (low, high) = (0, revisions.count)
        while low < high {
            let middle = (low + high) / 2
            if revisions[middle].record < hash { low = middle + 1 } else { high = middle }
        }
        let found = Set(revisions[low...].prefix { $0.record == hash }.map { reasons[Int($0.reason)] })
        if found.isEmpty { return [.none] }
        return found.sorted { ($0.action, $0.reason) < ($1.action, $1.reason) }
    }
}
