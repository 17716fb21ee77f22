import CaseArchive
import CaseBytes
import CaseDisclosure
import CaseFiles
package import CaseFormats
package import CaseModel
package import CaseStore
import Glibc
import Synchronization

/// How a dataset is gone through.
package struct RunOptions: Sendable {
    /// How many threads work.
    package var threads = WorkerPool.coreCount
    /// How many rows a batch has at the most; tests make it small.
    package var rowLimit = RowBatch.rowLimit
    /// Is told how many rows are done, a batch at a time.
    package var progress: (@Sendable (Int) -> Void)?
    /// Is told how many rows there will be, where that is known before.
    package var total: (@Sendable (Int) -> Void)?

    package init() {}
}

/// What an export writes.
package struct ExportPlan: Sendable {
    package var formats: [any ExportFormat]
    /// The tables that are exported; nil for all.
    package var tables: Set<String>?
    /// Whether the digests of parts and of the graph are computed.
    package var hasDigest = true
    /// What is left out before any format sees it, and who else sees what is left; nil for exports, which leave
    /// nothing out.
    package var release: ReleaseView?
    /// Whether the graph's hash is wanted whatever the formats are.
    package var wantsGraph = false

    package init(formats: [any ExportFormat]) { self.formats = formats }

    /// Whether the graph's hash is wanted: the one number by which several formats can be held against each other.
    var hashesGraph: Bool {
        guard hasDigest else { return false }
        if wantsGraph { return true }
        let carrying = formats.filter { type(of: $0).carriesGraph }
        return carrying.count > 1 || carrying.contains { $0 is NQuadsFormat }
    }

    /// Whether batches have to come in the order of the schema.
    package var isOrdered: Bool { release != nil || hashesGraph || formats.contains { type(of: $0).isOnePart } }

    /// The digests that a format's parts are written with.
    func digests(of format: any ExportFormat) -> PartDigests {
        guard hasDigest else { return [] }
        var digests: PartDigests = format is NQuadsFormat ? .sha256 : []
        if release != nil || type(of: format).recordsDigests { digests.insert(.sha512) }
        return digests
    }
}

/// The graph of an export.
package struct GraphFixity: Sendable, Equatable {
    package let tripleCount: Int
    /// The SHA-256 of its canonical N-Quads, in lower-case hexadecimal.
    package let sha256: String
}

/// What came of going through a dataset.
package struct RunResult: Sendable {
    package let findings: FindingList
    package let formats: [FormatResult]
    /// nil where its hash was not wanted.
    package let graph: GraphFixity?
    /// Rows by table, of tables that have any.
    package let rowCounts: [(table: String, rows: Int)]
    /// The same without the rows that were left out.
    package let disclosedCounts: [(table: String, rows: Int)]
    /// How many records are above the access level `public`.
    package let restrictedCount: Int
    package let dataset: DatasetDescription
}

/// Goes through a snapshot once: checks every row and, where there is a plan, encodes and writes it.
///
/// Each lane is read by one task at a time; batches are derived, checked and encoded by all tasks; each format is
/// written by one at a time, every table's rows in order. Where the dataset turns out unfit, what was written is for the caller to drop.
///
/// - Parameter output: where the parts go.
package func run(
    _ snapshot: any DatasetSnapshot, plan: ExportPlan?, into output: (any PartOutput)?, options: RunOptions
) async throws -> RunResult {
    try await withWorkers(options.threads) {
        try await BatchRun(snapshot, plan: plan, output: output ?? DigestOutput(), options: options).run()
    }
}

private struct BatchRun: Sendable {
    private let lanes: [BatchLane]
    private let check: CheckWriter
    /// What the formats are written by, and behind them what only hashes the graph, where no format does.
    private let writers: [PartWriter]
    private let encoders: [[(any BatchEncoder)?]]
    private let formats: [any ExportFormat]
    /// The writer, by its place, that hashes the graph.
    private let graphWriter: Int?
    private let deriver: Deriver
    private let checkPlan: CheckPlan
    private let dataset: DatasetDescription
    private let schema: Schema
    private let taskCount: Int
    private let release: ReleaseView?
    /// Rows that formats were given, by layout.
    private let disclosed = RowCounter()

