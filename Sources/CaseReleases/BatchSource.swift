import CaseFiles
import CaseModel
import CaseStore

/// A batch, and which one of its table it is.
struct SourceItem: Sendable {
    let rows: RowBatch
    /// From 0, in the order of the table's rows.
    let sequence: Int
    /// From 0, in the order in which its lane gave it out.
    let laneSequence: Int
}

/// Hands out a dataset's tables, in streaming order, to the lanes that read them.
actor TableQueue {
    private let layouts: [TableLayout]
    private var next = 0

    init(_ schema: Schema) { layouts = schema.layouts }

    func take() -> TableLayout? {
        guard next < layouts.count else { return nil }
        defer { next += 1 }
        return layouts[next]
    }
}

/// Reads table after table and gives out their batches.
///
/// At most `window` batches are between here and the writers, so that memory does not grow with the dataset; the one
/// that was given out first is always among them, so that the window moves.
actor BatchLane {
    private let snapshot: any DatasetSnapshot
    private let number: Int
    private let queue: TableQueue
    private let rowLimit: Int
    private let window: Int
    private var reader: (any RowReader)?
    private var isTaking = false
    private var isCancelled = false
    private var sequence = 0
    private var laneSequence = 0
    private var unfinished: Set<Int> = []
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// Rows given out, by layout.
    private(set) var rowCounts: [Int: Int] = [:]

    init(_ snapshot: any DatasetSnapshot, number: Int, queue: TableQueue, rowLimit: Int, window: Int) {
        self.snapshot = snapshot
        self.number = number
        self.queue = queue
        self.rowLimit = rowLimit
        self.window = window
    }

    /// The next batch; nil when no table is left, and when another task has failed.
    ///
    /// - Throws: what the store throws, and `Interrupted`.
    func next() async throws -> SourceItem? {
        while true {
            try Interruption.check()
            // No error of its own: of several, the one that is reported is the one that comes first.
            if isCancelled { return nil }
            if let lowest = unfinished.min(), laneSequence >= lowest + window {
                await wait()
                continue
            }
            if let rows = try reader?.next() {
                rowCounts[rows.layoutIndex, default: 0] += rows.rowCount
                defer {
                    sequence += 1
                    laneSequence += 1
                }
                unfinished.insert(laneSequence)
                return SourceItem(rows: rows, sequence: sequence, laneSequence: laneSequence)
            }
            reader = nil
            if isTaking {
                await wait()
                continue
            }
            isTaking = true
            let layout = await queue.take()
            defer {
                isTaking = false
                resume()
            }
            guard let layout else { return nil }
            reader = try snapshot.rows(of: layout, rowLimit: rowLimit, lane: number)
            sequence = 0
        }
    }

    /// Says that everything that comes of a batch was handed on.
    func finish(_ item: SourceItem) {
        unfinished.remove(item.laneSequence)
        resume()
    }

    /// Lets everybody who waits go on, to nothing: another task has failed.
    func cancel() {
        isCancelled = true
        resume()
    }

    private func wait() async { await withCheckedContinuation { waiting.append($0) } }

    private func resume() {
        let continuations = waiting
        waiting = []
        for continuation in continuations { continuation.resume() }
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
