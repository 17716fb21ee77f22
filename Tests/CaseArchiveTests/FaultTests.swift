import CaseArchive
import CaseFiles
import CaseTesting
import Testing

/// What goes wrong while a container is written is thrown, and never taken for the end.
@Suite struct FaultTests {
    @Test(arguments: Container.allCases) func everyWriteMayFail(_ container: Container) async throws {
        let members = TestMembers.atLimits(seed: 47)
        var (write, failures) = (1, 0)
        while true {
            let fault = FaultInjection(failingFromWrite: write)
            let test = try TestContainer(container)
            let isWritten = await FaultInjection.$current.withValue(fault) {
                do {
                    try await test.write(members, WritingOrder(threadCount: 2))
                    return true
                } catch {
                    #expect((error as? FileProblem)?.code == .cannotWrite, "write \(write): \(error)")
                    return false
                }
            }
            #expect(isWritten != fault.hasFailed, "write \(write)")
            if isWritten { break }
            failures += 1
            // The first ones one by one, then larger and larger steps; the last write is met by going back.
            write += max(1, write / 5)
        }
        #expect(failures > 5)
    }

    @Test(arguments: [Container.zip, .tar, .tarGzip]) func theLastWriteMayFail(_ container: Container) async throws {
        // The spool takes one write for each block, and the container one for so little.
        let members = [TestMember(path: "a", bytes: [1, 2, 3]), TestMember(path: "b", bytes: [4])]
        for write in 1...3 {
            let test = try TestContainer(container)
            await FaultInjection.$current.withValue(FaultInjection(failingFromWrite: write)) {
                await #expect(throws: FileProblem.self) { try await test.write(members) }
            }
        }
        let test = try TestContainer(container)
        try await FaultInjection.$current.withValue(FaultInjection(failingFromWrite: 4)) {
            _ = try await test.write(members)
        }
    }

    private func writer(_ container: Container, _ test: TestContainer) throws -> ContainerWriter {
        if container == .directory { try makeDirectories(test.path) }
        return try ContainerWriter(container, staging: test.path, folder: "top", instant: 0, level: 6)
    }

    @Test(arguments: Container.allCases) func aMemberThatIsNotEndedIsNoticed(_ container: Container) throws {
        let test = try TestContainer(container)
        let writer = try writer(container, test)
        let part = try writer.begin("a/part.txt", isCompressible: true, digests: [])
        _ = try [1, 2, 3].withUnsafeBytes { try part.write($0) }
        let problem = #expect(throws: FileProblem.self) { try writer.finish() }
        #expect(problem.map { "\($0)" }?.contains("a/part.txt") == true)
    }

    @Test(arguments: [Container.zip, .tarGzip]) func aBlockThatWasNotRunIsNoticed(_ container: Container) throws {
        let test = try TestContainer(container)
        let writer = try writer(container, test)
        let part = try writer.begin("part.txt", isCompressible: true, digests: [])
        let bytes = TestMembers.text(600 << 10, seed: 1)
        let blocks = try bytes.withUnsafeBytes { try part.write($0) } + part.finish().blocks
        #expect(blocks.count == 2)
        try blocks[1].run()
        #expect(throws: FileProblem.self) { try writer.finish() }
        try blocks[0].run()
        _ = try writer.finish()
    }

    @Test(arguments: Container.allCases) func twoMembersOfAPathAreRefused(_ container: Container) throws {
        let test = try TestContainer(container)
        let writer = try writer(container, test)
        _ = try writer.add([1], at: "a", digests: [])
        #expect(throws: FileProblem.self) {
            _ = try writer.add([2], at: "a", digests: [])
            _ = try writer.finish()
        }
    }

    @Test(arguments: Container.allCases, ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\0b"])
    func pathsThatLeadElsewhereAreRefused(_ container: Container, _ path: String) throws {
        let test = try TestContainer(container)
        let writer = try writer(container, test)
        #expect(throws: FileProblem.self) { try writer.add([1], at: path, digests: []) }
    }

    @Test func pathsLongerThanZipAllowsAreRefused() throws {
        let writer = try writer(.zip, TestContainer(.zip))
        _ = try writer.add([1], at: String(repeating: "a/", count: 32_765) + "b", digests: [])
        #expect(throws: FileProblem.self) {
            try writer.add([1], at: String(repeating: "a/", count: 32_766) + "b", digests: [])
        }
    }

    @Test(arguments: [Container.zip, .tar, .tarGzip]) func aFileThatIsThereStays(_ container: Container) throws {
        let test = try TestContainer(container)
        try writeFile([1, 2, 3], to: test.path)
        #expect(throws: FileProblem.self) { try writer(container, test) }
        #expect(try test.bytes() == [1, 2, 3])
    }
}
