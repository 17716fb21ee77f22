import CaseBytes
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// Checks a dataset of these files.
func findings(in files: [String: String], threads: Int = 2, rowLimit: Int = RowBatch.rowLimit) async throws
    -> FindingList
{
    let directory = try TemporaryDirectory(dataset: files)
    return try await DirectoryStore(path: directory.path).check(threads: threads, rowLimit: rowLimit)
}

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
        #expect(found.findings.count == FindingList.listed)
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

@Suite struct StatementCheckTests {
    private static let property = "http://schema.org/birthDate"

    private func files(
        born: String = "", statements: [String], relations: [String] = [], citations: [String]? = nil
    ) -> [String: String] {
        let cited = citations ?? statements.map { String($0.prefix { $0 != "," }) }
        return [
            "persons.csv": "id,name,born\nper_1,Ada,\(born)\nper_2,Bob,\n",
            "sources.csv": "id,kind\nsrc_1,book\n",
            "statements.csv": "id,subject_id,property,value,rank,status,valid_from,valid_to\n"
                + statements.map { row in
                    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
                    return ([cells[0], "per_1", Self.property[...]] + cells[1...]).joined(separator: ",") + "\n"
                }.joined(),
            "citations.csv": "id,statement_id,source_id,stance\n"
                + cited.map { "cit_\($0.dropFirst(4)),\($0),src_1,supports\n" }.joined(),
            "statement_relations.csv": "id,from_id,to_id,kind\n"
                + relations.enumerated().map { "str_\($0),\($1)\n" }.joined(),
        ]
    }

    private func codes(_ files: [String: String]) async throws -> [String] {
        try await findings(in: files).findings.map { "\($0.place.record ?? "") \($0.code.name)" }.sorted()
    }

    @Test(arguments: [
        ("", "", "", "", true), ("2010", "2011", "2012", "2013", false), ("2012", "2013", "2010", "2011", false),
        ("2010", "2012", "2012", "2013", true), ("2010-01", "2010-05-31", "2010-06-01", "", false),
        ("2010-01", "2010-06-01", "2010-06-01", "", true), ("", "2010", "2011", "", false),
        ("", "2010", "", "2009", true),
        ("2010", "", "2020", "", true), ("2010", "2020", "2014", "2015", true), ("2010~", "2012", "2012?", "", true),
        ("201X", "2015", "2016", "", false), ("2016", "", "", "2015-12-31", false),
    ])
    func preferredStatementsMayNotOverlap(_ row: (String, String, String, String, Bool)) async throws {
        let found = try await codes(
            files(statements: [
                "stm_1,1970,preferred,accepted,\(row.0),\(row.1)", "stm_2,1971,preferred,accepted,\(row.2),\(row.3)",
            ]))
        #expect(found.count == (row.4 ? 1 : 0))
        #expect(found.allSatisfy { $0.hasSuffix("preferred-twice") })
    }

    /// A long preferred statement overlaps everything inside it, not only its neighbour.
    @Test func overlapBehindAShortOne() async throws {
        let found = try await codes(
            files(statements: [
                "stm_1,1970,preferred,accepted,2000,2020", "stm_2,1971,preferred,accepted,2001,2002",
                "stm_3,1972,preferred,accepted,2010,2011",
            ]))
        #expect(found == ["stm_2 preferred-twice", "stm_3 preferred-twice"])
    }

    @Test(arguments: ["accepted", "unreviewed", "disputed", "retracted", "superseded", "erroneous"])
    func differencesHaveToBeSaid(status: String) async throws {
        let isOpen = status == "accepted" || status == "unreviewed"
        let different = "stm_2,1971,normal,\(status),,"
        #expect(
            try await codes(files(born: "1970", statements: [different]))
                == (isOpen ? ["stm_2 undisputed-difference"] : []))
        #expect(try await codes(files(statements: [different])) == [])
        #expect(try await codes(files(born: "1971", statements: [different])) == [])
    }

    @Test(arguments: ["stm_1,stm_2", "stm_2,stm_1"]) func aRelationSaysThatTheyDiffer(ends: String) async throws {
        let statements = ["stm_1,1970,preferred,accepted,,", "stm_2,1971,normal,accepted,,"]
        #expect(
            try await codes(files(born: "1970", statements: statements, relations: [ends + ",contradicts"])) == [])
        #expect(
            try await codes(files(born: "1970", statements: statements, relations: ["stm_1,stm_1,corroborates"]))
                == ["stm_2 undisputed-difference"])
    }

    @Test func aPreferredStatementThatDiffersIsNotExcused() async throws {
        let statements = ["stm_1,1971,preferred,disputed,,"]
        #expect(
            try await codes(files(born: "1970", statements: statements, relations: ["stm_1,stm_1,contradicts"]))
                == ["stm_1 preferred-differs"])
    }

    @Test func onlySupportCounts() async throws {
        var files = files(statements: ["stm_1,1970,normal,accepted,,"])
        for stance in ["mentions", "contradicts", "retracts"] {
            files["citations.csv"] = "id,statement_id,source_id,stance\ncit_1,stm_1,src_1,\(stance)\n"
            #expect(try await codes(files) == ["stm_1 unsupported-statement"])
        }
        files["citations.csv"] = nil
        #expect(try await codes(files) == ["stm_1 unsupported-statement"])
    }

    @Test func referencesAreComparedAsRecords() async throws {
        let base = [
            "places.csv": "id,name\nplc_1,A\nplc_2,B\n", "cases.csv": "id,title\ncas_1,C\n",
            "concepts.csv": "scheme,code,label\nevent-kind,own,Own\n",
            "events.csv": "id,case_id,kind,title,place_id\nevt_1,cas_1,own,E,plc_1\n",
            "sources.csv": "id,kind\nsrc_1,book\n",
            "citations.csv": "id,statement_id,source_id,stance\ncit_1,stm_1,src_1,supports\n",
        ]
        for (object, expected) in [("plc_1", []), ("plc_2", ["stm_1 preferred-differs"])] {
            var files = base
            files["statements.csv"] =
                "id,subject_id,property,object_id,rank,status\n"
                + "stm_1,evt_1,http://schema.org/location,\(object),preferred,accepted\n"
            #expect(try await codes(files) == expected)
        }
    }
}

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

