package import CaseBytes
import CaseFiles

/// Opens members of a tar archive.
package struct TarMembers: MemberOpening {
    private let file: SharedFile
    private let contents: [Range<Int>]

    /// - Parameters:
    ///   - path: that of the archive.
    ///   - contents: for each number of the tree, where the bytes stand in the archive.
    /// - Throws: `FileProblem`
    package init(_ path: String, contents: [Range<Int>]) throws {
        file = try SharedFile(path)
        self.contents = contents
    }

    package func open(_ number: Int) throws -> any ByteSource { FileRangeSource(file, contents[number]) }
}
