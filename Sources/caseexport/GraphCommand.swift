public import ArgumentParser
public import CaseExport

struct GraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Print the graph that a file holds as canonical N-Quads.",
        discussion: """
            The output is the canonical form of RDFC-1.0: sorted lines without duplicates, blank nodes with their
            canonical labels. Two files hold the same graph if and only if this prints the same for both.
            The file's name says what it is written in: .nq, .nt, .rdf, .owl, .xml, .jsonld, .csv, -metadata.json;
            where it does not, its beginning does. CSV is read through its CSVW metadata, and metadata stands for the
            files that it describes.

            Examples:
              caseexport graph dataset.nq
              caseexport graph dataset.rdf --hash
              caseexport graph csv/csv-metadata.json --hash

            \(Exit.help(Exit.done, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.cannotWrite, Exit.interrupted, unfit: "the file is malformed, or past a limit"))
            """)

    @Argument(help: "The file to read.")
    var file: String

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "What the file is written in: \(GraphSyntax.all.map(\.name).joined(separator: ", ")).", valueName: "syntax")
    )
    var syntax: GraphSyntax?

    @Option(help: ArgumentHelp("What relative IRIs in the file are resolved against.", valueName: "iri"))
    var base: String?

    @Option(
        help: ArgumentHelp(
            "The CSVW metadata of a CSV file; by default it is looked for beside it.", valueName: "file"))
    var metadata: String?

    @Flag(help: "Print the SHA-256 of the canonical N-Quads only, as sha256sum does.")
    var hash = false

    @Flag(help: "Print the labels of blank nodes and their canonical ones only, as a JSON object.")
    var map = false

    @Flag(help: "Print one JSON object, with the hash and the number of quads.")
    var json = false

    @Flag(help: "Print how many quads the file states only, each as often as it does; nothing is sorted.")
    var count = false

    @Flag(help: "Leave blank nodes the labels that they have in the file.")
    var keepLabels = false

    @Option(help: "The hash that blank nodes are labelled with: sha256 or sha384.")
    var algorithm = "sha256"

    @Option(
        help: ArgumentHelp(
            "How often the labelling of blank nodes may call itself.", valueName: "n"))
    var limitCalls = 10_000

    func validate() throws {
        try refuseAddress(file)
        if [hash, map, json, count].count(where: { $0 }) > 1 {
            throw ValidationError("--hash, --map, --json and --count exclude each other")
        }
        if limitCalls < 1 { throw ValidationError("--limit-calls takes a number from 1 on") }
    }

    func run() throws {
        var options = GraphOptions()
        options.syntax = syntax
        options.base = base
        options.metadata = metadata
        options.warn = { Printer.warning($0) }
        options.algorithm = algorithm
        options.callLimit = limitCalls
        options.keepsLabels = keepLabels
        options.hasDigest = hash || json
        let file = GraphFile(at: file)
        if count {
            Printer.result("\(try file.countQuads(options))\n")
        } else if hash || map || json {
            let report = try file.canonicalize(options)
            Printer.graph(report, path: file.path, command: self)
        } else {
            _ = try file.canonicalize(options) { Printer.result(bytes: $0) }
        }
    }
}

extension GraphSyntax: ExpressibleByArgument {
    public init?(argument: String) { self.init(named: argument) }
}

extension Printer {
    fileprivate static func graph(_ report: GraphReport, path: String, command: GraphCommand) {
        if command.map {
            result(
                json: .object(report.issuedLabels.map { JSON.Member(key: $0.label, value: .string($0.canonical)) }))
        } else if command.json {
            result(
                json: .object([
                    "result": .string("read"), "syntax": .string(report.syntax.name),
                    "quads": .integer(report.quadCount), "blank": .integer(report.issuedLabels.count),
                    "hash": report.sha256.map { .string($0) },
                ]))
        } else {
            result("\(report.sha256 ?? "")  \(path)\n")
        }
    }
}
