import CaseModel

/// Reads tiles, strictly: the file is taken that has the tile's hashes or entries and no others; where that was removed,
/// the full tile that took its place, of which they are the first.
///
/// Not the other way round: a full tile may also be what is left of an addition that no checkpoint vouches for.
struct LogTileReader {
    let files: any LogFiles

    /// The hashes of a tile, and the path of the file that they are from.
    ///
    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    func hashes(of tile: LogTile) throws -> ([MerkleHash], path: String) {
        let found = try file(of: tile, limit: LogTile.fullWidth * MerkleHash.byteCount)
        let expected = found.tile.width * MerkleHash.byteCount
        guard found.bytes.count == expected else {
            throw LogProblem(
                .logTile, "it has \(found.bytes.count) bytes; \(found.tile.width) hashes are \(expected)",
                file: found.tile.path)
        }
        let hashes = stride(from: 0, to: tile.width * MerkleHash.byteCount, by: MerkleHash.byteCount).compactMap {
            MerkleHash(found.bytes[$0..<$0 + MerkleHash.byteCount])
        }
        return (hashes, found.tile.path)
    }

    /// The entries of a tile, and the path of the file that they are from.
    ///
    /// - Throws: `LogProblem` with `log-tile`, `FileProblem`.
    func entries(of tile: LogTile) throws -> ([[UInt8]], path: String) {
        let found = try file(of: tile, limit: EntryBundle.byteLimit)
        guard let entries = EntryBundle.entries(of: found.bytes, count: found.tile.width) else {
            throw LogProblem(
                .logTile, "it is not \(found.tile.width) entries, each with its length in two bytes before it",
                file: found.tile.path)
        }
        return (Array(entries.prefix(tile.width)), found.tile.path)
    }

    /// The tile's own file, or the full tile's: that of another width is of another size of the log.
    private func file(of tile: LogTile, limit: Int) throws -> (tile: LogTile, bytes: [UInt8]) {
        for candidate in tile.isFull ? [tile] : [tile, tile.full] {
            if let bytes = try files.bytes(at: candidate.path, limit: limit) { return (candidate, bytes) }
        }
        throw LogProblem(.logTile, "it is not there", file: tile.path)
    }
}
