import ArgumentParser
import CaseExport

/// What a command takes for datasets in PostgreSQL databases, which have no files beside them.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "For a PostgreSQL database: CSVW metadata that maps its tables, or adds to the model's.", valueName: "file")
    )
    var metadata: String?

    @Option(
        help: ArgumentHelp(
            "For a PostgreSQL database: the directory of the documents' files.", valueName: "directory"))
    var documents: String?
}

/// Refuses the address of a database where files are meant, before a message tells it with its password.
func refuseAddress(_ path: String) throws {
    guard Dataset.isAddress(path) else { return }
    throw ValidationError("\(Dataset.name(of: path)) is the address of a database, and here goes a file or directory")
}

/// What every command that reads a dataset takes.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Print one JSON object on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print results only, no words beside them.")
    var quiet = false

    @Flag(help: "Say more: every table, every hint.")
    var verbose = false

    @Option(help: ArgumentHelp("Work on this many threads; by default as many as there are cores.", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads takes a number from 1 to 1024")
        }
        if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }
}
