import CaseArchive
import CaseFiles
import CasePackages

/// The files of a release that an object has not, on their way from the archive to where they belong: some of them have
/// to be there whole before it is known what becomes of them.
struct ReleaseSpool {
    private let folder: String
    private var contents: [String: OCFLContent] = [:]
    private var count = 0

    /// - Parameter folder: is there, and empty.
    init(in folder: String) { self.folder = folder }

    /// Reads an archive once, and writes each content that is wanted.
    ///
    /// - Parameters:
    ///   - bag: the name of the folder in the archive.
    ///   - members: by their paths in the bag; of files with the same content one is written.
    /// - Throws: `ArchiveProblem`, `FileProblem`, `PackageProblem`, `Interrupted`.
    mutating func fill(from archive: String, bag: String, _ members: [String: PackagedFile]) throws {
        let prefix = Array((bag + "/").utf8)
        try ArchiveReader(archive).forEachMember { member, bytes in
            guard member.kind == .file, member.path.starts(with: prefix) else { return }
            let path = String(decoding: member.path.dropFirst(prefix.count), as: UTF8.self)
            guard let file = members[path], contents[file.sha512] == nil else { return }
            contents[file.sha512] = try OCFLContent(
                of: OCFLFile(logicalPath: path, sha512: file.sha512, byteCount: file.byteCount), to: nextPath()
            ) { write in try bytes.forEachPiece(write) }
        }
    }

    /// The content of a digest; nil where it was not in the archive.
    subscript(sha512: String) -> OCFLContent? { contents[sha512] }

    /// Adds what is not in the archive.
    mutating func add(_ content: OCFLContent) { contents[content.sha512] = content }

    /// A path for a file of the spool.
    mutating func nextPath() -> String {
        count += 1
        return "\(folder)/\(count)"
    }
}
