import Glibc

/// The files of a folder, opened to read: never through a symbolic link, and nothing but plain files.
package final class FolderFiles {
    private let folder: CInt
    private let path: String

    /// - Throws: `GraphProblem` where the folder cannot be opened.
    package init(_ path: String) throws(GraphProblem) {
        self.path = path.isEmpty ? "." : path
        folder = Glibc.open(self.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            throw GraphProblem(.malformed, "cannot open the folder \(self.path): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(folder) }

    /// Opens a file by its path in the folder, of names and slashes only.
    ///
    /// - Returns: nil where there is none.
    /// - Throws: `GraphProblem` where it is not a plain file, or cannot be opened.
    package func open(_ file: String) throws(GraphProblem) -> (any ByteSource)? {
        var directory = folder
        defer { if directory != folder { close(directory) } }
        let names = file.split(separator: "/", omittingEmptySubsequences: false)
        for (index, name) in names.enumerated() {
            guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(0) else {
                throw GraphProblem(.malformed, "\(file) is not a path in the folder")
            }
            let isLast = index == names.count - 1
            let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (isLast ? 0 : O_DIRECTORY)
            let opened = openat(directory, String(name), flags)
            let error = errno
            if directory != folder { close(directory) }
            directory = folder
            guard opened >= 0 else {
                if error == ENOENT || error == ENOTDIR && !isLast { return nil }
                if error == ELOOP || error == ENOTDIR {
                    throw GraphProblem(.malformed, "\(file) is a symbolic link, or no plain file")
                }
                throw GraphProblem(.malformed, "cannot open \(file): \(String(cString: strerror(error)))")
            }
            directory = opened
        }
        var status = stat()
        guard fstat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw GraphProblem(.malformed, "\(file) is not a plain file")
        }
        let source = FileSource(adopting: directory, name: file)
        directory = folder
        return source
    }
}

/// The bytes of an open file.
package final class FileSource: ByteSource {
    private let descriptor: CInt
    private let name: String

    /// - Parameter descriptor: an open file, which is closed with the source.
    init(adopting descriptor: CInt, name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    deinit { close(descriptor) }

    package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR {
                throw GraphProblem(.malformed, "cannot read \(name): \(String(cString: strerror(errno)))")
            }
        }
    }
}
