import CaseReleases

/// A release that was put together again from what a repository keeps.
public struct RestoredRelease: Sendable {
    /// The folder that is the bag.
    public let path: String
    public let release: String
    /// Whose release it is.
    public let profile: String
    /// What the bag's folder was called when it was published.
    public let bag: String
    public let fileCount: Int
    public let byteCount: Int

    /// Puts the bag of a release together again from a repository's storage root, file by file as it was published.
    /// Every file is held against the digests of the storage root and of the bag.
    ///
    /// - Parameters:
    ///   - release: the release's id.
    ///   - repository: its folder, or that of a storage root.
    ///   - profile: whose release; nil where there is one of this id only.
    ///   - output: the folder to make; it may be there if it is empty. It appears when it is complete.
    /// - Throws: `DatasetError` where there is no such release, or something of it is damaged.
    public init(
        _ release: String, of repository: String, profile: String? = nil, to output: String
    ) throws(DatasetError) {
        let restored = try DatasetError.catching {
            try restore(repository, release: release, profile: profile, to: output)
        }
        path = output
        self.release = restored.release
        self.profile = restored.profile
        bag = restored.bag
        fileCount = restored.fileCount
        byteCount = restored.byteCount
    }
}
