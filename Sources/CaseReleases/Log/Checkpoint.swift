import CaseBytes
import CaseModel

/// What a log says of itself at a size (C2SP tlog-checkpoint, "Note text").
package struct Checkpoint: Sendable, Equatable {
    /// What tells the log from others: a URL without its scheme, by custom.
    package let origin: String
    /// How many entries the log has.
    package let size: Int
    /// The root of the tree of its entries.
    package let root: MerkleHash
    /// Lines that mean nothing here; ours have none.
    package let extensions: [String]

    /// - Throws: `LogProblem` where no line can hold the origin.
    package init(origin: String, size: Int, root: MerkleHash) throws(LogProblem) {
        guard !origin.isEmpty, origin.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw LogProblem(.logCheckpoint, "the origin is empty or has a control character in it")
        }
        precondition(size >= 0)
        self.origin = origin
        self.size = size
        self.root = root
        extensions = []
    }

    /// Reads a note's text, strictly.
    ///
    /// - Throws: `LogProblem` with `log-checkpoint` and the line.
    package init(parsing text: [UInt8]) throws(LogProblem) {
        guard text.last == 0x0A, String(validating: text, as: UTF8.self) != nil else {
            throw LogProblem(.logCheckpoint, "not a checkpoint: not lines of UTF-8")
        }
        let lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 3 else {
            throw LogProblem(.logCheckpoint, "not a checkpoint: it has \(lines.count) lines, not three")
        }
        if let empty = lines.firstIndex(where: \.isEmpty) {
            throw LogProblem(.logCheckpoint, "not a checkpoint: the line is empty", line: empty + 1)
        }
        guard let size = decimal(lines[1]) else {
            throw LogProblem(
                .logCheckpoint, "not the size of a log: a decimal number is, without a zero before it", line: 2)
        }
        guard let root = MerkleHash(base64: lines[2]) else {
            throw LogProblem(.logCheckpoint, "not the root of a log: 32 bytes in base64 are", line: 3)
        }
        origin = String(decoding: lines[0], as: UTF8.self)
        self.size = size
        self.root = root
        extensions = lines[3...].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a note, once a key is known to have signed it.
    ///
    /// - Throws: `LogProblem`.
    package init(verifying note: SignedNote, by key: VerifierKey) throws(LogProblem) {
        try note.verify(by: key)
        try self.init(parsing: note.text)
    }

    /// The text that is signed.
    package var text: [UInt8] {
        Array(([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined().utf8)
    }

    /// The same, signed.
    package func signed(by key: SignerKey) throws(LogProblem) -> SignedNote {
        try SignedNote(signing: text, by: key)
    }

    /// Throws where it is one of another log.
    ///
    /// - Throws: `LogProblem` with `log-foreign`.
    func require(origin: String) throws(LogProblem) {
        guard self.origin.utf8.elementsEqual(origin.utf8) else {
            throw LogProblem(
                .logForeign, "it is of the log \(visible(self.origin)), not of \(visible(origin))", line: 1)
        }
    }

    package static func == (a: Checkpoint, b: Checkpoint) -> Bool { a.text == b.text }
}

/// A number as C2SP writes it: decimal digits, without a zero before others; nil where it is none, or beyond 2^63.
func decimal(_ text: some Collection<UInt8>) -> Int? {
    guard let first = text.first, text.allSatisfy(isDigit), first != 0x30 || text.count == 1 else { return nil }
    return Int(String(decoding: text, as: UTF8.self))
}
