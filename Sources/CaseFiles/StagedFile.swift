import Glibc

/// A file that is written under another name and gets its own when it is complete, by one rename.
///
/// It is there from the beginning, empty, and locked while its writer lives.
package struct StagedFile: ~Copyable {
    package let path: String
    package let staging: String
    private let companion: String?
    private let lock: CInt

    /// - Parameters:
    ///   - companion: what the name of a file that belongs to it has behind its own; nil where there is none.
    ///   - kind: what a file that may be replaced is, for messages.
    ///   - replace: whether a file that is there already gives way.
    ///   - hasFlag: whether there is a flag with which it would.
    ///   - isOurs: whether a file that is there is one that this may replace.
    /// - Throws: `FileProblem` with `cannotWrite`; with `locked` where another run is writing the same file.
    package static func make(
        _ path: String, companion: String?, kind: String, replacing replace: Bool, hasFlag: Bool = true,
        isOurs: (String) -> Bool
    ) throws(FileProblem) -> StagedFile {
        guard let (parent, name) = splitPath(path) else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "give the name of a file to make")
        }
        guard fileType(parent) == .directory else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "there is no directory \(parent); make it first")
        }
        var status = stat()
        // What SQLite would take for changes that are still to be made to the new file.
        for suffix in ["-wal", "-journal"] where lstat(path + suffix, &status) == 0 && status.st_size > 0 {
            throw FileProblem(
                .cannotWrite, "write to", path,
                detail:
                    "there is \(name)\(suffix), changes to a database of this name that are not in it yet; close the program that uses it, or open it once with sqlite3"
            )
        }
        let exists = lstat(path, &status) == 0
        if exists {
            guard replace else {
                throw FileProblem(
                    .cannotWrite, "write to", path,
                    detail: hasFlag
                        ? "it is there already; --force replaces it" : "it is there already, and is not replaced")
            }
            guard status.st_mode & S_IFMT == S_IFREG, isOurs(path) else {
                throw FileProblem(
                    .cannotWrite, "replace", path, detail: "it is not \(kind); remove it yourself if that is meant")
            }
        }
        if !replace, let companion, isThere(path + companion) {
            throw FileProblem(
                .cannotWrite, "write to", path, detail: "there is \(name)\(companion) already; --force replaces both")
        }
        let prefix = ".\(name).partial-"
        try removeStale(in: parent, prefix: prefix, companion: companion, for: path)
        // Another run may have the same number, in a container of its own.
        var number = Int(getpid())
        while true {
            let staging = "\(parent)/\(prefix)\(number)"
            let lock = open(staging, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard lock >= 0 else {
                guard errno == EEXIST else { throw FileProblem(.cannotWrite, "make a file in", parent, errno: errno) }
                number += 1 << 22
                continue
            }
            // Between the two a run that begins too may have taken it for abandoned.
            if flock(lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK, fstat(lock, &status) == 0,
                status.st_nlink > 0
            {
                return StagedFile(path: path, companion: companion, staging: staging, lock: lock)
            }
            close(lock)
        }
    }

    /// Removes what killed runs left: nobody holds its lock.
    ///
    /// - Throws: `FileProblem` with `locked` where somebody does.
    private static func removeStale(
        in parent: String, prefix: String, companion: String?, for target: String
    ) throws(FileProblem) {
        for stale in (try? directoryNames(parent)) ?? [] where stale.hasPrefix(prefix) {
            guard Int(stale.dropFirst(prefix.count)) != nil else { continue }
            let path = parent + "/" + stale
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            let isAbandoned = flock(descriptor, LOCK_EX | LOCK_NB) == 0
            let error = errno
            if isAbandoned {
                unlink(path)
                if let companion { unlink(path + companion) }
            }
            close(descriptor)
            if !isAbandoned, error == EWOULDBLOCK {
                throw FileProblem(
                    .locked, "write to", target,
                    detail:
                        "another run is writing it (process \(stale.dropFirst(prefix.count))); try again when it is done"
                )
            }
        }
    }

    private init(path: String, companion: String?, staging: String, lock: CInt) {
        self.path = path
        self.companion = companion
        self.staging = staging
        self.lock = lock
    }

    /// Gives the file its name, and its companion, where there is one, its own. One that was there goes with its file.
    ///
    /// - Parameter isDurable: whether everything is on disk before, so that it outlives a loss of power.
    package consuming func publish(isDurable: Bool = false) throws(FileProblem) {
        if isDurable, fsync(lock) != 0 { throw FileProblem(.cannotWrite, "write to", staging, errno: errno) }
        if let companion {
            if fileType(staging + companion) == .file {
                try move(staging + companion, path + companion)
            } else {
                unlink(path + companion)
            }
        }
        try move(staging, path)
        // The name is on disk when its directory is; where that cannot be had, the file is whole all the same.
        if isDurable, let parent = splitPath(path)?.parent { syncDirectory(parent) }
    }

    private borrowing func move(_ from: String, _ to: String) throws(FileProblem) {
        guard rename(from, to) == 0 else { throw FileProblem(.cannotWrite, "publish", to, errno: errno) }
    }

    deinit {
        close(lock)
        unlink(staging)
        if let companion { unlink(staging + companion) }
    }
}
