import ArgumentParser
import CaseExport

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a release together again from what a repository keeps.",
        discussion: """
            A repository's storage root has every release there was, also those whose downloads were removed. The \
            directory becomes the release's bag, file by file as it was published; every digest is checked, and it \
            appears when all of them are right.

            Examples:
              caseexport restore /srv/cases 20261121T020000Z-a1b2 --output restored
              caseexport restore copy-of-ocfl 20261121T020000Z-a1b2 --profile public --output restored

            \(Exit.help(Exit.done, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.cannotWrite, Exit.locked, Exit.interrupted, unfit: "something of the release is damaged"))
            """)

    @Argument(help: ArgumentHelp("The repository's folder, or that of its storage root.", valueName: "repository"))
    var repository: String

    @Argument(help: ArgumentHelp("The release's id.", valueName: "release"))
    var release: String

    @Option(help: ArgumentHelp("The directory to make, which becomes the bag.", valueName: "directory"))
    var output: String

    @Option(
        help: ArgumentHelp("Whose release, where a run made one for several profiles.", valueName: "profile"))
    var profile: String?

    @Flag(help: "Print one JSON object on standard output.")
    var json = false

    func run() throws {
        let restored = try RestoredRelease(release, of: repository, profile: profile, to: output)
        if json { Printer.result(json: restored.json) } else { Printer.restored(restored) }
    }
}
