import CaseBytes
import CaseModel
import CaseStore
import CaseTesting
import Testing

@Suite struct SupersessionTests {
    /// Effects on `out_a` with their dates, in the order of their ids.
    private static let superseded: [String] = [
        "quashes:2010", "sets-aside:2010", "supersedes:", "restores:2011 quashes:2012",
        "quashes:2010 restores:2011 quashes:2012", "quashes:2012 restores:2011 quashes:2010",
        "quashes:2010 affirms:2011",
        // Decided at the same time: the greater id is the later.
        "restores:2010 quashes:2010",
        // Without a date before all that have one.
        "quashes:2010 restores:",
        // By the first day that the date can mean.
        "quashes:2010-06 restores:2010",
    ]

    private static let inForce: [String] = [
        "", "affirms:2010", "varies:2010", "remits:2010", "corrects:2010", "quashes:2010 restores:2011",
        "restores:2011 quashes:2010", "quashes:2010 restores:2010", "restores:2010 quashes:", "quashes: restores:",
        "quashes:2010 restores:2010-01-02", "quashes:2010 sets-aside:2011 restores:2012 affirms:2013",
    ]

    private func isSuperseded(_ acts: String) throws -> Bool {
        let rows = acts.split(separator: " ").enumerated().map { number, act in
            let parts = act.split(separator: ":", omittingEmptySubsequences: false)
            return "out_b\(number),pro_1,order,O,\(parts[1]),\(parts[0]),out_a\n"
        }
        let directory = try TemporaryDirectory(dataset: [
            "outcomes.csv": "id,proceeding_id,kind,title,decided,effect,effect_on_id\nout_a,pro_1,order,O,2000,,\n"
                + rows.joined()
        ])
        let superseded = try supersededOutcomes(of: try DirectoryStore(path: directory.path).snapshot())
        #expect(superseded.isSubset(of: [keyHash("out_a")]))
        return !superseded.isEmpty
    }

    @Test(arguments: superseded) func isNotInForce(_ acts: String) throws { #expect(try isSuperseded(acts)) }

    @Test(arguments: inForce) func isInForce(_ acts: String) throws { #expect(try !isSuperseded(acts)) }
}
