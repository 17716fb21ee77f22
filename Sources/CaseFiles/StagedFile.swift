import Glibc

/// A file that is written under another name and gets its own when it is complete, by one rename.
package struct StagedFile: ~Copyable {
    package let path: String
    package let staging: String
    private let replaces: Bool

    /// - Parameters:
    ///   - replace: whether a file that is there already gives way.
    ///   - isOurs: whether a file that is there is one that this may replace.
    /// - Throws: `FileProblem` with `cannotWrite`.
    package static func make(
        _ path: String, replacing replace: Bool, isOurs: (String) -> Bool
    ) throws(FileProblem) -> StagedFile {
        guard let (parent, name) = splitPath(path) else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "give the name of a file to make")
        }
        guard fileType(parent) == .directory else {
            throw FileProblem(.cannotWrite, "write to", path, detail: "there is no directory \(parent); make it first")
        }
        var status = stat()
        let exists = lstat(path, &status) == 0
        if exists {
            guard replace else {
                throw FileProblem(.cannotWrite, "write to", path, detail: "it is there already; --force replaces it")
            }
            guard status.st_mode & S_IFMT == S_IFREG, isOurs(path) else {
                throw FileProblem(
                    .cannotWrite, "replace", path, detail: "it is not a dataset; remove it yourself if that is meant")
            }
        }
        // What a killed run left: its process is gone.
        let prefix = ".\(name).partial-"
        for stale in (try? directoryNames(parent)) ?? [] where stale.hasPrefix(prefix) {
            let rest = stale.dropFirst(prefix.count)
            if let process = pid_t(rest.prefix { $0 != "-" }), kill(process, 0) != 0, errno == ESRCH {
                unlink(parent + "/" + stale)
            }
        }
        guard access(parent, W_OK) == 0 else {
            throw FileProblem(.cannotWrite, "make a file in", parent, errno: errno)
        }
        return StagedFile(path: path, staging: "\(parent)/\(prefix)\(getpid())", replaces: exists)
    }

    private init(path: String, staging: String, replaces: Bool) {
        self.path = path
        self.staging = staging
        self.replaces = replaces
    }

    /// Gives the file its name, and a companion of the same beginning, where there is one, its own.
    ///
    /// - Parameter suffix: what the companion's name has behind the file's.
    package consuming func publish(companion suffix: String) throws(FileProblem) {
        if fileType(staging + suffix) == .file { try move(staging + suffix, path + suffix) }
        try move(staging, path)
    }

    private borrowing func move(_ from: String, _ to: String) throws(FileProblem) {
        guard rename(from, to) == 0 else { throw FileProblem(.cannotWrite, "publish", to, errno: errno) }
    }

    deinit {
        unlink(staging)
        unlink(staging + "-metadata.json")
    }
}
