import CaseFiles
import Glibc

/// A tar archive in a file, not compressed: its headers are read once, passing over what is between them.
package final class TarTree: TreeSource {
    package let members: [ArchiveMember]
    package let problems: [any Error]
    package var unlisted: [[UInt8]] { problems.isEmpty ? [] : [[]] }
    fileprivate let path: String
    fileprivate let file: Descriptor
    /// Where the bytes of each member begin.
    fileprivate let offsets: [Int]

    /// - Throws: `FileProblem` where the file cannot be read. What is wrong with the archive is among the problems.
    package init(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws {
        self.path = path
        file = try .reading(path)
        let size = try file.byteCount()
        let bytes = FileAtOffset(try .reading(path))
        let reader = TarReader(TarStream(bytes) { bytes.offset += $0 }, path: path, limits: limits)
        var (members, offsets, problems) = ([ArchiveMember](), [Int](), [any Error]())
        do {
            while let entry = try reader.next() {
                // Who passes over bytes that are not there finds out only now.
                guard reader.dataOffset + entry.byteCount <= size else {
                    throw ArchiveProblem(
                        ArchiveDamage("it ends too early", code: .truncated), in: path, member: entry.path)
                }
                members.append(Self.member(entry, limits))
                offsets.append(reader.dataOffset)
            }
        } catch let problem as ArchiveProblem {
            problems.append(problem)
        }
        (self.members, self.offsets, self.problems) = (members, offsets, problems)
    }

    /// Of a path that is too long, which whoever takes it in refuses, no more is kept than shows that.
    private static func member(_ entry: TarEntry, _ limits: ArchiveLimits) -> ArchiveMember {
        guard entry.path.count > limits.pathByteCount else { return entry.member }
        var entry = entry
        entry.path = Array(entry.path.prefix(limits.pathByteCount + 1))
        return entry.member
    }

    package func forEachMember(_ body: (ArchiveMember) throws -> Void) rethrows { try members.forEach(body) }

    package func reader() -> any TreeMemberReader { TarMemberReader(self) }

    package func opening(of places: [Int]) throws -> any MemberOpening {
        let contents = places.map { offsets[$0]..<(offsets[$0] + members[$0].byteCount) }
        return try TarMembers(path, contents: contents)
    }
}

private final class FileAtOffset: ByteProducer {
    private let file: Descriptor
    var offset = 0

    init(_ file: consuming Descriptor) { self.file = file }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try Interruption.check()
        // Between two headers of members there is little to read: a header, and what stands around it.
        let count = try file.read(into: buffer.baseAddress!, atMost: min(buffer.count, 4096), at: offset)
        offset += count
        return count
    }
}

private final class TarMemberReader: TreeMemberReader {
    private let tree: TarTree

    init(_ tree: TarTree) { self.tree = tree }

    func bytes(_ index: Int) -> any ByteProducer {
        let (member, tree) = (tree.members[index], tree)
        return RunOfBytes(from: tree.offsets[index], count: member.kind == .file ? member.byteCount : 0) {
            try tree.file.read(into: $0, count: $1, at: $2)
        }
    }
}
