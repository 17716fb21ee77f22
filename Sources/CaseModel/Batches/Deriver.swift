import CaseBytes

/// Works out the derived columns of a batch. Pure: the same batch gives the same cells on any thread.
package struct Deriver: Sendable {
    /// Hashes of the ids of outcomes that are not in force any more.
    private let superseded: Set<UInt64>

    package init(superseded: Set<UInt64> = []) { self.superseded = superseded }

    package func batch(_ rows: RowBatch, layout: TableLayout) -> Batch {
        guard layout.derivedCount > 0 else {
            return Batch(rows: rows, derived: Bytes([]), derivedEnds: WordBuffer(capacity: 0).sealed(), layout: layout)
        }
        var cells = ByteBuffer(capacity: rows.rowCount * 16)
        var ends = WordBuffer(capacity: rows.rowCount * layout.derivedCount)
        for row in 0..<rows.rowCount {
            // An EDTF column's two derived columns stand next to each other, so one parse serves both.
            var bounds: EDTF?
            for derivation in layout.derivations {
                switch derivation {
                case .earliest(let column):
                    bounds = rows.withCell(row, column) { $0.isEmpty ? nil : EDTF($0) }
                    bounds?.earliest?.write(to: &cells)
                case .latest:
                    bounds?.latest?.write(to: &cells)
                case .isCurrent:
                    let isCurrent = rows.withCell(row, 0) { !superseded.contains(keyHash($0)) }
                    cells.append(isCurrent ? "true" : "false" as StaticString)
                }
                ends.append(UInt32(cells.count))
            }
        }
        return Batch(rows: rows, derived: cells.sealed(), derivedEnds: ends.sealed(), layout: layout)
    }
}
