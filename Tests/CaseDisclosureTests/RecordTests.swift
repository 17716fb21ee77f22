import CaseDisclosure
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// Which records are left out.
@Suite struct RecordTests {
    private let levels = ["public", "registered", "researcher", "internal", "sealed"]

    @Test func whatIsAboveTheAudienceIsLeftOut() throws {
        let persons = "id,name,access\nper_0,A,\n" + levels.enumerated().map { "per_\($0 + 1),N,\($1)\n" }.joined()
        for (index, audience) in levels.enumerated() {
            let projected = try project(["persons.csv": persons], for: audience)
            #expect(projected.ids("persons") == (0...(index + 1)).map { "per_\($0)" })
            let count = levels.count - 1 - index
            #expect(projected.records == (count > 0 ? ["persons access-level \(count)"] : []))
            #expect(projected.disclosure.withholdsNothing == (count == 0))
        }
    }

    @Test func aLevelThatNobodyKnowsIsSealed() throws {
        let files = ["persons.csv": "id,name,access\nper_1,A,secret\nper_2,B,Public\nper_3,C,public\n"]
        #expect(try project(files, for: "internal").ids("persons") == ["per_3"])
        #expect(try project(files, for: "sealed").ids("persons").count == 3)
        // An audience that nobody knows sees what everybody may see.
        #expect(try project(files, for: "sealde").ids("persons") == ["per_3"])
    }

    @Test func nothingRestrictedIsReadOnceAndNotChanged() throws {
        let directory = try TemporaryDirectory(dataset: [
            "persons.csv": "id,name,access\nper_1,A,public\nper_2,B,\n",
            "access_rules.csv": "id,record_id,level,ground,on_expiry\nacc_1,per_1,public,minor,review\n",
        ])
        let snapshot = try DirectoryStore(path: directory.path).snapshot()
        let (disclosure, passCount) = try survey(snapshot, for: "public")
        #expect(passCount == 1 && disclosure.withholdsNothing && disclosure.report.isEmpty)
        let layout = snapshot.schema.layout(named: "persons")!
        let batch = try #require(try snapshot.rows(of: layout, rowLimit: 10).next())
        #expect(disclosure.project(batch)?.cells === batch.cells)
    }

    @Test func aBatchInWhichNothingChangesStaysAsItIs() throws {
        let directory = try TemporaryDirectory(dataset: [
            "persons.csv": "id,name,access\nper_1,A,public\nper_2,B,sealed\n", "places.csv": "id,name\nplc_1,P\n",
        ])
        let snapshot = try DirectoryStore(path: directory.path).snapshot()
        let (disclosure, _) = try survey(snapshot, for: "public")
        let places = try snapshot.rows(of: snapshot.schema.layout(named: "places")!, rowLimit: 10)
        let batch = try #require(try places.next())
        #expect(disclosure.project(batch)?.cells === batch.cells)
        let persons = try snapshot.rows(of: snapshot.schema.layout(named: "persons")!, rowLimit: 1)
        #expect(try persons.next().flatMap(disclosure.project)?.rowCount == 1)
        #expect(try persons.next().flatMap(disclosure.project) == nil)
    }

