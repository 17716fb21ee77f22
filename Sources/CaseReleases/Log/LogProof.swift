import CaseBytes
import CaseModel

/// That an entry is in a log, for whoever has the log's key: the file `NAME.tlog-proof` (C2SP tlog-proof).
package struct LogProof: Sendable, Equatable {
    /// Whatever else somebody wants to say; nothing vouches for it.
    package let extra: [UInt8]?
    /// The entry's place in the log, from 0.
    package let index: Int
    package let hashes: [MerkleHash]
    /// The signed checkpoint of the log at the size that the hashes are for.
    package let checkpoint: SignedNote

    package init(index: Int, hashes: [MerkleHash], checkpoint: SignedNote, extra: [UInt8]? = nil) {
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    private static let firstLine = "c2sp.org/tlog-proof@v1"
    /// A path in a tree of 2^63 leaves.
    private static let hashLimit = 63

    /// Reads a proof, strictly. That it is one says nothing of what it proves: `verify` does.
    ///
    /// - Throws: `LogProblem` with `log-proof`, or `log-checkpoint` for what is wrong with the note in it.
    package init(parsing bytes: [UInt8]) throws(LogProblem) {
        var rest = bytes[...]
        var number = 0
        /// The next line, without its end.
        func next() throws(LogProblem) -> ArraySlice<UInt8> {
            number += 1
            guard let end = rest.firstIndex(of: 0x0A) else {
                throw LogProblem(.logProof, "it is cut off: a line of a proof ends in a line end", line: number)
            }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        guard try next().elementsEqual(Self.firstLine.utf8) else {
            throw LogProblem(.logProof, "not a proof: the first is the line \(Self.firstLine)", line: number)
        }
        var line = try next()
        if let text = Self.value(of: line, "extra") {
            guard let bytes = CaseBytes.bytes(base64: text) else {
                throw LogProblem(.logProof, "the extra data is not base64", line: number)
            }
            extra = bytes
            line = try next()
        } else {
            extra = nil
        }
        guard let index = Self.value(of: line, "index").flatMap(decimal) else {
            throw LogProblem(
                .logProof, "not the entry's place: index and a decimal number, without a zero before it", line: number)
        }
        self.index = index
        var hashes: [MerkleHash] = []
        line = try next()
        while !line.isEmpty {
            guard let hash = MerkleHash(base64: line), hashes.count < Self.hashLimit else {
                throw LogProblem(
                    .logProof, "not one of at most \(Self.hashLimit) hashes: 32 bytes in base64 are", line: number)
            }
            hashes.append(hash)
            line = try next()
        }
        self.hashes = hashes
        do throws(LogProblem) {
            checkpoint = try SignedNote(parsing: Array(rest))
        } catch {
            throw LogProblem(error.code, error.message, line: error.line.map { $0 + number })
        }
    }

    /// As the file has it.
    package var bytes: [UInt8] {
        var lines = [Self.firstLine]
        if let extra { lines.append("extra " + base64(extra)) }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
    }

    /// What stands behind a word and a space; nil where a line does not begin with them.
    private static func value(of line: ArraySlice<UInt8>, _ word: String) -> ArraySlice<UInt8>? {
        line.starts(with: (word + " ").utf8) ? line.dropFirst(word.utf8.count + 1) : nil
    }

    /// Throws unless the proof shows that an entry is in the log ("Verifying a tlog proof"). Needs no other file.
    ///
    /// - Parameters:
    ///   - entry: its bytes.
    ///   - key: the log's, from wherever it is known.
    ///   - origin: the log's; the key's name where it is nil.
    /// - Returns: the checkpoint that vouches for it.
    /// - Throws: `LogProblem` with `log-foreign`, `log-signature`, `log-checkpoint`, `log-proof`.
    @discardableResult
    package func verify(
        _ entry: [UInt8], by key: VerifierKey, origin: String? = nil
    ) throws(LogProblem) -> Checkpoint {
        let checkpoint = try Checkpoint(verifying: self.checkpoint, by: key)
        try checkpoint.require(origin: origin ?? key.name)
        guard index < checkpoint.size else {
            throw LogProblem(
                .logProof, "it is of the entry \(index), and the checkpoint of a log of \(checkpoint.size)")
        }
        guard
            MerkleProof.provesInclusion(
                hashes, of: .leaf(entry), at: index, size: checkpoint.size, root: checkpoint.root)
        else {
            throw LogProblem(.logProof, "it does not show that this is the entry \(index) of the log")
        }
        return checkpoint
    }
}
