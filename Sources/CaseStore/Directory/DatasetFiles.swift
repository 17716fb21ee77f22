package import CaseBytes
import CaseFiles

/// The files of a dataset of one file a table: a directory, or a folder in a package that is not unpacked.
package protocol DatasetFiles: Sendable {
    /// For messages.
    var path: String { get }

    /// The names of the files, in the order of their bytes.
    func names() throws -> [String]

    func byteCount(of name: String) throws -> Int

    /// A file from its beginning; any number of times, on any thread.
    func open(_ name: String) throws -> any ByteSource

    /// What findings call a file.
    func place(of name: String) -> String

    /// The directory that the documents' files are in; nil where they are in none.
    var documentsPath: String? { get }

    /// What measures the documents' files; nil where there are none.
    var documents: (any DocumentFiles)? { get }
}

extension DatasetFiles {
    package var documents: (any DocumentFiles)? { documentsPath.map { FolderDocuments(path: $0) } }

    /// A small file whole.
    ///
    /// - Throws: `FileProblem` where it has more bytes than the limit, and what opening and reading throw.
    func bytes(of name: String, limit: Int) throws -> [UInt8] {
        let size = try byteCount(of: name)
        guard size <= limit else {
            throw FileProblem(
                .noInput, "read", path + "/" + name, detail: "it has \(size) bytes, and \(limit) are the limit")
        }
        let source = try open(name)
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let length = try source.read(into: UnsafeMutableBufferPointer(rebasing: buffer[count...]))
                if length == 0 { break }
                count += length
            }
        }
    }
}

/// Where the files of a dataset's documents are.
package protocol DocumentFiles: Sendable {
    /// The size and the SHA-256 digest of a file, in lower-case hexadecimal.
    ///
    /// - Parameter path: as its record has it; plain names and slashes.
    /// - Throws: where it is not there, or cannot be read.
    func fixity(of path: String) throws -> (byteCount: Int, sha256: String)
}

/// A directory of tables.
struct FolderFiles: DatasetFiles {
    let path: String

    func names() throws -> [String] { try directoryNames(path) }

    func byteCount(of name: String) throws -> Int { try Descriptor.reading(path + "/" + name).byteCount() }

    func open(_ name: String) throws -> any ByteSource { FileSource(try .reading(path + "/" + name)) }

    func place(of name: String) -> String { name }

    /// Beside the tables; of the tables in a bag, beside their folder.
    var documentsPath: String? {
        let places =
            [path + "/documents"] + (fileType(path + "/../../bagit.txt") == .file ? [path + "/../documents"] : [])
        return places.first { fileType($0) == .directory }
    }
}

/// A directory of documents. No link is followed below it.
struct FolderDocuments: DocumentFiles {
    let path: String

    func fixity(of path: String) throws -> (byteCount: Int, sha256: String) {
        try CaseFiles.fixity(of: self.path + "/" + path, below: self.path)
    }
}
