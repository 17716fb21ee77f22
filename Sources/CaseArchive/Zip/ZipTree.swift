import CaseFiles

/// A zip archive.
package final class ZipTree: TreeSource {
    package let problems: [any Error]
    private let archive: ZipReader

    /// - Throws: `ArchiveProblem` where its directory cannot be read, `FileProblem` where the file cannot.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        archive = try ZipReader(path, limits: limits)
        var problems: [any Error] = archive.entries.flatMap { entry in
            Self.damage(of: entry).map { ArchiveProblem($0, in: path, member: entry.path) }
        }
        // Files are looked at when they are read.
        for entry in archive.entries where entry.kind != .file {
            try Interruption.check()
            do {
                try archive.inspect(entry)
            } catch let problem as ArchiveProblem {
                problems.append(problem)
            }
        }
        self.problems = problems
    }

    /// What is wrong with what the directory says of a member's name.
    private static func damage(of entry: ZipEntry) -> [ArchiveDamage] {
        var found: [ArchiveDamage] = []
        if entry.flags & ZipEntry.Flag.utf8 == 0, entry.path.contains(where: { $0 >= 0x80 }) {
            found.append(ArchiveDamage("its archive does not say that the path is UTF-8", code: .encoding))
        }
        if let other = entry.otherPath, other != entry.path {
            found.append(
                ArchiveDamage("some programs unpack it as \(printable(other))", code: .ambiguous))
        }
        return found
    }

    package func forEachMember(_ body: (ArchiveMember) throws -> Void) rethrows {
        for entry in archive.entries { try body(entry.member) }
    }

    package func reader() -> any TreeMemberReader { ZipMemberReader(archive) }

    package func opening(of places: [Int]) throws -> any MemberOpening { try ZipMembers(archive, entries: places) }
}

private final class ZipMemberReader: TreeMemberReader {
    private let archive: ZipReader

    init(_ archive: ZipReader) { self.archive = archive }

    func bytes(_ index: Int) throws -> any ByteProducer { try archive.bytes(archive.entries[index]) }

    func inspect(_ index: Int) throws { try archive.inspect(archive.entries[index]) }
}
