import CaseModel

/// What a run came to, in Prometheus's text format, for the node exporter's textfile collector.
struct Metrics {
    let health: Health
    let report: RunReport

    var text: String {
        var text = ""
        func metric(_ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: Int)]) {
            if samples.isEmpty { return }
            text += "# HELP caseexport_\(name) \(help)\n# TYPE caseexport_\(name) gauge\n"
            for (labels, value) in samples {
                let labels = ([("repository", health.repository)] + labels).map { "\($0)=\"\(Self.escaped($1))\"" }
                text += "caseexport_\(name){\(labels.joined(separator: ","))} \(value)\n"
            }
        }
        func one(_ value: Int?) -> [(labels: [(String, String)], value: Int)] { value.map { [([], $0)] } ?? [] }
        metric("last_run_success", "Whether the last run did what it should.", one(health.isGood ? 1 : 0))
        metric(
            "last_run_result", "What came of the last run.",
            RunReport.Result.outcomes.map { ([("result", $0.rawValue)], $0.rawValue == health.result ? 1 : 0) })
        metric("last_run_timestamp_seconds", "When the last run ended.", one(secondsSince1970(health.lastRun)))
        metric(
            "last_success_timestamp_seconds", "When the last run ended that did what it should.",
            one(health.lastSuccess.map(secondsSince1970)))
        metric(
            "stale_after_timestamp_seconds", "From when on something is wrong if no run went well.",
            one(health.staleAfter.map(secondsSince1970)))
        metric(
            "last_run_duration_seconds", "How long the last run took.",
            one(secondsSince1970(report.endedAt) - secondsSince1970(report.startedAt)))
        metric("failures", "How many runs have failed since the last that went well.", one(health.failureCount))
        let channels = report.channels
        metric(
            "rows", "Rows of a table that readers of a profile get.",
            channels.flatMap { channel in
                channel.rowCounts.map { ([("profile", channel.profile), ("table", $0.table)], $0.rows) }
            })
        metric("check_errors", "Errors of the check.", channels.map { ([("profile", $0.profile)], $0.errorCount) })
        metric(
            "check_warnings", "Warnings of the check.", channels.map { ([("profile", $0.profile)], $0.warningCount) })
        return text
    }

    private static func escaped(_ value: String) -> String {
        value.map { $0 == "\\" ? "\\\\" : $0 == "\"" ? "\\\"" : $0 == "\n" ? "\\n" : String($0) }.joined()
    }
}

extension RunReport.Result {
    /// What can come of a run that was no rehearsal.
    static let outcomes: [RunReport.Result] = [.released, .unchanged, .refused, .unfit, .failed]
}
