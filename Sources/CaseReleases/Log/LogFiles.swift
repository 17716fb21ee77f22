package import CaseFiles
import Glibc

/// Where the files of a log are read from.
package protocol LogFiles: Sendable {
    /// The bytes of a file, by its path in the log's folder; nil where there is none.
    ///
    /// - Parameter limit: how many bytes it may have.
    /// - Throws: `FileProblem`.
    func bytes(at path: String, limit: Int) throws(FileProblem) -> [UInt8]?
}

/// A log's folder on disk. Links are not followed, but for one in place of the checkpoint.
package struct LogFolder: LogFiles {
    package let path: String
    /// The folder that the file `checkpoint` may be a link into; nil where it has to be a file itself.
    package let linkScope: String?

    package init(_ path: String, checkpointMayLinkInto linkScope: String? = nil) {
        self.path = path
        self.linkScope = linkScope
    }

    package func bytes(at path: String, limit: Int) throws(FileProblem) -> [UInt8]? {
        var (directory, file) = (self.path, self.path + "/" + path)
        if path == LogPath.checkpoint, let linkScope, let inner = relativePath(of: file, below: linkScope) {
            (directory, file) = (linkScope, linkScope + "/" + inner)
        }
        do throws(FileProblem) {
            return try readFile(file, below: directory, limit: limit)
        } catch {
            // Folders on the way may be missing as well: a log that has no entry yet needs none.
            if error.errno == ENOENT { return nil }
            throw error
        }
    }
}

/// The files of a log besides its tiles.
package enum LogPath {
    /// The signed note that says the log's size and root (C2SP tlog-checkpoint).
    package static let checkpoint = "checkpoint"
    /// The key that checkpoints are verified with, and a line end.
    package static let verifierKey = "vkey"
}

/// Files that are not written yet, before those that are.
struct OverlaidFiles: LogFiles {
    let files: any LogFiles
    let added: [String: [UInt8]]

    func bytes(at path: String, limit: Int) throws(FileProblem) -> [UInt8]? {
        if let bytes = added[path] { return bytes }
        return try files.bytes(at: path, limit: limit)
    }
}
