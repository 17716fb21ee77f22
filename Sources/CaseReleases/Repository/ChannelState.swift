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
            records = []
            return
        }
        do {
            records = try VersionsDocument.releases(from: try readFile(layout.versions, limit: 256 << 20))
        } catch let problem as FileProblem {
            throw problem
        } catch {
            throw RepositoryProblem("\(layout.versions) is damaged (\(error)): take it from a copy of the repository")
        }
    }

    /// The newest release whose downloads are there.
    package var latest: ReleaseRecord? { records.last { $0.prunedAt == nil } }
}
