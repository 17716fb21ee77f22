/// A tree of files whose members are listed, and whose bytes can be had in any order, on any thread.
package protocol TreeSource: Sendable {
    /// Hands out everything in the tree: in the order of the archive, or of a directory by path.
    func forEachMember(_ body: (ArchiveMember) throws -> Void) rethrows
    /// What could not be listed, or stopped the listing: `ArchiveProblem`, `FileProblem`.
    var problems: [any Error] { get }
    /// Folders, with a slash behind each, of which nobody knows all that is in them; an empty path is the tree itself.
    var unlisted: [[UInt8]] { get }

    /// A reader for one thread.
    func reader() -> any TreeMemberReader

    /// What opens the files of a tree again.
    ///
    /// - Parameter places: for each number of the tree, the place among the members.
    /// - Throws: `FileProblem`
    func opening(of places: [Int]) throws -> any MemberOpening
}

/// Reads the files of a tree, on one thread.
package protocol TreeMemberReader: AnyObject {
    /// Begins to read a file; several may be read in turn. Of what is no file there are no bytes.
    ///
    /// - Parameter index: its place among the tree's members.
    /// - Throws: `ArchiveProblem`, `FileProblem`, `Interrupted`; as its bytes do.
    func bytes(_ index: Int) throws -> any ByteProducer

    /// Looks at what can be known of a file without reading its bytes.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`
    func inspect(_ index: Int) throws
}

extension TreeSource {
    package var unlisted: [[UInt8]] { [] }
}

extension TreeMemberReader {
    package func inspect(_ index: Int) throws {}

    /// Hands out the bytes of a file in order, in pieces that are there until the call ends.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`, `Interrupted`, and what `body` throws.
    package func read(_ index: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try bytes(index).forEachPiece(body)
    }
}
