package import CaseDisclosure
import CaseModel
import Synchronization

/// What readers of a release may see, and who collects some of it on the way to the formats.
package struct ReleaseView: Sendable {
    package let disclosure: Disclosure
    package let content: ReleaseContent

    /// No silent loss: what formats were given is what the snapshot had, but for what the report says is left out.
    func assertCounts(_ counts: [Int: Int], _ disclosed: [Int: Int], _ schema: Schema) throws {
        let report = disclosure.report
        for (index, count) in counts {
            let name = schema.layouts[index].table.name
            let withheld = report.records.filter { $0.table == name }.reduce(0) { $0 + $1.count }
            guard disclosed[index] ?? 0 == count - withheld else {
                throw RowsLost(
                    format: "table \(name)", expected: count - withheld, written: disclosed[index] ?? 0, of: "rows")
            }
        }
    }
}

/// Counts rows by layout, from any thread.
final class RowCounter: Sendable {
    private let values = Mutex<[Int: Int]>([:])

    var counts: [Int: Int] { values.withLock { $0 } }

    func add(_ count: Int, to layoutIndex: Int) { values.withLock { $0[layoutIndex, default: 0] += count } }
}
