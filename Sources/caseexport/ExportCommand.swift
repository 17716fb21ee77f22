import ArgumentParser
import CaseExport

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Check a dataset and write it in one or more formats.",
        discussion: """
            The dataset is read once for all formats. The output directory appears when everything is in it; where the
            check finds an error, nothing does.

            Formats:
            \(Format.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            Examples:
              caseexport export cases.sqlite --to csv --output export
              caseexport export cases/ --to csv,excel --excel-delimiter ';' --output export --force

            \(Exit.help(Exit.done, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.cannotWrite, Exit.locked, Exit.interrupted))
            """)

    @Argument(help: "A directory, a SQLite file, or the address of a PostgreSQL database.")
    var dataset: String

    @Option(name: .customLong("to"), help: ArgumentHelp("The formats, separated by commas.", valueName: "format,…"))
    var formats: String

    @Option(help: ArgumentHelp("The directory to make.", valueName: "directory"))
    var output: String

    @Option(
        name: .customLong("table"),
        help: ArgumentHelp("Write these tables only, separated by commas. All are checked.", valueName: "table,…"))
    var tables: String?

    @Option(
        help: ArgumentHelp(
            "Which digest of each CSV file to record in datapackage.json: sha512 or none. With none the graph is not hashed either.",
            valueName: "algorithm"))
    var digest = "sha512"

    @Option(help: ArgumentHelp("What separates the cells of the excel format: , or ;.", valueName: "character"))
    var excelDelimiter = ","

    @Flag(help: "Replace an export that is there already.")
    var force = false

    @OptionGroup var database: DatabaseOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try refuseAddress(output)
        guard ["sha512", "none"].contains(digest) else { throw ValidationError("--digest takes sha512 or none") }
        guard [",", ";"].contains(excelDelimiter) else { throw ValidationError("--excel-delimiter takes , or ;") }
        for name in names(formats) where Format(named: name) == nil {
            throw ValidationError(
                "there is no format \"\(name)\"; there are \(Format.all.map(\.name).joined(separator: ", "))")
        }
        if let tables, names(tables).isEmpty { throw ValidationError("--table takes at least one table") }
        if names(formats).isEmpty { throw ValidationError("--to takes at least one format") }
    }

    private func names(_ list: String) -> [String] {
        var seen: Set<String> = []
        return list.split(separator: ",").map(String.init).filter { seen.insert($0).inserted }
    }

    func run() async throws {
        var options = ExportOptions(formats: names(formats).compactMap(Format.init(named:)))
        options.tables = tables.map(names)
        options.excelDelimiter = Character(excelDelimiter)
        options.hasDigest = digest != "none"
        options.replacesExisting = force
        options.threads = common.threads
        let report = try await ProgressLine.shown(dataset, database, options: common) {
            try await $0.export(options, to: output)
        }
        if common.json {
            Printer.result(json: report.json)
        } else {
            Printer.findings(report.check.findings, options: common)
            Printer.files(of: report, options: common)
            if !common.quiet { Printer.summary(of: report, options: common) }
            if let tables = options.tables, !tables.contains("dataset"), report.check.isFit, !common.quiet {
                Printer.words("note: without the table dataset this cannot be read back as a dataset")
            }
        }
        if !report.check.isFit { throw ExitCode(Exit.unfit) }
    }
}
