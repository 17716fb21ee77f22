import CaseFiles
import CaseModel
import CasePackages

/// Verifies a repository, or a channel of one: what it says of its releases, its log, every release, and the storage
/// root.
///
/// - Parameter earlier: the path of a checkpoint that somebody kept; nil for none.
/// - Returns: what came of each: first the channels, then the releases, last the storage root; nil where there is neither.
/// - Throws: `FileProblem` where the kept checkpoint cannot be read; `Interrupted`.
package func verifyRepository(
    _ path: String, since earlier: String?, _ options: VerificationOptions
) async throws -> [VerificationOutcome]? {
    let layout = RepositoryLayout(path)
    let isRepository = RepositoryLayout.isOne(path)
    guard isRepository || ChannelVerification.isOne(path) else { return nil }
    let channels = isRepository ? layout.channels().map(\.path) : [path]
    let kept = try earlier.map { try readFile($0, limit: 1 << 20) }
    let concerned = kept.map { note in concernedChannel(note, channels) }
    var outcomes: [VerificationOutcome] = []
    var archives: [String] = []
    for channel in channels {
        try Interruption.check()
        var verification = ChannelVerification(
            path: channel, options: options, since: concerned == nil || concerned! == channel ? kept : nil)
        try verification.run()
        outcomes.append(verification.outcome)
        archives += verification.archives.map { "\(channel)/\($0)" }
    }
    if isRepository, isThere(layout.commit), !outcomes.isEmpty {
        outcomes[0].findings.append(
            Finding(
                .repositoryIncomplete, at: Place(member: Array("state/commit.json".utf8)),
                "a run was stopped while it published"))
    }
    for archive in archives { outcomes.append(try await verify(archive, options)) }
    if isRepository, isThere(layout.storageRoot) {
        var outcome = try await verify(layout.storageRoot, options)
        if options.level > .quick { try verifyDifferences(of: layout.storageRoot, to: &outcome.findings) }
        outcomes.append(outcome)
    }
    return outcomes
}

/// The channel whose log a checkpoint names; the first where it is of none, which then says so.
private func concernedChannel(_ note: [UInt8], _ channels: [String]) -> String? {
    guard let origin = (try? SignedNote(parsing: note)).flatMap({ try? Checkpoint(parsing: $0.text) })?.origin else {
        return channels.first
    }
    return channels.first { channel in
        (try? ReleaseLog.verifierKey(in: LogFolder(channel + "/log")))?.name == origin
    } ?? channels.first
}
