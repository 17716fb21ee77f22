public import ArgumentParser
public import CaseExport

extension SchemaDocument.Form: ExpressibleByArgument {}
extension SQLDialect: ExpressibleByArgument {}

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Write the schema of datasets in a form that others read.",
        discussion: """
            csvw is CSV on the Web metadata; context is that of JSON-LD; ontology is the vocabulary,
            and shapes SHACL, both in Turtle; sql makes the tables; dictionary is a page for people.

            Examples:
              caseexport schema --to sql | sqlite3 cases.sqlite
              caseexport schema --to dictionary --metadata cases/csv-metadata.json
              caseexport schema --to shapes --base https://example.org/cases/ > shapes.ttl

            \(Exit.help(Exit.done, Exit.usage, Exit.unfit, Exit.noInput))
            """)

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("What to write: csvw, context, ontology, shapes, sql or dictionary.", valueName: "form"))
    var form: SchemaDocument.Form

    @Option(help: "The dialect of SQL: sqlite or postgresql.")
    var dialect = SQLDialect.sqlite

    @Option(help: ArgumentHelp("CSVW metadata that adds tables and columns to the model.", valueName: "file"))
    var metadata: String?

    @Option(
        help: ArgumentHelp(
            "The base IRI that CSVW metadata, the context and shapes are written for.", valueName: "iri"))
    var base = "https://example.org/dataset/"

    @Option(
        help: ArgumentHelp(
            "The language that CSVW metadata, the context and shapes are written for.", valueName: "tag"))
    var language = "en"

    func run() throws {
        Printer.result(
            try SchemaDocument.text(form, dialect: dialect, metadata: metadata, base: base, language: language))
    }
}
