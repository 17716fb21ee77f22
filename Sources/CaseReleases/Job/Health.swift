import CaseFiles
package import CaseModel

/// How a repository is: what came of the last run, and since when all is well.
package struct Health: Sendable {
    package var repository: String
    package var run: String
    package var result: String
    package var message: String
    package var errorCode: String?
    package var lastRun: String
    /// The end of the last run that published something, or found that nothing had changed.
    package var lastSuccess: String?
    /// The run of the newest release.
    package var lastRelease: String?
    package var nextExpected: String?
    package var staleAfter: String?
    /// How many runs have failed since the last good one.
    package var failureCount: Int
    package var acceptedReason: String?

    init(_ layout: RepositoryLayout, job: Job, report: RunReport) {
        let before = try? Health(at: layout.health)
        repository = report.repository
        run = report.run
        result = report.result.rawValue
        message = report.message
        errorCode = report.errorCode
        lastRun = report.endedAt
        lastSuccess = report.isGood ? report.endedAt : before?.lastSuccess
        lastRelease = report.result == .released ? report.run : before?.lastRelease
        failureCount = report.isGood ? 0 : (before?.failureCount ?? 0) + 1
        acceptedReason = report.acceptedReason
        nextExpected = job.every.map { Instants.text(secondsSince1970(report.startedAt) + $0.seconds) }
        staleAfter = job.staleness.flatMap { interval in
            lastSuccess.map { Instants.text(secondsSince1970($0) + interval.seconds) }
        }
    }

    /// Reads `health.json`.
    ///
    /// - Throws: `FileProblem`, `RepositoryProblem`.
    package init(at path: String) throws {
        guard let value = try? JSON(parsing: try readFile(path, limit: 1 << 20)),
            let run = value["run"]?.text, let result = value["result"]?.text, let lastRun = value["last_run"]?.text
        else { throw RepositoryProblem("\(path) is damaged or not there") }
        repository = value["repository"]?.text ?? ""
        self.run = run
        self.result = result
        self.lastRun = lastRun
        message = value["message"]?.text ?? ""
        errorCode = value["error_code"]?.text
        lastSuccess = value["last_success"]?.text
        lastRelease = value["last_release"]?.text
        nextExpected = value["next_expected"]?.text
        staleAfter = value["stale_after"]?.text
        acceptedReason = value["accepted_reason"]?.text
        if case .number(let count)? = value["failures"] {
            failureCount = min(max(Int(count) ?? 0, 0), 1_000_000)
        } else {
            failureCount = 0
        }
    }

    package var isGood: Bool { result == "released" || result == "unchanged" }

    /// For the keeper.
    package var json: JSON {
        .object([
            "format": .string("caseexport-health/1"), "result": .string(result), "run": .string(run),
            "repository": .string(repository), "error_code": errorCode.map(JSON.string), "message": .string(message),
            "last_run": .string(lastRun), "last_success": lastSuccess.map(JSON.string),
            "last_release": lastRelease.map(JSON.string), "next_expected": nextExpected.map(JSON.string),
            "stale_after": staleAfter.map(JSON.string), "failures": .integer(failureCount),
            "accepted_reason": acceptedReason.map(JSON.string),
        ])
    }

    /// For everybody: without what may tell of the dataset, or of the machine.
    var published: JSON {
        .object([
            "format": .string("caseexport-health/1"), "result": .string(isGood ? "success" : "failure"),
            "error_code": isGood ? nil : .string(errorCode ?? result), "last_run": .string(lastRun),
            "last_success": lastSuccess.map(JSON.string), "next_expected": nextExpected.map(JSON.string),
            "stale_after": staleAfter.map(JSON.string),
        ])
    }
}

extension Job {
    /// How old the last good run may be: what the job says, or the time between two runs and a half.
    package var staleness: Interval? { staleAfter ?? every.map { Interval(seconds: $0.seconds + $0.seconds / 2) } }
}
