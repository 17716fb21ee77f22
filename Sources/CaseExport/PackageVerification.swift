import CaseArchive
import CaseFiles
public import CaseModel
import CasePackages
import CaseReleases

/// What came of verifying what is at one path.
public struct PackageVerification: Sendable {
    /// As it was given; `-` is standard input.
    public let path: String
    public let level: VerificationOptions.Level
    /// `directory`, `zip`, `tar` or `tar.gz`; nil where it is none of them.
    public let container: String?
    /// What sorts of package it is, in words.
    public let kinds: [String]
    /// The package's folder in the archive; empty where the archive itself, or the directory, is the package.
    public let folder: String
    /// Plain files, and their bytes.
    public let fileCount: Int
    public let byteCount: Int
    /// The digests that were computed of files.
    public let algorithms: [String]
    /// The SHA-256 of the archive itself, where a file beside it says what it should be.
    public let archiveSHA256: String?
    /// Everything that is wrong.
    public let findings: FindingList
    /// Signatures of manifests that hold, in words.
    public let signatures: [String]
    let verified: VerifiedPackage
    /// What was read of a release with `deep`; nil where nothing was: the package is none of ours.
    public let content: ReleaseContent?

    /// What the files of a release carry, all of them the same.
    public struct ReleaseContent: Sendable {
        /// The formats that were read, as profiles call them, with their bytes and, where they carry it, their rows.
        public let formats: [(name: String, byteCount: Int, rowCount: Int?)]
        public let rowCount: Int?
        public let tripleCount: Int?
        /// Of the graph's canonical N-Quads.
        public let graphSHA256: String?
        /// What was not looked at, in words.
        public let notes: [String]
    }

    /// Whether nothing is wrong but, perhaps, for warnings.
    public var isWhole: Bool { findings.total(.error) == 0 }

    /// Verifies a package: a BagIt bag, an OCFL object or storage root, an RO-Crate, a release of this tool; in a
    /// directory, a zip, a tar or a compressed tar archive. Nothing is unpacked, and nothing is written.
    ///
    /// - Parameter path: `-` for standard input, which has to be a tar archive, compressed or not.
    /// - Throws: `DatasetError` where there is nothing to verify, or it cannot be opened. What is wrong with it is not
    ///   thrown: it is among the findings.
    public init(of path: String, _ options: VerificationOptions = VerificationOptions()) async throws(DatasetError) {
        do {
            self.init(try await verify(path, options.options), options)
        } catch {
            throw DatasetError(error)
        }
    }

    /// Verifies what is at a path: one package, or a repository with all of its releases.
    ///
    /// - Returns: what came of each package; of a repository its channels first.
    /// - Throws: as `init(of:_:)`.
    public static func all(
        at path: String, _ options: VerificationOptions = VerificationOptions()
    ) async throws(DatasetError) -> [PackageVerification] {
        do {
            guard let outcomes = try await verifyRepository(path, since: options.checkpoint, options.options) else {
                if options.checkpoint != nil {
                    throw DatasetError(
                        .usage, "\(path) is no repository and no channel of one, so that it has no log to compare")
                }
                return [try await PackageVerification(of: path, options)]
            }
            return outcomes.map { PackageVerification($0, options) }
        } catch {
            throw DatasetError(error)
        }
    }

    private init(_ outcome: VerificationOutcome, _ options: VerificationOptions) {
        path = outcome.path
        level = options.level
        let signers = options.signers
        verified = VerifiedPackage(outcome, isSignatureAskedFor: signers != nil)
        signatures = outcome.signatures.map { signature in
            signature.signer.map { "\(signature.path): signed by \($0)" }
                ?? "\(signature.path): signed, by whom was not asked"
        }
        container = outcome.container?.rawValue
        kinds = outcome.kinds
        folder = outcome.folder
        fileCount = outcome.fileCount
        byteCount = outcome.byteCount
        algorithms = outcome.algorithms
        archiveSHA256 = outcome.archiveSHA256
        findings = outcome.findings
        content = outcome.deep.flatMap { $0.isRelease ? ReleaseContent($0) : nil }
    }
}

extension PackageVerification.ReleaseContent {
    init(_ summary: DeepSummary) {
        formats = summary.formats.map { ($0.name, $0.byteCount, $0.rowCount) }
        rowCount = summary.rowCount
        tripleCount = summary.tripleCount
        graphSHA256 = summary.graphSHA256
        notes = summary.notes
    }
}

extension VerifiedPackage {
    init(_ outcome: VerificationOutcome, isSignatureAskedFor: Bool) {
        self.init(
            path: outcome.path, container: outcome.container, level: outcome.level, kinds: outcome.kinds,
            fileCount: outcome.fileCount, byteCount: outcome.byteCount, algorithms: outcome.algorithms,
            archiveByteCount: outcome.archiveByteCount, archiveSHA256: outcome.archiveSHA256,
            isSignatureAskedFor: isSignatureAskedFor, signatures: outcome.signatures, findings: outcome.findings)
    }
}

/// How a package is verified.
public struct VerificationOptions: Sendable {
    /// How deeply.
    public enum Level: String, Sendable {
        /// Structure, completeness and sizes; no file is hashed.
        case quick
        /// And every digest of every file.
        case complete
        /// And what the files of a release say: formats, graphs, counts.
        case deep
    }

    /// What a package has to be.
    public enum Kind: String, Sendable, CaseIterable {
        case bag, crate
        case ocflObject = "ocfl-object"
        case ocflStorageRoot = "ocfl-root"
    }

    public var level = Level.complete
    /// What the package has to be; what is another is verified as if it were this. nil for whatever it is.
    public var kind: Kind?
    /// A file of allowed signers (ssh-keygen(1)), of whom one has to have signed each manifest; nil for none.
    public var signers: String?
    /// The file of a checkpoint that somebody kept: the log has to go on from it. nil for none.
    public var checkpoint: String?
    /// How many threads work; nil for as many as the machine has cores.
    public var threads: Int?
    /// How many members an archive or directory may have, and lines a manifest.
    public var memberLimit = ArchiveLimits().memberCount
    /// How many bytes a compressed byte may expand to.
    public var ratioLimit = ArchiveLimits().expansionRatio
    /// How many findings of one code are listed; all are counted.
    public var listed = 1000
    /// Is told how many bytes of how many were read; the second is 0 where it is not known. From any thread.
    public var progress: (@Sendable (Int, Int) -> Void)?

    public init() {}

    var options: CaseReleases.VerificationOptions {
        var options = CaseReleases.VerificationOptions()
        switch level {
        case .quick: options.level = .quick
        case .complete: options.level = .complete
        case .deep: options.level = .deep
        }
        options.kind = kind.flatMap { PackageKind(rawValue: $0.rawValue) }
        options.signers = signers
        if let threads { options.threads = threads }
        options.limits.memberCount = memberLimit
        options.limits.expansionRatio = ratioLimit
        options.listed = listed
        if let progress { options.progress = progress }
        return options
    }
}
