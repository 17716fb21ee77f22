import CaseExport
import Glibc
import Synchronization

/// How far a command has come, on one line of the terminal that is written over and over.
final class ProgressLine: Sendable {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let last: Mutex<ContinuousClock.Instant>
    /// How many rows there will be, and when the first of them came.
    private let total = Mutex<(rows: Int, since: ContinuousClock.Instant)?>(nil)

    private init() {
        start = clock.now
        last = Mutex(start)
    }

    /// Runs a command on a dataset, with the line where standard error is a terminal and nobody asked for quiet.
    static func shown<R>(
        _ path: String, _ database: DatabaseOptions, options: CommonOptions, _ body: (Dataset) async throws -> R
    ) async throws -> R {
        var dataset = try Dataset(at: path, metadata: database.metadata, documents: database.documents)
        guard isatty(2) == 1, !options.quiet, !options.json else { return try await body(dataset) }
        let line = ProgressLine()
        dataset.progress = { line.update(rows: $0) }
        dataset.total = { line.begin(of: $0) }
        defer { line.clear() }
        return try await body(dataset)
    }

    /// Runs a verification, with the line where standard error is a terminal and nobody asked for quiet.
    static func shown<R>(
        verifying path: String, options: CommonOptions, _ body: ((@Sendable (Int, Int) -> Void)?) async throws -> R
    ) async throws -> R {
        guard isatty(2) == 1, !options.quiet, !options.json else { return try await body(nil) }
        let line = ProgressLine()
        defer { line.clear() }
        return try await body { line.update(bytes: $0, of: $1) }
    }

    private func update(bytes: Int, of total: Int) {
        let now = clock.now
        guard isDue(now) else { return }
        let rate = Double(bytes) / seconds(since: start, until: now)
        var text = "\(Printer.grouped(bytes >> 20)) MiB"
        if total > 0 { text = "\(Printer.grouped(bytes >> 20)) of \(Printer.grouped(total >> 20)) MiB" }
        text += ", \(Printer.grouped(Int(rate) >> 20)) MiB a second"
        if total > 0, bytes > 0 { text += ", \(duration(Double(total - bytes) / rate)) left" }
        Printer.progress(text)
    }

    private func isDue(_ now: ContinuousClock.Instant) -> Bool {
        last.withLock { last in
            guard now - last > .milliseconds(200) else { return false }
            last = now
            return true
        }
    }

    private func update(rows: Int) {
        let now = clock.now
        guard isDue(now) else { return }
        let total = total.withLock { $0 }
        let rate = Double(rows) / seconds(since: total?.since ?? start, until: now)
        var text = "\(Printer.grouped(rows)) rows"
        if let total { text = "\(Printer.grouped(rows)) of \(Printer.grouped(total.rows)) rows" }
        text += ", \(Printer.grouped(Int(rate))) a second"
        if let total, rows > 0 { text += ", \(duration(Double(total.rows - rows) / rate)) left" }
        Printer.progress(text)
    }

    private func begin(of rows: Int) {
        let now = clock.now
        total.withLock { $0 = (rows, now) }
    }

    private func seconds(since start: ContinuousClock.Instant, until now: ContinuousClock.Instant) -> Double {
        let (seconds, attoseconds) = (now - start).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    /// `1:05:03`, `5:03`
    private func duration(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "?" }
        let whole = max(0, Int(seconds))
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0
            ? "\(hours):\(padded(minutes)):\(padded(whole % 60))" : "\(minutes):\(padded(whole % 60))"
    }

    private func clear() { Printer.progress("") }
}
