package import CaseFiles
import Glibc

/// A directory. No link in it is followed.
package final class DirectoryTree: TreeSource {
    package let members: [ArchiveMember]
    package let problems: [any Error]
    package let unlisted: [[UInt8]]
    fileprivate let path: String

    /// Lists everything below the directory, sorted by the bytes of the paths.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) {
        self.path = path
        var listing = Listing(path: path, limit: limits.memberCount, depthLimit: limits.depth)
        listing.run()
        members = listing.members.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        problems = listing.problems
        unlisted = listing.unlisted
    }

    /// - Throws: `FileProblem` where the directory cannot be opened.
    package static func check(_ path: String) throws(FileProblem) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw FileProblem(.noInput, "open", path, errno: errno) }
        close(folder)
    }

    package func forEachMember(_ body: (ArchiveMember) throws -> Void) rethrows { try members.forEach(body) }

    package func reader() -> any TreeMemberReader { DirectoryMemberReader(self) }

    package func opening(of places: [Int]) -> any MemberOpening {
        DirectoryMembers(path, paths: places.map { members[$0].path })
    }
}

/// What comes of listing a directory: each folder is opened below the one that it is in.
private struct Listing {
    let path: String
    let limit: Int
    var members: [ArchiveMember] = []
    var problems: [any Error] = []
    var unlisted: [[UInt8]] = []

    /// A folder is open while those in it are listed; deeper ones than this are refused.
    private let depthLimit: Int

    init(path: String, limit: Int, depthLimit: Int) {
        self.path = path
        self.limit = limit
        self.depthLimit = depthLimit
    }

    mutating func run() {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        list(folder, error: errno, inner: [], depth: 0)
    }

    /// - Parameter folder: an open directory, which is closed.
    private mutating func list(_ folder: CInt, error: CInt, inner: [UInt8], depth: Int) {
        guard folder >= 0, let directory = fdopendir(folder) else {
            let failure = folder >= 0 ? errno : error
            if folder >= 0 { close(folder) }
            problems.append(problem("list", inner, failure))
            unlisted.append(inner.isEmpty ? [] : inner + [0x2F])
            return
        }
        defer { closedir(directory) }
        while members.count <= limit, !Interruption.isRequested, let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
            take(name + [0], in: folder, at: inner.isEmpty ? name : inner + [0x2F] + name, depth: depth)
        }
        if members.count > limit, depth == 0 {
            unlisted.append([])
            problems.append(
                ArchiveProblem(
                    ArchiveDamage("it has more than \(limit) members; --limit-members raises the limit", code: .limit),
                    in: path))
        }
    }

    /// - Parameter name: with a zero byte behind it.
    private mutating func take(_ name: [UInt8], in folder: CInt, at inner: [UInt8], depth: Int) {
        name.withUnsafeBytes { bytes in
            let name = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                problems.append(problem("inspect", inner, errno))
                return
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: members.append(ArchiveMember(path: inner, kind: .file, byteCount: Int(status.st_size)))
            case S_IFDIR:
                members.append(ArchiveMember(path: inner, kind: .directory, byteCount: 0))
                guard depth < depthLimit else {
                    let damage = ArchiveDamage("folders are more than \(depthLimit) deep", code: .limit)
                    problems.append(ArchiveProblem(damage, in: path, member: inner))
                    unlisted.append(inner + [0x2F])
                    return
                }
                let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
                list(next, error: errno, inner: inner, depth: depth + 1)
            case S_IFLNK:
                var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
                let count = target.withUnsafeMutableBytes {
                    readlinkat(folder, name, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
                }
                members.append(
                    ArchiveMember(
                        path: inner, kind: .symbolicLink, byteCount: 0, target: Array(target.prefix(max(0, count)))))
            default: members.append(ArchiveMember(path: inner, kind: .other, byteCount: 0))
            }
        }
    }

    private func problem(_ operation: String, _ inner: [UInt8], _ error: CInt) -> any Error {
        if FileProblem.isOfThisProcess(error) {
            return FileProblem(.noInput, operation, path, errno: error)
        }
        return ArchiveProblem(
            ArchiveDamage(
                "cannot \(operation) it: \(String(cString: strerror(error))) (errno \(error))", code: .unreadable),
            in: path, member: inner)
    }
}

