public import ArgumentParser
public import CaseExport

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Verify the integrity of packages, without unpacking them.",
        discussion: """
            A package is a BagIt bag, an OCFL object or storage root, an RO-Crate or a release of this tool; in a \
            directory, .zip, .tar or .tar.gz. Everything that is wrong is reported; nothing is written.

            Examples:
              caseexport verify cases.zip
              caseexport verify --deep --signers allowed_signers releases/*.tar.gz
              curl -s https://example.org/cases.tar.gz | caseexport verify -

            \(Exit.help(Exit.done, Exit.findings, Exit.failed, Exit.usage, Exit.noInput, Exit.cannotWrite, Exit.interrupted, findings: "something is wrong with a package"))
            """)

    @Argument(help: ArgumentHelp("Packages; - is standard input, a .tar or .tar.gz.", valueName: "path"))
    var paths: [String] = []

    @Flag(help: "Look at structure, completeness and sizes only; hash nothing.")
    var quick = false

    @Flag(help: "Also read what the files of a release say: formats, graph, counts, descriptions.")
    var deep = false

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "What each package has to be, whatever it says of itself: bag, crate, ocfl-object or ocfl-root.",
            valueName: "kind"))
    var kind: VerificationOptions.Kind?

    @Option(
        help: ArgumentHelp(
            "Every manifest has to be signed by somebody in this file of allowed signers (ssh-keygen -Y verify).",
            valueName: "file"))
    var signers: String?

    @Option(
        help: ArgumentHelp(
            "Of a repository: its log has to go on from this checkpoint, which somebody kept.", valueName: "checkpoint")
    )
    var since: String?

    @Option(
        help: ArgumentHelp(
            "Write what was found as PREMIS 3.0 events into this file, which must not be there yet.",
            valueName: "file"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            "How many members an archive may have, and lines a manifest; 1,000,000 by default.", valueName: "n"))
    var limitMembers: Int?

    @Option(
        help: ArgumentHelp(
            "How many bytes a compressed byte may expand to, from 256 MiB on; 250 by default.", valueName: "n"))
    var limitRatio: Int?

    @Option(help: ArgumentHelp("How many findings of one code are listed; 1,000 by default.", valueName: "n"))
    var list: Int?

    @Flag(help: "Print every code of findings with its severity, its meaning and what to do, and verify nothing.")
    var codes = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try paths.forEach(refuseAddress)
        if paths.isEmpty != codes {
            throw ValidationError(
                codes ? "--codes takes no path" : "give the path of a package, or - for standard input")
        }
        if since != nil, paths.count != 1 { throw ValidationError("--since takes one repository, or one channel") }
        if quick && deep { throw ValidationError("--quick and --deep exclude each other") }
        if paths.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be verified once") }
        for (name, value) in [("--limit-members", limitMembers), ("--limit-ratio", limitRatio), ("--list", list)] {
            if let value, value < 1 { throw ValidationError("\(name) takes a number from 1 on") }
        }
    }

    func run() async throws {
        if codes {
            if common.json { Printer.result(json: FindingCode.json) } else { Printer.codes() }
            return
        }
        if let report { try VerificationReport.check(report, outside: paths) }
        var verified: [PackageVerification] = []
        var failure: DatasetError?
        var notVerified: [(path: String, reason: String)] = []
        for path in paths {
            do {
                let packages = try await ProgressLine.shown(verifying: path, options: common) { progress in
                    var options = self.options
                    options.progress = progress
                    return try await PackageVerification.all(at: path, options)
                }
                verified += packages
                if common.json { continue }
                let isOneOfMany = paths.count > 1 || packages.count > 1
                for package in packages { Printer.verification(package, isOneOfMany: isOneOfMany, options: common) }
            } catch let error as DatasetError where error.code != .interrupted {
                // The others are verified all the same.
                if failure == nil { failure = error }
                notVerified.append((path, error.message))
                Printer.error(error.message)
            }
        }
        if let report { try VerificationReport(of: verified, notVerified: notVerified).write(to: report) }
        if common.json { Printer.result(json: verified.json(failure: failure)) }
        if !common.quiet, !common.json, verified.count + notVerified.count > 1 {
            Printer.summary(of: verified, failed: notVerified.count)
        }
        if let failure { throw ExitCode(Exit.code(for: failure)) }
        if !verified.allSatisfy(\.isWhole) { throw ExitCode(Exit.findings) }
    }

    private var options: VerificationOptions {
        var options = VerificationOptions()
        options.level = quick ? .quick : deep ? .deep : .complete
        options.kind = kind
        options.signers = signers
        options.checkpoint = since
        options.threads = common.threads
        if let limitMembers { options.memberLimit = limitMembers }
        if let limitRatio { options.ratioLimit = limitRatio }
        if let list { options.listed = list }
        return options
    }
}

extension VerificationOptions.Kind: ExpressibleByArgument {}
