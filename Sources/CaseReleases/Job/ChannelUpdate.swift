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
            staging: staging + "/log")
    }

    var downloadByteCount: Int { release?.downloads.reduce(0) { $0 + $1.byteCount } ?? 0 }

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
        record.withheld = Self.withheld(facts.withheld)
        record.warningCount = look.run.findings.total(.warning)
        record.toolVersion = run.options.tool.version
        record.fingerprint = look.fingerprint
        if let reason = run.options.acceptedReason, !refusals.isEmpty {
            record.acceptance = ReleaseRecord.Acceptance(reason: reason, refusals: refusals)
        }
        record.tables = try compare(made, with: previous)
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

    private static func withheld(_ report: DisclosureReport) -> [(ground: String, count: Int)] {
        var counts: [String: Int] = [:]
        for count in report.records + report.fields + report.references {
            counts[count.ground, default: 0] += count.count
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Writes what changed since the release before, where both can be compared.
    private func compare(_ made: MadeRelease, with previous: ReleaseRecord?) throws -> [ReleaseRecord.TableChange] {
        let counts = look.run.disclosedCounts.map { ReleaseRecord.TableChange(table: $0.table, rowCount: $0.rows) }
        guard let previous, let archive = previous.downloads.first else { return counts }
        let path = "\(layout.release(previous.id))/\(archive.name)"
        do {
            let folder = staging + "/release"
            var lines = try PartFile(creating: folder + "/changes.csv", digests: [])
            let comparison = try TableChanges(from: ReleaseTables(path), to: ReleaseTables(made.path)) {
                try lines.write($0)
            }
            _ = try lines.finish()
            try writeFile(
                comparison.document(release: run.id, previous: previous.id).pretty(), to: folder + "/changes.json")
            return comparison.tables
        } catch let problem as NotCompared {
            try removeFile(staging + "/release/changes.csv")
            run.log.note(
                .info, "not-compared", problem.description,
                [("profile", look.profile.name), ("previous", previous.id)])
            return counts
        }
    }

    // MARK: What goes

    /// Decides whose downloads go; their records stay.
    ///
    /// - Returns: their ids.
    mutating func prune() -> [String] {
        guard let retention = run.job.retention else { return [] }
        for index in records.indices { records[index].isPinned = retention.pinned.contains(records[index].id) }
        pruned = RetentionPlan(retention: retention).pruned(records)
        for index in records.indices where pruned.contains(records[index].id) {
            records[index].prunedAt = run.report.startedAt
        }
        return pruned
    }

    /// Removes the downloads that nobody is told of any more.
    func removePruned() {
        for id in pruned { removeTree(layout.release(id)) }
        layout.removeOldViews()
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
