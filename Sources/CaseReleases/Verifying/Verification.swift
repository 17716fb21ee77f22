package import CaseArchive
import CaseBytes
import CaseFiles
package import CaseModel
package import CasePackages

/// What came of verifying what is at one path.
package struct VerificationOutcome: Sendable {
    /// As it was given; `-` is standard input.
    package let path: String
    package let level: VerificationLevel
    /// nil where it is none that is known.
    package internal(set) var container: Container?
    /// What sorts of package it is, in words: `bag (BagIt 1.0)`, `RO-Crate`.
    package internal(set) var kinds: [String] = []
    /// The package's folder in the archive; empty where the archive itself, or the directory, is the package.
    package internal(set) var folder = ""
    /// Plain files in the tree, and their bytes.
    package internal(set) var fileCount = 0
    package internal(set) var byteCount = 0
    /// By which the files were hashed.
    package internal(set) var algorithms: [String] = []
    /// How many bytes the archive itself has; nil for directories and standard input.
    package internal(set) var archiveByteCount: Int?
    /// Of the archive itself, where a file beside it says what it should be.
    package internal(set) var archiveSHA256: String?
    /// Of manifests, where they are right.
    package internal(set) var signatures: [VerifiedSignature] = []
    package internal(set) var findings: FindingList
    /// What reading the files of a release came to; nil where that was not asked for.
    package internal(set) var deep: DeepSummary?

    package var isWhole: Bool { findings.total(.error) == 0 }
}

/// Verifies what is at a path: a bag, an OCFL object or storage root, an RO-Crate, one of our releases; in a directory,
/// a zip, a tar or a compressed tar archive, without unpacking it, and without writing anything.
///
/// - Parameter path: `-` for standard input, which has to be a tar archive, compressed or not.
/// - Throws: `FileProblem` where there is nothing, or it cannot be opened; `Interrupted`. Everything else is a finding.
package func verify(_ path: String, _ options: VerificationOptions) async throws -> VerificationOutcome {
    var verification = Verification(path: path, options: options)
    try await withWorkers(options.threads) { try await verification.run() }
    return verification.outcome
}

/// One package that is being verified.
struct Verification: Sendable {
    private let path: String
    private let options: VerificationOptions
    private(set) var outcome: VerificationOutcome

    init(path: String, options: VerificationOptions) {
        self.path = path
        self.options = options
        outcome = VerificationOutcome(
            path: path, level: options.level, findings: FindingList(limit: options.listed))
    }

    mutating func run() async throws {
        if let signers = options.signers { try checkSigners(signers) }
        do {
            if path == "-" {
                try await runStream(try .standardInput(), limits: options.limits)
                return
            }
            guard let container = try ArchiveReader.container(at: path) else {
                let isEmpty = try Descriptor.reading(path).byteCount() == 0
                throw ArchiveProblem(
                    try ArchiveReader.sortNotRead(at: path)
                        ?? ArchiveDamage(
                            isEmpty ? "the file is empty" : "it is no directory, zip, tar or tar.gz archive",
                            code: .notAnArchive), in: path)
            }
            outcome.container = container
            if container != .directory { outcome.archiveByteCount = try Descriptor.reading(path).byteCount() }
            switch container {
            case .directory:
                try DirectoryTree.check(path)
                try await run(DirectoryTree(path, limits: options.limits), container)
            case .zip: try await run(ZipTree(path, limits: options.limits), container)
            case .tar: try await run(TarTree(path, limits: options.limits), container)
            case .tarGzip: try await runStream(try .reading(path), limits: options.limits)
            }
        } catch let problem as ArchiveProblem {
            outcome.findings.append(Finding(problem))
        }
    }

    // MARK: Trees that are listed first

    private mutating func run(_ source: any TreeSource, _ container: Container) async throws {
        let reader = source.reader()
        var listing = TreeListing(container, options.limits) { place, body in try reader.read(place, body) }
        try listing.insertMembers(of: source, to: &outcome.findings)
        for problem in source.problems { try report(problem) }
        let tree = listing.tree
        tree.unlisted = source.unlisted
        var verifiers = try findPackage(tree, &listing)
        // Without a package there is nothing to compare anything with.
        if verifiers.isEmpty { return }
        var plan = DigestPlan(count: tree.count)
        try verifiers.plan(tree, &plan)
        outcome.algorithms = plan.algorithms.each.map(\.name)
        if options.level == .deep { planDeepDigests(tree, &plan) }
        let pass = TreePass(
            source: source, places: listing.places, plan: plan, level: options.level, progress: options.progress)
        async let sidecar = verifySidecar(container)
        let findings = try await pass.run(tree, threads: options.threads)
        for finding in findings { outcome.findings.append(finding) }
        take(try await sidecar)
        try await finish(tree, &verifiers)
        guard options.level == .deep, isWhollyListed(tree) else { return }
        outcome.deep = try await verifyDeeply(
            tree, open: try source.opening(of: listing.places), to: &outcome.findings)
    }

