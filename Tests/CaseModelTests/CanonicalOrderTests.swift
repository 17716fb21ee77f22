import CaseModel
import CaseTesting
import Testing

@Suite struct CanonicalOrderTests {
    /// The ids as the lines of N-Quads have them.
    private func iri(_ id: String) -> [UInt8] { Array("<https://example.org/\(id)>".utf8) }

    private func compare(_ a: String, _ b: String) -> Int {
        Array(a.utf8).withUnsafeBufferPointer { a in
            Array(b.utf8).withUnsafeBufferPointer { b in CanonicalOrder.compare(a, b) }
        }
    }

    private func verify(_ a: String, _ b: String) {
        let order = iri(a).lexicographicallyPrecedes(iri(b)) ? -1 : (a == b ? 0 : 1)
        #expect(compare(a, b) == order, "\(a) \(b)")
        let isOvertaken = Array(a.utf8).withUnsafeBufferPointer { a in
            Array(b.utf8).withUnsafeBufferPointer { b in CanonicalOrder.isOvertaken(a, by: b) }
        }
        #expect(isOvertaken == (b.hasPrefix(a) && order > 0), "\(a) \(b)")
    }

    @Test func examples() {
        #expect(compare("per_10", "per_1") == -1 && compare("per_1", "per_1a") == -1 && compare("per_1", "per_2") == -1)
        #expect(compare("per_1A", "per_1") == 1 && compare("per_1", "per_1") == 0)
    }

    @Test func everyPairOfShortIDs() {
        var ids = [""]
        var ends = [""]
        for _ in 0..<3 {
            ends = ends.flatMap { end in ["0", "9", "A", "z"].map { end + $0 } }
            ids += ends
        }
        for a in ids { for b in ids { verify(a, b) } }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func sortingIsThatOfIRIs(seed: UInt64) {
        for table in Schema.standard.tables where table.prefix != nil {
            let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
            let ids = dataset.rows(of: table, in: .shuffled).map { $0[0] }
            let sorted = ids.sorted { compare($0, $1) < 0 }
            #expect(sorted == ids.sorted { iri($0).lexicographicallyPrecedes(iri($1)) })
            #expect(sorted == dataset.rows(of: table, in: .canonical).map { $0[0] })
        }
    }

    @Test func keysOfRows() {
        #expect(CanonicalOrder.key(of: Row(values: ["per_1", "A"]), in: .persons) == Array("per_1".utf8))
        #expect(CanonicalOrder.key(of: Row(values: ["own", "a", "A"]), in: .concepts) == Array("own/a".utf8))
        #expect(CanonicalOrder.key(of: Row(values: ["https://e.org/"]), in: .dataset) == [])
    }

    /// Tables stream in the order of their subjects' IRIs, so that a whole dataset comes sorted.
    @Test func tablesStreamInOrder() {
        let starts = Schema.standard.layouts.map { Array($0.table.subjectPrefix.utf8) }
        #expect(starts == starts.sorted { $0.lexicographicallyPrecedes($1) })
        #expect(Schema.standard.layouts.first?.table.name == "dataset")
        #expect(Schema.standard.layouts.map(\.index) == Array(Schema.standard.layouts.indices))
    }
}
