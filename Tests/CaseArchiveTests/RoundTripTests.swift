import CaseArchive
import CaseFiles
import CaseTesting
import Testing

/// What the writer wrote, read by our reader.
@Suite struct RoundTripTests {
    static let members = TestMembers.atLimits(seed: 31)

    @Test(arguments: Container.allCases, [0, 1, 6]) func everyMemberComesBack(
        _ container: Container, _ level: Int
    ) async throws {
        var test = try TestContainer(container)
        test.level = level
        try await test.write(Self.members, WritingOrder(seed: 31, threadCount: 2, shufflesMembers: true))
        let expected = Dictionary(uniqueKeysWithValues: Self.members.map { (Array("top/\($0.path)".utf8), $0.bytes) })
        let reader = try ArchiveReader(test.path)
        #expect(reader.container == container)
        var read: [[UInt8]: [UInt8]] = [:]
        var paths: [[UInt8]] = []
        try reader.forEachMember { member, content in
            guard member.kind == .file else {
                #expect(member.kind == .directory && container == .directory)
                return
            }
            paths.append(member.path)
            var bytes: [UInt8] = []
            try content.forEachPiece { bytes.append(contentsOf: $0) }
            #expect(bytes.count == member.byteCount)
            read[member.path] = bytes
        }
        #expect(read == expected)
        #expect(paths == expected.keys.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(try reader.members().filter { $0.kind == .file }.map(\.path) == paths)
    }

    @Test(arguments: Container.allCases) func aMemberIsFound(_ container: Container) async throws {
        let test = try TestContainer(container)
        try await test.write(Self.members)
        let reader = try ArchiveReader(test.path)
        let member = try #require(Self.members.last { $0.bytes.count > 512 << 10 })
        let path = Array("top/\(member.path)".utf8)
        #expect(try reader.bytes(of: path) == member.bytes)
        #expect(try reader.bytes(of: path + [0x78]) == nil)
        let problem = #expect(throws: ArchiveProblem.self) { try reader.bytes(of: path, limit: 100) }
        #expect(problem?.code == .limit)
        #expect(problem?.member == path)
    }

    @Test func membersOfAZipAreReadAtTheSameTime() async throws {
        let test = try TestContainer(.zip)
        try await test.write(Self.members)
        let reader = try ZipReader(test.path)
        let expected = Dictionary(uniqueKeysWithValues: Self.members.map { (Array("top/\($0.path)".utf8), $0.bytes) })
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for entry in reader.entries.shuffled() {
                group.addTask {
                    var bytes: [UInt8] = []
                    try reader.read(entry) { bytes.append(contentsOf: $0) }
                    return bytes == expected[entry.path]
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }

    @Test(arguments: [Container.zip, .tar, .tarGzip]) func anEmptyContainerIsOne(_ container: Container) async throws {
        let test = try TestContainer(container)
        try await test.write([])
        let reader = try ArchiveReader(test.path)
        #expect(reader.container == container)
        #expect(try reader.members().isEmpty)
    }

    @Test func digestsAreOfTheMembersBytes() async throws {
        let test = try TestContainer(.zip)
        let fixities = try await test.write([
            TestMember(path: "abc", bytes: Array("abc".utf8)), TestMember(path: "empty", bytes: []),
        ]).members
        // FIPS 180-4's examples.
        #expect(fixities[0].byteCount == 3)
        #expect(fixities[0].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(fixities[0].sha512?.hasPrefix("ddaf35a193617abacc417349ae204131") == true)
        #expect(fixities[1].sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