    init(_ snapshot: any DatasetSnapshot, plan: ExportPlan?, output: any PartOutput, options: RunOptions) throws {
        schema = snapshot.schema
        dataset = try describe(snapshot)
        checkPlan = CheckPlan(snapshot)
        deriver = Deriver(superseded: try supersededOutcomes(of: snapshot))
        // One task more than threads for reading, and one for writing, so that no thread waits for either.
        let taskCount = options.threads == 1 ? 1 : options.threads + 2
        self.taskCount = taskCount
        let queue = TableQueue(snapshot.schema)
        let laneCount = plan?.isOrdered ?? false ? 1 : min(snapshot.laneCount, taskCount)
        // A row of a graph is many times what it is in a table: smaller batches keep what is in flight small.
        release = plan?.release
        let rowLimit =
            plan?.isOrdered ?? false
            ? min(options.rowLimit, RowBatch.rowLimit / (plan?.release == nil ? 4 : 8)) : options.rowLimit
        lanes = (0..<laneCount).map {
            BatchLane(snapshot, number: $0, queue: queue, rowLimit: rowLimit, window: taskCount)
        }
        check = CheckWriter(snapshot, plan: checkPlan, progress: options.progress)
        var formats = plan?.formats ?? []
        let written = formats.count
        if plan?.hashesGraph ?? false, !formats.contains(where: { $0 is NQuadsFormat }) {
            formats.append(NQuadsFormat(options: FormatOptions()))
        }
        graphWriter = plan?.hashesGraph ?? false ? formats.firstIndex { $0 is NQuadsFormat } : nil
        let exported = ExportedDataset(dataset, schema: snapshot.schema)
        writers = formats.enumerated().map { index, format in
            PartWriter(
                format, of: exported, output: index < written ? output : DigestOutput(),
                digests: index < written ? plan?.digests(of: format) ?? [] : .sha256,
                companionDigests: plan?.release == nil ? [] : .sha512,
                isOrdered: plan?.isOrdered ?? false)
        }
        encoders = formats.map { format in
            snapshot.schema.layouts.map { layout in
                plan?.tables?.contains(layout.table.name) ?? true ? format.encoder(for: layout, of: exported) : nil
            }
        }
        self.formats = formats
    }

    func run() async throws -> RunResult {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<taskCount { group.addTask { try await work(number) } }
            try await group.waitForAll()
        }
        let (findings, restricted) = try await check.finish()
        var counts: [Int: Int] = [:]
        for lane in lanes { counts.merge(await lane.rowCounts, uniquingKeysWith: +) }
        let disclosedCounts = disclosed.counts
        var results: [FormatResult] = []
        var graph: GraphFixity?
        if findings.isFit {
            for writer in writers {
                let (result, blocks) = try await writer.finish()
                try await compress(blocks)
                results.append(result)
            }
            try release?.assertCounts(counts, disclosedCounts, schema)
            try assertCounts(results, disclosedCounts)
            if let graphWriter, let part = results[graphWriter].parts.first, let digest = part.sha256 {
                graph = GraphFixity(tripleCount: part.tripleCount, sha256: digest)
                if results[graphWriter].isHashedOnly { results.remove(at: graphWriter) }
            }
        }
        return RunResult(
            findings: findings, formats: results, graph: graph,
            rowCounts: byTable(counts), disclosedCounts: byTable(disclosedCounts), restrictedCount: restricted,
            dataset: dataset)
    }

    /// In the schema's order.
    private func byTable(_ counts: [Int: Int]) -> [(table: String, rows: Int)] {
        schema.tables.compactMap { table in
            let count = schema.layout(named: table.name).flatMap { counts[$0.index] } ?? 0
            return count > 0 ? (table.name, count) : nil
        }
    }

    /// Each task begins with a lane of its own, and goes on to the others when that has no more to read.
    private func work(_ number: Int) async throws {
        do {
            for offset in lanes.indices {
                let lane = lanes[(number + offset) % lanes.count]
                while let item = try await lane.next() {
                    try await process(item)
                    await lane.finish(item)
                }
            }
        } catch {
            for lane in lanes { await lane.cancel() }
            throw error
        }
    }

    private func process(_ item: SourceItem) async throws {
        let layout = schema.layouts[item.rows.layoutIndex]
        let batch = deriver.batch(item.rows, layout: layout)
        try await check.add(BatchCheck.report(on: batch, plan: checkPlan), of: batch, at: item.sequence)
        guard check.isFit else { return }
        let shown = try await disclose(batch, item, layout)
        for (writer, encoders) in zip(writers, encoders) {
            guard let batch = shown, let encoder = encoders[layout.index] else {
                try await compress(try await writer.add(nil, of: layout, from: item))
                continue
            }
            var buffer = ByteBuffer(capacity: 1 << 16)
            let start = processorTime()
            let count = encoder.encode(batch, into: &buffer)
            let chunk = PartWriter.Chunk(
                bytes: buffer.sealed(), count: count, encodingSeconds: processorTime() - start)
            // Before the next format: what waits to be compressed would fill the memory. A chunk that others waited for
            // brings theirs along, so that it takes all threads.
            try await compress(try await writer.add(chunk, of: layout, from: item))
        }
    }

    /// What readers of the release may see of a batch; nil where that is nothing.
    private func disclose(_ batch: Batch, _ item: SourceItem, _ layout: TableLayout) async throws -> Batch? {
        var shown: Batch? = batch
        if let release {
            let rows = release.disclosure.project(item.rows)
            shown = rows.flatMap { $0.rowCount == 0 ? nil : deriver.batch($0, layout: layout) }
            await release.content.add(shown, at: item.laneSequence)
        }
        if let shown { disclosed.add(shown.rowCount, to: layout.index) }
        return shown
    }

    /// No silent loss: what each format wrote is what the snapshot had, and all graphs have the same triples.
    private func assertCounts(_ results: [FormatResult], _ counts: [Int: Int]) throws {
        var triples: (format: String, count: Int)?
        for ((result, encoders), format) in zip(zip(results, encoders), formats) {
            let expected = counts.filter { encoders[$0.key] != nil }.values.reduce(0, +)
            let written = result.parts.reduce(0) { $0 + $1.rowCount }
            guard written == expected else {
                throw RowsLost(format: result.format, expected: expected, written: written, of: "rows")
            }
            guard type(of: format).carriesGraph, type(of: format).isOnePart else { continue }
            let count = result.parts.reduce(0) { $0 + $1.tripleCount }
            if let triples, triples.count != count {
                throw RowsLost(format: result.format, expected: triples.count, written: count, of: "triples")
            }
            triples = (result.format, count)
        }
    }
}

