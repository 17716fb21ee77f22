import CaseModel
import CaseReleases
import Testing

/// What a release must not do.
@Suite struct GateTests {
    private func refusals(
        _ change: (inout Job.Gates) -> Void, now: [String: Int], before: [String: Int]? = nil,
        warnings: [FindingCode: Int] = [:]
    ) -> [String] {
        var gates = Job.Gates()
        change(&gates)
        return GateCheck(gates: gates, rowCounts: now, previous: before, warnings: warnings).refusals()
    }

    @Test func minimum() {
        #expect(refusals({ $0.minimumRows = ["persons": 3] }, now: ["persons": 3]).isEmpty)
        #expect(
            refusals({ $0.minimumRows = ["persons": 3, "events": 1] }, now: ["persons": 2]) == [
                "events has 0 rows, and the gate asks for 1", "persons has 2 rows, and the gate asks for 3",
            ])
    }

    @Test func shrinking() {
        #expect(refusals({ _ in }, now: ["persons": 90], before: ["persons": 100]).isEmpty)
        #expect(
            refusals({ _ in }, now: ["persons": 89], before: ["persons": 100]) == [
                "persons has 89 rows, 100 in the release before: that is 11 % less, and the gate allows 10 %"
            ])
        #expect(refusals({ _ in }, now: [:], before: ["persons": 1]).count == 1, "a table that is gone")
        #expect(refusals({ _ in }, now: [:]).isEmpty, "there is no release before the first")
        #expect(refusals({ $0.maximumShrink = 1 }, now: [:], before: ["persons": 9]).isEmpty)
        #expect(
            refusals({ $0.maximumShrinkByTable = ["persons": 0.5] }, now: ["persons": 5], before: ["persons": 10])
                .isEmpty)
        #expect(refusals({ $0.maximumShrink = 0 }, now: ["persons": 9], before: ["persons": 10]).count == 1)
    }

    @Test func halfARowIsNoRow() {
        // 0.29 * 100 is a little less than 29.
        #expect(refusals({ $0.maximumShrink = 0.29 }, now: ["persons": 71], before: ["persons": 100]).isEmpty)
        #expect(refusals({ $0.maximumShrink = 0.29 }, now: ["persons": 70], before: ["persons": 100]).count == 1)
    }

    /// Where a table of access rules is lost, nothing would be withheld any more.
    @Test func whatIsWithheldNoMore() {
        func refusals(_ now: Int, _ before: Int, allowed: Double = 0.5) -> Int {
            var gates = Job.Gates()
            gates.maximumUncovered = allowed
            return GateCheck(gates: gates, rowCounts: [:], previous: nil, warnings: [:], withheld: (now, before))
                .refusals().count
        }
        #expect(refusals(0, 1) == 1)
        #expect(refusals(49, 100) == 1)
        #expect(refusals(50, 100) == 0)
        #expect(refusals(200, 100) == 0)
        #expect(refusals(0, 100, allowed: 1) == 0)
        #expect(refusals(99, 100, allowed: 0) == 1)
    }

    @Test func warnings() throws {
        let code = try #require(FindingCode.all.first { $0.severity == .warning })
        #expect(refusals({ _ in }, now: [:], warnings: [code: 1000]).isEmpty)
        #expect(refusals({ $0.maximumWarnings = 2 }, now: [:], warnings: [code: 2]).isEmpty)
        #expect(
            refusals({ $0.maximumWarnings = 2 }, now: [:], warnings: [code: 3]) == [
                "the check has 3 warnings, and the gate allows 2"
            ])
        #expect(refusals({ $0.maximumWarningsByCode = [code.name: 0] }, now: [:], warnings: [code: 1]).count == 1)
    }
}
