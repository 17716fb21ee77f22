import ArgumentParser
import CaseExport

struct BundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "Check a dataset and make a release of it: a package for keeping and sharing.",
        discussion: """
            A bundle is a BagIt bag: the data in every format of the profile, its schema, the documents, checksums of \
            everything, who made it from what, and a page to read offline. The name of the output says the container: \
            .zip, .tar, .tar.gz, or a directory. Beside a file stands its checksum, NAME.sha256. The same dataset, \
            profile and version give the same bytes.

            Nothing above the level of the profile's readers goes into a bundle; what is left out is counted in it.

            Profiles:
            \(ReleaseProfile.shipped.map { "  \($0.name): \($0.title)" }.joined(separator: "\n"))

            Examples:
              caseexport bundle cases.sqlite --output cases.zip
              caseexport bundle cases/ --output cases.tar.gz --profile researcher --sign ~/.ssh/id_ed25519

            \(Exit.help(Exit.done, Exit.failed, Exit.usage, Exit.unfit, Exit.noInput, Exit.cannotWrite, Exit.locked, Exit.interrupted))
            """)

    @Argument(help: "A directory, a SQLite file, or the address of a PostgreSQL database.")
    var dataset: String

    @Option(help: ArgumentHelp("The file or directory to make.", valueName: "path"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "Who the bundle is for: a profile's name, or a JSON5 file that says it.", valueName: "profile"))
    var profile = "public"

    @Option(help: ArgumentHelp("How hard to compress, from 0 (not at all) to 9.", valueName: "n"))
    var level = 6

    @Option(
        help: ArgumentHelp(
            "Sign the manifests with this SSH key (ssh-keygen -Y sign); a public key has the agent sign.",
            valueName: "key"))
    var sign: String?

    @Option(
        help: ArgumentHelp(
            "The release's instant, as 2026-11-21T02:00:00Z: its name, its dates, and the day whose access rules hold. By default the latest instant in the dataset.",
            valueName: "instant"))
    var asOf: String?

    @Flag(help: "Replace a bundle that is there already.")
    var force = false

    @OptionGroup var database: DatabaseOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try refuseAddress(output)
        guard (0...9).contains(level) else { throw ValidationError("--level takes a number from 0 to 9") }
        let unknown = [".gz", ".xz", ".bz2", ".zst", ".7z", ".rar", ".txz", ".tbz2"]
        if output == "-" || unknown.contains(where: output.lowercased().hasSuffix),
            ![".tar.gz"].contains(where: output.lowercased().hasSuffix)
        {
            throw ValidationError(
                "--output takes the name of a directory, or one that ends in .zip, .tar, .tar.gz or .tgz")
        }
        if let asOf, !isInstant(asOf) {
            throw ValidationError("--as-of takes an instant in UTC, as 2026-11-21T02:00:00Z")
        }
    }

    func run() async throws {
        var options = BundleOptions(profile: try ReleaseProfile(named: profile))
        options.level = level
        options.signingKey = sign
        options.instant = asOf
        options.replacesExisting = force
        options.threads = common.threads
        let report = try await ProgressLine.shown(dataset, database, options: common) {
            try await $0.bundle(options, to: output)
        }
        if common.json {
            Printer.result(json: report.json)
        } else {
            Printer.findings(report.check.findings, options: common)
            Printer.bundle(report, options: common)
            if !common.quiet { Printer.summary(of: report, profile: options.profile, options: common) }
        }
        if !report.isPublished { throw ExitCode(Exit.unfit) }
    }
}
