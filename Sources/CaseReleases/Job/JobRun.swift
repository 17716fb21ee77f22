import CaseArchive
package import CaseDisclosure
import CaseFiles
import CaseModel
package import CasePackages
import CaseStore
import Glibc

/// How a job is run.
package struct JobRunOptions: Sendable {
    /// What the time is, in seconds since the beginning of 1970.
    package var time: @Sendable () -> Int = { Instants.now }
    /// Why what the gates refuse is let through; nil where it is not.
    package var acceptedReason: String?
    /// Whether the run only says what it would do.
    package var isDryRun = false
    package var run = RunOptions()
    package var tool: ReleaseFacts.Tool
    /// A failure's code and its sentence.
    package var describe: @Sendable (any Error) -> (code: String, message: String)

    package init(
        tool: ReleaseFacts.Tool, describe: @escaping @Sendable (any Error) -> (code: String, message: String)
    ) {
        self.tool = tool
        self.describe = describe
    }
}

/// Runs a job: looks at the dataset, makes each profile's release if anything changed, publishes them in one step.
///
/// Nothing is thrown: what went wrong is in the report, in the repository's log and health, and told to whoever the job
/// names.
///
/// - Parameter profiles: reads those of the job; what it throws is told like everything else.
package func run(
    _ job: Job, profiles: @escaping () throws -> [Profile], options: JobRunOptions,
    listener: @escaping (RunEvent) -> Void
) async -> (report: RunReport, error: (any Error)?) {
    var run = JobRun(job, profiles, options, listener)
    return await run.run()
}

/// One run of a job.
struct JobRun {
    let job: Job
    private(set) var profiles: [Profile] = []
    private let readProfiles: () throws -> [Profile]
    let options: JobRunOptions
    let layout: RepositoryLayout
    let log: RunLog
    let id: String
    var report: RunReport
    /// Held until the run has told what came of it; nil where another run has it.
    private var lock: RepositoryLock?

    init(
        _ job: Job, _ profiles: @escaping () throws -> [Profile], _ options: JobRunOptions,
        _ listener: @escaping (RunEvent) -> Void
    ) {
        self.job = job
        readProfiles = profiles
        self.options = options
        layout = RepositoryLayout(job.repository)
        let start = options.time()
        id = ReleaseID.make(start)
        log = RunLog(run: id, time: options.time, listener: listener)
        report = RunReport(run: id, job: job.path, repository: job.repository, startedAt: Instants.text(start))
        report.isDryRun = options.isDryRun
        report.acceptedReason = options.acceptedReason
    }

    mutating func run() async -> (report: RunReport, error: (any Error)?) {
        var failure: (any Error)?
        do {
            if options.isDryRun { try await rehearse() } else { try await work() }
        } catch {
            failure = error
            let (code, message) = options.describe(error)
            report.result = .failed
            report.errorCode = code
            report.message = message
        }
        if ![.released, .rehearsed].contains(report.result) {
            // What one channel would have got goes down with the others'.
            for index in report.channels.indices where report.channels[index].result == .released {
                report.channels[index].result = .notPublished
            }
        }
        report.endedAt = Instants.text(options.time())
        if !options.isDryRun { tell() }
        return (report, failure)
    }

    // MARK: The steps of a run

    private mutating func work() async throws {
        // A job that never worked makes no repository; one that did tells what is wrong with it.
        if !RepositoryLayout.isOne(layout.path) { try takeProfiles() }
        if try layout.prepare() { log.note(.info, "repository-made", "the repository is new", [("path", layout.path)]) }
        let lock = try RepositoryLock.acquire(layout, run: id, start: report.startedAt)
        self.lock = lock
        log.open(layout.log)
        log.note(.info, "began", "the run has begun", [("job", job.path)])
        try takeProfiles()
        if let abandoned = lock.abandoned {
            note(repair: "\(abandoned.words) did not come to its end")
        }
        for repair in try RepositoryRepair(layout).run() { note(repair: repair) }
        let staging = layout.staging(id)
        try makeDirectories(staging)
        defer { if !isThere(layout.commit) { removeTree(staging) } }
        try await publish()
    }

    private mutating func note(repair: String) {
        report.repairs.append(repair)
        log.note(.warning, "repaired", repair)
    }

    /// Reads the job's profiles.
    mutating func takeProfiles() throws {
        profiles = try readProfiles()
        var seen: Set<String> = []
        for profile in profiles {
            if !seen.insert(profile.name).inserted {
                throw JobProblem("\(job.path): profiles: \(profile.name) is there twice")
            }
            if RepositoryLayout.reserved.contains(profile.name) {
                throw JobProblem("\(job.path): profiles: \(profile.name) is the name of a folder of every repository")
            }
            if profile.container == "directory" {
                throw JobProblem(
                    "\(job.path): profiles: the container of \(profile.name) is a directory, which cannot be downloaded: make it zip, tar or tar.gz"
                )
            }
        }
    }

