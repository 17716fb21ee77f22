import CaseBytes
import CaseFiles
import CaseModel
import CasePackages

/// What came of reading all formats of a release.
struct DeepOutcomes: Sendable {
    var graphs: [GraphOutcome] = []
    var tables: [TablesOutcome] = []
    /// The key that all sums were made with.
    let hash: SipHash
}

/// Reads every format of a release, some at a time.
///
/// - Throws: `Interrupted`
func readFormats(
    _ tree: PackageTree, _ files: DeepFiles
) async throws -> DeepOutcomes {
    let hash = SipHash()
    let jobs = DeepJobs(tree, files, hash)
    return try await withThrowingTaskGroup(of: DeepJobs.Outcome.self) { group in
        // The longest first, so that none of them is left alone at the end.
        for job in jobs.all { group.addTask { try job() } }
        var outcomes = DeepOutcomes(hash: hash)
        for try await outcome in group {
            switch outcome {
            case .graph(let outcome): outcomes.graphs.append(outcome)
            case .tables(let outcome): outcomes.tables.append(outcome)
            }
        }
        // In the order of the lists, whichever was the first to end.
        outcomes.graphs = GraphFile.all.compactMap { file in outcomes.graphs.first { $0.file == file } }
        outcomes.tables.sort { $0.folder.utf8.lexicographicallyPrecedes($1.folder.utf8) }
        return outcomes
    }
}

/// What has to be read of a release.
private struct DeepJobs {
    enum Outcome: Sendable {
        case graph(GraphOutcome)
        case tables(TablesOutcome)
    }

    private var jobs: [(cost: Int, run: @Sendable () throws -> Outcome)] = []

    init(_ tree: PackageTree, _ files: DeepFiles, _ hash: SipHash) {
        let graphs = GraphFile.all.filter { files.has($0.path) }
        // One record's lines after the other's, so that its hash takes no sorting; of tables they come table by table.
        let hashed = graphs.first { $0.syntax != .csvw }
        for file in graphs {
            let known = tree.file(file.path).flatMap { tree.digest($0, .sha256) }.map { hexadecimal($0) }
            let job = GraphReadingJob(
                file: file, files: files, hash: hash, isHashed: file == hashed, knownSHA256: known)
            jobs.append((2 * file.byteCount(files), { .graph(try job.run()) }))
        }
        let hasShown = !files.names(in: ShownTablesJob.folder).isEmpty
        let documents = Self.documentDigests(tree)
        let folders = ["data/csv/", "data/ndjson/"].filter { !files.names(in: $0).isEmpty }
        for folder in folders {
            let isFirst = folder == folders.first
            let job = TablesJob(
                folder: MemberFolder(files: files, folder: folder, digests: documents), hash: hash,
                isChecked: isFirst, isShown: hasShown && isFirst)
            let size = files.names(in: folder).reduce(0) { $0 + files.byteCount(of: folder + $1) }
            jobs.append((isFirst ? 16 * size : 2 * size, { .tables(try job.run()) }))
        }
        if hasShown {
            let job = ShownTablesJob(files: files, hash: hash)
            jobs.append((0, { .tables(try job.run()) }))
        }
    }

    var all: [@Sendable () throws -> Outcome] { jobs.sorted { $0.cost > $1.cost }.map(\.run) }

    /// The SHA-256 digests of documents that are known already.
    private static func documentDigests(_ tree: PackageTree) -> [Int: String] {
        var digests: [Int: String] = [:]
        for number in tree.files {
            guard let path = tree.inner(number), path.starts(with: MemberDocuments.folder.utf8) else { continue }
            if let digest = tree.digest(number, .sha256) { digests[number] = hexadecimal(digest) }
        }
        return digests
    }
}
