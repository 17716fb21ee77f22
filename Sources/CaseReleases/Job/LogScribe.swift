import CaseFiles
import CaseModel
import CasePackages
import Glibc

/// Appends a channel's releases to its log.
struct LogScribe {
    private let key: SignerKey
    private let log: ReleaseLog
    private let dataset: String
    private let profile: String
    private let staging: String
    /// What is staged, from the log's folder on, in the order in which it is to be published.
    private(set) var files: [String] = []
    /// The signed note; nil while nothing is in the log.
    private(set) var checkpoint: [UInt8]?
    private(set) var head: Catalogue.LogHead?

    /// - Parameters:
    ///   - origin: what the job calls the logs; nil for what the dataset's base says.
    ///   - releaseCount: how many releases the channel had, each of which is in the log.
    /// - Throws: `LogProblem` where the log is damaged, `RepositoryProblem`, `FileProblem`.
    init(
        _ layout: RepositoryLayout, profile: String, dataset: String, origin: String?, releaseCount: Int,
        staging: String
    ) throws {
        self.dataset = dataset
        self.profile = profile
        self.staging = staging
        let channel = layout.channel(profile)
        key = try Self.key(
            at: layout.logKey(profile), origin: (origin ?? Self.origin(of: dataset)) + "/" + profile,
            isFixed: isThere(channel.checkpoint), isGiven: origin != nil)
        let folder = LogFolder(channel.log, checkpointMayLinkInto: channel.path)
        if isThere(channel.checkpoint) {
            let note = try readFile(channel.checkpoint, limit: 1 << 20)
            log = try ReleaseLog(opening: folder, checkpoint: note, verifierKey: key.verifierKey)
            checkpoint = note
            head = Self.head(key, log.size, log.root)
        } else {
            log = ReleaseLog(beginning: folder, verifierKey: key.verifierKey)
        }
        // A log that goes on from an earlier checkpoint would tell two stories, both signed.
        guard log.size == releaseCount else {
            throw RepositoryProblem(
                "\(channel.checkpoint) is of a log of \(log.size) releases, and the channel had \(releaseCount): take the channel from a copy of the repository"
            )
        }
    }

    /// The base without its scheme and what it ends in.
    private static func origin(of base: String) -> String {
        var name = base.split(separator: ":", maxSplits: 1).last.map(String.init) ?? base
        while name.hasPrefix("/") { name.removeFirst() }
        while name.hasSuffix("/") || name.hasSuffix("#") { name.removeLast() }
        return name.isEmpty ? "caseexport" : name
    }

    private static func head(_ key: SignerKey, _ size: Int, _ root: MerkleHash) -> Catalogue.LogHead {
        Catalogue.LogHead(origin: key.name, size: size, root: root.base64, verifierKey: key.verifierKey.text)
    }

    /// The key of a log, which is made with it.
    private static func key(at path: String, origin: String, isFixed: Bool, isGiven: Bool) throws -> SignerKey {
        if isThere(path) {
            let key = try SignerKey(parsing: String(decoding: try readFile(path, limit: 4096), as: UTF8.self))
            if key.name == origin || !isGiven { return key }
            throw RepositoryProblem(
                "the log is called \(visible(key.name)), and the job calls it \(visible(origin)): a log keeps its name; change logOrigin back"
            )
        }
        guard !isFixed else {
            throw RepositoryProblem(
                "\(path) is not there, which signs the log: take it from a copy; nobody can go on with a log without its key"
            )
        }
        let key = try SignerKey.generate(name: origin)
        try replaceFile(Array((key.text + "\n").utf8), at: path, mode: 0o600)
        return key
    }

    /// Appends a release, and writes the proof that it is in the log beside its archive.
    ///
    /// - Returns: its place in the log.
    mutating func add(
        _ record: ReleaseRecord, manifest members: [PackagedFile], proofOf name: String, in folder: String
    ) throws -> Int {
        let manifest = members.first { $0.path == "manifest-sha512.txt" }
        let entry = LogEntry(
            dataset: dataset, profile: profile, release: record.id, manifestSHA512: manifest?.sha512 ?? "",
            graphSHA256: record.graph?.sha256, archiveSHA256: record.downloads.first?.sha256,
            previous: record.previous)
        let addition = try log.appending([entry.bytes])
        if !isThere(staging) { try makeDirectories(staging) }
        if log.size == 0 {
            try writeFile(Array((key.verifierKey.text + "\n").utf8), to: staging + "/vkey")
            files.append("vkey")
        }
        for file in addition.files {
            let path = staging + "/" + file.path
            if let parent = splitPath(path)?.parent { try makeDirectories(parent) }
            try writeFile(file.bytes, to: path)
            files.append(file.path)
        }
        let note = try Checkpoint(origin: key.name, size: addition.size, root: addition.root).signed(by: key)
        checkpoint = note.bytes
        head = Self.head(key, addition.size, addition.root)
        let index = addition.size - 1
        let proof = LogProof(index: index, hashes: try addition.inclusionProof(of: index), checkpoint: note)
        try proof.verify(entry.bytes, by: key.verifierKey)
        try writeFile(proof.bytes, to: "\(folder)/\(name).tlog-proof")
        return index
    }
}
