import CaseBytes
package import CaseFiles
import Glibc

/// Reads an archive without unpacking it, whatever its name says it is: a directory, a zip archive, or a tar archive,
/// compressed with gzip or not.
package struct ArchiveReader: Sendable {
    package let path: String
    /// What it is, by what is in it.
    package let container: Container
    private let limits: ArchiveLimits

    /// - Throws: `ArchiveProblem` with `notAnArchive`; `FileProblem`.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.path = path
        self.limits = limits
        guard let container = try Self.container(at: path) else {
            throw ArchiveProblem(
                ArchiveDamage("it is no zip, tar or tar.gz archive", code: .notAnArchive), in: path)
        }
        self.container = container
    }

    /// What is at a path, by what is in it; nil where it is none of them.
    ///
    /// - Throws: `FileProblem`.
    package static func container(at path: String) throws(FileProblem) -> Container? {
        if fileType(path) == .directory { return .directory }
        let file = try Descriptor.reading(path)
        let start = ByteBuffer(capacity: TarBlock.byteCount)
        let count = min(TarBlock.byteCount, try file.byteCount())
        try file.read(into: start.base, count: count, at: 0)
        return container(Array(UnsafeBufferPointer(start: start.base, count: count)))
    }

    /// Why a file that is no archive which is read is one nevertheless; nil where it is none at all.
    ///
    /// - Throws: `FileProblem`.
    package static func sortNotRead(at path: String) throws -> ArchiveDamage? {
        let file = try Descriptor.reading(path)
        let size = try file.byteCount()
        let start = try file.bytes(min(4, size), at: 0)
        let isFirstPart = start == [0x50, 0x4B, 7, 8] || start == [0x50, 0x4B, 0x30, 0x30]
        switch ZipReader.ending(of: file, size) {
        case .split?: return splitZip
        case .whole?:
            if isFirstPart { return nil }
            return ArchiveDamage(
                "it is a zip archive behind something else, a program that unpacks it for instance (self-extracting)",
                code: .unsupported)
        case nil: return isFirstPart ? splitZip : nil
        }
    }

    private static let splitZip = ArchiveDamage(
        "it is a part of a zip archive that is split over several files; join them first (zip --split-size 0 --out)",
        code: .unsupported)

    /// What begins so.
    static func container(_ start: [UInt8]) -> Container? {
        if start.starts(with: [0x50, 0x4B, 3, 4]) || start.starts(with: [0x50, 0x4B, 5, 6]) { return .zip }
        if start.starts(with: [0x1F, 0x8B]) { return .tarGzip }
        guard start.count == TarBlock.byteCount else { return nil }
        return start.allSatisfy { $0 == 0 } || TarEntry.hasChecksum(start) ? .tar : nil
    }

    /// Hands out all members, in the archive's order, or, of a directory, in that of their paths.
    ///
    /// - Throws: `ArchiveProblem`, `FileProblem`, and what `body` throws.
    package func forEachMember(_ body: (ArchiveMember, MemberContent) throws -> Void) throws {
        switch container {
        case .zip:
            let reader = try ZipReader(path, limits: limits)
            for entry in reader.entries { try hand(entry.member, to: body) { try reader.read(entry, $0) } }
        case .tar, .tarGzip:
            let reader = try TarReader(path, limits: limits)
            while let entry = try reader.next() { try hand(entry.member, to: body) { try reader.read($0) } }
        case .directory:
            let tree = DirectoryTree(path, limits: limits)
            if let problem = tree.problems.first { throw problem }
            let reader = tree.reader()
            for (index, member) in tree.members.enumerated() {
                try hand(member, to: body) { try reader.read(index, $0) }
            }
        }
    }

    private func hand(
        _ member: ArchiveMember, to body: (ArchiveMember, MemberContent) throws -> Void,
        read: @escaping ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        try Interruption.check()
        try body(member, MemberContent(member: member, archive: path, read: read))
    }

    /// All members. Of a compressed tar archive, it takes reading all of it.
    package func members() throws -> [ArchiveMember] {
        if container == .zip { return try ZipReader(path, limits: limits).entries.map(\.member) }
        var members: [ArchiveMember] = []
        try forEachMember { member, _ in members.append(member) }
        return members
    }

    /// The bytes of the first file of a path; nil where there is none.
    package func bytes(of path: [UInt8], limit: Int = 64 << 20) throws -> [UInt8]? {
        if container == .zip {
            let reader = try ZipReader(self.path, limits: limits)
            guard let entry = reader.entries.first(where: { $0.path == path && $0.kind == .file }) else { return nil }
            return try MemberContent(member: entry.member, archive: self.path) { try reader.read(entry, $0) }
                .bytes(limit: limit)
        }
        var found: [UInt8]?
        do {
            try forEachMember { member, content in
                guard member.path == path, member.kind == .file else { return }
                found = try content.bytes(limit: limit)
                throw Found()
            }
        } catch is Found {}
        return found
    }

    /// What ends the search.
    private struct Found: Error {}
}
