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
    private let owned: Set<String>
    private let isOwned: (String) -> Bool

    /// - Parameters:
    ///   - replace: whether a directory that is there already gives way when the new one is complete.
    ///   - owned: the names that may stand in it; a directory with anything else in it is not taken for one of ours.
    ///   - isOwned: whether a file, by its path in the directory, is one of ours too.
    /// - Throws: `FileProblem` with `cannotWrite`; with `locked` where another run is writing the same directory.
    package static func make(
        _ path: String, replacing replace: Bool, owned: Set<String>,
        isOwned: @escaping (String) -> Bool = { _ in true }
    ) throws(FileProblem) -> StagedDirectory {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let (parent, name) = splitPath(path) else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "give the name of a directory to make")
        }
        guard fileType(parent) == .directory else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "there is no directory \(parent); make it first")
        }
        let replaces = try examine(path, replacing: replace, owned: owned, isOwned: isOwned)
        try removeStale(in: parent, name: name, for: path)
        let staging = "\(parent)/.\(name).partial-\(getpid())"
        guard mkdir(staging, 0o755) == 0 else {
            throw FileProblem(.cannotWrite, "make a directory in", parent, errno: errno)
        }
        let lock = open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // Between the two a run that begins too may have taken it for abandoned, and removed it.
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0, fileType(staging) == .directory else {
            let error = errno
            if lock >= 0 { close(lock) }
            rmdir(staging)
            throw FileProblem(.locked, "write to", path, errno: error, detail: "another run begins at the same time")
        }
        return StagedDirectory(
            path: path, staging: staging, lock: lock, replaces: replaces, owned: owned, isOwned: isOwned)
    }

    private init(
        path: String, staging: String, lock: CInt, replaces: Bool, owned: Set<String>,
        isOwned: @escaping (String) -> Bool
    ) {
        self.path = path
        self.staging = staging
        self.lock = lock
        self.replaces = replaces
        self.owned = owned
        self.isOwned = isOwned
    }

    /// Gives the directory its name.
    ///
    /// - Parameter isDurable: whether everything is on disk before, so that it outlives a loss of power.
    package consuming func publish(isDurable: Bool = false) throws(FileProblem) {
        let (path, staging) = (path, staging)
        if isDurable, syncFileSystem(of: lock) != 0 {
            let error = errno
            removeTree(staging)
            throw FileProblem(.cannotWrite, "write to", staging, errno: error)
        }
        if replaces {
            // Somebody may have put files there in the meantime.
            _ = try Self.examine(path, replacing: true, owned: owned, isOwned: isOwned)
            guard replace() == 0 else {
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

    /// Swaps the two directories; in two steps on file systems that cannot in one.
    private borrowing func replace() -> CInt {
        if exchange(staging, path) == 0 { return 0 }
        guard errno == EINVAL || errno == ENOSYS else { return -1 }
        let old = staging + "-replaced"
        guard rename(path, old) == 0 else { return -1 }
        guard rename(staging, path) == 0 else {
            let error = errno
            rename(old, path)
            errno = error
            return -1
        }
        removeTree(old)
        return 0
    }

    deinit {
        if lock >= 0 { close(lock) }
        // After a publication the name is gone or holds what was replaced; before one, what was begun is dropped.
        removeTree(staging)
    }

    /// Whether there is something to replace.
    private static func examine(_ path: String, replacing: Bool, owned: Set<String>, isOwned: (String) -> Bool)
        throws(FileProblem) -> Bool
    {
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
        if let foreign = names.first(where: { !owned.contains($0) })
            ?? filePaths(below: path).first(where: { !isOwned($0) })
        {
            throw FileProblem(
                .cannotWrite, "replace", path,
                detail: "it holds \(foreign), which no export writes; remove the directory yourself if that is meant")
        }
        return true
    }

    /// Removes what killed runs left: nobody holds its lock.
    ///
    /// - Throws: `FileProblem` with `locked` where somebody does.
    private static func removeStale(in parent: String, name: String, for path: String) throws(FileProblem) {
        let prefix = ".\(name).partial-"
        guard let names = try? directoryNames(parent) else { return }
        for stale in names where stale.hasPrefix(prefix) {
            let number = stale.dropFirst(prefix.count)
            guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
            let old = "\(parent)/\(stale)"
            let descriptor = open(old, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            let isAbandoned = flock(descriptor, LOCK_EX | LOCK_NB) == 0
            let error = errno
            if isAbandoned { removeTree(old) }
            close(descriptor)
            if !isAbandoned, error == EWOULDBLOCK {
                throw FileProblem(
                    .locked, "write to", path,
                    detail: "another run is writing it (process \(number)); try again when it is done")
            }
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

/// Puts on disk what the file system of a path holds.
package func syncFileSystem(at path: String) throws(FileProblem) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProblem(.cannotWrite, "open", path, errno: errno) }
    defer { close(descriptor) }
    guard syncFileSystem(of: descriptor) == 0 else {
        throw FileProblem(.cannotWrite, "write to", path, errno: errno)
    }
}

/// Puts on disk what a file system holds: syncfs(2), which the C library has but Swift does not import.
private func syncFileSystem(of descriptor: CInt) -> CInt {
    typealias Sync = @convention(c) (CInt) -> CInt
    guard let symbol = dlsym(nil, "syncfs") else { return 0 }
    return unsafeBitCast(symbol, to: Sync.self)(descriptor)
}