@Suite struct CountingTests {
    @Test(arguments: [7, 8192]) func allAreCountedAndAHundredListed(rowLimit: Int) async throws {
        let rows = (1000..<1250).map { "per_\($0),N,maybe,per_x\($0),maleish\n" }
        let found = try await findings(
            in: ["persons.csv": "id,name,living,merged_into_id,gender\n" + rows.joined()], rowLimit: rowLimit)
        #expect(found.counts == [.invalidValue: 250, .unresolvedReference: 250, .unknownCode: 250])
        for code in [FindingCode.invalidValue, .unresolvedReference, .unknownCode] {
            let listed = found.findings.filter { $0.code == code }
            #expect(listed.compactMap(\.place.record) == (1000..<1100).map { "per_\($0)" })
        }
        #expect(found.total(.error) == 750 && found.total(.warning) == 0)
    }

    @Test func restrictedRecordsAreExportedAndCounted() async throws {
        let found = try await findings(in: [
            "persons.csv": "id,name,access\nper_1,A,sealed\nper_2,B,\nper_3,C,public\n",
            "access_rules.csv": "id,record_id,level,ground,on_expiry\nacc_1,per_2,registered,minor,review\n",
        ])
        #expect(found.isEmpty)
    }
}

/// However the work is cut up, the findings are the same.
@Suite struct SameFindingsTests {
    /// A random dataset with faults in it.
    private static func damaged(seed: UInt64) throws -> TemporaryDirectory {
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        let directory = try TemporaryDirectory()
        try dataset.write(to: directory, order: .shuffled)
        var generator = SeededGenerator(seed: seed)
        for table in dataset.schema.tables where table.prefix != nil {
            var rows = dataset.rows(of: table, in: .shuffled)
            for _ in 0..<6 {
                let row = Int.random(in: rows.indices, using: &generator)
                let column = Int.random(in: table.columns.indices, using: &generator)
                rows[row][column] = generator.pick([
                    "", "x", "per_1", "evt_none", "2014-13", "e\u{301}", "\u{1}", rows[0][0],
                ])
            }
            try directory.write(RandomDataset.csv(table, rows), to: table.name + ".csv")
        }
        return directory
    }

    @Test(arguments: [21, 22, 23] as [UInt64]) func threads(seed: UInt64) async throws {
        let directory = try Self.damaged(seed: seed)
        let store = DirectoryStore(path: directory.path)
        let one = try await store.check(threads: 1, rowLimit: 3)
        #expect(one.counts.count > 5)
        for threads in [2, 7] {
            let several = try await store.check(threads: threads, rowLimit: 3)
            #expect(several.findings == one.findings)
            #expect(several.counts == one.counts)
        }
    }

    @Test(arguments: [24, 25] as [UInt64]) func batches(seed: UInt64) async throws {
        let directory = try Self.damaged(seed: seed)
        let store = DirectoryStore(path: directory.path)
        let whole = try await store.check(rowLimit: 10_000)
        for rowLimit in [1, 7] {
            let small = try await store.check(rowLimit: rowLimit)
            #expect(small.counts == whole.counts)
            #expect(Set(small.findings) == Set(whole.findings))
        }
    }

    @Test(arguments: [26, 27] as [UInt64]) func memory(seed: UInt64) throws {
        let directory = try Self.damaged(seed: seed)
        let snapshot = try DirectoryStore(path: directory.path).snapshot()
        let plan = CheckPlan(snapshot)
        func findings(memoryLimit: Int?) throws -> FindingList {
            let check =
                memoryLimit.map { DatasetCheck(snapshot, plan: plan, memoryLimit: $0) }
                ?? DatasetCheck(snapshot, plan: plan)
            let deriver = Deriver(superseded: try supersededOutcomes(of: snapshot))
            for layout in snapshot.schema.layouts {
                let reader = try snapshot.rows(of: layout, rowLimit: 5)
                while let rows = try reader.next() {
                    let batch = deriver.batch(rows, layout: layout)
                    try check.add(
                        BatchCheck.report(on: batch, plan: plan), layoutIndex: layout.index, rowCount: rows.rowCount)
                }
            }
            return try check.finish()
        }
        let expected = try findings(memoryLimit: nil)
        for limit in [1, 64, 4096] {
            let found = try findings(memoryLimit: limit)
            #expect(found.findings == expected.findings)
            #expect(found.counts == expected.counts)
        }
    }
}
