import CaseDisclosure
import CaseTesting
import Testing

/// What rules leave out.
@Suite struct RuleTests {
    private func persons(_ rules: String) throws -> Projected {
        try project(
            ["persons.csv": "id,name,born\nper_1,A,1980\nper_2,B,1981\n", "access_rules.csv": rules], for: "public",
            asOf: "2026-06-15")
    }

    @Test func aRuleLeavesItsRecordOut() throws {
        let projected = try persons(rule("per_1,,registered,minor,,,review"))
        #expect(projected.ids("persons") == ["per_2"])
        #expect(projected.records == ["persons minor 1", "access_rules dependency 1"])
    }

    @Test func aRuleForThisAudienceLeavesNothingOut() throws {
        let projected = try project(
            ["persons.csv": "id,name\nper_1,A\n", "access_rules.csv": rule("per_1,,registered,minor,,,review")],
            for: "registered")
        #expect(projected.disclosure.withholdsNothing)
    }

    /// In force to the day of `until`, included, whenever it was imposed.
    @Test(arguments: [
        ("2026-06-16,,review", true), ("2026-06-15,,review", true), ("2026-06-14,,release", true),
        (",2026-06-15,release", true), (",2026-06-14,release", false), (",2026-06-14,review", true),
        (",2026-06-14,", true), ("2026-06-31,,review", true), (",soon,release", true),
        (",0044-03-15,release", false),
    ]) func aRuleIsInForce(days: String, isInForce: Bool) throws {
        let projected = try persons(rule("per_1,,sealed,minor,\(days)"))
        #expect(projected.ids("persons") == (isInForce ? ["per_2"] : ["per_1", "per_2"]))
        #expect(projected.ids("access_rules").isEmpty == isInForce)
    }

    @Test func theStrictestRuleGivesTheGround() throws {
        let both = ["per_1,,registered,anonymity-order,,,review", "per_1,,sealed,minor,,,review"]
        for rules in [both, both.reversed()] {
            #expect(try persons(rule(rules[0], rules[1])).records.first == "persons minor 1")
        }
        let alike = ["per_1,,sealed,minor,,,review", "per_1,,sealed,court-order,,,review"]
        for rules in [alike, alike.reversed()] {
            #expect(try persons(rule(rules[0], rules[1])).records.first == "persons court-order 1")
        }
    }

    @Test func aRulesGroundComesBeforeTheRecordsOwnAccess() throws {
        let projected = try project([
            "persons.csv": "id,name,access\nper_1,A,sealed\n",
            "access_rules.csv": rule("per_1,,sealed,minor,,,review"),
        ])
        #expect(projected.records.first == "persons minor 1")
    }

    @Test func aFieldIsEmptied() throws {
        let projected = try persons(rule("per_1,born,sealed,minor,,,review"))
        #expect(projected.column("born", of: "persons") == ["", "1981"])
        #expect(projected.fields == ["persons born minor 1"])
        #expect(projected.records == [])
        // That it is withheld, and why, stays known.
        #expect(projected.ids("access_rules") == ["acc_0"])
    }

    @Test func aRequiredTextGetsAPlaceholder() throws {
        let projected = try project([
            "persons.csv": "id,name\nper_1,A\nper_2,B\n",
            "names.csv": "id,agent_id,value,kind\nnam_1,per_1,AA,alias\nnam_2,per_2,BB,alias\n",
            "statements.csv": statements(
                "stm_1,,per_1,http://schema.org/name,A,,normal,accepted",
                "stm_2,,per_1,http://schema.org/description,D,,normal,accepted",
                "stm_3,,per_2,http://schema.org/name,B,,normal,accepted"),
            "access_rules.csv": rule("per_1,name,sealed,anonymity-order,,,review"),
        ])
        #expect(projected.column("name", of: "persons") == ["[withheld]", "B"])
        #expect(projected.ids("names") == ["nam_2"])
        #expect(projected.ids("statements") == ["stm_2", "stm_3"])
        #expect(projected.records == ["names anonymity-order 1", "statements anonymity-order 1"])
        #expect(projected.fields == ["persons name anonymity-order 1"])
    }

