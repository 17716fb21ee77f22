import CaseBytes
import CaseFiles
import CaseStore

/// A folder of tables in a package, as a dataset's files.
struct MemberFolder: DatasetFiles {
    let files: DeepFiles
    /// With a slash at its end.
    let folder: String
    /// SHA-256 digests of documents that are known already, by their numbers in the tree.
    let digests: [Int: String]

    var path: String { String(folder.dropLast()) }

    func names() -> [String] { files.names(in: folder) }

    func byteCount(of name: String) -> Int { files.byteCount(of: folder + name) }

    func open(_ name: String) throws -> any ByteSource {
        guard let source = try files.open(folder + name) else {
            throw FileProblem(.noInput, "open", folder + name, detail: "there is no such file")
        }
        return source
    }

    func place(of name: String) -> String { folder + name }

    var documentsPath: String? { nil }

    var documents: (any DocumentFiles)? { MemberDocuments(files: files, digests: digests) }
}

/// The documents of a release.
struct MemberDocuments: DocumentFiles {
    static let folder = "data/documents/"

    let files: DeepFiles
    let digests: [Int: String]

    func fixity(of path: String) throws -> (byteCount: Int, sha256: String) {
        let path = Self.folder + path
        guard let number = files.number(of: path), let source = try files.open(path) else {
            throw FileProblem(.noInput, "open", path, detail: "there is no such file")
        }
        if let known = digests[number] { return (files.byteCount(of: path), known) }
        var digests = RunningDigests(.sha256)
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256 << 10)
        defer { buffer.deallocate() }
        while true {
            let length = try source.read(into: buffer)
            if length == 0 { break }
            digests.update(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[..<length])))
        }
        let fixity = digests.finished()
        return (fixity.byteCount, fixity.sha256 ?? "")
    }
}
