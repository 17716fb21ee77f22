import CaseBytes
import CaseModel

/// What a release's leaf in the log says: one line of JSON without a line end, which has one form only.
package struct LogEntry: Sendable, Equatable {
    package var dataset: String
    package var profile: String
    /// Its id in the repository.
    package var release: String
    /// Of the bag's `manifest-sha512.txt`, in lower-case hexadecimal.
    package var manifestSHA512: String
    /// Of the canonical N-Quads, in lower-case hexadecimal; nil where the release has no graph.
    package var graphSHA256: String?
    /// Of the download, in lower-case hexadecimal; nil where there is none.
    package var archiveSHA256: String?
    /// The id of the release before it; nil of the first.
    package var previous: String?

    package init(
        dataset: String, profile: String, release: String, manifestSHA512: String, graphSHA256: String? = nil,
        archiveSHA256: String? = nil, previous: String? = nil
    ) {
        self.dataset = dataset
        self.profile = profile
        self.release = release
        self.manifestSHA512 = manifestSHA512
        self.graphSHA256 = graphSHA256
        self.archiveSHA256 = archiveSHA256
        self.previous = previous
    }

    /// The leaf: every key is there, in this order, and what is not known is null.
    package var bytes: [UInt8] {
        func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
        return JSON.object([
            "v": .integer(1), "dataset": .string(dataset), "profile": .string(profile), "release": .string(release),
            "manifest_sha512": .string(manifestSHA512), "graph_sha256": text(graphSHA256),
            "archive_sha256": text(archiveSHA256), "prev": text(previous),
        ]).compact()
    }

    /// Reads a leaf, strictly: what is taken is written again as the same bytes.
    ///
    /// - Throws: `LogProblem` with `log-entry`.
    package init(parsing bytes: [UInt8]) throws(LogProblem) {
        let document: JSON
        do throws(JSONProblem) {
            document = try JSON(parsing: bytes)
        } catch {
            throw LogProblem(.logEntry, "not an entry of a release: \(error.description)")
        }
        guard document["v"] == .integer(1) else {
            throw LogProblem(.logEntry, "not an entry of a release that can be read here: \"v\" is not 1")
        }
        func text(_ key: String) throws(LogProblem) -> String {
            guard let text = document[key]?.text else { throw Self.problem("\"\(key)\" is no text") }
            return text
        }
        func digest(_ key: String, _ byteCount: Int) throws(LogProblem) -> String? {
            if document[key] == .null { return nil }
            let text = try text(key)
            guard text.utf8.count == 2 * byteCount, text.utf8.allSatisfy({ isDigit($0) || (0x61...0x66).contains($0) })
            else { throw Self.problem("\"\(key)\" is not \(2 * byteCount) lower-case hexadecimal digits") }
            return text
        }
        guard let manifest = try digest("manifest_sha512", 64) else {
            throw Self.problem("\"manifest_sha512\" is null")
        }
        self.init(
            dataset: try text("dataset"), profile: try text("profile"), release: try text("release"),
            manifestSHA512: manifest, graphSHA256: try digest("graph_sha256", 32),
            archiveSHA256: try digest("archive_sha256", 32),
            previous: document["prev"] == .null ? nil : try text("prev"))
        guard self.bytes == bytes else {
            throw Self.problem("it is not written as entries are: every key once, in order, without spaces")
        }
    }

    private static func problem(_ message: String) -> LogProblem {
        LogProblem(.logEntry, "not an entry of a release: \(message)")
    }
}
