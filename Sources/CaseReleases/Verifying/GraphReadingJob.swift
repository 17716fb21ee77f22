import CaseBytes
import CaseFiles
import CaseGraph
import CaseModel

/// What came of reading a format's graph.
struct GraphOutcome: Sendable {
    let file: GraphFile
    /// nil where the format cannot be read to its end.
    var sum: GraphSum?
    var subjectCount = 0
    /// Of the graph's canonical N-Quads, in lower-case hexadecimal; nil where it was not computed.
    var sha256: String?
    /// Whether the hash was asked for, and the records' order did not give it.
    var isUnordered = false
    var findings = FindingList()
}

/// Reads the graph of one format: on any thread, in memory that does not grow with it.
struct GraphReadingJob: Sendable {
    let file: GraphFile
    let files: DeepFiles
    let hash: SipHash
    /// Whether the graph's SHA-256 is wanted of this format.
    let isHashed: Bool
    /// The file's SHA-256 where it is known already.
    let knownSHA256: String?

    /// - Throws: what is no fault of the file: `Interrupted`.
    func run() throws -> GraphOutcome {
        var outcome = GraphOutcome(file: file)
        var opened = file.path
        do {
            if file.syntax == .nquads {
                try readCanonical(&outcome)
            } else {
                try readRecords(&outcome, opened: { opened = $0 })
            }
        } catch let problem as GraphProblem {
            let place = file.place(of: problem, opened: opened)
            outcome.findings.append(Finding(.formatSyntax, at: place, problem.message, hint: problem.hint))
        } catch {
            outcome.findings.append(try unreadable(opened, error))
        }
        return outcome
    }

    private func readCanonical(_ outcome: inout GraphOutcome) throws {
        guard let source = try files.open(file.path) else { return }
        let canonical = CanonicalFile(source, path: file.path, hashes: knownSHA256 == nil)
        let sink = GraphSumSink(hash, collapsesDuplicates: false, watcher: canonical)
        defer { outcome.findings.append(canonical.findings) }
        try file.read(files, from: canonical, into: sink)
        outcome.sha256 = canonical.finish() ?? knownSHA256
        outcome.sum = sink.sum
        outcome.subjectCount = sink.subjectCount
    }

    private func readRecords(_ outcome: inout GraphOutcome, opened: @escaping (String) -> Void) throws {
        let runs = isHashed ? CanonicalRuns() : nil
        let sink = GraphSumSink(hash, watcher: runs)
        let warnings = Warnings()
        defer {
            for message in warnings.messages {
                outcome.findings.append(Finding(.metadataDiffers, at: Place(file: file.path), message))
            }
        }
        try file.read(files, into: sink, warn: warnings.add, opened: opened)
        outcome.sha256 = runs?.finish()
        outcome.isUnordered = isHashed && outcome.sha256 == nil
        outcome.sum = sink.sum
        outcome.subjectCount = sink.subjectCount
    }
}

/// What a reader passes over, each once.
private final class Warnings {
    private(set) var messages: [String] = []

    func add(_ message: String) {
        if messages.count < 100, !messages.contains(message) { messages.append(message) }
    }
}

/// What is reported where a file of a release cannot be read.
///
/// - Throws: what is no fault of the file.
func unreadable(_ path: String, _ error: any Error) throws -> Finding {
    if error is Interrupted { throw error }
    if let problem = error as? FileProblem, FileProblem.isOfThisProcess(problem.errno) { throw problem }
    return Finding(.unreadableFile, at: Place(file: path), "\(error)")
}
