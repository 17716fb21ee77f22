package import CaseBytes

/// Opens the files of a tree, which were listed before, to be read again: any of them, any number of times, on any
/// thread, each from its beginning to its end.
///
/// Sizes and CRCs are not compared again: whoever lists and hashes the tree has done that.
package protocol MemberOpening: Sendable {
    /// - Parameter number: the file's number in the tree.
    /// - Throws: `ArchiveProblem`, `FileProblem`; so does reading.
    func open(_ number: Int) throws -> any ByteSource
}
