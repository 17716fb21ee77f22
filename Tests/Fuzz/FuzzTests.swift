import CaseTesting
import Testing

/// What `Scripts/fuzz` looks for at length, in short: the same inputs each time.
@Suite struct FuzzTests {
    @Test(arguments: FuzzTarget.all.map(\.name))
    func seedsAndWhatWasFoundKeepTheProperty(name: String) async throws {
        let target = try #require(FuzzTarget.named(name))
        let seeds = try target.seeds
        #expect(!seeds.isEmpty)
        for input in try seeds + target.regressions {
            await #expect(throws: Never.self, "\(name) \(input.name)") { try await target.check(input.bytes) }
        }
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func randomChangesKeepTheProperty(name: String) async throws {
        let target = try #require(FuzzTarget.named(name))
        let seed: UInt64 = 20_261_130
        var mutation = FuzzMutation(
            seed: seed, inputs: try (target.seeds + target.regressions).map(\.bytes), words: try target.words,
            byteLimit: target.byteLimit)
        for turn in 0..<1000 {
            let bytes = mutation.next()
            await #expect(throws: Never.self, "\(name), seed \(seed), input \(turn): \(bytes)") {
                try await target.check(bytes)
            }
        }
    }

    @Test func targetsHaveNamesOfTheirOwn() {
        #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count)
    }
}