    /// Whether it is known which files there are; what each says of the others is compared only then.
    private mutating func isWhollyListed(_ tree: PackageTree) -> Bool {
        if tree.isListed { return true }
        outcome.findings.append(
            Finding(.notVerified, at: Place(), "what the files say was not read: not all of them could be listed"))
        return false
    }

    private mutating func report(_ problem: any Error) throws {
        guard let finding = Finding(reading: problem) else { throw problem }
        outcome.findings.append(finding)
    }

    // MARK: Archives that are read from their beginning to their end

    private mutating func runStream(_ file: consuming Descriptor, limits: ArchiveLimits) async throws {
        let isFile = path != "-"
        async let sidecar = verifySidecar(.tarGzip)
        let pass = StreamPass(
            path: path, limits: limits, level: options.level, threads: options.threads, progress: options.progress)
        let (tree, places) = try pass.run(file, isRepeatable: isFile, to: &outcome.findings)
        outcome.container = pass.container
        var listing = TreeListing(tree, options.limits, places)
        var verifiers = try findPackage(tree, &listing)
        if verifiers.isEmpty {
            take(try await sidecar)
            return
        }
        var plan = DigestPlan(count: tree.count)
        try verifiers.plan(tree, &plan)
        if options.level > .quick, pass.lacks(plan, tree) {
            // Which digests were wanted was known only behind the files; they are read once more.
            if isFile {
                try pass.runAgain(try .reading(path), plan, tree)
            } else {
                outcome.findings.append(
                    Finding(
                        .archiveUnsupported, at: Place(),
                        "digests are asked for that were not computed when the files came by, and standard input comes once; give the archive's path"
                    ))
            }
        }
        take(try await sidecar)
        outcome.algorithms = plan.algorithms.each.map(\.name)
        try await finish(tree, &verifiers)
        guard options.level == .deep, isWhollyListed(tree) else { return }
        guard isFile else {
            outcome.findings.append(
                Finding(
                    .notVerified, at: Place(), "what the files say was not read: standard input comes once",
                    hint: "give the archive's path"))
            return
        }
        // A tar archive that was not compressed can be read anywhere.
        let opening: any MemberOpening =
            pass.container == .tar
            ? try TarMembers(path, contents: pass.contents)
            : try CompressedTarMembers(path, contents: pass.contents)
        outcome.deep = try await verifyDeeply(tree, open: opening, to: &outcome.findings)
    }

    // MARK: What the package is, and what is wrong with it

    private mutating func findPackage(_ tree: PackageTree, _ listing: inout TreeListing) throws -> PackageVerifiers {
        outcome.fileCount = listing.fileCount
        outcome.byteCount = listing.byteCount
        let verifiers = PackageVerifiers.find(in: tree, options)
        outcome.folder = String(escaping: tree.root.dropLast())
        if verifiers.isEmpty {
            // What was not listed may have been one.
            guard tree.isListed else { return verifiers }
            let sought = options.kind == .crate ? "RO-Crate" : "bag, OCFL object or storage root, or RO-Crate"
            outcome.findings.append(Finding(.noPackage, at: Place(), "no \(sought) was found in it"))
        } else {
            try listing.reportLayout(archive: path, to: &outcome.findings)
        }
        return verifiers
    }

    private mutating func finish(_ tree: PackageTree, _ verifiers: inout PackageVerifiers) async throws {
        try verifiers.report(tree, level: options.level, to: &outcome.findings)
        outcome.kinds = verifiers.kinds
        if !verifiers.isEmpty, options.level > .quick || options.signers != nil {
            outcome.signatures = try verifySignatures(tree, signers: options.signers, to: &outcome.findings)
        }
    }

    // MARK: The file beside an archive

    private func verifySidecar(_ container: Container) async throws -> Sidecar? {
        guard container != .directory, path != "-", options.level > .quick else { return nil }
        return try Sidecar(of: path)
    }

    private mutating func take(_ sidecar: Sidecar?) {
        guard let sidecar else { return }
        outcome.archiveSHA256 = sidecar.found
        if let finding = sidecar.finding { outcome.findings.append(finding) }
    }
}
