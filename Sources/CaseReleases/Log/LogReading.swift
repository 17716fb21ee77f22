import CaseFiles
import CaseModel

/// One pass over the entries of a log, which compares every tile with what follows from them.
///
/// Only one tile of each level is in memory.
struct LogReading {
    private let files: any LogFiles
    private let size: Int
    private let earlierSize: Int?
    private(set) var findings = FindingList()
    /// The tree of the entries; nil where not all could be read.
    private(set) var root: MerkleHash?
    /// The tree of as many as there were earlier; nil where they could not be read, or there were never as many.
    private(set) var earlierRoot: MerkleHash?

    private var frontier = MerkleFrontier()
    /// Of each level the hashes that are in no full tile yet.
    private var pending: [[MerkleHash]] = []

    init(files: any LogFiles, size: Int, earlierSize: Int?) {
        self.files = files
        self.size = size
        self.earlierSize = earlierSize
        if earlierSize == 0 { earlierRoot = .ofNothing }
    }

    mutating func run(entry: (Int, [UInt8]) throws -> Void) throws {
        var start = 0
        while start < size {
            try Interruption.check()
            let index = start / LogTile.fullWidth
            let width = min(LogTile.fullWidth, size - start)
            let leaves: [MerkleHash]
            if let entries = self.entries(of: LogTile(.entries, index: index, width: width)) {
                for (place, bytes) in entries.enumerated() { try entry(start + place, bytes) }
                leaves = entries.map { MerkleHash.leaf($0) }
            } else if let hashes = try? LogTileReader(files: files).hashes(
                of: LogTile(.hashes(level: 0), index: index, width: width)
            ).0 {
                leaves = hashes
            } else {
                // Nothing can be said of what comes behind; how much that is, only the checkpoint says.
                return
            }
            for leaf in leaves { append(leaf) }
            start += width
        }
        for (level, hashes) in pending.enumerated() where !hashes.isEmpty { compare(hashes, level: level) }
        root = frontier.root
    }

    private mutating func append(_ leaf: MerkleHash) {
        frontier.append(leaf)
        if frontier.size == earlierSize { earlierRoot = frontier.root }
        var (level, hash) = (0, leaf)
        while true {
            if pending.count == level { pending.append([]) }
            pending[level].append(hash)
            guard pending[level].count == LogTile.fullWidth else { return }
            compare(pending[level], level: level)
            hash = MerkleFrontier.root(of: pending[level])
            pending[level] = []
            level += 1
        }
    }

    /// The entries of a tile; where its file and the full tile's are both there, both have to have them.
    private mutating func entries(of tile: LogTile) -> [[UInt8]]? {
        var found: [[UInt8]]?
        for (candidate, bytes) in present(tile, limit: EntryBundle.byteLimit) {
            guard let entries = EntryBundle.entries(of: bytes, count: candidate.width)?.prefix(tile.width) else {
                report(candidate, "it is not \(candidate.width) entries, each with its length in two bytes before it")
                continue
            }
            if let found, found != Array(entries) { report(candidate, "it has other entries than \(tile.path)") }
            found = found ?? Array(entries)
        }
        return found
    }

    /// Compares a tile with the hashes that follow from the entries.
    private mutating func compare(_ hashes: [MerkleHash], level: Int) {
        let index = LogTile.Kind.hashes(level: level).count(at: frontier.size - 1) / LogTile.fullWidth
        let tile = LogTile(.hashes(level: level), index: index, width: hashes.count)
        let expected = hashes.flatMap(\.bytes)
        for (candidate, bytes) in present(tile, limit: LogTile.fullWidth * MerkleHash.byteCount) {
            let count = candidate.width * MerkleHash.byteCount
            if bytes.count != count {
                report(candidate, "it has \(bytes.count) bytes; \(candidate.width) hashes are \(count)")
            } else if !bytes.starts(with: expected) {
                let source = level == 0 ? LogTile(.entries, index: index, width: tile.width).path : "tile/\(level - 1)"
                report(candidate, "its hashes are not those that follow from \(source)")
            }
        }
    }

    /// The files that a tile can be read from; says so where there is none.
    private mutating func present(_ tile: LogTile, limit: Int) -> [(LogTile, [UInt8])] {
        var found: [(LogTile, [UInt8])] = []
        var isUnreadable = false
        for candidate in tile.isFull ? [tile] : [tile, tile.full] {
            do throws(FileProblem) {
                if let bytes = try files.bytes(at: candidate.path, limit: limit) { found.append((candidate, bytes)) }
            } catch {
                report(candidate, error.description)
                isUnreadable = true
            }
        }
        if found.isEmpty, !isUnreadable { report(tile, "it is not there") }
        return found
    }

    private mutating func report(_ tile: LogTile, _ message: String) {
        findings.append(Finding(.logTile, at: Place(file: tile.path), message))
    }
}
