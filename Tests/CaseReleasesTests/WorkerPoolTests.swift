import CaseReleases
import Testing

@Suite struct WorkerPoolTests {
    /// The system has no room for as many threads at once, nor for what it would keep of them.
    @Test func threadsOfClosedPoolsAreGivenBack() async throws {
        for _ in 0..<8_500 {
            let sum = try await withWorkers(4) { 1 + 1 }
            #expect(sum == 2)
        }
    }
}
