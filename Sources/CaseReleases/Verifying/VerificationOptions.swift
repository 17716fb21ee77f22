package import CaseArchive
package import CasePackages

/// How packages are verified.
package struct VerificationOptions: Sendable {
    package var level = VerificationLevel.complete
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
