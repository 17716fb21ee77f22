import CaseModel

/// An append-only log in a folder, as it is (C2SP tlog-tiles).
package struct ReleaseLog: Sendable {
    /// The key that its checkpoints are verified with.
    package let verifierKey: VerifierKey
    /// What it says of itself; nil where it has said nothing yet.
    package let checkpoint: Checkpoint?
    private let tree: LogTree
    private let files: any LogFiles

    /// A log that has no entry and no checkpoint yet.
    package init(beginning files: any LogFiles, verifierKey: VerifierKey) {
        self.files = files
        self.verifierKey = verifierKey
        checkpoint = nil
        tree = LogTree(size: 0, files: files)
    }

    /// Opens a log at the size that its checkpoint says. What is at the tree's end is verified: the checkpoint's
    /// signature, its root, and the last entries' hashes.
    ///
    /// - Parameters:
    ///   - checkpoint: the signed note; the file `checkpoint` where it is nil.
    ///   - verifierKey: the key; the file `vkey` where it is nil.
    /// - Throws: `LogProblem` with the file, `FileProblem`.
    package init(opening files: any LogFiles, checkpoint: [UInt8]? = nil, verifierKey: VerifierKey? = nil) throws {
        self.files = files
        let key = try verifierKey ?? Self.verifierKey(in: files)
        let note = try checkpoint ?? Self.file(LogPath.checkpoint, in: files, .logCheckpoint)
        let verified: Checkpoint
        do throws(LogProblem) {
            verified = try Checkpoint(verifying: SignedNote(parsing: note), by: key)
        } catch {
            throw LogProblem(error.code, error.message, file: LogPath.checkpoint, line: error.line)
        }
        self.verifierKey = key
        self.checkpoint = verified
        tree = LogTree(size: verified.size, files: files)
        let root = try tree.root()
        guard root == verified.root else {
            throw LogProblem(
                .logRoot,
                "its \(verified.size) entries have the root \(root.base64) by the tiles, and \(verified.root.base64) by the checkpoint",
                file: LogPath.checkpoint)
        }
        // What is appended stands behind these.
        if verified.size % LogTile.fullWidth > 0 { _ = try tree.entries(ofTile: verified.size / LogTile.fullWidth) }
    }

    /// How many entries it has.
    package var size: Int { tree.size }

    /// The root of the tree of its entries.
    package var root: MerkleHash { checkpoint?.root ?? .ofNothing }

    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    package func entry(at index: Int) throws -> [UInt8] { try tree.entry(at: index) }

    /// What proves that an entry is in the log at a size.
    ///
    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    package func inclusionProof(of index: Int, at size: Int? = nil) throws -> [MerkleHash] {
        try tree.inclusionProof(of: index, at: size)
    }

    /// What proves that the log at one size is the beginning of the log at another.
    ///
    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    package func consistencyProof(from first: Int, to second: Int? = nil) throws -> [MerkleHash] {
        try tree.consistencyProof(from: first, to: second)
    }

    /// The key in the file `vkey`.
    ///
    /// - Throws: `LogProblem` with `log-signature`, `FileProblem`.
    package static func verifierKey(in files: any LogFiles) throws -> VerifierKey {
        let bytes = try file(LogPath.verifierKey, in: files, .logSignature)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw LogProblem(.logSignature, "it is not UTF-8", file: LogPath.verifierKey)
        }
        do throws(LogProblem) {
            return try VerifierKey(parsing: text)
        } catch {
            throw LogProblem(error.code, error.message, file: LogPath.verifierKey)
        }
    }

    private static func file(_ path: String, in files: any LogFiles, _ code: FindingCode) throws -> [UInt8] {
        guard let bytes = try files.bytes(at: path, limit: 1 << 20) else {
            throw LogProblem(code, "it is not there", file: path)
        }
        return bytes
    }
}

extension ReleaseLog {
    /// What has to be written for entries to stand in the log behind those that are there. Nothing is written here.
    ///
    /// - Throws: `LogProblem` where an entry is too long or a tile that grows is not as it should be, `FileProblem`.
    package func appending(_ entries: [[UInt8]]) throws -> LogAddition {
        if entries.isEmpty { return try LogAddition(files: [], tree: tree) }
        let standing = size % LogTile.fullWidth > 0 ? try tree.entries(ofTile: size / LogTile.fullWidth) : []
        var files = try tiles(.entries, of: standing + entries) { try EntryBundle.bytes(of: $0) }
        let end = size + entries.count
        var added = entries.map { MerkleHash.leaf($0) }
        for level in LogTile.levels(of: end) where !added.isEmpty {
            let hashes = try tree.hashesBehindFullTiles(level: level) + added
            files += tiles(.hashes(level: level), of: hashes) { $0.flatMap(\.bytes) }
            let fullCount = hashes.count / LogTile.fullWidth
            added = (0..<fullCount).map {
                MerkleFrontier.root(of: hashes[$0 * LogTile.fullWidth..<($0 + 1) * LogTile.fullWidth])
            }
        }
        let overlaid = OverlaidFiles(
            files: self.files, added: Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 }))
        return try LogAddition(files: files, tree: LogTree(size: end, files: overlaid))
    }

    /// The tiles of a kind that hold what stands behind the last that was full.
    private func tiles<Item>(
        _ kind: LogTile.Kind, of items: [Item], bytes: (ArraySlice<Item>) throws -> [UInt8]
    ) rethrows -> [LogAddition.File] {
        let first = kind.count(at: size) / LogTile.fullWidth
        return try stride(from: 0, to: items.count, by: LogTile.fullWidth).map { start in
            let slice = items[start..<min(start + LogTile.fullWidth, items.count)]
            let tile = LogTile(kind, index: first + start / LogTile.fullWidth, width: slice.count)
            return LogAddition.File(path: tile.path, bytes: try bytes(slice))
        }
    }
}
