import ArgumentParser
import CaseExport

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Do a scheduled job: make each profile's release if anything changed.",
        discussion: """
            A job is a JSON5 file: a dataset, a repository, profiles, and what a release must not do. A run looks at \
            one snapshot, makes releases where something changed, verifies them and publishes them in one step; \
            whatever goes wrong, what is published stays as it is. It can be run by cron or by a systemd timer.

            Examples:
              caseexport run /etc/caseexport/cases.json5
              caseexport run cases.json5 --dry-run
              caseexport run cases.json5 --accept "the duplicates of 2019 were merged"

            \(Exit.help(Exit.done, Exit.findings, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.cannotWrite, Exit.locked, Exit.interrupted, unfit: "the job, a profile or the dataset is not fit", findings: "a gate is against the release, or something withheld stands in it"))
            """)

    @Argument(help: ArgumentHelp("The job's file.", valueName: "job"))
    var job: String

    @Option(
        help: ArgumentHelp(
            "Let through what the gates refuse, for this reason, which is published with the release.",
            valueName: "reason"))
    var accept: String?

    @Flag(help: "Say what would be done, and which records become public on which day; write nothing.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "Take this for the time, as 2026-11-21T02:00:00Z; for rehearsals and for catching up.",
            valueName: "instant"))
    var now: String?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let accept, !isReason(accept) {
            throw ValidationError("--accept takes a reason: some words on one line, at most a thousand characters")
        }
        if let now, !isInstant(now) { throw ValidationError("--now takes an instant in UTC, as 2026-11-21T02:00:00Z") }
    }

    func run() async throws {
        var scheduled = try ScheduledJob(at: job)
        scheduled.threads = common.threads
        scheduled.now = now.map(secondsOfInstant)
        let (isQuiet, isVerbose) = (common.quiet, common.verbose)
        scheduled.listener = { line in
            if line.isProblem || !isQuiet && (isVerbose || !dryRun) { Printer.words(line.text) }
        }
        let report = await scheduled.run(accepting: accept, dryRun: dryRun)
        if common.json { Printer.result(json: report.json) } else { Printer.job(report, options: common) }
        if let error = report.error {
            Printer.error(error.message)
            throw ExitCode(Exit.code(for: error))
        }
        let results = [report.result] + report.channels.map(\.result)
        if results.contains("unfit") { throw ExitCode(Exit.unfit) }
        if results.contains("refused") { throw ExitCode(Exit.findings) }
    }

    /// Whether a text can stand in a release's record for good: it is on its page too.
    private func isReason(_ text: String) -> Bool {
        let properties = text.unicodeScalars.map(\.properties)
        return text.count <= 1000 && properties.contains { $0.isAlphabetic || $0.numericType != nil }
            && !properties.contains {
                [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.generalCategory)
            }
    }
}
