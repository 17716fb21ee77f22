import CaseExport
import Glibc
import Synchronization

/// How far a command has come, on one line of the terminal that is written over and over.
final class ProgressLine: Sendable {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let last: Mutex<ContinuousClock.Instant>

    private init() {
        start = clock.now
        last = Mutex(start)
    }

    /// Runs a command on a dataset, with the line where standard error is a terminal and nobody asked for quiet.
    static func shown<R>(
        _ path: String, options: CommonOptions, _ body: (Dataset) async throws -> R
    ) async throws -> R {
        var dataset = try Dataset(at: path)
        guard isatty(2) == 1, !options.quiet, !options.json else { return try await body(dataset) }
        let line = ProgressLine()
        dataset.progress = { line.update(rows: $0) }
        defer { line.clear() }
        return try await body(dataset)
    }

    private func update(rows: Int) {
        let now = clock.now
        let isDue = last.withLock { last in
            guard now - last > .milliseconds(200) else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) / 1e18
        Printer.progress("\(Printer.grouped(rows)) rows, \(Printer.grouped(Int(Double(rows) / seconds))) a second")
    }

    private func clear() { Printer.progress("") }
}
