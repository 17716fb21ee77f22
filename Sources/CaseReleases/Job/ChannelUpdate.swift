import CaseArchive
import CaseBytes
import CaseDisclosure
import CaseFiles
import CaseModel
import CasePackages
import Glibc

/// What a run is about to change in a channel: everything is staged, and becomes visible with the commit.
struct ChannelUpdate {
    let run: JobRun
    let look: ProfileLook
    let layout: ChannelLayout
    /// Where it is staged.
    let staging: String
    private(set) var records: [ReleaseRecord]
    private var archivist: ReleaseArchivist
    private var scribe: LogScribe
    private var pruned: [String] = []
    private(set) var changes: [ReleaseRecord.TableChange] = []
    private var release: ReleaseRecord?

    init(_ run: JobRun, _ look: ProfileLook, _ state: ChannelState) throws {
        self.run = run
        self.look = look
        layout = state.layout
        records = state.records
        staging = "\(run.layout.staging(run.id))/\(look.profile.name)"
        try layout.make()
        try makeDirectories(staging)
        archivist = ReleaseArchivist(run.layout, staging: staging + "/ocfl")
        scribe = try LogScribe(
            run.layout, profile: look.profile.name, dataset: look.run.dataset.base, origin: run.job.logOrigin,
            releaseCount: state.records.count, staging: staging + "/log")
    }

    /// How many bytes the release's archive has.
    var archiveByteCount: Int { release?.downloads.first?.byteCount ?? 0 }

    // MARK: A new release

    mutating func add(_ made: MadeRelease, refusals: [String]) async throws {
        guard let facts = made.result.facts, let container = made.result.container,
            let name = splitPath(made.path)?.name
        else { return }
        let previous = records.last { $0.prunedAt == nil }
        var record = ReleaseRecord(
            id: run.id, createdAt: run.report.startedAt, name: facts.name, instant: facts.instant)
        record.previous = previous?.id
        record.downloads = [
            ReleaseRecord.Download(
                name: name, mediaType: Self.mediaType(of: name), byteCount: container.byteCount,
                sha256: container.sha256, title: "The release as one file: a BagIt bag")
        ]
        record.graph = (facts.graph ?? look.run.graph.map { .init(tripleCount: $0.tripleCount, sha256: $0.sha256) })
            .map { ReleaseRecord.Graph(tripleCount: $0.tripleCount, sha256: $0.sha256) }
        record.fileCount = made.result.members.count
        record.byteCount = made.result.members.reduce(0) { $0 + $1.byteCount }
        record.withheld = facts.withheld.byGround
        record.warningCount = look.run.findings.total(.warning)
        record.toolVersion = run.options.tool.version
        record.fingerprint = look.fingerprint
        if let reason = run.options.acceptedReason, !refusals.isEmpty {
            record.acceptance = ReleaseRecord.Acceptance(reason: reason, refusals: refusals)
        }
        record.tables = try compare(made, with: previous, &record.downloads)
        changes = record.tables
        try archivist.add(
            made.path, made.result.members, id: run.id, created: run.report.startedAt, facts: facts)
        record.logIndex = try scribe.add(record, manifest: made.result.members, proofOf: name, in: staging + "/release")
        try writeFile(ReleaseDocument.bytes(record), to: staging + "/release/release.json")
        records.append(record)
        release = record
    }

    private static func mediaType(of name: String) -> String {
        name.hasSuffix(".zip") ? "application/zip" : name.hasSuffix(".gz") ? "application/gzip" : "application/x-tar"
    }

    /// Writes what changed since the release before, where both can be compared.
    private func compare(
        _ made: MadeRelease, with previous: ReleaseRecord?, _ downloads: inout [ReleaseRecord.Download]
    ) throws -> [ReleaseRecord.TableChange] {
        let counts = look.run.disclosedCounts.map { ReleaseRecord.TableChange(table: $0.table, rowCount: $0.rows) }
        guard let previous, let archive = previous.downloads.first else { return counts }
        let path = "\(layout.release(previous.id))/\(archive.name)"
        do {
            let folder = staging + "/release"
            var lines = try PartFile(creating: folder + "/changes.csv", digests: .sha256)
            // A record that is withheld now is counted among those that are gone, and not named.
            let comparison = try TableChanges(
                from: ReleaseTables(path), to: ReleaseTables(made.path),
                naming: { [disclosure = look.disclosure] in
                    !disclosure.withholds(String(decoding: $0, as: UTF8.self))
                }
            ) {
                try lines.write($0)
            }
            let digests = try lines.finish()
            let summary = comparison.document(release: run.id, previous: previous.id).pretty()
            try writeFile(summary, to: folder + "/changes.json")
            downloads += [
                ReleaseRecord.Download(
                    name: "changes.csv", mediaType: "text/csv", byteCount: digests.byteCount,
                    sha256: digests.sha256 ?? "", title: "What changed since the release before, a row a line"),
                ReleaseRecord.Download(
                    name: "changes.json", mediaType: "application/json", byteCount: summary.count,
                    sha256: hexadecimal(sha256(summary)), title: "What changed since the release before, counted"),
            ]
            return comparison.tables
        } catch let problem where !(problem is Interrupted) && isAboutTheOld(problem, path) {
            try removeFile(staging + "/release/changes.csv")
            run.log.note(
                problem is NotCompared ? .info : .warning, "not-compared", run.options.describe(problem).message,
                [("profile", look.profile.name), ("previous", previous.id)])
            return counts
        }
    }

