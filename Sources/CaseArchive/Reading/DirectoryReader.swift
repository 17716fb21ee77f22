import CaseFiles
import Glibc

/// Reads a directory as if it were an archive. No link in it is followed.
struct DirectoryReader {
    private let path: String
    private let limits: ArchiveLimits

    init(_ path: String, limits: ArchiveLimits) {
        self.path = path
        self.limits = limits
    }

    /// Everything below the directory, sorted by the bytes of the paths.
    func members() throws -> [ArchiveMember] {
        var members: [ArchiveMember] = []
        var waiting: [[UInt8]] = [[]]
        while let folder = waiting.popLast() {
            for name in try names(in: folder) {
                let inner = folder.isEmpty ? name : folder + [0x2F] + name
                let member = try member(inner)
                members.append(member)
                if member.kind == .directory { waiting.append(inner) }
                guard members.count <= limits.memberCount else {
                    throw ArchiveProblem(
                        ArchiveDamage("it has more than \(limits.memberCount) members", code: .limit), in: path)
                }
            }
        }
        return members.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    private func names(in folder: [UInt8]) throws -> [[UInt8]] {
        guard let directory = withPath(folder, { opendir($0) }) else {
            throw FileProblem(.noInput, "list", "\(path)/\(printable(folder))", errno: errno)
        }
        defer { closedir(directory) }
        var names: [[UInt8]] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) { names.append(name) }
        }
        return names
    }

    private func member(_ inner: [UInt8]) throws -> ArchiveMember {
        var status = stat()
        guard withPath(inner, { lstat($0, &status) }) == 0 else {
            throw FileProblem(.noInput, "inspect", "\(path)/\(printable(inner))", errno: errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return ArchiveMember(path: inner, kind: .file, byteCount: Int(status.st_size))
        case S_IFDIR: return ArchiveMember(path: inner, kind: .directory, byteCount: 0)
        case S_IFLNK:
            var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let count = target.withUnsafeMutableBytes { target in
                withPath(inner) { readlink($0, target.baseAddress!.assumingMemoryBound(to: CChar.self), target.count) }
            }
            return ArchiveMember(
                path: inner, kind: .symbolicLink, byteCount: 0, target: Array(target.prefix(max(0, count))))
        default: return ArchiveMember(path: inner, kind: .other, byteCount: 0)
        }
    }

    func read(_ member: ArchiveMember, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard member.kind == .file else { return }
        guard let name = String(validating: member.path, as: UTF8.self) else {
            let damage = ArchiveDamage("its name is not UTF-8", code: .unsupported)
            throw ArchiveProblem(damage, in: path, member: member.path)
        }
        let file = try Descriptor.reading("\(path)/\(name)", below: path, mayBeLink: true)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceCount, alignment: 16)
        defer { buffer.deallocate() }
        var done = 0
        while true {
            let count = try file.read(into: buffer.baseAddress!.assumingMemoryBound(to: UInt8.self), count: pieceCount)
            if count == 0 { break }
            done += count
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        guard done == member.byteCount else {
            throw ArchiveProblem(ArchiveDamage("it changed while it was read"), in: path, member: member.path)
        }
    }

    private func withPath<R>(_ inner: [UInt8], _ body: (UnsafePointer<CChar>) -> R) -> R {
        let bytes = Array(path.utf8) + [0x2F] + inner + [0]
        return bytes.withUnsafeBytes { body($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
    }
}

/// How many bytes readers read, and hand out, at once.
let pieceCount = 256 << 10
