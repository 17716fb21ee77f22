import CaseArchive
import CaseTesting
import Testing

/// The bytes of a container depend on its members, its instant and the level alone.
@Suite struct DeterminismTests {
    static let containers: [Container] = [.zip, .tar, .tarGzip]
    static let members = TestMembers.atLimits(seed: 11)

    @Test(arguments: containers) func everyWayOfWritingGivesTheSameBytes(_ container: Container) async throws {
        let reference = try TestContainer(container)
        let fixity = try await reference.write(Self.members).container
        let expected = try reference.bytes()
        #expect(fixity.byteCount == expected.count)
        #expect(fixity.sha256 == (try fileDigests(of: reference.directory.path)["out.\(container.rawValue)"]))
        let orders = [
            WritingOrder(seed: 1, pieceCount: 7, shufflesMembers: true),
            WritingOrder(seed: 2, pieceCount: 64 << 10, threadCount: 2, shufflesMembers: true, shufflesBlocks: true),
            WritingOrder(seed: 3, threadCount: 7, shufflesMembers: true, shufflesBlocks: true),
            WritingOrder(seed: 4, pieceCount: 1, threadCount: 3, shufflesBlocks: true),
        ]
        for order in orders {
            let other = try TestContainer(container)
            let again = try await other.write(Self.members, order).container
            #expect(again == fixity, "seed \(order.seed)")
            #expect(try other.bytes() == expected, "seed \(order.seed)")
        }
    }

    @Test(arguments: containers) func theInstantIsInTarsAlone(_ container: Container) async throws {
        var (one, two) = (try TestContainer(container), try TestContainer(container))
        (one.instant, two.instant) = (1, 1_700_000_000)
        let members = [TestMember(path: "a", bytes: [1])]
        let isSame = try await one.write(members).container == two.write(members).container
        #expect(isSame == (container == .zip))
    }

    @Test(arguments: containers, 0...9) func levelsChangeNothingButTheSize(
        _ container: Container, _ level: Int
    ) async throws {
        var (one, two) = (try TestContainer(container), try TestContainer(container))
        (one.level, two.level) = (level, level)
        let members = [
            TestMember(path: "a.txt", bytes: TestMembers.text(700_000, seed: 5)),
            TestMember(path: "b.bin", bytes: TestMembers.text(70_000, seed: 6), isCompressible: false),
        ]
        let first = try await one.write(members)
        let again = try await two.write(members, WritingOrder(threadCount: 2, shufflesBlocks: true))
        #expect(first == again)
        #expect((first.container.byteCount > 770_000) == (level == 0 || container == .tar))
    }
}
