import CaseFiles
import CaseModel
import Glibc

/// What keeps two runs from one repository: a lock that the system gives up with the process, so that none is stale.
///
/// The file also says whose it is. What is written in it when the lock is free is of a run that did not come to its end.
final class RepositoryLock: Sendable {
    private let descriptor: CInt
    /// The run before, where it did not come to its end: killed, or the machine went down.
    let abandoned: Holder?

    /// Whose lock it is.
    struct Holder: Sendable {
        let run: String
        let process: Int
        let start: String

        var words: String { "run \(run), process \(process), which began at \(start)" }
    }

    private init(_ descriptor: CInt, abandoned: Holder?) {
        self.descriptor = descriptor
        self.abandoned = abandoned
    }

    /// - Throws: `FileProblem` with `locked`, which says by whom.
    static func acquire(
        _ layout: RepositoryLayout, run: String, start: String
    ) throws(FileProblem) -> RepositoryLock {
        let path = layout.lock
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw FileProblem(.cannotWrite, "lock", path, errno: errno) }
        var isFree = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        var error = errno
        // Whoever asks how the repository is holds it for a moment.
        for _ in 0..<20 where !isFree && error == EWOULDBLOCK && holder(path) == nil {
            usleep(50_000)
            isFree = flock(descriptor, LOCK_EX | LOCK_NB) == 0
            error = errno
        }
        let holder = holder(path)
        guard isFree else {
            close(descriptor)
            guard error == EWOULDBLOCK else { throw FileProblem(.cannotWrite, "lock", path, errno: error) }
            throw FileProblem(
                .locked, "lock", layout.path,
                detail: "another run is at work (\(holder?.words ?? "it has only begun")); try again when it is done")
        }
        let lock = RepositoryLock(descriptor, abandoned: holder)
        let text = JSON.object([
            "run": .string(run), "process": .integer(Int(getpid())), "start": .string(start),
        ]).pretty()
        ftruncate(descriptor, 0)
        let count = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard count == text.count else { throw FileProblem(.cannotWrite, "write to", path, errno: errno) }
        return lock
    }

    /// The run that holds the lock of a repository now; nil where none does.
    static func current(_ layout: RepositoryLayout) -> Holder? {
        let descriptor = open(layout.lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        return holder(layout.lock)
    }

    private static func holder(_ path: String) -> Holder? {
        guard let bytes = try? readFile(path, limit: 4096), let value = try? JSON(parsing: bytes),
            let run = value["run"]?.text, let start = value["start"]?.text,
            case .number(let process)? = value["process"]
        else { return nil }
        return Holder(run: visible(run), process: Int(process) ?? 0, start: visible(start))
    }

    deinit {
        ftruncate(descriptor, 0)
        close(descriptor)
    }
}
