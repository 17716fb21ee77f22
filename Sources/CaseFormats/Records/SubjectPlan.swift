import CaseBytes
import CaseGraph
import CaseModel

/// How a row's subject is written: what stands before the key, the key, and what stands behind it.
struct SubjectPlan: Sendable {
    private let lead: Bytes
    private let tail: Bytes
    /// The columns of the key's cells; -1 where there is none.
    private let first: Int
    private let second: Int
    /// How many bytes are written besides the key's cells.
    let fixedCount: Int

    init(_ layout: GraphLayout, lead: String, tail: String) {
        self.lead = Bytes(Array(lead.utf8))
        self.tail = Bytes(Array(tail.utf8))
        first = layout.keyColumns.first ?? -1
        second = layout.keyColumns.count > 1 ? layout.keyColumns[1] : -1
        fixedCount = lead.utf8.count + tail.utf8.count + 1
    }

    @inline(__always)
    func write(row: Int, of cells: BatchCells, to end: inout UnsafeMutablePointer<UInt8>) {
        copyWithSlack(from: lead.base, to: end, count: lead.count)
        end += lead.count
        if first >= 0 {
            write(cells.stored(row, first), to: &end)
            if second >= 0 {
                end.pointee = 0x2F
                end += 1
                write(cells.stored(row, second), to: &end)
            }
        }
        copyWithSlack(from: tail.base, to: end, count: tail.count)
        end += tail.count
    }

    @inline(__always)
    private func write(_ cell: UnsafeBufferPointer<UInt8>, to end: inout UnsafeMutablePointer<UInt8>) {
        guard let text = cell.baseAddress else { return }
        copyWithSlack(from: text, to: end, count: cell.count)
        end += cell.count
    }
}
