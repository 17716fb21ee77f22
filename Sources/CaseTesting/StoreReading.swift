package import CaseModel
import CaseReleases
package import CaseStore

/// A row as a store delivered it.
package struct DeliveredRow: Equatable, Sendable {
    package let cells: [String]
    /// In its file; 0 where there is none.
    package let line: Int
}

/// A table as a store delivered it.
package struct DeliveredTable: Sendable {
    package var rows: [DeliveredRow] = []
    package var findings = FindingList()
    package var batchRowCounts: [Int] = []
}

extension DatasetSnapshot {
    /// Everything that the snapshot delivers of a table.
    package func deliver(_ table: String, rowLimit: Int = RowBatch.rowLimit) throws -> DeliveredTable {
        let layout = schema.layout(named: table)!
        let reader = try rows(of: layout, rowLimit: rowLimit)
        var delivered = DeliveredTable()
        while let batch = try reader.next() {
            delivered.findings.append(batch.findings)
            delivered.batchRowCounts.append(batch.rowCount)
            for row in 0..<batch.rowCount {
                delivered.rows.append(
                    DeliveredRow(
                        cells: (0..<layout.storedCount).map { batch.text(row, $0) },
                        line: batch.lines.isEmpty ? 0 : batch.lines[row]))
            }
        }
        return delivered
    }
}

extension DatasetStore {
    /// Everything that the store delivers of a table.
    package func deliver(_ table: String, rowLimit: Int = RowBatch.rowLimit) throws -> DeliveredTable {
        try snapshot().deliver(table, rowLimit: rowLimit)
    }

    /// The findings of a whole check.
    package func check(threads: Int = 2, rowLimit: Int = RowBatch.rowLimit) async throws -> FindingList {
        var options = RunOptions()
        options.threads = threads
        options.rowLimit = rowLimit
        return try await CaseReleases.check(try snapshot(), options: options).findings
    }
}