    private mutating func publish() async throws {
        let snapshot = try datasetSnapshot()
        let embargoes = try Embargoes(snapshot)
        let looks = try await look(at: snapshot, embargoes)
        let channels = try looks.map { try ChannelState(layout.channel($0.profile.name)) }
        for (look, channel) in zip(looks, channels) { try checkHistory(channel, look) }
        report.channels = zip(looks, channels).map { Self.channel($0, after: $1.latest) }
        guard report.channels.allSatisfy({ $0.result != .unfit }) else { return refuseUnfit() }
        if layout.datasetBase() == nil { try layout.mark(base: looks.first?.run.dataset.base ?? "") }
        judge(looks, channels, embargoes)
        let changed = report.channels.indices.filter { report.channels[$0].result != .unchanged }
        let isRefused = report.channels.contains { $0.result == .refused }
        if isRefused, let kept = keptBefore(looks) {
            report.keptAt = kept
            return refuse()
        }
        var made: [Int: MadeRelease] = [:]
        for index in changed {
            let release = try await make(looks[index], after: channels[index].latest, snapshot)
            if release.result.isPublished {
                made[index] = release
            } else {
                report.channels[index].result = .refused
                report.channels[index].findings = release.findings
                report.channels[index].refusals.append(
                    "\(release.result.leaks.count) withheld \(release.result.leaks.count == 1 ? "value stands" : "values stand") in its files"
                )
            }
        }
        guard report.channels.allSatisfy({ $0.result != .refused }) else {
            try keepAside(made, looks)
            return refuse()
        }
        try Interruption.check()
        try await commit(looks, channels, made)
    }

    /// Nothing may be put behind a release that is later, or into a storage root that has not what was released.
    private func checkHistory(_ channel: ChannelState, _ look: ProfileLook) throws {
        try channel.checkIsNewest()
        if let newest = channel.records.last, newest.createdAt > report.startedAt {
            throw RepositoryProblem(
                "it is \(report.startedAt), and the release \(newest.id) was made at \(newest.createdAt): correct the clock"
            )
        }
        let object = try ReleaseArchivist.object(in: layout, of: look.run.dataset, profile: look.profile.name)
        let count = isThere(object) ? try OCFLObjectReader(object).versionCount : 0
        guard count != channel.records.count else { return }
        throw RepositoryProblem(
            "\(channel.layout.path) had \(channel.records.count) releases, and \(object) has \(count) versions: take the one that is behind from a copy of the repository"
        )
    }

    func datasetSnapshot() throws -> any DatasetSnapshot {
        let snapshot = try datasetStore(at: job.dataset, metadata: job.metadata, documents: job.documents).snapshot()
        let tables = Set(snapshot.schema.layouts.map(\.table.name))
        for (key, names) in [
            ("minimumRows", Array(job.gates.minimumRows.keys)),
            ("maximumShrinkByTable", Array(job.gates.maximumShrinkByTable.keys)),
        ] {
            guard let unknown = names.sorted().first(where: { !tables.contains($0) }) else { continue }
            throw JobProblem("\(job.path): gates.\(key).\(visible(unknown)): the dataset has no table of this name")
        }
        let base = try describe(snapshot).base
        if let known = layout.datasetBase(), known != base, !base.isEmpty {
            throw RepositoryProblem(
                "\(layout.path) has releases of the dataset \(visible(known)), and \(visible(PostgreSQLAddress.shown(job.dataset))) is \(visible(base)): give it a repository of its own"
            )
        }
        return snapshot
    }

    private func look(at snapshot: any DatasetSnapshot, _ embargoes: Embargoes) async throws -> [ProfileLook] {
        var looks: [ProfileLook] = []
        for profile in profiles {
            try Interruption.check()
            looks.append(
                try await CaseReleases.look(
                    snapshot, profile: profile, embargoes: embargoes, now: options.time(), options: options.run))
        }
        return looks
    }

    static func channel(_ look: ProfileLook, after latest: ReleaseRecord?) -> RunReport.Channel {
        var channel = RunReport.Channel(profile: look.profile.name, result: .released)
        channel.rowCounts = look.run.disclosedCounts.map { ($0.table, $0.rows) }
        channel.errorCount = look.run.findings.total(.error)
        channel.warningCount = look.run.findings.total(.warning)
        channel.findings = look.run.findings
        channel.previous = latest?.id
        if !look.run.findings.isFit {
            channel.result = .unfit
        } else if let latest, latest.fingerprint == look.fingerprint {
            channel.result = .unchanged
            channel.release = latest.id
        }
        return channel
    }

