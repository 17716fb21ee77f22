import CaseModel
import CaseStore
import CaseTesting
import Testing

@Suite struct CycleTests {
    /// - Returns: the records that a cycle is reported at.
    private func cycles(_ edges: [(Int, Int)]) async throws -> [String] {
        let targets = Dictionary(uniqueKeysWithValues: edges)
        let nodes = Set(edges.flatMap { [$0.0, $0.1] }).sorted()
        let rows = nodes.map { "plc_\($0),P,\(targets[$0].map { "plc_\($0)" } ?? "")\n" }
        let found = try await findings(in: ["places.csv": "id,name,within_id\n" + rows.joined()])
        #expect(found.findings.allSatisfy { $0.code == .cycle && $0.place.column == "within_id" })
        #expect(found.counts[.cycle, default: 0] >= found.findings.count)
        return found.findings.compactMap(\.place.record).sorted()
    }

    @Test func selfLoop() async throws { #expect(try await cycles([(1, 1), (2, 1)]) == ["plc_1"]) }

    @Test func twoCyclesAndWhatLeadsThere() async throws {
        let edges = [(1, 2), (2, 3), (3, 1), (4, 1), (5, 4), (6, 7), (7, 6), (8, 9)]
        #expect(try await cycles(edges) == ["plc_1", "plc_2", "plc_3", "plc_6", "plc_7"])
    }

    @Test func longCycle() async throws {
        let found = try await findings(in: [
            "places.csv": "id,name,within_id\n" + (0..<5000).map { "plc_\($0),P,plc_\(($0 + 1) % 5000)\n" }.joined()
        ])
        #expect(found.counts == [.cycle: 5000])
        #expect(found.findings.count == FindingList().limit)
    }

    @Test func longChain() async throws {
        #expect(try await cycles((0..<5000).map { ($0, $0 + 1) }) == [])
    }

    private func relations(_ edges: [(String, String, String)]) async throws -> [Finding] {
        let nodes = Set(edges.flatMap { [$0.0, $0.1] }).sorted()
        let relations = edges.enumerated().map { "orl_\($0),org_\($1.0),org_\($1.1),\($1.2)\n" }
        return try await findings(in: [
            "organizations.csv": "id,name,kind\n" + nodes.map { "org_\($0),O,company\n" }.joined(),
            "organization_relations.csv": "id,from_id,to_id,kind\n" + relations.joined(),
        ]).findings
    }

    @Test func aDiamondIsNoCycle() async throws {
        let edges = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d"), ("a", "b")]
        #expect(try await relations(edges.map { ($0.0, $0.1, "replaced-by") }) == [])
    }

    /// What lies between two cycles is in neither.
    @Test func successionThatLeadsBack() async throws {
        let edges = [("a", "b"), ("b", "a"), ("b", "x"), ("x", "c"), ("c", "d"), ("d", "c"), ("y", "a"), ("c", "z")]
        let found = try await relations(edges.map { ($0.0, $0.1, "split-into") })
        #expect(found.map(\.place.record) == ["org_a", "org_b", "org_c", "org_d"])
        // The record is an organization, which has no column of the relation's.
        #expect(found.allSatisfy { $0.code == .cycle && $0.place.table == "organizations" && $0.place.column == nil })
        #expect(found.allSatisfy { $0.message.contains("organization_relations") })
    }

    @Test func onlySuccessionMustNotLeadBack() async throws {
        #expect(try await relations([("a", "b", "supervises"), ("b", "a", "supervises")]) == [])
        #expect(try await relations([("a", "b", "supervises"), ("b", "a", "renamed-to")]) == [])
    }

    @Test func broaderConcepts() async throws {
        let found = try await findings(in: [
            "concepts.csv": "scheme,code,label,broader\nown,a,A,b\nown,b,B,a\nown,c,C,a\nother,a,A,\nother,b,B,a\n"
        ]).findings
        #expect(found.map(\.code) == [.cycle, .cycle])
        #expect(Set(found.map(\.place.record)) == ["own/a", "own/b"])
    }
}
