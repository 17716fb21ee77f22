import ArgumentParser
import CaseExport

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how a repository is: whether its last run went well, and is not too old.",
        discussion: """
            For monitoring: it looks at what the runs say and at the newest releases, and verifies nothing (that is \
            what caseexport verify is for).

            Examples:
              caseexport status /srv/cases
              caseexport status /srv/cases --max-age 26h --json

            \(Exit.help(Exit.done, Exit.findings, Exit.usage, Exit.noInput, findings: "something is wrong: a run failed, none came for too long, or a release is not there"))
            """)

    @Argument(help: ArgumentHelp("The repository's folder.", valueName: "repository"))
    var repository: String

    @Option(
        help: ArgumentHelp(
            "How old the last good run may be, as 26h; by default what the job says.", valueName: "age"))
    var maxAge: String?

    @Option(help: ArgumentHelp("Take this for the time, as 2026-11-21T02:00:00Z.", valueName: "instant"))
    var now: String?

    @Flag(help: "Print one JSON object on standard output.")
    var json = false

    func validate() throws {
        if let now, !isInstant(now) { throw ValidationError("--now takes an instant in UTC, as 2026-11-21T02:00:00Z") }
    }

    func run() throws {
        let health = try RepositoryHealth(of: repository, maximumAge: maxAge, now: now.map(secondsOfInstant))
        if json { Printer.result(json: health.json) } else { Printer.status(health, path: repository) }
        if !health.isWell { throw ExitCode(Exit.findings) }
    }
}
