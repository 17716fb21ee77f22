import CaseFiles
import CaseModel
import Glibc

/// Where things are in a repository.
package struct RepositoryLayout: Sendable {
    /// The repository's folder.
    package let path: String

    package init(_ path: String) { self.path = path }

    static let format = "caseexport-repository/1"

    var marker: String { path + "/caseexport.json" }
    package var state: String { path + "/state" }
    var lock: String { state + "/lock" }
    var commit: String { state + "/commit.json" }
    package var log: String { state + "/log.jsonl" }
    package var runs: String { state + "/runs" }
    package var health: String { state + "/health.json" }
    var metrics: String { state + "/metrics.prom" }
    var allStaging: String { state + "/staging" }
    package var storageRoot: String { path + "/ocfl" }
    package var refused: String { path + "/refused" }

    /// Where a run writes before anything is published.
    package func staging(_ run: String) -> String { allStaging + "/" + run }

    /// What signs the checkpoints of a channel's log.
    func logKey(_ profile: String) -> String { "\(state)/\(profile).log-key" }

    /// The channels that published something, by their keys: a first run that was killed leaves a key alone behind.
    var keptChannels: [String] {
        ((try? directoryNames(state)) ?? []).filter { $0.hasSuffix(".log-key") }.map { String($0.dropLast(8)) }
            .filter { channel($0).hasReleases || object(of: $0).map(isThere) ?? false }
    }

    /// Where a profile's object is in the storage root; nil where it is not known yet whose releases these are.
    func object(of profile: String) -> String? {
        datasetBase().flatMap { base in
            try? ReleaseArchivist.object(
                in: self, of: DatasetDescription(values: ["base": base]), profile: profile)
        }
    }

    package func channel(_ profile: String) -> ChannelLayout { ChannelLayout("\(path)/\(profile)") }

    /// A path from the repository on.
    func relative(_ path: String) -> String { String(path.dropFirst(self.path.count + 1)) }

    /// Names of folders that are no channels.
    static let reserved: Set<String> = ["state", "ocfl", "refused"]
}

/// Where things are in a channel: the part of a repository that one profile's releases are in.
package struct ChannelLayout: Sendable {
    package let path: String

    init(_ path: String) { self.path = path }

    package var current: String { path + "/current" }
    package var releases: String { path + "/releases" }
    var views: String { path + "/.views" }
    package var log: String { path + "/log" }
    package var health: String { path + "/health.json" }
    package var versions: String { current + "/versions.json" }
    package var checkpoint: String { current + "/checkpoint" }

    package func release(_ id: String) -> String { releases + "/" + id }

    /// The releases whose folders are there.
    var releaseNames: [String] { ((try? directoryNames(releases)) ?? []).filter(ReleaseID.isOne) }

    /// Whether something was published, whatever says so.
    var hasReleases: Bool { !releaseNames.isEmpty || isThere(log + "/tile") }

    /// The names of what `current` has, each a link from the channel's own folder.
    static let documents = [
        "latest", "index.html", "index.json", "versions.json", "SHA256SUMS", "feed.atom", "catalog.jsonld",
        "catalog.ttl",
    ]

    /// Makes the folders and the links that never change.
    func make() throws(FileProblem) {
        for folder in [releases, views, log] { try makeDirectories(folder) }
        for name in Self.documents { try link("current/" + name, path + "/" + name) }
        try link("../current/checkpoint", log + "/checkpoint")
    }

    private func link(_ target: String, _ path: String) throws(FileProblem) {
        guard symlink(target, path) == 0 || errno == EEXIST else {
            throw FileProblem(.cannotWrite, "make the link", path, errno: errno)
        }
    }
}

/// Why a repository cannot be used.
package struct RepositoryProblem: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension RepositoryLayout {
    /// Whether a folder is a repository.
    package static func isOne(_ path: String) -> Bool { isThere(RepositoryLayout(path).marker) }

    /// Makes the folder a repository, where it is none yet.
    ///
    /// - Returns: whether it was made.
    /// - Throws: `RepositoryProblem` where there is something else in it; `FileProblem`.
    func prepare() throws -> Bool {
        if isThere(marker) {
            try checkMarker()
            return false
        }
        if fileType(path) == .directory {
            // What was begun and killed before it had its marker has nothing but its state.
            if let other = try directoryNames(path).first(where: { $0 != "state" }) {
                throw RepositoryProblem(
                    "\(path) is no repository, and has \(visible(other)) in it: give an empty folder, or one that is not there yet"
                )
            }
        } else if let parent = splitPath(path)?.parent, fileType(parent) != .directory {
            throw FileProblem(.cannotWrite, "make the repository", path, detail: "there is no folder \(parent)")
        }
        try makeDirectories(state)
        return true
    }

    /// Says that the folder is a repository.
    func mark(base: String) throws(FileProblem) {
        let marker = JSON.object([
            "format": .string(Self.format), "dataset": .string(base),
            "about": .string(
                "A repository of caseexport. Serve the folders of single profiles, and nothing else of it."),
        ])
        try replaceFile(marker.pretty(), at: self.marker)
    }

    private func checkMarker() throws {
        let marker = try? JSON(parsing: try readFile(marker, limit: 1 << 16))
        guard let format = marker?["format"]?.text else {
            throw RepositoryProblem("\(self.marker) is damaged: take it from a copy of the repository")
        }
        guard format == Self.format else {
            throw RepositoryProblem(
                "\(path) is a repository of the format \(visible(format)), and this version knows \(Self.format) only")
        }
    }

    /// The base of the dataset whose releases it has; nil where it has none yet.
    func datasetBase() -> String? {
        (try? readFile(marker, limit: 1 << 16)).flatMap { try? JSON(parsing: $0) }?["dataset"]?.text
    }
}

/// Writes a small file in place of one that may be there, by one rename.
///
/// - Parameter mode: who may read it.
func replaceFile(_ bytes: [UInt8], at path: String, mode: mode_t = 0o644) throws(FileProblem) {
    let partial = "\(path).partial-\(getpid())"
    do throws(FileProblem) {
        try removeFile(partial)
        // Made before it is filled, so that nobody reads what only some may.
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw FileProblem(.cannotWrite, "make the file", partial, errno: errno) }
        close(descriptor)
        try fillFile(bytes, at: partial)
        try moveFile(partial, to: path)
    } catch {
        unlink(partial)
        throw error
    }
}

/// Gives a file or folder another name.
func moveFile(_ path: String, to target: String) throws(FileProblem) {
    guard rename(path, target) == 0 else { throw FileProblem(.cannotWrite, "publish", target, errno: errno) }
}
