import CaseArchive
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
    if isRepository {
        let missing = missingParts(of: layout)
        if !missing.isEmpty || outcomes.isEmpty && kept != nil {
            var outcome = VerificationOutcome(
                path: path, level: options.level, findings: FindingList(limit: options.listed))
            outcome.container = .directory
            outcome.kinds = ["repository"]
            for finding in missing { outcome.findings.append(finding) }
            if outcomes.isEmpty, kept != nil {
                outcome.findings.append(
                    Finding(.logShrunk, at: Place(), "there is no channel any more whose log could go on from it"))
            }
            outcomes.insert(outcome, at: 0)
        }
    }
    for archive in archives { outcomes.append(try await verify(archive, options)) }
    if isRepository, isThere(layout.storageRoot) {
        var outcome = try await verify(layout.storageRoot, options)
        if options.level > .quick { try verifyDifferences(of: layout.storageRoot, to: &outcome.findings) }
        outcomes.append(outcome)
    }
    return outcomes
}

/// What a repository had, by what it still has: channels by their keys, releases by the storage root.
private func missingParts(of layout: RepositoryLayout) -> [Finding] {
    func missing(_ member: String, _ message: String) -> Finding {
        Finding(.releaseMissing, at: Place(member: Array(member.utf8)), message)
    }
    let channels = layout.channels()
    let names = Set(channels.compactMap { splitPath($0.path)?.name })
    var findings = layout.keptChannels.filter { !names.contains($0) }.map {
        missing($0, "the channel is not there, whose log's key is")
    }
    guard isThere(layout.storageRoot) || channels.isEmpty else {
        return findings + [missing("ocfl", "the storage root is not there")]
    }
    for channel in channels {
        guard let profile = splitPath(channel.path)?.name,
            let records = try? VersionsDocument.releases(from: readFile(channel.versions, limit: 256 << 20)),
            let object = layout.object(of: profile)
        else { continue }
        let count = (try? OCFLObjectReader(object))?.versionCount ?? 0
        if count != records.count {
            findings.append(
                missing(
                    layout.relative(object),
                    "it has \(count) versions, and the channel \(profile) had \(records.count) releases"))
        }
    }
    return findings
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
