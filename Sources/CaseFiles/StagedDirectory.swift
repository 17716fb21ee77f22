import Glibc

/// A directory that is written under another name and gets its own when it is complete, by one rename.
///
/// The staging directory stands beside the final one, as `.NAME.partial-PID`, and is locked while its writer lives.
/// What a killed run left is unlocked, and the next run for the same name removes it.
package struct StagedDirectory: ~Copyable {
    /// Where the directory will be.
    package let path: String
    /// Where it is written.
    package let staging: String
    private let lock: CInt
    private let replaces: Bool

    /// - Parameters:
    ///   - replace: whether a directory that is there already gives way when the new one is complete.
    ///   - owned: the names that may stand in it; a directory with anything else in it is not taken for one of ours.
    /// - Throws: `FileProblem` with `cannotWrite`.
    package static func make(
        _ path: String, replacing replace: Bool, owned: Set<String>
    ) throws(FileProblem) -> StagedDirectory {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let (parent, name) = splitPath(path) else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "give the name of a directory to make")
        }
        let replaces = try examine(path, replacing: replace, owned: owned)
        try removeStale(in: parent, name: name)
        let staging = "\(parent)/.\(name).partial-\(getpid())"
        guard mkdir(staging, 0o755) == 0 else {
            throw FileProblem(.cannotWrite, "make a directory in", parent, errno: errno)
        }
        let lock = open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if lock >= 0 { _ = flock(lock, LOCK_EX | LOCK_NB) }
        return StagedDirectory(path: path, staging: staging, lock: lock, replaces: replaces)
    }

    private init(path: String, staging: String, lock: CInt, replaces: Bool) {
        self.path = path
        self.staging = staging
        self.lock = lock
        self.replaces = replaces
    }

    /// Gives the directory its name.
    package consuming func publish() throws(FileProblem) {
        let (path, staging) = (path, staging)
        if replaces {
            guard exchange(staging, path) == 0 else {
                let error = errno
                removeTree(staging)
                throw FileProblem(.cannotWrite, "replace", path, errno: error)
            }
            removeTree(staging)
        } else {
            // An empty directory gives way to a rename, anything else makes it fail.
            guard rename(staging, path) == 0 else {
                let error = errno
                removeTree(staging)
                throw FileProblem(.cannotWrite, "publish", path, errno: error)
            }
        }
    }

    deinit {
        if lock >= 0 { close(lock) }
        // After a publication the name is gone or holds what was replaced; before one, what was begun is dropped.
        removeTree(staging)
    }

    /// Whether there is something to replace.
    private static func examine(_ path: String, replacing: Bool, owned: Set<String>) throws(FileProblem) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return false }
            throw FileProblem(.cannotWrite, "write to", path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "it is there and is not a directory")
        }
        let names = try directoryNames(path)
        if names.isEmpty { return false }
        guard replacing else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "it is there already; --force replaces it")
        }
        if let foreign = names.first(where: { !owned.contains($0) }) {
            throw FileProblem(
                .cannotWrite, "replace", path,
                detail: "it holds \(foreign), which no export writes; remove the directory yourself if that is meant")
        }
        return true
    }

    private static func removeStale(in parent: String, name: String) throws(FileProblem) {
        let prefix = ".\(name).partial-"
        guard let names = try? directoryNames(parent) else { return }
        for stale in names
        where stale.hasPrefix(prefix) && stale.dropFirst(prefix.count).utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            let path = "\(parent)/\(stale)"
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            let isAbandoned = flock(descriptor, LOCK_EX | LOCK_NB) == 0
            close(descriptor)
            if isAbandoned { removeTree(path) }
        }
    }
}

/// Swaps two names in one step: renameat2(2) with RENAME_EXCHANGE, which the C library has but Swift does not import.
private func exchange(_ a: String, _ b: String) -> CInt {
    typealias Rename = @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
    guard let symbol = dlsym(nil, "renameat2") else {
        errno = ENOSYS
        return -1
    }
    return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, 2)
}

/// The directory that a path is in, and its last name; nil where there is no such name.
package func splitPath(_ path: String) -> (parent: String, name: String)? {
    let bytes = Array(path.utf8)
    let cut = bytes.lastIndex(of: 0x2F)
    let name = String(decoding: cut.map { bytes[($0 + 1)...] } ?? bytes[...], as: UTF8.self)
    guard !name.isEmpty, name != ".", name != ".." else { return nil }
    guard let cut else { return (".", name) }
    return (cut == 0 ? "/" : String(decoding: bytes[..<cut], as: UTF8.self), name)
}

/// The names in a directory, without `.` and `..`, in the order of their bytes.
package func directoryNames(_ path: String) throws(FileProblem) -> [String] {
    guard let directory = opendir(path) else { throw FileProblem(.noInput, "list", path, errno: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
}

/// Removes a directory and everything in it, without following links. What cannot be removed stays.
package func removeTree(_ path: String) {
    guard let names = try? directoryNames(path) else { return }
    for name in names {
        let inner = path + "/" + name
        var status = stat()
        guard lstat(inner, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR { removeTree(inner) } else { unlink(inner) }
    }
    rmdir(path)
}

/// Makes a directory below one that is there, and those between.
package func makeDirectories(_ path: String) throws(FileProblem) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let (parent, _) = splitPath(path), parent != path else {
        throw FileProblem(.cannotWrite, "make the directory", path, errno: errno)
    }
    try makeDirectories(parent)
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw FileProblem(.cannotWrite, "make the directory", path, errno: errno)
    }
}

/// Reads a small file whole.
///
/// - Parameter limit: how many bytes it may have.
package func readFile(_ path: String, limit: Int = 64 << 20) throws(FileProblem) -> [UInt8] {
    let file = try Descriptor.reading(path)
    let size = Int(try file.status().st_size)
    guard size <= limit else {
        throw FileProblem(.noInput, "read", path, detail: "it has \(size) bytes, and \(limit) are the limit")
    }
    var problem: FileProblem?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        do throws(FileProblem) {
            if size > 0 { try file.read(into: buffer.baseAddress!, count: size, at: 0) }
            count = size
        } catch {
            problem = error
            count = 0
        }
    }
    if let problem { throw problem }
    return bytes
}

/// Writes a small file whole, which must not be there yet.
package func writeFile(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    let file = try Descriptor.creating(path)
    var problem: FileProblem?
    bytes.withUnsafeBytes { bytes in
        do throws(FileProblem) { try file.write(bytes) } catch { problem = error }
    }
    if let problem { throw problem }
}

/// Whether there is a file, a directory or anything else of this name.
package func fileType(_ path: String) -> FileType? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
}

package enum FileType: Sendable { case file, directory, other }