    @Test func whatIsDerivedFromAFieldIsNotStatedEither() throws {
        let projected = try project([
            "persons.csv": "id,name,born\nper_1,A,1980\n",
            "statements.csv": statements(
                "stm_1,,per_1,http://schema.org/birthDate,1980,,normal,accepted",
                "stm_2,,per_1,https://w3id.org/caseexport/ns#bornEarliest,1980-01-01,,normal,accepted",
                "stm_3,,per_1,https://w3id.org/caseexport/ns#bornLatest,1980-12-31,,normal,accepted",
                "stm_4,,per_1,http://schema.org/deathDate,2000,,normal,accepted"),
            "access_rules.csv": rule("per_1,born,sealed,minor,,,review"),
        ])
        #expect(projected.ids("statements") == ["stm_4"])
    }

    /// What cannot be emptied, and what nobody knows, takes its record along.
    @Test(arguments: ["id", "access", "borne", "born_earliest", "name "]) func aFieldTakesItsRecord(field: String)
        throws
    {
        #expect(try persons(rule("per_1,\(field),sealed,minor,,,review")).ids("persons") == ["per_2"])
    }

    @Test(arguments: ["kind", "property", "value", "object_id", "valid_to", "subject_id", "status"])
    func aFieldThatCarriesAStatementTakesIt(field: String) throws {
        let projected = try project([
            "persons.csv": "id,name\nper_1,A\n",
            "statements.csv": statements("stm_1,,per_1,http://schema.org/description,D,,normal,accepted"),
            "access_rules.csv": rule("stm_1,\(field),sealed,minor,,,review"),
        ])
        #expect(projected.ids("statements") == [])
    }

    @Test(arguments: ["field", "until", "level", "record_id"]) func aRuleAboutARuleTakesIt(field: String)
        throws
    {
        let projected = try persons(
            rule("per_1,born,registered,minor,,,review", "acc_0,\(field),sealed,court-order,,,review"))
        #expect(projected.ids("access_rules") == [])
        // It is in force all the same.
        #expect(projected.column("born", of: "persons") == ["", "1981"])
    }

    @Test(arguments: ["effect", "effect_on_id", "decided"]) func aFieldThatDecidesWhatIsInForceTakesTheOutcome(
        field: String
    ) throws {
        let projected = try project([
            "cases.csv": "id,title\ncas_1,C\n", "proceedings.csv": "id,case_id,kind,title\npro_1,cas_1,inquest,P\n",
            "outcomes.csv": """
            id,proceeding_id,kind,title,decided,effect,effect_on_id
            out_1,pro_1,finding,F,2015,,
            out_2,pro_1,quashing,Q,2016,quashes,out_1

            """,
            "access_rules.csv": rule("out_2,\(field),sealed,court-order,,,review"),
        ])
        #expect(projected.ids("outcomes") == ["out_2"])
        #expect(projected.column("effect", of: "outcomes") == [""])
        #expect(projected.column("effect_on_id", of: "outcomes") == [""])
    }

    @Test func aStatementThatDiffersNeedsTheRelationThatSaysWhy() throws {
        func files(_ values: String...) -> [String: String] {
            [
                "persons.csv": "id,name,born\nper_1,A,1980\n",
                "statements.csv": statements(
                    "stm_1,,per_1,http://schema.org/birthDate,\(values[0]),,normal,accepted",
                    "stm_2,,per_1,http://schema.org/birthDate,\(values[1]),,normal,accepted",
                    "stm_3,,per_1,http://schema.org/birthDate,\(values[2]),,normal,disputed"),
                "statement_relations.csv":
                    "id,from_id,to_id,kind\nstr_1,stm_1,stm_2,contradicts\nstr_2,stm_3,stm_2,contradicts\n",
                "access_rules.csv": rule("stm_2,,sealed,minor,,,review"),
            ]
        }
        #expect(try project(files("1980", "1981", "1982")).ids("statements") == ["stm_1", "stm_3"])
        #expect(try project(files("1979", "1980", "1982")).ids("statements") == ["stm_3"])
    }

    /// The rules come where the schema says, and what they are about may come before them.
    @Test func rulesAboutRulesAndUnknownRecords() throws {
        let projected = try persons(
            rule("per_none,,sealed,minor,,,review", "xyz_1,,sealed,minor,,,review", ",,sealed,minor,,,review"))
        #expect(projected.ids("persons") == ["per_1", "per_2"])
    }
}
