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
            let stream = try TarArchiveStream(.reading(path), path: path, limits: ArchiveLimits())
            var (paths, contents) = ([[UInt8]](), [Range<Int>]())
            while let member = try stream.next() {
                paths.append(member.path)
                contents.append(stream.dataOffset..<(stream.dataOffset + member.byteCount))
            }
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
        let places = Array(tree.members.indices.filter { tree.members[$0].kind == .file }.reversed())
        return Opened(paths: places.map { tree.members[$0].path }, opening: try tree.opening(of: places))
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
