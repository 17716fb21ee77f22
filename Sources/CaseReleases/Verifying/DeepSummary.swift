/// What reading the files of a release came to.
package struct DeepSummary: Sendable, Equatable {
    /// A format that was read.
    package struct Format: Sendable, Equatable {
        /// As profiles call it.
        package var name: String
        package var byteCount: Int
        /// How many rows or records; nil where it could not be read whole, or carries something else than the others.
        package var rowCount: Int?
        /// nil where it carries no graph, or could not be read.
        package var tripleCount: Int?
    }

    /// Whether there is a release of ours; nothing is read of other packages.
    package var isRelease: Bool
    package var formats: [Format] = []
    /// The SHA-256 of the canonical N-Quads of the graph that all formats carry; nil where there is none.
    package var graphSHA256: String?
    package var tripleCount: Int?
    /// How many rows all tables have together.
    package var rowCount: Int?
    /// What was not looked at, in words.
    package var notes: [String] = []

    package init(isRelease: Bool) { self.isRelease = isRelease }
}
