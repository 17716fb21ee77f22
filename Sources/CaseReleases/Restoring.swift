import CaseFiles
import CasePackages

/// A release that was put together again.
package struct Restoration: Sendable {
    package let release: String
    package let profile: String
    /// What the bag's folder was called when it was published.
    package let bag: String
    package let fileCount: Int
    package let byteCount: Int
}

/// Puts the bag of a release together again from a repository's storage root.
///
/// - Parameters:
///   - repository: the folder of a repository, or of a storage root.
///   - release: the release's id.
///   - profile: whose release; nil where there is one of this id only.
///   - output: the folder that becomes the bag, with one rename, when every digest was right.
/// - Throws: `FileProblem` where there is no such release; `RepositoryProblem` where several profiles have it;
///   `PackageProblem` where something is damaged; `Interrupted`.
package func restore(
    _ repository: String, release: String, profile: String?, to output: String
) throws -> Restoration {
    let entry = try StorageRootReleases(of: repository).entry(of: release, profile: profile)
    let restoration = try ReleaseRestoration(entry.object, version: entry.version)
    let directory = try StagedDirectory.make(output, replacing: false, owned: [])
    let (fileCount, byteCount) = try restoration.write(to: directory.staging)
    try directory.publish(isDurable: true)
    return Restoration(
        release: entry.note.release, profile: entry.note.profile, bag: entry.note.bag, fileCount: fileCount,
        byteCount: byteCount)
}
