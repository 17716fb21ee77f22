package import CaseArchive
package import CaseFiles

/// A tree of files that is being verified: what is in it, the bytes of its small files, and the digests that were
/// computed of the others. Files have numbers, from 0, in the order in which the tree has them.
///
/// A package may be the tree itself, or a folder in it: the one top folder of an archive.
package final class PackageTree {
    package let container: Container
    /// The paths of everything in the tree, as the tree has them, directories without a slash at their end.
    package private(set) var paths = PathTable()
    /// The package's folder with a slash behind it; empty where it is the tree itself.
    package var root: [UInt8] = []

    /// Folders, with a slash behind each, of which nobody knows all that is in them; an empty path is the tree itself.
    package var unlisted: [[UInt8]] = []

    private var members: [Member] = []
    private var columns: [(algorithm: DigestAlgorithm, column: DigestColumn)] = []
    private let reading: Reading

    /// Hands out the bytes of a file by its number in the tree.
    package typealias Reading = (Int, (UnsafeRawBufferPointer) throws -> Void) throws -> Void

    private struct Member {
        let kind: ArchiveMember.Kind
        let byteCount: Int
        var isUnreadable = false
    }

    package init(_ container: Container, reading: @escaping Reading) {
        self.container = container
        self.reading = reading
    }

    // MARK: What is there

    package var count: Int { members.count }

    package func kind(_ number: Int) -> ArchiveMember.Kind { members[number].kind }

    package func byteCount(_ number: Int) -> Int { members[number].byteCount }

    /// Whether reading the file failed, which is reported already.
    package func isUnreadable(_ number: Int) -> Bool { members[number].isUnreadable }

    /// The path of a file from the package's folder; nil where it is outside of it.
    package func inner(_ number: Int) -> ArraySlice<UInt8>? {
        let path = paths[number]
        guard path.starts(with: root), path.count > root.count else { return nil }
        return path.dropFirst(root.count)
    }

    /// The number of what has a path in the package; nil where nothing has it.
    package func number(of inner: some Sequence<UInt8>) -> Int? { paths.number(of: root + inner) }

    package func number(of inner: String) -> Int? { number(of: inner.utf8) }

    /// The number of a plain file of the package.
    package func file(_ inner: String) -> Int? {
        number(of: inner).flatMap { members[$0].kind == .file ? $0 : nil }
    }

    /// Whether something of this path in the tree, or something in it, may be there although it was not listed: that it
    /// is missing is not known.
    package func mayHave(_ path: some Sequence<UInt8>) -> Bool {
        guard !unlisted.isEmpty else { return false }
        let path = Array(path)
        return unlisted.contains { path.starts(with: $0) || $0.starts(with: path) }
    }

    /// Whether all of the package was listed.
    package var isListed: Bool { !unlisted.contains { $0.starts(with: root) || root.starts(with: $0) } }

    /// Numbers of all plain files of the package, in the tree's order.
    package var files: some Sequence<Int> {
        members.indices.lazy.filter { self.members[$0].kind == .file && self.inner($0) != nil }
    }

    /// The bytes of a small file.
    ///
    /// - Throws: `PackageLimit` where it has more; `ArchiveProblem`, `FileProblem`.
    package func bytes(_ number: Int, limit: Int = 64 << 20) throws -> [UInt8] {
        guard members[number].byteCount <= limit else {
            throw PackageLimit(byteCount: members[number].byteCount, limit: limit)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(members[number].byteCount)
        try reading(number) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Hands out the bytes of a file in order, in pieces that are there until the call ends.
    package func forEachPiece(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try reading(number, body)
    }

    /// The digest of a file; nil where it was not computed.
    package func digest(_ number: Int, _ algorithm: DigestAlgorithm) -> ArraySlice<UInt8>? {
        columns.first { $0.algorithm == algorithm }?.column[number]
    }

    // MARK: Taking in

    /// Takes in a member.
    ///
    /// - Returns: its number; nil where a member of this path is there already, or there is no room.
    package func insert(_ path: [UInt8], kind: ArchiveMember.Kind, byteCount: Int) -> Int? {
        guard let (number, isNew) = paths.insert(path), isNew else { return nil }
        members.append(Member(kind: kind, byteCount: byteCount))
        return number
    }

    package func setUnreadable(_ number: Int) { members[number].isUnreadable = true }

    package func set(_ digest: [UInt8], of number: Int, _ algorithm: DigestAlgorithm) {
        let index =
            columns.firstIndex { $0.algorithm == algorithm }
            ?? {
                columns.append((algorithm, DigestColumn(width: algorithm.byteCount)))
                return columns.count - 1
            }()
        columns[index].column.set(digest, at: number)
    }
}

/// Which digests are to be computed of which files.
package struct DigestPlan: Sendable {
    private var wanted: [DigestAlgorithms]

    /// - Parameter count: how many members the tree has.
    package init(count: Int) { wanted = [DigestAlgorithms](repeating: [], count: count) }

    /// Every algorithm that is asked for of some file.
    package var algorithms: DigestAlgorithms { wanted.reduce([]) { $0.union($1) } }

    package subscript(number: Int) -> DigestAlgorithms {
        get { wanted[number] }
        set { wanted[number] = newValue }
    }
}

/// A file has more bytes than may be held in memory.
package struct PackageLimit: Error {
    package let byteCount: Int
    package let limit: Int

    package init(byteCount: Int, limit: Int) {
        self.byteCount = byteCount
        self.limit = limit
    }
}

/// Digests of one algorithm by the number of their file, kept in runs of bytes: an array that grows would be copied, and
/// have room for twice as many.
struct DigestColumn {
    private let width: Int
    private var runs: [[UInt8]] = []
    private var isThere: [Bool] = []

    /// How many digests a run has.
    private static let runCount = 4096

    init(width: Int) { self.width = width }

    private func range(_ number: Int) -> Range<Int> {
        let start = number % Self.runCount * width
        return start..<(start + width)
    }

    subscript(number: Int) -> ArraySlice<UInt8>? {
        guard number < isThere.count, isThere[number] else { return nil }
        return runs[number / Self.runCount][range(number)]
    }

    mutating func set(_ digest: [UInt8], at number: Int) {
        precondition(digest.count == width)
        if number >= isThere.count { isThere += [Bool](repeating: false, count: number + 1 - isThere.count) }
        while runs.count <= number / Self.runCount { runs.append([UInt8](repeating: 0, count: Self.runCount * width)) }
        runs[number / Self.runCount].replaceSubrange(range(number), with: digest)
        isThere[number] = true
    }
}
