package import CaseBytes
import CaseFiles

/// Opens files of a directory. No link is followed below it.
package struct DirectoryMembers: MemberOpening {
    private let path: String
    private let paths: PathTable

    /// - Parameter paths: those of the tree from the directory, by their numbers.
    package init(_ path: String, paths: PathTable) {
        self.path = path
        self.paths = paths
    }

    package func open(_ number: Int) throws -> any ByteSource {
        let inner = Array(paths[number])
        guard let name = String(validating: inner, as: UTF8.self) else {
            throw ArchiveProblem(ArchiveDamage("its name is not UTF-8", code: .unsupported), in: path, member: inner)
        }
        return FileSource(try .reading("\(path)/\(name)", below: path, mayBeLink: true))
    }
}