/// Reads files of a directory. The folder of the file that was read last stays open: the next is often in it too.
private final class DirectoryMemberReader: TreeMemberReader {
    private let tree: DirectoryTree
    private var folder: (path: ArraySlice<UInt8>, descriptor: CInt)?

    init(_ tree: DirectoryTree) { self.tree = tree }

    deinit {
        if let folder { close(folder.descriptor) }
    }

    func bytes(_ index: Int) throws -> any ByteProducer {
        let member = tree.members[index]
        guard member.kind == .file else { return RunOfBytes(from: 0, count: 0) { _, _, _ in } }
        try Interruption.check()
        let slash = member.path.lastIndex(of: 0x2F)
        let parent = try openFolder(slash.map { member.path[..<$0] } ?? [], of: member)
        let name = slash.map { member.path[($0 + 1)...] } ?? member.path[...]
        let descriptor = withName(name) { openat(parent, $0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW) }
        guard descriptor >= 0 else { throw tree.failure("open", member) }
        let file = DirectoryFileBytes(descriptor, member, tree)
        try file.prepare()
        return file
    }

    /// Opens a folder of the tree, each in the one before, so that no link is followed.
    private func openFolder(_ path: ArraySlice<UInt8>, of member: ArchiveMember) throws -> CInt {
        if let folder, folder.path == path { return folder.descriptor }
        var current = open(tree.path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        for name in path.split(separator: 0x2F) where current >= 0 {
            let next = withName(name) { openat(current, $0, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW) }
            let error = errno
            close(current)
            errno = error
            current = next
        }
        guard current >= 0 else { throw tree.failure("open", member) }
        if let folder { close(folder.descriptor) }
        folder = (path, current)
        return current
    }

    private func withName<R>(_ name: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) -> R) -> R {
        (name + [0]).withUnsafeBytes { body($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
    }
}

/// The bytes of a file of a directory.
private final class DirectoryFileBytes: ByteProducer {
    private let descriptor: CInt
    private let member: ArchiveMember
    private let tree: DirectoryTree
    private var done = 0
    private var isEnd = false

    /// - Parameter descriptor: open for reading; it is closed with this.
    init(_ descriptor: CInt, _ member: ArchiveMember, _ tree: DirectoryTree) {
        self.descriptor = descriptor
        self.member = member
        self.tree = tree
    }

    deinit { close(descriptor) }

    func prepare() throws(ArchiveProblem) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw tree.problem("it is no plain file any more", member)
        }
        if status.st_size > 4 << 20 { posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
    }

    /// - Throws: `ArchiveProblem`, `Interrupted`
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if isEnd { return 0 }
        try Interruption.check()
        var count = -1
        repeat { count = Glibc.read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
        guard count >= 0 else { throw tree.failure("read", member) }
        done += count
        // The end of a file that has not grown needs no call of its own.
        isEnd = count == 0 || done == member.byteCount && count < buffer.count
        guard !isEnd || done == member.byteCount else { throw tree.problem("it changed while it was read", member) }
        return count
    }
}

extension DirectoryTree {
    /// What the system just refused.
    fileprivate func failure(_ operation: String, _ member: ArchiveMember) -> any Error {
        let error = errno
        if FileProblem.isOfThisProcess(error) { return FileProblem(.noInput, operation, path, errno: error) }
        return problem("cannot \(operation) it: \(String(cString: strerror(error))) (errno \(error))", member)
    }

    fileprivate func problem(_ detail: String, _ member: ArchiveMember) -> ArchiveProblem {
        ArchiveProblem(ArchiveDamage(detail, code: .unreadable), in: path, member: member.path)
    }
}

/// How many bytes readers read, and hand out, at once.
let pieceCount = 256 << 10