    @Test func aCaseTakesWhatBelongsToIt() throws {
        let projected = try project([
            "cases.csv": "id,title,access\ncas_1,C,sealed\ncas_2,D,\n",
            "events.csv": "id,case_id,kind,title\nevt_1,cas_1,death,E\nevt_2,cas_2,death,E\n",
            "proceedings.csv": "id,case_id,kind,title\npro_1,cas_1,inquest,P\n",
            "outcomes.csv": "id,proceeding_id,kind,title\nout_1,pro_1,finding,O\n",
            "documents.csv": "id,case_id,title\ndoc_1,cas_1,T\ndoc_2,,T\n",
            "files.csv": "id,document_id,path,media_type,byte_count,sha256\nfil_1,doc_1,a.txt,text/plain,1,\(sha)\n",
            "participations.csv": """
            id,context_id,agent_id,role
            par_1,evt_1,per_1,witness
            par_2,pro_1,per_1,witness
            par_3,evt_2,per_1,witness

            """,
            "persons.csv": "id,name\nper_1,N\n",
        ])
        #expect(projected.ids("cases") == ["cas_2"] && projected.ids("events") == ["evt_2"])
        #expect(projected.ids("documents") == ["doc_2"] && projected.ids("participations") == ["par_3"])
        #expect(projected.ids("proceedings") + projected.ids("outcomes") + projected.ids("files") == [])
        #expect(
            projected.records == [
                "cases access-level 1", "events dependency 1", "participations dependency 2",
                "proceedings dependency 1", "outcomes dependency 1", "documents dependency 1", "files dependency 1",
            ])
    }

    @Test func aStatementGoesWithItsSubjectItsObjectAndItsCase() throws {
        let projected = try project([
            "persons.csv": "id,name,access\nper_1,A,sealed\nper_2,B,\n",
            "cases.csv": "id,title,access\ncas_1,C,sealed\n",
            "statements.csv": statements(
                "stm_1,,per_1,http://schema.org/name,A,,normal,accepted",
                "stm_2,,per_2,http://schema.org/name,B,,normal,accepted",
                "stm_3,,per_2,http://purl.org/dc/terms/isReplacedBy,,per_1,normal,accepted",
                "stm_4,cas_1,per_2,http://schema.org/name,B,,normal,accepted",
                "stm_5,,stm_1,http://schema.org/description,x,,normal,accepted"),
            "statement_relations.csv":
                "id,from_id,to_id,kind\nstr_1,stm_1,stm_2,contradicts\nstr_2,stm_2,stm_2,corroborates\n",
        ])
        #expect(projected.ids("statements") == ["stm_2"])
        #expect(projected.ids("statement_relations") == ["str_2"])
    }

    @Test func aStatementGoesWithItsLastSupport() throws {
        let files = [
            "persons.csv": "id,name\nper_1,A\n",
            "sources.csv": "id,kind,access\nsrc_1,book,sealed\nsrc_2,book,\n",
            "statements.csv": statements(
                "stm_1,,per_1,http://schema.org/name,A,,normal,accepted",
                "stm_2,,per_1,http://schema.org/name,A,,normal,accepted",
                "stm_3,,per_1,http://schema.org/name,A,,normal,accepted",
                "stm_4,,stm_3,http://schema.org/description,x,,normal,accepted"),
            "citations.csv": """
            id,statement_id,source_id,stance
            cit_1,stm_1,src_1,supports
            cit_2,stm_1,src_2,supports
            cit_3,stm_2,src_2,supports
            cit_4,stm_2,src_1,contradicts
            cit_5,stm_3,src_1,supports
            cit_6,stm_3,src_2,mentions
            cit_7,stm_4,src_2,supports

            """,
        ]
        let projected = try project(files)
        #expect(projected.ids("statements") == ["stm_1", "stm_2"])
        #expect(projected.ids("citations") == ["cit_2", "cit_3"])
    }

    @Test func revisionsAndTombstonesGoWithTheirRecord() throws {
        let projected = try project([
            "persons.csv": "id,name,access\nper_1,A,sealed\nper_2,B,\n",
            "revisions.csv": """
            id,record,at,action
            rev_1,per_1,2026-01-01T00:00:00Z,create
            rev_2,per_2,2025-01-01T00:00:00Z,create
            rev_3,per_gone,2024-01-01T00:00:00Z,create

            """,
            "tombstones.csv":
                "id,record,removed,reason,successor_id\ntmb_1,per_gone,2024-01-01T00:00:00Z,duplicate,per_1\n",
        ])
        #expect(projected.ids("revisions") == ["rev_2", "rev_3"])
        #expect(projected.column("successor_id", of: "tombstones") == [""])
        #expect(projected.references == ["tombstones successor_id access-level 1"])
        // When something changed that is not in the release is not told either.
        #expect(projected.disclosure.latestInstant == "2025-01-01T00:00:00Z")
    }

    @Test func optionalReferencesAreEmptied() throws {
        let projected = try project([
            "persons.csv": "id,name,merged_into_id,access\nper_1,A,,sealed\nper_2,B,per_1,\nper_3,C,per_2,\n",
            "sources.csv": "id,kind,publisher_id\nsrc_1,book,org_1\n",
            "organizations.csv": "id,name,kind,part_of_id,access\norg_1,O,police,,internal\norg_2,P,police,org_1,\n",
        ])
        #expect(projected.column("merged_into_id", of: "persons") == ["", "per_2"])
        #expect(projected.column("publisher_id", of: "sources") == [""])
        #expect(projected.column("part_of_id", of: "organizations") == [""])
        #expect(
            projected.references == [
                "persons merged_into_id access-level 1", "organizations part_of_id access-level 1",
                "sources publisher_id access-level 1",
            ])
    }

    /// A release must not show as standing what was quashed, nor as quashed what was restored.
    @Test(arguments: ["quashes", "sets-aside", "supersedes", "restores"]) func anOutcomeGoesWithWhatActsOnIt(
        effect: String
    ) throws {
        let projected = try project(outcomes("out_2,pro_1,quashing,Q,2016,\(effect),out_1,sealed"))
        #expect(projected.ids("outcomes") == ["out_0"])
        #expect(projected.records == ["outcomes access-level 1", "outcomes dependency 1"])
    }

    @Test func anOutcomeStaysWhereWhatActsOnItLeavesItStanding() throws {
        let projected = try project(outcomes("out_2,pro_1,finding,Q,2016,affirms,out_1,sealed"))
        #expect(projected.ids("outcomes") == ["out_0", "out_1"])
    }

    @Test func anEffectGoesWithTheOutcomeThatItIsOn() throws {
        let projected = try project(
            outcomes("out_2,pro_1,quashing,Q,2016,quashes,out_1,").merging(
                ["access_rules.csv": rule("out_1,,sealed,court-order,,,review")]) { $1 })
        #expect(projected.ids("outcomes") == ["out_0", "out_2"])
        #expect(projected.column("effect", of: "outcomes") == ["", ""])
        #expect(projected.column("effect_on_id", of: "outcomes") == ["", ""])
        #expect(projected.references == ["outcomes effect_on_id court-order 1"])
    }

    /// A chain that runs against the order in which outcomes are read.
    @Test(arguments: [true, false]) func aLongChainIsFollowedToItsEnd(obeying: Bool) throws {
        var rows = "id,proceeding_id,kind,title,decided,effect,effect_on_id,access\n"
        for number in 100..<150 {
            rows +=
                number == 100
                ? "out_100,pro_1,finding,T,1999,,,\n"
                : "out_\(number),pro_1,finding,T,2000,quashes,out_\(number - 1),\(number == 149 ? "sealed" : "")\n"
        }
        let directory = try TemporaryDirectory(dataset: [
            "cases.csv": "id,title\ncas_1,C\n", "proceedings.csv": "id,case_id,kind,title\npro_1,cas_1,inquest,P\n",
            "outcomes.csv": rows,
        ])
        let snapshot = try DirectoryStore(path: directory.path).snapshot()
        #expect(try project(snapshot, for: "public", obeying: obeying).ids("outcomes") == [])
    }

    private func outcomes(_ act: String) -> [String: String] {
        [
            "cases.csv": "id,title\ncas_1,C\n", "proceedings.csv": "id,case_id,kind,title\npro_1,cas_1,inquest,P\n",
            "outcomes.csv": """
            id,proceeding_id,kind,title,decided,effect,effect_on_id,access
            out_0,pro_1,finding,F,2015,,,
            out_1,pro_1,finding,F,2015,,,
            \(act)

            """,
        ]
    }
}

let sha = String(repeating: "0a", count: 32)

/// A table of statements of these rows: id, case, subject, property, value, object, rank, status.
func statements(_ rows: String...) -> String {
    "id,case_id,subject_id,property,value,object_id,rank,status\n" + rows.map { $0 + "\n" }.joined()
}

/// A table of access rules of these rows: record, field, level, ground, imposed, until, on_expiry.
func rule(_ rows: String...) -> String {
    "id,record_id,field,level,ground,imposed,until,on_expiry\n"
        + rows.enumerated().map { "acc_\($0),\($1)\n" }.joined()
}
