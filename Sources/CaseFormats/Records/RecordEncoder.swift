import CaseBytes
import CaseGraph
import CaseModel

/// How a syntax writes a table's rows as records: the subject once, then what is said of it.
struct RecordPlan {
    let layout: GraphLayout
    /// What stands before and behind the subject's key; the classes are among it.
    var subjectLead: String
    var subjectTail: String
    /// In the order of `layout.columns`.
    var columns: [TermPlan]
    /// How a column's values are written that `isPlainName` does not hold for; none for most.
    var irregular: [Int: TermPlan] = [:]
    var close: String
    /// What stands between two records.
    var separator = ""
}

/// Encodes rows as records. Everything but the cells is worked out once.
struct RecordEncoder<Escape: TextEscape>: BatchEncoder {
    private let subject: SubjectPlan
    private let columns: [PlannedTerm]
    /// How many of them are columns; behind them come the plans for irregular values.
    private let columnCount: Int
    private let arena: Bytes
    private let close: Bytes
    private let separator: Bytes
    private let fixedCount: Int
    private let classCount: Int
    private let shared: SharedProperties

    init(_ plan: RecordPlan) {
        subject = SubjectPlan(plan.layout, lead: plan.subjectLead, tail: plan.subjectTail)
        var arena: [UInt8] = []
        var columns = zip(plan.layout.columns, plan.columns).map {
            PlannedTerm($1, source: $0.source, arena: &arena)
        }
        columnCount = columns.count
        for (index, term) in plan.irregular.sorted(by: { $0.key < $1.key }) {
            columns[index].irregular = columns.count
            columns.append(PlannedTerm(term, source: plan.layout.columns[index].source, arena: &arena))
        }
        self.columns = columns
        self.arena = Bytes(arena)
        close = Bytes(Array(plan.close.utf8))
        separator = Bytes(Array(plan.separator.utf8))
        fixedCount =
            subject.fixedCount + plan.close.utf8.count + plan.separator.utf8.count
            + columns.reduce(0) { $0 + $1.fixedCount }
        classCount = plan.layout.classes.count
        shared = SharedProperties(plan.layout)
    }

    func encode(_ batch: Batch, into buffer: inout ByteBuffer) -> EncodedCount {
        let escape = Escape()
        var tripleCount = 0
        buffer.reserve(batch.rows.cells.count + batch.derived.count + batch.rowCount * fixedCount)
        batch.withCells { cells in
            columns.withUnsafeBufferPointer { columns in
                for row in 0..<batch.rowCount {
                    // Room for the row if every byte of it were an escape of six, and every scheme were written again.
                    buffer.reserve(7 * cells.byteCount(ofRow: row) + fixedCount)
                    var end = buffer.base + buffer.count
                    let start = end
                    if row > 0 {
                        copyWithSlack(from: separator.base, to: end, count: separator.count)
                        end += separator.count
                    }
                    subject.write(row: row, of: cells, to: &end)
                    tripleCount &+= classCount
                    var index = 0
                    while index < columnCount {
                        let cell = cells[row, columns[index].source]
                        if cell.count > 0 {
                            let irregular = columns[index].irregular
                            columns[irregular >= 0 && !isPlainName(cell) ? irregular : index].write(
                                cell, row: row, of: cells, arena: arena.base, escape: escape, to: &end)
                            tripleCount &+= 1
                        }
                        index &+= 1
                    }
                    copyWithSlack(from: close.base, to: end, count: close.count)
                    end += close.count
                    buffer.advance(by: end - start)
                    if !shared.isEmpty { tripleCount &-= shared.repeatedCount(row: row, of: cells) }
                }
            }
        }
        return EncodedCount(rows: batch.rowCount, triples: tripleCount)
    }
}

/// Whether a value is letters, digits, `_` and `-`, and begins with one of the first three: then it is a local name in
/// Turtle (section 6.5, PN_LOCAL) as it stands.
@inline(__always)
func isPlainName(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    for (index, byte) in value.enumerated() {
        guard isAlphanumeric(byte) || byte == 0x5F || (byte == 0x2D && index > 0) else { return false }
    }
    return true
}
