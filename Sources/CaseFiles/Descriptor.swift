import CaseBytes
package import Glibc

/// An open file that closes itself.
package struct Descriptor: ~Copyable {
    /// -1 when it was closed.
    package private(set) var number: CInt
    /// For messages.
    package let path: String

    private init(number: CInt, path: String) {
        self.number = number
        self.path = path
    }

    deinit { if number >= 0 { close(number) } }

    /// Closes a file that was written. Some file systems say only now that there was no room.
    package consuming func finish() throws(FileProblem) {
        var closing = self
        let result = close(closing.number)
        let error = errno
        closing.number = -1
        if result != 0, error != EINTR { throw FileProblem(.cannotWrite, "write to", closing.path, errno: error) }
    }

    /// Opens a file to read.
    ///
    /// - Throws: `FileProblem` with `noInput`; directories, devices and pipes are refused.
    package static func reading(_ path: String) throws(FileProblem) -> Descriptor {
        // Opening a pipe that nobody writes to would wait for ever; plain files do not know the flag.
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw FileProblem(.noInput, "open", path, errno: Glibc.errno) }
        return try Descriptor(number: number, path: path).plainFile()
    }

    /// Standard input, whatever it is.
    ///
    /// - Throws: `FileProblem` with `noInput` where there is none.
    package static func standardInput() throws(FileProblem) -> Descriptor {
        let number = dup(0)
        guard number >= 0 else { throw FileProblem(.noInput, "read", "standard input", errno: Glibc.errno) }
        return Descriptor(number: number, path: "standard input")
    }

    /// Opens a file below a directory to read, following no link on the way: each directory is opened in the one
    /// before, so that nothing can be exchanged in between.
    ///
    /// - Parameters:
    ///   - path: begins with the directory; behind it stand names and slashes, none of them `.` or `..`.
    ///   - mayBeLink: whether a link may stand in the directory's own place.
    /// - Throws: `FileProblem` with `noInput`; its error number is `ENOENT` where there is no such file.
    package static func reading(
        _ path: String, below directory: String, mayBeLink: Bool = false
    ) throws(FileProblem) -> Descriptor {
        let names = path.utf8.dropFirst(directory.utf8.count + 1).split(
            separator: 0x2F, omittingEmptySubsequences: false
        )
        .map { String(Substring($0)) }
        guard !names.contains(where: ["", ".", ".."].contains), !path.utf8.contains(0) else {
            throw FileProblem(.noInput, "read", path, detail: "it is not a path below \(directory)")
        }
        let flags = O_RDONLY | O_CLOEXEC | O_DIRECTORY | (mayBeLink ? 0 : O_NOFOLLOW)
        var parent = Descriptor(number: open(directory, flags), path: directory)
        guard parent.number >= 0 else { throw linkProblem(path, at: directory, in: AT_FDCWD, directory, errno: errno) }
        var inner = directory
        for name in names.dropLast() {
            inner += "/" + name
            let number = openat(parent.number, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW)
            guard number >= 0 else { throw linkProblem(path, at: inner, in: parent.number, name, errno: errno) }
            parent = Descriptor(number: number, path: inner)
        }
        let name = names.last ?? ""
        let number = openat(parent.number, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard number >= 0 else { throw linkProblem(path, at: path, in: parent.number, name, errno: errno) }
        return try Descriptor(number: number, path: path).plainFile()
    }

    /// What was in the way of opening a name: a link, or what the system says.
    private static func linkProblem(
        _ path: String, at inner: String, in parent: CInt, _ name: String, errno error: CInt
    ) -> FileProblem {
        var status = stat()
        guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFLNK else {
            return FileProblem(.noInput, "open", path, errno: error)
        }
        return FileProblem(.noInput, "read", path, detail: "\(inner) is a symbolic link")
    }

    /// Itself, where it is a plain file.
    private consuming func plainFile() throws(FileProblem) -> Descriptor {
        guard try status().st_mode & S_IFMT == S_IFREG else {
            throw FileProblem(.noInput, "read", path, detail: "it is not a plain file")
        }
        return self
    }

    /// Makes a file, which must not be there yet.
    package static func creating(_ path: String) throws(FileProblem) -> Descriptor {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard number >= 0 else { throw FileProblem(.cannotWrite, "create", path, errno: Glibc.errno) }
        return Descriptor(number: number, path: path)
    }

    /// Makes a file, or opens an empty one that is there, to write it.
    package static func filling(_ path: String) throws(FileProblem) -> Descriptor {
        let number = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard number >= 0 else { throw FileProblem(.cannotWrite, "write to", path, errno: Glibc.errno) }
        let file = Descriptor(number: number, path: path)
        guard try file.byteCount() == 0 else { throw FileProblem(.cannotWrite, "create", path, errno: EEXIST) }
        return file
    }

    /// A file without a name in a directory, gone when it is closed or the process ends.
    package static func temporary(in directory: String) throws(FileProblem) -> Descriptor {
        let number = open(directory, O_RDWR | O_TMPFILE_FLAGS | O_CLOEXEC, 0o600)
        if number >= 0 { return Descriptor(number: number, path: directory + "/(temporary file)") }
        // Not every file system has files without a name.
        var template = Array((directory + "/.caseexport-XXXXXX").utf8CString)
        let named = template.withUnsafeMutableBufferPointer { mkstemp($0.baseAddress!) }
        guard named >= 0 else {
            throw FileProblem(.cannotWrite, "create a temporary file in", directory, errno: Glibc.errno)
        }
        template.withUnsafeBufferPointer { _ = unlink($0.baseAddress!) }
        return Descriptor(number: named, path: directory + "/(temporary file)")
    }

    package func status() throws(FileProblem) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw FileProblem(.noInput, "inspect", path, errno: errno) }
        return status
    }

    /// How many bytes the file has.
    package func byteCount() throws(FileProblem) -> Int { Int(try status().st_size) }

    /// Reads up to `count` bytes; 0 at the end.
    package func read(into buffer: UnsafeMutablePointer<UInt8>, count: Int) throws(FileProblem) -> Int {
        while true {
            let length = Glibc.read(number, buffer, count)
            if length >= 0 { return length }
            if errno != EINTR { throw FileProblem(.noInput, "read", path, errno: errno) }
        }
    }

    /// Reads exactly `count` bytes from a place in the file.
    package func read(into buffer: UnsafeMutableRawPointer, count: Int, at offset: Int) throws(FileProblem) {
        var done = 0
        while done < count {
            let length = pread(number, buffer + done, count - done, off_t(offset + done))
            if length < 0 && errno == EINTR { continue }
            guard length > 0 else {
                throw FileProblem(
                    .noInput, "read", path, errno: length < 0 ? errno : 0,
                    detail: length == 0 ? "it ends too early" : nil)
            }
            done += length
        }
    }

    /// Reads up to `count` bytes from a place in the file; 0 at its end.
    package func read(into buffer: UnsafeMutableRawPointer, atMost count: Int, at offset: Int) throws(FileProblem)
        -> Int
    {
        while true {
            let length = pread(number, buffer, count, off_t(offset))
            if length >= 0 { return length }
            if errno != EINTR { throw FileProblem(.noInput, "read", path, errno: errno) }
        }
    }

    /// Writes all bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(FileProblem) {
        if let fault = FaultInjection.current?.nextWrite(), fault != 0 {
            throw FileProblem(.cannotWrite, "write to", path, errno: fault)
        }
        var done = 0
        while done < bytes.count {
            let length = Glibc.write(number, bytes.baseAddress! + done, bytes.count - done)
            if length < 0 && errno == EINTR { continue }
            guard length > 0 else { throw FileProblem(.cannotWrite, "write to", path, errno: errno) }
            done += length
        }
    }

    /// Writes all bytes to a place in the file; threads may do so at the same time.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileProblem) {
        if let fault = FaultInjection.current?.nextWrite(), fault != 0 {
            throw FileProblem(.cannotWrite, "write to", path, errno: fault)
        }
        var done = 0
        while done < bytes.count {
            let length = pwrite(number, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if length < 0 && errno == EINTR { continue }
            guard length > 0 else { throw FileProblem(.cannotWrite, "write to", path, errno: errno) }
            done += length
        }
    }
}

/// `O_TMPFILE`, which is a macro that Swift does not see.
private let O_TMPFILE_FLAGS: CInt = 0o20_000_000 | O_DIRECTORY

/// Where temporary files go: `TMPDIR`, or the system's place for large ones.
package func temporaryDirectory() -> String {
    if let value = getenv("TMPDIR"), value.pointee != 0 { return String(cString: value) }
    return fileType("/var/tmp") == .directory ? "/var/tmp" : "/tmp"
}
