import CaseModel
import CaseStore

/// Gives out the batches of a dataset, table by table in streaming order, numbered.
///
/// At most `window` batches are between here and the writers, so that memory does not grow with the dataset; the one
/// with the lowest number is always among them, so that the window moves.
actor BatchSource {
    struct Item: Sendable {
        let sequence: Int
        let rows: RowBatch
    }

    private let snapshot: any DatasetSnapshot
    private let layouts: [TableLayout]
    private let rowLimit: Int
    private let window: Int
    private var table = 0
    private var reader: (any RowReader)?
    private var sequence = 0
    private var unfinished: Set<Int> = []
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Rows given out, by layout.
    private(set) var rowCounts: [Int: Int] = [:]

    init(_ snapshot: any DatasetSnapshot, rowLimit: Int, window: Int) {
        self.snapshot = snapshot
        layouts = snapshot.schema.layouts
        self.rowLimit = rowLimit
        self.window = window
    }

    /// The next batch; nil at the end.
    ///
    /// - Throws: what the store throws, and `Interrupted`.
    func next() async throws -> Item? {
        while let lowest = unfinished.min(), sequence >= lowest + window {
            await withCheckedContinuation { waiting.append($0) }
        }
        try Interruption.check()
        while table < layouts.count {
            let reader = try self.reader ?? snapshot.rows(of: layouts[table], rowLimit: rowLimit)
            self.reader = reader
            if let rows = try reader.next() {
                rowCounts[rows.layoutIndex, default: 0] += rows.rowCount
                defer { sequence += 1 }
                unfinished.insert(sequence)
                return Item(sequence: sequence, rows: rows)
            }
            self.reader = nil
            table += 1
        }
        return nil
    }

    /// Says that everything that comes of a batch was handed on.
    func finish(_ sequence: Int) {
        unfinished.remove(sequence)
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}

/// Puts what comes in any order back into the order of its numbers.
struct Reordering<Item> {
    private var next = 0
    private var early: [Int: Item] = [:]

    /// What can be handed on now that this item is there, in order.
    mutating func insert(_ item: Item, at sequence: Int) -> [Item] {
        guard sequence == next else {
            early[sequence] = item
            return []
        }
        var ready = [item]
        next += 1
        while let item = early.removeValue(forKey: next) {
            ready.append(item)
            next += 1
        }
        return ready
    }
}
