package import CaseModel

/// What came of a run.
package struct RunReport: Sendable {
    package enum Result: String, Sendable {
        /// There is a new release.
        case released
        /// Nothing has changed since the last one.
        case unchanged
        /// There would be a new release, and nothing was published.
        case notPublished = "not-published"
        /// A gate is against the release, or something withheld stands in it: nothing was published.
        case refused
        /// The dataset is not fit to export: nothing was published.
        case unfit
        /// Something else went wrong: nothing was published.
        case failed
        /// A dry run: nothing was to be published.
        case rehearsed
    }

    package let run: String
    package let job: String
    package let repository: String
    package let startedAt: String
    package var endedAt: String
    package var result: Result
    /// Of a failure: `no-input`, `cannot-write`, `locked`, `interrupted`, `failed`.
    package var errorCode: String?
    /// One sentence for people.
    package var message = ""
    package var channels: [Channel] = []
    /// What an earlier run had left, and what was done about it.
    package var repairs: [String] = []
    /// Why what the gates refuse was let through.
    package var acceptedReason: String?
    /// Where what was refused is kept; nil where nothing is.
    package var keptAt: String?
    package var isDryRun = false
    package var embargoes: [EmbargoDay] = []

    package init(run: String, job: String, repository: String, startedAt: String) {
        self.run = run
        self.job = job
        self.repository = repository
        self.startedAt = startedAt
        endedAt = startedAt
        result = .failed
    }

    package var isGood: Bool { [.released, .unchanged, .rehearsed].contains(result) }

    /// What came of one profile.
    package struct Channel: Sendable {
        package let profile: String
        package var result: Result
        /// The new release, or the one that still is the latest.
        package var release: String?
        package var previous: String?
        /// What is against it.
        package var refusals: [String] = []
        package var rowCounts: [(table: String, rows: Int)] = []
        package var changes: [ReleaseRecord.TableChange] = []
        package var errorCount = 0
        package var warningCount = 0
        /// The bytes of its downloads.
        package var byteCount = 0
        /// The releases whose downloads were removed.
        package var pruned: [String] = []
        package var findings: FindingList = FindingList()

        package init(profile: String, result: Result) {
            self.profile = profile
            self.result = result
        }
    }

    /// What becomes of a profile's release on a day, if nothing else changes.
    package struct EmbargoDay: Sendable {
        package let profile: String
        /// `2026-11-22`, from midnight in UTC on.
        package let day: String
        /// The ids of records that a rule held back and readers get then, and columns of them.
        package let released: [(record: String, column: String?)]
        /// The ids of records whose rule ends and which stay withheld, until somebody has looked at them or for another reason.
        package let kept: [String]
        /// How many more rows readers get, by table.
        package let rows: [(table: String, count: Int)]
    }
}

extension RunReport {
    package var json: JSON {
        .object([
            "format": .string("caseexport-run/1"), "run": .string(run), "result": .string(result.rawValue),
            "error_code": errorCode.map(JSON.string), "message": .string(message), "job": .string(job),
            "repository": .string(repository), "started_at": .string(startedAt), "ended_at": .string(endedAt),
            "dry_run": isDryRun ? .boolean(true) : nil, "accepted_reason": acceptedReason.map(JSON.string),
            "kept_at": keptAt.map(JSON.string), "repairs": repairs.isEmpty ? nil : .strings(repairs),
            "channels": .array(channels.map(\.json)),
            "embargoes": isDryRun ? .array(embargoes.map(\.json)) : nil,
        ])
    }
}

extension RunReport.Channel {
    var json: JSON {
        .object([
            "profile": .string(profile), "result": .string(result.rawValue), "release": release.map(JSON.string),
            "previous": previous.map(JSON.string), "refusals": refusals.isEmpty ? nil : .strings(refusals),
            "errors": .integer(errorCount), "warnings": .integer(warningCount),
            "bytes": byteCount > 0 ? .integer(byteCount) : nil,
            "rows": .object(rowCounts.map { JSON.Member(key: $0.table, value: .integer($0.rows)) }),
            "changes": changes.isEmpty
                ? nil
                : .array(
                    changes.map {
                        .object([
                            "table": .string($0.table), "rows": .integer($0.rowCount),
                            "added": $0.added.map(JSON.integer),
                            "changed": $0.changed.map(JSON.integer), "removed": $0.removed.map(JSON.integer),
                        ])
                    }),
            "pruned": pruned.isEmpty ? nil : .strings(pruned),
        ])
    }
}

extension RunReport.EmbargoDay {
    var json: JSON {
        .object([
            "profile": .string(profile), "day": .string(day),
            "released": .array(
                released.map { .object(["record": .string($0.record), "column": $0.column.map(JSON.string)]) }),
            "kept": kept.isEmpty ? nil : .strings(kept),
            "rows": .object(rows.map { JSON.Member(key: $0.table, value: .integer($0.count)) }),
        ])
    }
}
