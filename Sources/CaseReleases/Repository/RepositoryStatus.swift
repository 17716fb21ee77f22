import CaseFiles
package import CaseModel

/// How a repository is, for whoever monitors it: looked at, not verified.
package struct RepositoryStatus: Sendable {
    package let path: String
    /// nil where no run has ended yet.
    package let health: Health?
    /// What is wrong, a sentence each; empty where all is well.
    package private(set) var problems: [String] = []
    /// The run that is at work.
    package let running: String?
    package private(set) var channels: [Channel] = []

    package struct Channel: Sendable {
        package let profile: String
        package let latest: String?
        package let instant: String?
        package let releaseCount: Int
        package let rowCount: Int
        package let byteCount: Int
        /// How many releases the log has.
        package let logSize: Int?
    }

    /// - Parameters:
    ///   - now: what the time is, in seconds since the beginning of 1970.
    ///   - maximumAge: how old the last good run may be; nil for what its job says.
    /// - Throws: `FileProblem` where there is no repository.
    package init(of path: String, now: Int, maximumAge: Interval? = nil) throws {
        let layout = RepositoryLayout(path)
        guard isThere(layout.state) else {
            throw FileProblem(.noInput, "look at", path, detail: "it is no repository")
        }
        self.path = path
        running = RepositoryLock.current(layout)?.words
        health = isThere(layout.health) ? try? Health(at: layout.health) : nil
        checkHealth(layout, now: now, maximumAge: maximumAge)
        if isThere(layout.commit), running == nil {
            problems.append("a run was stopped while it published; the next run completes it")
        }
        for channel in layout.channels() where running == nil || isThere(channel.current) { check(channel) }
        for profile in layout.keptChannels where running == nil && !isThere(layout.channel(profile).current) {
            problems.append("\(layout.channel(profile).current) is not there, and the channel had releases")
        }
        if !channels.isEmpty, !isThere(layout.storageRoot) {
            problems.append("\(layout.storageRoot) is not there, which keeps every release")
        }
        if channels.isEmpty { problems.append("it has no release yet") }
    }

    private mutating func checkHealth(_ layout: RepositoryLayout, now: Int, maximumAge: Interval?) {
        guard let health else {
            problems.append(
                isThere(layout.health) ? "\(layout.health) is damaged" : "no run has come to its end yet")
            return
        }
        if !health.isGood {
            let times = health.failureCount > 1 ? " (the last \(health.failureCount) runs)" : ""
            problems.append("the last run came to nothing\(times): \(health.message)")
        }
        guard let success = health.lastSuccess else {
            problems.append("no run has gone well yet")
            return
        }
        let age = now - secondsSince1970(success)
        if age < -300 {
            problems.append(
                "the last run that went well ended at \(success), which is still to come: correct the clock")
        }
        let limit =
            maximumAge.map(\.seconds)
            ?? health.staleAfter.map { secondsSince1970($0) - secondsSince1970(success) }
        if let limit, age > limit {
            problems.append(
                "the last run that went well ended at \(success), \(Interval(seconds: age).words) ago, and \(Interval(seconds: limit).words) are the limit"
            )
        }
    }

    private mutating func check(_ layout: ChannelLayout) {
        let profile = splitPath(layout.path)?.name ?? layout.path
        do {
            let state = try ChannelState(layout)
            if running == nil { try state.checkIsNewest() }
            let latest = state.latest
            if let latest {
                if fileType(layout.path + "/latest") != .directory {
                    problems.append("\(layout.path)/latest leads nowhere")
                }
                for download in latest.downloads {
                    let path = "\(layout.release(latest.id))/\(download.name)"
                    if (try? Descriptor.reading(path).byteCount()) != download.byteCount {
                        problems.append("\(path) is not there, or not as long as it should be")
                    }
                }
            }
            let size = (try? readFile(layout.checkpoint, limit: 1 << 20)).flatMap { try? SignedNote(parsing: $0) }
                .flatMap { try? Checkpoint(parsing: $0.text) }?.size
            if let size, size != state.records.count {
                problems.append("\(profile): the log has \(size) releases, and versions.json \(state.records.count)")
            }
            channels.append(
                Channel(
                    profile: profile, latest: latest?.id, instant: latest?.instant,
                    releaseCount: state.records.count, rowCount: latest?.rowCount ?? 0,
                    byteCount: latest?.downloads.first?.byteCount ?? 0, logSize: size))
        } catch {
            problems.append("\(error)")
        }
    }

    package var isWell: Bool { problems.isEmpty }

    package var json: JSON {
        .object([
            "repository": .string(path), "well": .boolean(isWell), "problems": .strings(problems),
            "running": running.map(JSON.string), "health": health?.json,
            "channels": .array(
                channels.map {
                    .object([
                        "profile": .string($0.profile), "latest": $0.latest.map(JSON.string),
                        "instant": $0.instant.map(JSON.string), "releases": .integer($0.releaseCount),
                        "rows": .integer($0.rowCount), "bytes": .integer($0.byteCount),
                        "log_size": $0.logSize.map(JSON.integer),
                    ])
                }),
        ])
    }
}
