package import CaseArchive
package import CasePackages

/// What a package has to be.
package enum PackageKind: String, Sendable {
    case bag, crate
    case ocflObject = "ocfl-object"
    case ocflStorageRoot = "ocfl-root"
}

/// How packages are verified.
package struct VerificationOptions: Sendable {
    package var level = VerificationLevel.complete
    /// What the package has to be; nil for whatever it is.
    package var kind: PackageKind?
    package var limits = ArchiveLimits()
    /// A file of allowed signers (ssh-keygen(1)), who have to have signed; nil where nobody has to.
    package var signers: String?
    package var threads = WorkerPool.coreCount
    /// How many findings of one code are listed.
    package var listed = 1000
    /// Is told how many bytes of how many were read; the second is 0 where it is not known.
    package var progress: @Sendable (Int, Int) -> Void = { _, _ in }

    package init() {}
}
