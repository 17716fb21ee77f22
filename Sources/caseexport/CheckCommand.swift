import ArgumentParser
import CaseExport

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Report everything that is wrong with a dataset.",
        discussion: """
            Every finding has a stable code, a severity, a place, a message and a hint. Of one code the first hundred
            are listed; all are counted. Warnings do not make a dataset unfit.

            Examples:
              caseexport check cases/
              caseexport check cases.sqlite --json
              caseexport check postgresql://keeper@db.example.org/cases --documents documents/

            \(Exit.help(Exit.done, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.locked, Exit.interrupted))
            """)

    @Argument(help: "A directory, a SQLite file, or the address of a PostgreSQL database.")
    var dataset: String

    @OptionGroup var database: DatabaseOptions

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let report = try await ProgressLine.shown(dataset, database, options: common) {
            try await $0.check(threads: common.threads)
        }
        if common.json {
            Printer.result(json: report.json(result: report.isFit ? "fit" : "unfit"))
        } else {
            Printer.findings(report.findings, options: common)
            if !common.quiet { Printer.summary(of: report, path: Dataset.name(of: dataset), options: common) }
        }
        if !report.isFit { throw ExitCode(Exit.unfit) }
    }
}
