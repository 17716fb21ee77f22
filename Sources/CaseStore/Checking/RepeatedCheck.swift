package import CaseModel

/// Checks a dataset without temporary files: instead of setting keys aside on disk it reads the rows again, as often as
/// it takes to match all keys in parts that fit into memory.
///
/// - Parameters:
///   - passes: how often the rows are read, up to 256; a pass keeps one of so many parts of the keys.
///   - body: takes every batch once, in the order of the schema's layouts.
/// - Throws: what the store and `body` throw.
package func checkRepeatedly(
    _ snapshot: any DatasetSnapshot, passes: Int, _ body: (RowBatch) throws -> Void
) throws -> FindingList {
    var plan = CheckPlan(snapshot)
    let deriver = Deriver(superseded: try supersededOutcomes(of: snapshot))
    let parts = parts(of: Ledger<UInt64>.partitionCount, count: passes)
    let first = DatasetCheck(snapshot, plan: plan, memoryLimit: .max, partitions: parts[0])
    try forEachBatch(of: snapshot) { rows, layout in
        try body(rows)
        let report = BatchCheck.report(on: deriver.batch(rows, layout: layout), plan: plan)
        try first.add(report, layoutIndex: layout.index, rowCount: rows.rowCount)
    }
    var pending = PendingFindings()
    try first.match(&pending)
    // What a further pass finds in a row was reported by the first, and documents are not hashed again.
    plan.documents = nil
    for part in parts.dropFirst() {
        let check = DatasetCheck(snapshot, plan: plan, memoryLimit: .max, partitions: part)
        try forEachBatch(of: snapshot) { rows, layout in
            try check.addKeys(BatchCheck.report(on: deriver.batch(rows, layout: layout), plan: plan))
        }
        try check.match(&pending)
    }
    return try first.finish(&pending)
}

/// Ranges of about the same length that together are `0..<total`.
private func parts(of total: Int, count: Int) -> [Range<Int>] {
    let count = min(max(count, 1), total)
    return (0..<count).map { ($0 * total / count)..<(($0 + 1) * total / count) }
}

private func forEachBatch(
    of snapshot: any DatasetSnapshot, _ body: (RowBatch, TableLayout) throws -> Void
) throws {
    for layout in snapshot.schema.layouts {
        let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
        while let rows = try reader.next() { try body(rows, layout) }
    }
}
