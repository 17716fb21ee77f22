import ArgumentParser
import CaseExport

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show what a package or a dataset holds, without unpacking or checking it.",
        discussion: """
            Of a BagIt bag, in a directory, .zip, .tar or .tar.gz: what it says of itself, its tables, and what was \
            withheld. Of a dataset: its description, its tables, and how many records are above the access level \
            public. Nothing is verified but, with --signers, the signatures of the manifests: what is shown is what \
            the package says.

            Examples:
              caseexport inspect cases.zip
              caseexport inspect cases.sqlite --json
              caseexport inspect postgresql://keeper@db.example.org/cases

            \(Exit.help(Exit.done, Exit.findings, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.locked, Exit.interrupted, unfit: "what is there cannot be read"))
            """)

    @Argument(help: "A package, or a dataset.")
    var path: String

    @Option(
        help: ArgumentHelp(
            "Verify the signatures of the manifests against this file of allowed signers (ssh-keygen -Y verify).",
            valueName: "file"))
    var signers: String?

    @Option(
        help: ArgumentHelp(
            "For a PostgreSQL database: CSVW metadata that maps its tables, or adds to the model's.", valueName: "file")
    )
    var metadata: String?

    @Flag(help: "Print one JSON object on standard output.")
    var json = false

    func run() throws {
        let inspection = try Inspection(of: path, signers: signers, metadata: metadata)
        if json { Printer.result(json: inspection.json) } else { Printer.inspection(inspection) }
        if inspection.isSigned == false { throw ExitCode(Exit.findings) }
    }
}