    /// Whether it is the release before that cannot be read: what became of it does not keep the next from coming.
    private func isAboutTheOld(_ problem: any Error, _ path: String) -> Bool {
        problem is NotCompared || run.options.describe(problem).message.contains(path)
    }

    // MARK: What goes

    /// Decides whose downloads go; their records stay.
    ///
    /// - Returns: their ids.
    mutating func prune() -> [String] {
        guard let retention = run.job.retention else { return [] }
        for id in retention.pinned where !records.contains(where: { $0.id == id && $0.prunedAt == nil }) {
            run.log.note(
                .warning, "not-pinned", "there are no downloads of a release that the job pins",
                [("profile", look.profile.name), ("release", id)])
        }
        for index in records.indices { records[index].isPinned = retention.pinned.contains(records[index].id) }
        pruned = RetentionPlan(retention: retention).pruned(records)
        for index in records.indices where pruned.contains(records[index].id) {
            records[index].prunedAt = run.report.startedAt
        }
        return pruned
    }

    /// Removes the downloads that nobody is told of any more.
    func removePruned() throws {
        for id in pruned {
            removeTree(layout.release(id))
            guard isThere(layout.release(id)) else { continue }
            run.log.note(
                .error, "not-pruned", "the downloads of a release could not be removed: see who owns them",
                [("profile", look.profile.name), ("path", layout.release(id))])
        }
        try layout.removeOldViews()
    }

    // MARK: The view

    /// Writes the documents of the channel.
    func stageView() throws {
        let view = staging + "/view"
        try makeDirectories(view)
        for document in CatalogueDocuments.all(catalogue()) {
            try writeFile(document.bytes, to: "\(view)/\(document.name)")
        }
        if let checkpoint = scribe.checkpoint { try writeFile(checkpoint, to: view + "/checkpoint") }
        if let latest = records.last(where: { $0.prunedAt == nil }) {
            try link("../../releases/\(latest.id)", view + "/latest")
        }
        // What `current` is replaced with.
        try link(".views/\(run.id)", staging + "/current")
    }

    private func catalogue() -> Catalogue {
        var catalogue = Catalogue(
            dataset: look.run.dataset, profile: look.profile, releases: records, updatedAt: run.report.startedAt,
            tool: (run.options.tool.name, run.options.tool.version))
        let start = secondsSince1970(run.report.startedAt)
        catalogue.baseURL = run.job.baseURL.map { $0 + look.profile.name + "/" }
        catalogue.nextExpected = run.job.every.map { Instants.text(start + $0.seconds) }
        catalogue.staleAfter = run.job.staleness.map { Instants.text(start + $0.seconds) }
        catalogue.frequency = run.job.every?.iso8601
        catalogue.log = scribe.head
        return catalogue
    }

    private func link(_ target: String, _ path: String) throws(FileProblem) {
        guard symlink(target, path) == 0 else { throw FileProblem(.cannotWrite, "make the link", path, errno: errno) }
    }

    // MARK: The commit

    /// The renames that publish it: `current` comes last, by which everything else is found.
    func addSteps(to commit: inout Commit) {
        func add(_ staged: String, _ final: String) {
            commit.rename(run.layout.relative("\(staging)/\(staged)"), to: run.layout.relative(final))
        }
        for path in scribe.files { add("log/" + path, "\(layout.log)/\(path)") }
        for (staged, final) in archivist.renames { add("ocfl/" + staged, final) }
        if let release { add("release", layout.release(release.id)) }
        add("view", "\(layout.views)/\(run.id)")
        add("current", layout.current)
    }
}

extension DisclosureReport {
    /// How many records, values and references are withheld, by the grounds.
    var byGround: [(ground: String, count: Int)] {
        var counts: [String: Int] = [:]
        for count in records + fields + references { counts[count.ground, default: 0] += count.count }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
