package import CaseBytes
import CaseFiles

/// Opens files of a directory. No link is followed below it.
package struct DirectoryMembers: MemberOpening {
    private let path: String
    private let paths: [[UInt8]]

    /// - Parameter paths: from the directory, for each number of the tree.
    package init(_ path: String, paths: [[UInt8]]) {
        self.path = path
        self.paths = paths
    }

    package func open(_ number: Int) throws -> any ByteSource {
        let inner = paths[number]
        guard let name = String(validating: inner, as: UTF8.self) else {
            throw ArchiveProblem(ArchiveDamage("its name is not UTF-8", code: .unsupported), in: path, member: inner)
        }
        return FileSource(try .reading("\(path)/\(name)", below: path, mayBeLink: true))
    }
}
