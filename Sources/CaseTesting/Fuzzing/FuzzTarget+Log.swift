import CaseFiles
import CaseReleases

extension FuzzTarget {
    /// Signed notes, checkpoints in them, keys and entries of a log. What is read is written again as the same bytes, and
    /// of the text that the seeds sign no other signature may be taken for one by the same key.
    static let note = FuzzTarget("note") { bytes in
        if let text = String(validating: bytes, as: UTF8.self) {
            let line = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
            if let key = try? VerifierKey(parsing: text) {
                try require(key.text.utf8.elementsEqual(line), "a verifier key is written otherwise than it was read")
            }
            if let key = try? SignerKey(parsing: text) {
                try require(key.text.utf8.elementsEqual(line), "a signer key is written otherwise than it was read")
            }
        }
        if let entry = try? LogEntry(parsing: bytes) {
            try requireEqual(entry.bytes, bytes, "an entry is written otherwise than it was read")
        }
        guard let note = try? SignedNote(parsing: bytes) else { return }
        try requireEqual(note.bytes, bytes, "a note is written otherwise than it was read")
        try require(note.text.last == 0x0A && !note.signatures.isEmpty, "a note without an end or a signature")
        if let checkpoint = try? Checkpoint(parsing: note.text) {
            try requireEqual(checkpoint.text, note.text, "a checkpoint is written otherwise than it was read")
            try require(checkpoint.size >= 0, "a checkpoint of fewer entries than none")
        }
        guard let key = seedKey, (try? note.verify(by: key)) != nil else { return }
        try requireEqual(
            String(decoding: note.text, as: UTF8.self), "This is an example message.\n", "nobody signed this text")
    }

    /// The key of C2SP signed-note, "Example", whose note is among the seeds.
    private static let seedKey = try? VerifierKey(
        parsing: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")

    /// Proofs that an entry is in a log.
    static let logProof = FuzzTarget("log-proof") { bytes in
        guard let proof = try? LogProof(parsing: bytes) else { return }
        try requireEqual(proof.bytes, bytes, "a proof is written otherwise than it was read")
        let isProved = MerkleProof.provesInclusion(
            proof.hashes, of: .leaf(bytes), at: proof.index, size: Int.max, root: .ofNothing)
        try require(!isProved, "an entry is proved to be in a tree without one")
        guard let key = seedKey else { return }
        try require((try? proof.verify(bytes, by: key)) == nil, "it proves that it is in the log itself")
    }

    /// Paths of tiles, and tiles of entries: the first byte says how many there are.
    static let logTiles = FuzzTarget("log-tiles") { bytes in
        if let path = String(validating: bytes, as: UTF8.self), let tile = LogTile(path: path) {
            try require(tile.path.utf8.elementsEqual(bytes), "a tile has another path than it was read from")
            try require(tile.isFull || LogTile(path: tile.full.path) == tile.full, "a full tile has no path")
        }
        guard let count = bytes.first else { return }
        let bundle = Array(bytes.dropFirst())
        guard let entries = EntryBundle.entries(of: bundle, count: Int(count)) else { return }
        try requireEqual(entries.count, Int(count), "another number of entries")
        try requireEqual(
            try EntryBundle.bytes(of: entries), bundle, "entries are written otherwise than they were read")
    }
}
