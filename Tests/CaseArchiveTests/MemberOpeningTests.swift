import CaseArchive
import CaseBytes
import CaseFiles
import CaseTesting
import Testing

/// Members are read again, in any order and at the same time.
@Suite struct MemberOpeningTests {
    private static let members = TestMembers.atLimits(seed: 41)

    private struct Opened {
        let paths: [[UInt8]]
        let opening: any MemberOpening
    }

    /// - Parameter interval: between the places that are kept of a compressed archive.
    private static func open(_ path: String, interval: Int = 4 << 20) throws -> Opened {
        let container = try #require(try ArchiveReader.container(at: path))
        if container == .tarGzip {
            let (paths, contents) = try list(path)
            return Opened(
                paths: paths, opening: try CompressedTarMembers(path, contents: contents, interval: interval))
        }
        let tree: any TreeSource =
            switch container {
            case .directory: DirectoryTree(path)
            case .zip: try ZipTree(path)
            default: try TarTree(path)
            }
        // Backwards, so that numbers are not places.
        var members: [ArchiveMember] = []
        tree.forEachMember { members.append($0) }
        let places = Array(members.indices.filter { members[$0].kind == .file }.reversed())
        return Opened(paths: places.map { members[$0].path }, opening: try tree.opening(of: places))
    }

    /// The members of a compressed tar archive, and where their bytes are.
    private static func list(_ path: String) throws -> (paths: [[UInt8]], contents: [Range<Int>]) {
        let stream = try TarArchiveStream(.reading(path), path: path, limits: ArchiveLimits())
        var (paths, contents) = ([[UInt8]](), [Range<Int>]())
        while let member = try stream.next() {
            paths.append(member.path)
            contents.append(stream.dataOffset..<(stream.dataOffset + member.byteCount))
        }
        return (paths, contents)
    }

    private static func read(_ source: any ByteSource, _ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
        defer { buffer.deallocate() }
        while true {
            let length = try source.read(into: buffer)
            if length == 0 { break }
            bytes += buffer[..<length]
        }
        // The end stays the end.
        #expect(try source.read(into: buffer) == 0)
        return bytes
    }

    private static let expected = Dictionary(
        uniqueKeysWithValues: members.map { (Array("top/\($0.path)".utf8), $0.bytes) })

    @Test(arguments: Container.allCases, [0, 6]) func everyMemberComesAgain(
        _ container: Container, _ level: Int
    ) async throws {
        var test = try TestContainer(container)
        test.level = level
        try await test.write(Self.members, WritingOrder(seed: 41, threadCount: 2))
        for interval in [1, 7919, 4 << 20] where container == .tarGzip || interval == 1 {
            let opened = try Self.open(test.path, interval: interval)
            #expect(Set(opened.paths) == Set(Self.expected.keys))
            for size in [1 << 20, 4097] {
                for number in opened.paths.indices.shuffled() {
                    let bytes = try Self.read(try opened.opening.open(number), size)
                    #expect(bytes == Self.expected[opened.paths[number]], "\(opened.paths[number])")
                }
            }
        }
    }

    @Test(arguments: Container.allCases) func severalAtTheSameTime(_ container: Container) async throws {
        let test = try TestContainer(container)
        try await test.write(Self.members)
        let opened = try Self.open(test.path, interval: 100_000)
        let (paths, opening) = (opened.paths, opened.opening)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in paths.indices.shuffled() {
                group.addTask {
                    try Self.read(try opening.open(number), 65_536) == Self.expected[paths[number]]
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }

    /// Groups of members, each asked for as an object's inventories are, its first and then the others from the last on:
    /// the archive is expanded about once, and not once for each of them.
    @Test func inAboutTheOrderOfTheArchive() async throws {
        let members = (0..<400).map { number in
            TestMember(
                path: "\(number + 1000)",
                bytes: Array(repeating: UInt8(truncatingIfNeeded: number), count: 1000 + 61 * number))
        }
        let test = try TestContainer(.tarGzip)
        try await test.write(members)
        let (paths, contents) = try Self.list(test.path)
        let total = try #require(contents.last).upperBound
        let groups = stride(from: 0, to: 400, by: 10).map { [$0] + ($0 + 1..<$0 + 10).reversed() }
        for (limit, most) in [(300_000, total), (30_000, 6 * total), (0, 10 * total)] {
            let window = try CompressedTarWindow(test.path, contents: contents, interval: 100_000, limit: limit) {
                $0 % 10 > 0
            }
            for number in groups.joined() {
                var bytes: [UInt8] = []
                try window.read(number) { bytes.append(contentsOf: $0) }
                let expected = members.first { paths[number].suffix(4).elementsEqual($0.path.utf8) }?.bytes
                #expect(bytes == expected, "member \(number)")
            }
            #expect(window.expandedCount <= most, "\(window.expandedCount) of \(total) with \(limit)")
        }
    }

    /// What changed since it was listed is no crash.
    @Test(arguments: [Container.zip, .tar, .tarGzip]) func aShorterArchive(_ container: Container) async throws {
        let test = try TestContainer(container)
        try await test.write(Self.members)
        let opened = try Self.open(test.path)
        try TestFile.truncate(test.path, to: try test.bytes().count / 2)
        var problems = 0
        for number in opened.paths.indices {
            do {
                _ = try Self.read(try opened.opening.open(number), 65_536)
            } catch is ArchiveProblem {
                problems += 1
            } catch is FileProblem {
                problems += 1
            }
        }
        #expect(problems > 0)
    }
}