/// The seconds that this thread has worked.
private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// A format wrote another number of rows or triples than there are: a fault of this program.
package struct RowsLost: Error, CustomStringConvertible {
    let format: String
    let expected: Int
    let written: Int
    /// What was counted.
    let of: String

    package var description: String {
        "the format \(format) wrote \(written) of \(expected) \(of); nothing was published. This is a fault of caseexport: please report it"
    }
}

/// Adds reports to the check in the order of the batches, so that findings come in the same order every time.
private final class CheckWriter: Sendable {
    private let order: Order
    private let hasErrors = Atomic<Bool>(false)

    init(_ snapshot: any DatasetSnapshot, plan: CheckPlan, progress: (@Sendable (Int) -> Void)?) {
        order = Order(snapshot, plan: plan, progress: progress)
    }

    /// Whether nothing was found so far that makes the dataset unfit.
    var isFit: Bool { !hasErrors.load(ordering: .relaxed) }

    func add(_ report: BatchReport, of batch: Batch, at sequence: Int) async throws {
        if !report.findings.isFit { hasErrors.store(true, ordering: .relaxed) }
        try await order.add(report, layoutIndex: batch.layout.index, rowCount: batch.rowCount, at: sequence)
    }

    func finish() async throws -> (FindingList, Int) { try await order.finish() }

    private actor Order {
        private let check: DatasetCheck
        private var orders: [Int: Reordering<(report: BatchReport, rowCount: Int)>] = [:]

        private let progress: (@Sendable (Int) -> Void)?
        private var rowCount = 0

        init(_ snapshot: any DatasetSnapshot, plan: CheckPlan, progress: (@Sendable (Int) -> Void)?) {
            check = DatasetCheck(snapshot, plan: plan)
            self.progress = progress
        }

        func add(_ report: BatchReport, layoutIndex: Int, rowCount: Int, at sequence: Int) throws {
            for item in orders[layoutIndex, default: Reordering()].insert((report, rowCount), at: sequence) {
                try check.add(item.report, layoutIndex: layoutIndex, rowCount: item.rowCount)
                self.rowCount += item.rowCount
            }
            progress?(self.rowCount)
        }

        func finish() throws -> (FindingList, Int) { (try check.finish(), check.restrictedCount) }
    }
}

/// The dataset's description, read before everything else.
package func describe(_ snapshot: any DatasetSnapshot) throws -> DatasetDescription {
    guard let layout = snapshot.schema.layout(named: "dataset") else { return DatasetDescription(values: [:]) }
    let reader = try snapshot.rows(of: layout, rowLimit: 1)
    guard let batch = try reader.next() else { return DatasetDescription(values: [:]) }
    return DatasetDescription(batch, layout: layout)
}
