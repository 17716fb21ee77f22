import CaseBytes
import CaseFiles
import CaseModel

/// What became of a row between two releases.
package enum RowChange: String, Sendable, CaseIterable {
    case added
    case changed
    case removed
}

/// Goes through a table of two releases at once, key by key, and says what became of each row.
struct TableMerge {
    private let old: TableCursor?
    private let new: TableCursor?
    /// Where the cells of each column are; -1 where a release has no such column.
    private let columns: [(old: Int, new: Int)]
    private(set) var added = 0
    private(set) var changed = 0
    private(set) var removed = 0

    /// - Parameters:
    ///   - old: nil where the release has no such table.
    ///   - new: nil where the release has no such table.
    init(from old: TableCursor?, to new: TableCursor?) {
        self.old = old
        self.new = new
        let before = Dictionary(uniqueKeysWithValues: old?.columns.map { ($0.name, $0.index) } ?? [])
        let after = Dictionary(uniqueKeysWithValues: new?.columns.map { ($0.name, $0.index) } ?? [])
        columns = Set(before.keys).union(after.keys).sorted().map { (before[$0] ?? -1, after[$0] ?? -1) }
    }

    /// How many rows the later release has.
    var rowCount: Int { new?.rowCount ?? 0 }

    /// - Parameter change: is handed each row that is not the same in both, in canonical order; the cursor stands on it.
    /// - Throws: `NotCompared`, `Interrupted`, what reading and `change` throw.
    mutating func run(_ change: (RowChange, TableCursor) throws -> Void) throws {
        var (hasOld, hasNew) = (try old?.next() ?? false, try new?.next() ?? false)
        var turn = 0
        while true {
            turn &+= 1
            if turn % 8192 == 0 { try Interruption.check() }
            let order: Int
            switch (hasOld, hasNew) {
            case (false, false): return
            case (true, false): order = -1
            case (false, true): order = 1
            case (true, true): order = Self.compare(old!.key, new!.key)
            }
            if order < 0 {
                removed += 1
                try change(.removed, old!)
            } else if order > 0 {
                added += 1
                try change(.added, new!)
            } else if differ(old!, new!) {
                changed += 1
                try change(.changed, new!)
            }
            if order <= 0 { hasOld = try old!.next() }
            if order >= 0 { hasNew = try new!.next() }
        }
    }

    private static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { CanonicalOrder.compare(a, $0) } }
    }

    /// Whether a column has other values in the two rows. What one release has no column for is empty there.
    private func differ(_ old: TableCursor, _ new: TableCursor) -> Bool {
        columns.contains { column in
            old.withCell(column.old) { before in new.withCell(column.new) { !equalBytes(before, $0) } }
        }
    }
}
