import CaseModel
import Synchronization

/// The tree of a log at a size, read from its tiles as they are needed.
///
/// A tile is taken only if it has the root that the tile above it says, up to those at the tree's end. Whether these are
/// right is known once `root` was compared with a checkpoint's.
package final class LogTree: MerkleTree, Sendable {
    package let size: Int
    private let files: any LogFiles
    private let tiles = Mutex<[LogTile: MerkleLeaves]>([:])

    package init(size: Int, files: any LogFiles) {
        self.size = size
        self.files = files
    }

    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    package func node(level: Int, index: Int) throws -> MerkleHash {
        let inner = level % 8
        // A node above a whole tile is in the tile of the next level.
        let place = index << inner
        let tile = try hashes(level: level / 8, index: place / LogTile.fullWidth)
        return tile.node(level: inner, index: (place % LogTile.fullWidth) >> inner)
    }

    /// The entries of a tile, once they are known to be those whose hashes the tree has.
    ///
    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    package func entries(ofTile index: Int) throws -> [[UInt8]] {
        let tile = self.tile(.entries, index)
        let (entries, path) = try LogTileReader(files: files).entries(of: tile)
        let hashes = try hashes(level: 0, index: index)
        for (place, entry) in entries.enumerated() where MerkleHash.leaf(entry) != hashes.node(level: 0, index: place) {
            throw LogProblem(
                .logTile,
                "the entry \(index * LogTile.fullWidth + place) has not the hash that \(self.tile(.hashes(level: 0), index).path) says",
                file: path)
        }
        return entries
    }

    /// An entry.
    ///
    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    package func entry(at index: Int) throws -> [UInt8] {
        precondition(index >= 0 && index < size)
        return try entries(ofTile: index / LogTile.fullWidth)[index % LogTile.fullWidth]
    }

    /// The hashes of a level's last tile, where it is not full.
    ///
    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    func hashesBehindFullTiles(level: Int) throws -> [MerkleHash] {
        let count = LogTile.Kind.hashes(level: level).count(at: size)
        let width = count % LogTile.fullWidth
        guard width > 0 else { return [] }
        let tile = try hashes(level: level, index: count / LogTile.fullWidth)
        return (0..<width).map { tile.node(level: 0, index: $0) }
    }

    /// The hashes of a tile, those that the tree of this size has, and the nodes above them.
    private func hashes(level: Int, index: Int) throws -> MerkleLeaves {
        let tile = self.tile(.hashes(level: level), index)
        if let known = tiles.withLock({ $0[tile] }) { return known }
        let (hashes, path) = try LogTileReader(files: files).hashes(of: tile)
        let node = MerkleLeaves(hashes)
        if tile.isFull {
            let above = try self.node(level: 8 * (level + 1), index: index)
            guard node.node(level: 8, index: 0) == above else {
                throw LogProblem(
                    .logTile,
                    "the root of its hashes is not the one that \(self.tile(.hashes(level: level + 1), index / LogTile.fullWidth).path) says",
                    file: path)
            }
        }
        tiles.withLock { $0[tile] = node }
        return node
    }

    private func tile(_ kind: LogTile.Kind, _ index: Int) -> LogTile {
        LogTile(kind, index: index, width: min(LogTile.fullWidth, kind.count(at: size) - index * LogTile.fullWidth))
    }
}
