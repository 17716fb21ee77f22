import CaseModel
import CaseStore
import CaseTesting
import Testing

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
        ("2010", "2012", "2012", "2013", false), ("2010-01", "2010-05-31", "2010-06-01", "", false),
        ("2010-01", "2010-06-01", "2010-06-01", "", true), ("", "2010", "2011", "", false),
        ("", "2010", "", "2009", true),
        ("2010", "", "2020", "", true), ("2010", "2020", "2014", "2015", true), ("2010~", "2012", "2012?", "", false),
        ("201X", "2015", "2016", "", false), ("2016", "", "", "2015-12-31", false),
    ])
    func preferredStatementsMayNotOverlap(_ row: (String, String, String, String, Bool)) async throws {
        let found = try await codes(
            files(statements: [
                "stm_1,1970,preferred,accepted,\(row.0),\(row.1)", "stm_2,1971,preferred,accepted,\(row.2),\(row.3)",
            ]))
        #expect(found.count == (row.4 ? 2 : 0))
        #expect(found.allSatisfy { $0.hasSuffix("preferred-twice") })
    }

    /// A long preferred statement overlaps everything inside it, not only its neighbour.
    @Test func overlapBehindAShortOne() async throws {
        let found = try await codes(
            files(statements: [
                "stm_1,1970,preferred,accepted,2000,2020", "stm_2,1971,preferred,accepted,2001,2002",
                "stm_3,1972,preferred,accepted,2010,2011",
            ]))
        #expect(found == ["stm_1 preferred-twice", "stm_2 preferred-twice", "stm_3 preferred-twice"])
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