    /// Holds what changed against the gates.
    private mutating func judge(_ looks: [ProfileLook], _ channels: [ChannelState], _ embargoes: Embargoes) {
        for (index, look) in looks.enumerated() where report.channels[index].result == .released {
            let refusals = gates(look, after: channels[index].latest, embargoes)
            report.channels[index].refusals = refusals
            if refusals.isEmpty { continue }
            if options.acceptedReason == nil {
                report.channels[index].result = .refused
            } else {
                log.note(
                    .warning, "accepted", "let through against the gates",
                    [("profile", look.profile.name), ("reason", options.acceptedReason ?? "")]
                        + refusals.map { ("refusal", $0) })
            }
        }
    }

    /// What the gates have against a release.
    func gates(_ look: ProfileLook, after latest: ReleaseRecord?, _ embargoes: Embargoes) -> [String] {
        let previous = latest.map {
            Dictionary($0.tables.map { ($0.table, $0.rowCount) }, uniquingKeysWith: +)
        }
        let hasEnded = latest.map { latest in
            embargoes.latestEnd(before: options.time()).map { $0 > secondsSince1970(latest.createdAt) } ?? false
        }
        let withheld = latest.flatMap { latest in
            hasEnded == true
                ? nil
                : (
                    now: look.withheld.reduce(0) { $0 + $1.count },
                    before: latest.withheld.reduce(0) { $0 + $1.count }
                )
        }
        return GateCheck(
            gates: job.gates, rowCounts: look.rowCounts, previous: previous, warnings: look.warnings,
            withheld: withheld
        ).refusals()
    }

    // MARK: Publishing

    private mutating func commit(
        _ looks: [ProfileLook], _ channels: [ChannelState], _ made: [Int: MadeRelease]
    ) async throws {
        var commit = Commit(run: id)
        var updates: [ChannelUpdate] = []
        for (index, look) in looks.enumerated() {
            var update = try ChannelUpdate(self, look, channels[index])
            if let release = made[index] {
                try await update.add(release, refusals: report.channels[index].refusals)
                report.channels[index].release = id
                report.channels[index].changes = update.changes
                report.channels[index].byteCount = update.archiveByteCount
            }
            report.channels[index].pruned = update.prune()
            try update.stageView()
            updates.append(update)
        }
        // What somebody may hold against the log comes last: nobody sees a release before it is there.
        for update in updates { update.addSteps(to: &commit) }
        try Interruption.check()
        try commit.check(layout)
        try commit.write(layout)
        do {
            try commit.complete(layout)
        } catch {
            throw RepositoryProblem(
                "\(options.describe(error).message); what was to be published is begun, and the next run completes it")
        }
        for update in updates { try update.removePruned() }
        report.result = made.isEmpty ? .unchanged : .released
        for channel in report.channels {
            log.note(
                .info, channel.result.rawValue,
                channel.result == .released ? "there is a new release" : "nothing has changed",
                [("profile", channel.profile), ("release", channel.release ?? "none")]
                    + (channel.result == .released ? [("bytes", String(channel.byteCount))] : []))
        }
        report.message = made.isEmpty ? "nothing has changed" : "published \(id)"
    }

    // MARK: Not publishing

    private mutating func refuseUnfit() {
        report.result = .unfit
        report.message = "the dataset is not fit to export; the latest release stays what it is"
        for channel in report.channels where channel.result == .unfit {
            log.note(
                .error, "unfit", "the dataset is not fit to export",
                [("profile", channel.profile), ("errors", String(channel.errorCount))])
        }
    }

    private mutating func refuse() {
        report.result = .refused
        report.message =
            "refused: "
            + report.channels.flatMap { channel in channel.refusals.map { "\(channel.profile): \($0)" } }
            .joined(separator: "; ")
        for channel in report.channels {
            for refusal in channel.refusals {
                log.note(
                    .error, "refused", refusal, [("profile", channel.profile), ("kept", report.keptAt ?? "nothing")])
            }
        }
    }

    // MARK: Telling

    private mutating func tell() {
        log.note(
            report.isGood ? .info : .error, "ended", report.message,
            [("result", report.result.rawValue), ("seconds", String(seconds))])
        let telling = Telling(job, layout, report)
        let channels = profiles.isEmpty ? layout.channels() : profiles.map { layout.channel($0.name) }
        if lock != nil { telling.write(channels) { log.note(.error, "not-told", $0) } }
        if report.errorCode != "locked" { telling.notify { log.note(.warning, "not-told", $0) } }
    }

    private var seconds: Int { secondsSince1970(report.endedAt) - secondsSince1970(report.startedAt) }
}
