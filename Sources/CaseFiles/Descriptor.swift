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
    consuming func finish() throws(FileProblem) {
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
        let descriptor = Descriptor(number: number, path: path)
        guard try descriptor.status().st_mode & S_IFMT == S_IFREG else {
            throw FileProblem(.noInput, "read", path, detail: "it is not a plain file")
        }
        return descriptor
    }

    /// Opens a file below a directory to read, following no link on the way, nor one in the
    /// directory's place.
    package static func reading(_ path: String, below directory: String) throws(FileProblem) -> Descriptor {
        let names = path.dropFirst(directory.count + 1).split(separator: "/")
        var inner = directory
        for name in [""] + names {
            if !name.isEmpty { inner += "/" + name }
            var status = stat()
            guard lstat(inner, &status) == 0 else { throw FileProblem(.noInput, "open", path, errno: Glibc.errno) }
            if status.st_mode & S_IFMT == S_IFLNK {
                throw FileProblem(.noInput, "read", path, detail: "\(inner) is a symbolic link")
            }
        }
        return try reading(path)
    }

    /// Makes a file, which must not be there yet.
    package static func creating(_ path: String) throws(FileProblem) -> Descriptor {
        let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard number >= 0 else { throw FileProblem(.cannotWrite, "create", path, errno: Glibc.errno) }
        return Descriptor(number: number, path: path)
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
}

/// `O_TMPFILE`, which is a macro that Swift does not see.
private let O_TMPFILE_FLAGS: CInt = 0o20_000_000 | O_DIRECTORY

/// Where temporary files go: `TMPDIR`, or the system's place for large ones.
package func temporaryDirectory() -> String {
    if let value = getenv("TMPDIR"), value.pointee != 0 { return String(cString: value) }
    return fileType("/var/tmp") == .directory ? "/var/tmp" : "/tmp"
}
