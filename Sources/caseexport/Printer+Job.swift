import CaseExport

extension Printer {
    /// A line for each profile, and what a dry run found.
    static func job(_ report: JobReport, options: CommonOptions) {
        for channel in report.channels {
            if channel.result == "unfit" || channel.result == "refused" || options.verbose {
                findings(channel.findings, options: options)
            }
            result("\(channel.profile): \(words(of: channel))\n")
            for refusal in channel.refusals { result("  \(visible(refusal, limit: 1000))\n") }
            if !channel.pruned.isEmpty { result("  pruned: \(channel.pruned.joined(separator: ", "))\n") }
        }
        if let kept = report.keptAt {
            let isAcceptable = !report.channels.contains(where: \.hasLeaks)
            result(
                "\(kept) has \(isAcceptable ? "what was refused, and the reasons; --accept REASON lets it through" : "the reasons")\n"
            )
        }
        for day in report.embargoes { result(line(of: day)) }
        if report.result == "rehearsed", report.embargoes.isEmpty { result("no access rule ends from now on\n") }
        if report.error == nil, !options.quiet, report.result == "rehearsed" { words(report.message) }
    }

    private static func words(of channel: JobReport.Channel) -> String {
        let rows = "\(grouped(channel.rowCount)) rows"
        switch channel.result {
        case "not-published": return "not published"
        case "released":
            guard let release = channel.release else { return "would be released, \(rows)" }
            var text = "released \(release), \(rows), \(grouped(channel.byteCount)) bytes"
            if let added = channel.added, let changed = channel.changed, let removed = channel.removed {
                text += "; \(grouped(added)) rows added, \(grouped(changed)) changed, \(grouped(removed)) removed"
            }
            return text
        case "unchanged": return "unchanged since \(channel.release ?? ""), \(rows)"
        case "refused": return "refused, \(rows):"
        case "unfit": return "the dataset is not fit to export"
        default: return channel.result
        }
    }

    private static func line(of day: JobReport.EmbargoDay) -> String {
        var text = "\(day.day) \(day.profile): "
        var parts: [String] = []
        if !day.released.isEmpty { parts.append("becomes public: \(day.released.joined(separator: ", "))") }
        let rows = day.rows.map { "\($0.count) of \($0.table)" }
        if !rows.isEmpty { parts.append("rows: \(rows.joined(separator: ", "))") }
        if !day.kept.isEmpty { parts.append("ends and stays withheld: \(day.kept.joined(separator: ", "))") }
        text += parts.isEmpty ? "nothing changes" : parts.joined(separator: "; ")
        return text + "\n"
    }

    /// A line for each profile, then one for each thing that is wrong.
    static func status(_ health: RepositoryHealth, path: String) {
        for channel in health.channels {
            result(
                "\(channel.profile): \(channel.latest ?? "no release"), \(channel.releaseCount) in all, \(grouped(channel.rowCount)) rows, \(grouped(channel.byteCount)) bytes\n"
            )
        }
        if let running = health.running { result("at work: \(running)\n") }
        for problem in health.problems { result("problem: \(visible(problem, limit: 2000))\n") }
        let last = health.lastSuccess.map { "the last good run ended at \($0)" } ?? "no run has gone well yet"
        let next = health.nextExpected.map { ", the next is due at \($0)" } ?? ""
        result("\(visible(path)): \(health.isWell ? "well" : "NOT WELL"); \(last)\(next)\n")
    }

    /// What the bag has.
    static func restored(_ restored: RestoredRelease) {
        result(
            "restored \(visible(restored.release)) of \(visible(restored.profile)), \(visible(restored.bag)): \(grouped(restored.fileCount)) files, \(grouped(restored.byteCount)) bytes\n"
        )
    }
}
