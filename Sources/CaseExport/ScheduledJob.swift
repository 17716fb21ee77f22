import CaseArchive
import CaseDisclosure
import CaseFiles
package import CaseModel
import CasePackages
import CaseReleases

/// A job that is run again and again: it keeps a repository of a dataset's releases.
public struct ScheduledJob: Sendable {
    private let job: Job

    /// How many threads work; nil for as many as the machine has cores.
    public var threads: Int?
    /// What the time is, in seconds since the beginning of 1970; nil for the clock's. Rehearsals set it.
    public var now: Int?
    /// Is told what happens: one line of `name=value` for each thing.
    public var listener: (@Sendable (Line) -> Void)?

    /// One line of a run's log.
    public struct Line: Sendable {
        public let isProblem: Bool
        public let text: String
    }

    /// Reads a job's file (JSON5).
    ///
    /// - Throws: `DatasetError` where there is no such file, or it cannot be used.
    public init(at path: String) throws(DatasetError) {
        job = try DatasetError.catching { try Job(at: path) }
    }

    /// Does what the job says: a release for each profile where anything has changed.
    ///
    /// - Parameters:
    ///   - reason: why what the gates refuse is let through; nil where it is not.
    ///   - isDryRun: whether only to say what would be done.
    public func run(accepting reason: String? = nil, dryRun isDryRun: Bool = false) async -> JobReport {
        var options = JobRunOptions(
            tool: ReleaseFacts.Tool(name: "caseexport", version: caseexportVersion, zlib: zlibVersionInUse)
        ) { error in
            let problem = DatasetError(error)
            return (problem.code.name, problem.message)
        }
        options.acceptedReason = reason
        options.isDryRun = isDryRun
        if let threads { options.run.threads = threads }
        if let now { options.time = { now } }
        let listener = listener
        let (report, error) = await CaseReleases.run(job, profiles: readProfiles, options: options) { event in
            listener?(Line(isProblem: event.level != .info, text: event.line))
        }
        return JobReport(report: report, error: error.map(DatasetError.init))
    }
}

extension ScheduledJob {
    /// The profiles that the job names.
    private func readProfiles() throws(JobProblem) -> [Profile] {
        var profiles: [Profile] = []
        for name in job.profiles {
            do throws(DatasetError) {
                profiles.append(try ReleaseProfile(named: name).profile)
            } catch {
                throw JobProblem("\(job.path): profiles: \(error.message)")
            }
        }
        return profiles
    }
}

/// What came of a run.
public struct JobReport: Sendable {
    let report: RunReport
    /// Why it failed; nil where it did not.
    public let error: DatasetError?

    /// `released`, `unchanged`, `refused`, `unfit`, `failed` or `rehearsed`.
    public var result: String { report.result.rawValue }
    /// Whether it did what it should: there is a new release, or nothing has changed.
    public var isGood: Bool { report.isGood }
    public var message: String { report.message }
    /// What an earlier run had left, and what was done about it.
    public var repairs: [String] { report.repairs }
    /// Where what was refused is kept.
    public var keptAt: String? { report.keptAt }
    public var channels: [Channel] { report.channels.map(Channel.init) }
    public var embargoes: [EmbargoDay] { report.embargoes.map(EmbargoDay.init) }
    /// The report, as the repository keeps it.
    package var json: JSON { report.json }

    /// What came of one profile.
    public struct Channel: Sendable {
        public let profile: String
        public let result: String
        public let release: String?
        public let refusals: [String]
        public let rowCount: Int
        public let byteCount: Int
        public let pruned: [String]
        public let added: Int?
        public let changed: Int?
        public let removed: Int?
        public let findings: FindingList
        /// Whether something that is withheld stands in what was made: that can be accepted by nobody.
        public let hasLeaks: Bool

        init(_ channel: RunReport.Channel) {
            profile = channel.profile
            result = channel.result.rawValue
            release = channel.release
            refusals = channel.refusals
            rowCount = channel.rowCounts.reduce(0) { $0 + $1.rows }
            byteCount = channel.byteCount
            pruned = channel.pruned
            func sum(_ count: (ReleaseRecord.TableChange) -> Int?) -> Int? {
                let counts = channel.changes.compactMap(count)
                return counts.isEmpty ? nil : counts.reduce(0, +)
            }
            added = sum(\.added)
            changed = sum(\.changed)
            removed = sum(\.removed)
            findings = channel.findings
            hasLeaks = (channel.findings.counts[.withheldValue] ?? 0) > 0
        }
    }

    /// What becomes public on a day, if nothing else changes.
    public struct EmbargoDay: Sendable {
        public let profile: String
        /// From midnight in UTC on.
        public let day: String
        public let released: [String]
        public let kept: [String]
        public let rows: [(table: String, count: Int)]

        init(_ day: RunReport.EmbargoDay) {
            profile = day.profile
            self.day = day.day
            released = day.released.map { rule in rule.column.map { "\(rule.record).\($0)" } ?? rule.record }
            kept = day.kept
            rows = day.rows
        }
    }
}

/// How a repository is, for whoever monitors it.
public struct RepositoryHealth: Sendable {
    let status: RepositoryStatus

    /// - Parameters:
    ///   - maximumAge: how old the last good run may be, as `26h`; nil for what its job says.
    ///   - now: what the time is, in seconds since the beginning of 1970; nil for the clock's.
    /// - Throws: `DatasetError` where there is no repository.
    public init(of path: String, maximumAge: String? = nil, now: Int? = nil) throws(DatasetError) {
        let interval = maximumAge.flatMap(Interval.init)
        if let maximumAge, interval == nil {
            throw DatasetError(
                .usage, "\"\(visible(maximumAge))\" is no length of time, such as 26h; units are s, m, h, d and w")
        }
        status = try DatasetError.catching {
            try RepositoryStatus(of: path, now: now ?? Instants.now, maximumAge: interval)
        }
    }

    public var isWell: Bool { status.isWell }
    /// What is wrong, a sentence each.
    public var problems: [String] { status.problems }
    public var running: String? { status.running }
    public var lastSuccess: String? { status.health?.lastSuccess }
    public var nextExpected: String? { status.health?.nextExpected }
    /// A profile's newest release, and how many there are.
    public var channels: [(profile: String, latest: String?, releaseCount: Int, rowCount: Int, byteCount: Int)] {
        status.channels.map { ($0.profile, $0.latest, $0.releaseCount, $0.rowCount, $0.byteCount) }
    }
    package var json: JSON { status.json }
}

/// Seconds since the beginning of 1970 of a canonical instant.
public func secondsOfInstant(_ instant: String) -> Int { secondsSince1970(instant) }
