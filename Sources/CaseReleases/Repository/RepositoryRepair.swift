import CaseFiles
import CaseModel
import Glibc

/// Puts right what a run left that was killed: completes what it had begun to publish, and removes everything else.
package struct RepositoryRepair {
    private let layout: RepositoryLayout

    package init(_ layout: RepositoryLayout) { self.layout = layout }

    /// - Returns: what was done, a sentence each.
    /// - Throws: `RepositoryProblem`, `FileProblem`.
    package func run() throws -> [String] {
        var done: [String] = []
        if let commit = try Commit.pending(layout) {
            try commit.complete(layout)
            done.append("run \(commit.run) was stopped while it published; it is published now")
        }
        for name in try layout.ownNames(in: layout.allStaging) {
            removeTree("\(layout.allStaging)/\(name)")
            done.append("run \(visible(name)) was stopped before it published anything; what it had written is removed")
        }
        for channel in layout.channels() { done += try repair(channel) }
        removePartialFiles()
        return done
    }

    /// What should have gone when a later release was published.
    private func repair(_ channel: ChannelLayout) throws -> [String] {
        var done: [String] = []
        for release in try ChannelState(channel).records where release.prunedAt != nil {
            let folder = channel.release(release.id)
            guard isThere(folder) else { continue }
            removeTree(folder)
            done.append(
                "the downloads of \(release.id), which were to be removed, "
                    + (isThere(folder) ? "cannot be: see who owns \(folder)" : "are removed"))
        }
        try channel.removeOldViews()
        return done
    }

    /// Small files that were to replace others.
    private func removePartialFiles() {
        let folders = [layout.path, layout.state] + layout.channels().map(\.path)
        for folder in folders {
            for name in (try? directoryNames(folder)) ?? [] where name.contains(".partial-") {
                unlink("\(folder)/\(name)")
            }
        }
    }
}

extension RepositoryLayout {
    /// The channels that are there, in the order of their names.
    package func channels() -> [ChannelLayout] {
        ((try? directoryNames(path)) ?? []).filter { !Self.reserved.contains($0) }
            .map(channel).filter { isThere($0.current) || $0.hasReleases }
    }

    /// What is in a folder that runs empty.
    ///
    /// - Throws: `RepositoryProblem` where it is a link: what is in it may be somebody else's.
    func ownNames(in folder: String) throws -> [String] {
        if let target = linkTarget(folder) {
            throw RepositoryProblem(
                "\(folder) is a link to \(visible(target)), and what is in it would be removed: make it a folder")
        }
        return (try? directoryNames(folder)) ?? []
    }
}

extension ChannelLayout {
    /// Removes views but the last ones: somebody may be reading the one before.
    func removeOldViews() throws {
        let current = linkTarget(current).map { splitPath($0)?.name ?? "" }
        let old = try RepositoryLayout(path).ownNames(in: views).filter { $0 != current }
        for name in old.dropLast(1) { removeTree("\(views)/\(name)") }
    }
}

/// What a symbolic link leads to; nil where there is none.
func linkTarget(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { readlink(path, $0.baseAddress!, $0.count) }
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
}
