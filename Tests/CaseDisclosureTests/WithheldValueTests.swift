import CaseDisclosure
import CaseStore
import CaseTesting
import Testing

/// Which values are looked for.
@Suite struct WithheldValueTests {
    /// The records and columns of which values are found in a text.
    private func found(_ text: String, _ files: [String: String]) throws -> [String] {
        guard let scan = try scan(files) else { return [] }
        return leaks(text, in: scan).map { "\($0.record) \($0.column)" }
    }

    @Test func freeTextIsAndCodesAndDatesAreNot() throws {
        let files = [
            "persons.csv":
                "id,name,born,gender,living,description,access\nper_1,Jane Doe,1980-01-01,female,true,A baker,sealed\n"
        ]
        #expect(
            try found("Jane Doe; A baker; 1980-01-01; female; true", files) == ["per_1 name", "per_1 description"])
    }

    @Test func addressesPathsAndDigestsAre() throws {
        let files = [
            "sources.csv": "id,kind,url,access\nsrc_1,book,https://example.org/x,sealed\n",
            "documents.csv": "id,title,access\ndoc_1,Witness statement,sealed\n",
            "files.csv": "id,document_id,path,media_type,byte_count,sha256\nfil_1,doc_1,a/b.txt,text/plain,1,\(sha)\n",
        ]
        #expect(
            try found("https://example.org/x a/b.txt text/plain \(sha)", files) == [
                "src_1 url", "fil_1 path", "fil_1 sha256",
            ])
    }

    /// What a statement states is looked for where its subject's column would be.
    @Test func aStatedCodeIsNotAndAStatedTextIs() throws {
        let files = [
            "persons.csv": "id,name,access\nper_1,Abcd,sealed\n",
            "statements.csv": statements(
                "stm_1,,per_1,http://schema.org/gender,female,,normal,accepted",
                "stm_2,,per_1,https://w3id.org/caseexport/ns#living,true,,normal,accepted",
                "stm_3,,per_1,http://schema.org/birthDate,1980-01-01,,normal,accepted",
                "stm_4,,per_1,http://schema.org/description,A baker,,normal,accepted",
                "stm_5,,per_1,https://example.org/else,true,,normal,accepted"),
        ]
        #expect(try found("female; A baker; 1980-01-01; http://schema.org/gender", files) == ["stm_4 value"])
        // Of a property that nobody knows everything is.
        #expect(try found("true", files) == ["stm_5 value"])
    }

    @Test func whatIsPublicElsewhereIsNot() throws {
        let files = [
            "places.csv": "id,name,access\nplc_1,Barking,sealed\nplc_2,Barking,\nplc_3,Dover Street,sealed\n"
        ]
        #expect(try found("Barking, Dover Street", files) == ["plc_3 name"])
    }

    /// But what is said of the same record elsewhere is.
    @Test func whatIsSaidOfTheSameRecordElsewhereIs() throws {
        let files = [
            "persons.csv": "id,name,description\nper_1,Jane Doe,Jane Doe\nper_2,John Roe,\n",
            "statements.csv": statements("stm_1,,per_2,http://schema.org/description,John Roe,,normal,accepted"),
            "access_rules.csv": rule(
                "per_1,name,sealed,anonymity-order,,,review", "per_2,name,sealed,anonymity-order,,,review"),
        ]
        #expect(try found("Jane Doe, John Roe", files) == ["per_1 name", "per_2 name"])
    }

    @Test func aPathIsNeverPublicElsewhere() throws {
        let files = [
            "documents.csv": "id,title,access\ndoc_1,Witness statement,sealed\ndoc_2,Report,\n",
            "files.csv": """
            id,document_id,path,media_type,byte_count,sha256
            fil_1,doc_1,a/b.txt,text/plain,1,\(sha)
            fil_2,doc_2,a/b.txt,text/plain,1,\(sha)

            """,
        ]
        #expect(try found("a/b.txt \(sha)", files) == ["fil_1 path"])
    }

    @Test func fieldsOfRecordsThatStayAre() throws {
        let files = [
            "persons.csv": "id,name\nper_1,Jane Doe\nper_2,John Roe\n",
            "names.csv": "id,agent_id,value,kind\nnam_1,per_1,Janie,alias\n",
            "access_rules.csv": rule("per_1,name,sealed,anonymity-order,,,review"),
        ]
        #expect(
            try found("Jane Doe, John Roe, Janie, per_1, nam_1", files) == ["per_1 name", "nam_1 value", "nam_1 id"])
    }

    @Test func moreThanFitsIsRefused() throws {
        let rows = (1000..<1200).map { "per_\($0),Name number \($0),sealed\n" }.joined()
        let directory = try TemporaryDirectory(dataset: ["persons.csv": "id,name,access\n" + rows])
        let snapshot = try DirectoryStore(path: directory.path).snapshot()
        let (disclosure, _) = try survey(snapshot, for: "public", valueLimit: 4000)
        #expect(throws: LeakScanProblem.self) { try LeakScan(disclosure) }
        #expect(throws: Never.self) { try LeakScan(try survey(snapshot, for: "public").0) }
    }
}

/// A withheld name is looked for although something else is called so.
@Suite struct NamesakeTests {
    private func leaksOfName(_ files: [String: String], in text: String) throws -> Int {
        let persons = "id,name,access\nper_1,Zebulon Quagmire,sealed\nper_2,Somebody,\n"
        let scan = try scan(["persons.csv": persons].merging(files) { $1 })
        return try leaks(text, in: #require(scan)).count
    }

    @Test func aTitleThatIsANameIsNoExcuse() throws {
        let cases = "id,title\ncas_1,Zebulon Quagmire\n"
        #expect(try leaksOfName(["cases.csv": cases], in: "the case Zebulon Quagmire") == 1)
    }

    @Test func anotherOfTheSameNameIsOne() throws {
        for other in [
            ["persons.csv": "id,name,access\nper_1,Zebulon Quagmire,sealed\nper_2,Zebulon Quagmire,\n"],
            ["names.csv": "id,agent_id,value,kind\nnam_1,per_2,Zebulon Quagmire,alias\n"],
        ] { #expect(try leaksOfName(other, in: "Zebulon Quagmire") == 0) }
    }
}
