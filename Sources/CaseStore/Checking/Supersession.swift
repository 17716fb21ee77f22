import CaseBytes
import CaseModel

/// Which outcomes are not in force any more: those that another outcome quashes, sets aside or supersedes, unless a
/// later one restores them. Of several that act on the same outcome the last decided counts; one without a date comes
/// before all that have one, and of those decided at the same time the one with the greater id is the later.
///
/// - Returns: the hashes of their ids.
package func supersededOutcomes(of snapshot: any DatasetSnapshot) throws -> Set<UInt64> {
    guard let layout = snapshot.schema.layout(named: "outcomes"), let decided = layout.table.index(of: "decided"),
        let effect = layout.table.index(of: "effect"), let effectOn = layout.table.index(of: "effect_on_id")
    else { return [] }
    struct Act {
        let isInForce: Bool
        let decided: Int
        let id: String
    }
    var last: [UInt64: Act] = [:]
    let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
    while let batch = try reader.next() {
        for row in 0..<batch.rowCount {
            let isInForce: Bool
            switch batch.text(row, effect) {
            case "quashes", "sets-aside", "supersedes": isInForce = false
            case "restores": isInForce = true
            default: continue
            }
            let target = batch.withCell(row, effectOn) { keyHash($0) }
            let act = Act(
                isInForce: isInForce,
                decided: batch.withCell(row, decided) { $0.isEmpty ? nil : EDTF($0)?.earliest?.ordinal } ?? .min,
                id: batch.text(row, 0))
            if let before = last[target], (before.decided, before.id) > (act.decided, act.id) { continue }
            last[target] = act
        }
    }
    return Set(last.filter { !$0.value.isInForce }.keys)
}
