import ArgumentParser
import CaseExport

@main
struct Caseexport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "caseexport",
        abstract: "Check case datasets, export and bundle them for preservation and research.",
        discussion: """
            A DATASET is a directory with dataset.json and one CSV or NDJSON file a table, a SQLite file, or the address of a
            PostgreSQL database, such as postgresql://keeper@db.example.org/cases.

            Examples:
              caseexport check Exports/example/dataset
              caseexport export Exports/example/dataset --to csv,ndjson --output export
              caseexport bundle Exports/example/dataset --output example.zip
              caseexport verify example.zip
            """,
        version: "caseexport \(caseexportVersion)",
        subcommands: [
            CheckCommand.self, ExportCommand.self, BundleCommand.self, VerifyCommand.self, InspectCommand.self,
            ImportCommand.self, GraphCommand.self, SchemaCommand.self, RunCommand.self, StatusCommand.self,
            RestoreCommand.self,
        ])

    static func main() async {
        prepareProcess()
        refuseOtherEncodings()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as DatasetError {
            if CommandLine.arguments.contains("--json") { Printer.result(json: error.json) }
            Printer.error(error.message)
            exit(withError: ExitCode(Exit.code(for: error)))
        } catch {
            // An argument that makes no sense is quoted, and may be an address with a password in it.
            let (words, shown) = (fullMessage(for: error), Printer.withoutPasswords(fullMessage(for: error)))
            guard words == shown else {
                Printer.words(shown)
                exit(withError: exitCode(for: error))
            }
            exit(withError: error)
        }
    }
}

extension Caseexport {
    /// An argument that is not UTF-8 would come to the commands as another than was given.
    private static func refuseOtherEncodings() {
        for (index, argument) in CommandLine.arguments.enumerated() {
            guard let given = CommandLine.unsafeArgv[index], String(validatingCString: given) == nil else { continue }
            Printer.error(
                "argument \(index), \(argument), is not UTF-8: go to the folder and give the path as ., or rename it")
            exit(withError: ExitCode(Exit.usage))
        }
    }
}

/// The exit codes of the command line; the documentation has a heading for each.
enum Exit {
    static let done: Int32 = 0
    static let findings: Int32 = 1
    static let failed: Int32 = 2
    static let usage: Int32 = 64
    static let unfit: Int32 = 65
    static let noInput: Int32 = 66
    static let cannotWrite: Int32 = 73
    static let locked: Int32 = 75
    static let interrupted: Int32 = 130

    static func code(for error: DatasetError) -> Int32 {
        switch error.code {
        case .usage: usage
        case .unfit: unfit
        case .noInput: noInput
        case .cannotWrite: cannotWrite
        case .locked: locked
        case .interrupted: interrupted
        default: failed
        }
    }

    /// What a command's help says of its exit codes.
    ///
    /// - Parameter meaning: what `unfit` means there.
    static func help(
        _ codes: Int32..., unfit meaning: String = "the dataset is not fit to export",
        findings: String = "a signature is missing or does not hold"
    ) -> String {
        let words: [Int32: String] = [
            done: "done", Self.findings: findings, failed: "the operation failed",
            usage: "usage", unfit: meaning,
            noInput: "no such input, or it cannot be read", cannotWrite: "the output cannot be written",
            locked: "locked, or out of reach just now: try again", interrupted: "interrupted",
        ]
        return "Exit codes: " + codes.map { "\($0) \(words[$0] ?? "")" }.joined(separator: " · ")
    }
}
