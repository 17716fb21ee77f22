import ArgumentParser
import CaseExport

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Copy a dataset between directories, SQLite files and PostgreSQL databases.",
        discussion: """
            Values are written in canonical form wherever there is no doubt what is meant, and it says how many were
            written otherwise before. The new dataset is checked, and appears only if it is fit to export.

            Examples:
              caseexport import cases/ --into cases.sqlite
              caseexport import cases.sqlite --into cases/ --force
              caseexport import cases/ --into postgresql://keeper@db.example.org/cases

            \(Exit.help(Exit.done, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.cannotWrite, Exit.locked, Exit.interrupted))
            """)

    @Argument(help: "The dataset to copy: a directory, a SQLite file, or the address of a PostgreSQL database.")
    var source: String

    @Option(
        name: .customLong("into"),
        help: ArgumentHelp(
            "The dataset to make: a SQLite file where it ends in .sqlite, .sqlite3 or .db, the address of a PostgreSQL database to fill, else a directory.",
            valueName: "dataset"))
    var target: String

    @Flag(help: "Replace a dataset that is there already.")
    var force = false

    @OptionGroup var database: DatabaseOptions

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let report = try await ProgressLine.shown(source, database, options: common) {
            try await $0.copy(to: target, replacingExisting: force, threads: common.threads)
        }
        if common.json {
            Printer.result(json: report.json)
        } else {
            Printer.findings(report.check.findings, options: common)
            if !common.quiet { Printer.summary(of: report, options: common) }
        }
        if !report.check.isFit { throw ExitCode(Exit.unfit) }
    }
}
