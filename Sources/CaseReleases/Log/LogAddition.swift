/// Entries that are to stand in a log: the files to write, and the log as it is with them.
package struct LogAddition: Sendable {
    /// Every tile that is new or grows, in the order in which they are to be written: entries first, and each level
    /// behind the one below it. One that grows has a new name, so nothing that a checkpoint vouches for is altered; what
    /// an addition that failed left under the same names gives way.
    package let files: [File]
    /// How many entries the log has then.
    package let size: Int
    package let root: MerkleHash
    private let tree: LogTree

    package struct File: Sendable, Equatable {
        /// In the log's folder.
        package let path: String
        package let bytes: [UInt8]

        package init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    init(files: [File], tree: LogTree) throws {
        self.files = files
        self.tree = tree
        size = tree.size
        root = try tree.root()
    }

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
}
