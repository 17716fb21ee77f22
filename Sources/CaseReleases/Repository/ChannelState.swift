import CaseFiles
import CaseModel

/// A channel as it is.
package struct ChannelState: Sendable {
    package let layout: ChannelLayout
    /// Oldest first, pruned ones too.
    package let records: [ReleaseRecord]

    /// - Throws: `RepositoryProblem` where what it says of its releases cannot be read; `FileProblem`.
    package init(_ layout: ChannelLayout) throws {
        self.layout = layout
        guard isThere(layout.current) else {
            // A run that was killed before it published anything leaves empty folders.
            if layout.hasReleases {
                throw RepositoryProblem(
                    "\(layout.current) is not there, and \(layout.path) has releases: make the link to the newest folder of .views again, or take the channel from a copy"
                )
            }
            records = []
            return
        }
        guard linkTarget(layout.current) != nil else {
            throw RepositoryProblem(
                "\(layout.current) is no link: this is a copy that followed links, and can be served and verified; to go on with a repository, copy it with cp -a"
            )
        }
        do {
            records = try VersionsDocument.releases(from: try readFile(layout.versions, limit: 256 << 20))
        } catch let problem as FileProblem {
            throw problem
        } catch {
            throw RepositoryProblem("\(layout.versions) is damaged (\(error)): take it from a copy of the repository")
        }
    }

    /// Finds out whether it is the newest state that is there, and not one that was put back. While a run publishes, a
    /// release may be there that is not listed yet.
    ///
    /// - Throws: `RepositoryProblem`
    package func checkIsNewest() throws {
        let known = Set(records.map(\.id))
        if let unlisted = layout.releaseNames.first(where: { !known.contains($0) }) {
            throw RepositoryProblem(
                "\(layout.release(unlisted)) is there, and \(layout.versions) does not list it: current may lead to an older view; take the channel from a copy"
            )
        }
    }

    /// The newest release whose downloads are there.
    package var latest: ReleaseRecord? { records.last { $0.prunedAt == nil } }
}
