import CaseFiles
package import CaseModel

/// Recomputes a log from its entries, and compares it with everything that is said of it.
package struct LogVerification: Sendable {
    private let files: any LogFiles
    private let key: VerifierKey
    private let origin: String
    private let earlier: [UInt8]?

    /// - Parameters:
    ///   - key: the log's, from wherever it is known: the one in the log's folder proves nothing.
    ///   - origin: the log's; the key's name where it is nil.
    ///   - earlier: a checkpoint that somebody kept, a signed note; nil where there is none to compare with.
    package init(of files: any LogFiles, key: VerifierKey, origin: String? = nil, since earlier: [UInt8]? = nil) {
        self.files = files
        self.key = key
        self.origin = origin ?? key.name
        self.earlier = earlier
    }

    package struct Result: Sendable {
        package var findings = FindingList()
        /// What the log says of itself; nil where that cannot be used.
        package var checkpoint: Checkpoint?
        /// The kept checkpoint; nil where there is none that can be used.
        package var earlier: Checkpoint?
        /// What became of the log since then; nil where that cannot be said.
        package var history: History?
    }

    /// What became of a log since an earlier checkpoint.
    package enum History: String, Sendable {
        /// The entries of then are the first of those of now.
        case consistent
        /// Others stand in their place.
        case rewritten
        /// It has fewer.
        case shorter
        /// It is another log, or another key signed it.
        case foreign
    }

    /// Reads the log once, tile by tile.
    ///
    /// - Parameter entry: is handed each entry and its place, in order, as far as they can be read.
    /// - Throws: `Interrupted`.
    package func run(entry: (Int, [UInt8]) throws -> Void = { _, _ in }) throws -> Result {
        var result = Result()
        result.checkpoint = checkpoint(in: &result.findings)
        if let earlier {
            var findings = FindingList()
            result.earlier = verified(earlier, Self.earlierName, in: &findings)
            if findings.counts[.logForeign] != nil { result.history = .foreign }
            result.findings.append(findings)
        }
        guard let checkpoint = result.checkpoint else { return result }
        var reading = LogReading(files: files, size: checkpoint.size, earlierSize: result.earlier?.size)
        try reading.run(entry: entry)
        result.findings.append(reading.findings)
        if let root = reading.root, root != checkpoint.root {
            result.findings.append(
                Finding(
                    .logRoot, at: Place(file: LogPath.checkpoint),
                    "the \(checkpoint.size) entries have another root than the checkpoint says",
                    expected: checkpoint.root.base64, found: root.base64))
        }
        if let earlier = result.earlier {
            result.history = history(of: checkpoint, since: earlier, reading.earlierRoot, in: &result.findings)
        }
        return result
    }

    /// The name of the kept checkpoint in findings.
    package static let earlierName = "earlier checkpoint"

    /// What the log says of itself, if the key signed it.
    private func checkpoint(in findings: inout FindingList) -> Checkpoint? {
        let bytes: [UInt8]?
        do throws(FileProblem) {
            bytes = try files.bytes(at: LogPath.checkpoint, limit: 1 << 20)
        } catch {
            findings.append(Finding(.logCheckpoint, at: Place(file: LogPath.checkpoint), error.description))
            return nil
        }
        guard let bytes else {
            findings.append(Finding(.logCheckpoint, at: Place(file: LogPath.checkpoint), "it is not there"))
            return nil
        }
        return verified(bytes, LogPath.checkpoint, in: &findings)
    }

    private func verified(_ bytes: [UInt8], _ name: String, in findings: inout FindingList) -> Checkpoint? {
        do throws(LogProblem) {
            let checkpoint = try Checkpoint(verifying: SignedNote(parsing: bytes), by: key)
            try checkpoint.require(origin: origin)
            return checkpoint
        } catch {
            findings.append(error.finding(in: name))
            return nil
        }
    }

    private func history(
        of checkpoint: Checkpoint, since earlier: Checkpoint, _ root: MerkleHash?, in findings: inout FindingList
    ) -> History? {
        let place = Place(file: Self.earlierName)
        guard earlier.size <= checkpoint.size else {
            findings.append(
                Finding(
                    .logShrunk, at: place, "it is of \(earlier.size) entries; the log has \(checkpoint.size) now",
                    expected: "\(earlier.size)", found: "\(checkpoint.size)"))
            return .shorter
        }
        guard let root else { return nil }
        guard root == earlier.root else {
            findings.append(
                Finding(
                    .logRewritten, at: place, "the first \(earlier.size) entries have another root now",
                    expected: earlier.root.base64, found: root.base64))
            return .rewritten
        }
        return .consistent
    }
}
