import CaseGraph
import Testing

/// What metadata may say, and where it is found.
@Suite struct CSVWMetadataTests {
    private func read(_ document: String, files: [String: String] = [:]) throws -> CSVWFolder.Reading {
        try CSVWFolder(["t.csv": "a,b\n1,2\n", "m.json": document].merging(files) { $1 }).read()
    }

    private func table(_ members: String) -> String {
        #"{"@context": "http://www.w3.org/ns/csvw", "url": "t.csv", \#(members)}"#
    }

    @Test(arguments: [
        #""@id": "_:x""#, #""@type": "TableGroup""#, #""tableSchema": {"@type": "Table"}"#,
        #""tableSchema": {"columns": [{"@id": "_:c"}]}"#, #""dialect": {"@type": "Column"}"#,
        #""transformations": [{"@id": "_:x"}]"#, #""tableSchema": {"columns": [{"name": "a"}, {"name": "a"}]}"#,
        #""tableSchema": {"columns": [{"virtual": true}, {"name": "a"}]}"#, #""dc:title": {"@context": {}}"#,
        #""dc:title": {"@list": []}"#, #""dc:title": {"@value": [1]}"#, #""dc:title": {"@value": 1, "x": 2}"#,
        #""dc:title": {"@value": 1, "@type": "xsd:date", "@language": "en"}"#, #""dc:title": {"@language": "en"}"#,
        #""dc:title": {"@value": "x", "@language": "toolongatag"}"#, #""dc:title": {"@type": "nothing"}"#,
        #""dc:title": {"@type": 1}"#, #""dc:title": [{"x:y": {"@id": "_:b"}}]"#, #""notes": [{"@list": []}]"#,
        #""datatype": {"@id": "_:x"}"#, #""datatype": {"@id": "http://www.w3.org/2001/XMLSchema#date"}"#,
        #""datatype": {"base": "string", "length": 1, "minLength": 2}"#, #""datatype": {"length": 3, "maxLength": 2}"#,
        #""datatype": {"minLength": 3, "maxLength": 2}"#, #""datatype": {"base": "date", "length": 2}"#,
        #""datatype": {"base": "integer", "minimum": 2, "maximum": 1}"#, #""datatype": {"minimum": 1}"#,
        #""datatype": {"base": "integer", "minimum": 2, "minExclusive": 2}"#,
        #""datatype": {"base": "integer", "minimum": 2, "minInclusive": 3}"#,
        #""datatype": {"base": "integer", "minExclusive": 2, "maxInclusive": 2}"#,
        #""datatype": {"base": "integer", "minimum": 2, "maxExclusive": 2}"#,
        #""tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a"}]}"#,
        #""tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"resource": "t.csv", "columnReference": "x"}}]}"#,
        #""tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "x", "reference": {"resource": "t.csv", "columnReference": "a"}}]}"#,
        #""tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"resource": "u.csv", "columnReference": "a"}}]}"#,
        #""tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "dc:x": 1, "reference": {"resource": "t.csv", "columnReference": "a"}}]}"#,
        #""tableSchema": {"columns": [{"name": "a"}], "foreignKeys": [{"columnReference": "a", "reference": {"resource": "t.csv", "schemaReference": "s", "columnReference": "a"}}]}"#,
        #""tableSchema": "missing.json""#, #""dialect": "missing.json""#,
    ])
    func errors(members: String) throws {
        let reading = try read(table(members))
        #expect(reading.problem?.code == .malformed)
        #expect(reading.quads == [])
    }

    @Test(arguments: [
        "", "[]", "1", "{", #"{"url": 1}"#, #"{"@context": "x", "url": "t.csv"}"#,
        #"{"@context": ["http://www.w3.org/ns/csvw", {"x": 1}], "url": "t.csv"}"#,
        #"{"@context": ["http://www.w3.org/ns/csvw", {"@base": 1}], "url": "t.csv"}"#,
        #"{"@context": "http://www.w3.org/ns/csvw"}"#, #"{"@context": "http://www.w3.org/ns/csvw", "tables": []}"#,
        #"{"@context": "http://www.w3.org/ns/csvw", "tables": 1}"#,
        #"{"@context": "http://www.w3.org/ns/csvw", "tables": [1]}"#,
        #"{"@context": "http://www.w3.org/ns/csvw", "tables": [{"url": ""}]}"#,
        #"{"@context": "http://www.w3.org/ns/csvw", "@type": "TableGroup"}"#,
    ])
    func documentsThatDescribeNothing(document: String) throws {
        #expect(try read(document).problem?.code == .malformed)
    }

    @Test(arguments: [
        #""unknown": 1"#, #""@id": 1"#, #""lang": "toolongatag""#, #""null": true"#, #""ordered": 1"#, #""default": 1"#,
        #""required": "no""#, #""textDirection": "up""#, #""tableDirection": 1"#, #""datatype": "nothing""#,
        #""datatype": 1"#, #""datatype": {"base": "x"}"#, #""datatype": {"maxLength": "2"}"#,
        #""datatype": {"foo": 1}"#,
        #""suppressOutput": 1"#, #""transformations": 1"#, #""transformations": [1]"#,
        #""transformations": [{"foo": 1}]"#,
        #""notes": 1"#, #""dialect": 1"#, #""tableSchema": {"foreignKeys": 1}"#,
        #""tableSchema": {"foreignKeys": [1]}"#,
        #""tableSchema": {"primaryKey": "x"}"#, #""tableSchema": {"primaryKey": []}"#,
        #""tableSchema": {"rowTitles": 1}"#,
    ])
    func warnings(members: String) throws {
        let reading = try read(table(members))
        #expect(reading.problem == nil)
        #expect(reading.warnings.count == 1)
        #expect(reading.objects == ["\"1\"", "\"2\""])
    }

    @Test func titlesMayHaveLanguages() throws {
        let context = #""@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}]"#
        let document =
            #"{\#(context), "url": "t.csv", "tableSchema": {"columns": [{"titles": {"en": "x", "de": ["y z", 1], "?": "q"}}, {"titles": 1}]}}"#
        let reading = try read(document)
        #expect(reading.predicates == ["<http://e/t.csv#y%20z>", "<http://e/t.csv#_col.2>"])
        // A title that is no string, a language that is none, titles that are none, and a header that is another.
        #expect(reading.warnings.count == 4)
    }

    @Test func schemasAndDialectsMayBeFiles() throws {
        let reading = try read(
            table(#""tableSchema": "s/schema.json", "dialect": "d.json""#),
            files: [
                "s/schema.json": #"{"@context": "http://www.w3.org/ns/csvw", "columns": [{"name": "x"}]}"#,
                "d.json": #"{"@context": "http://www.w3.org/ns/csvw", "delimiter": ";"}"#,
            ])
        #expect(reading.quads == ["_:g0 <http://e/t.csv#x> \"1,2\""])
    }

    @Test func theBaseMayBeMoved() throws {
        let document = #"{"@context": ["http://www.w3.org/ns/csvw", {"@base": "sub/"}], "url": "u.csv"}"#
        let reading = try read(document, files: ["sub/u.csv": "a\n1\n"])
        #expect(reading.predicates == ["<http://e/sub/u.csv#a>"])
    }

    @Test func metadataIsFound() throws {
        func document(_ url: String, _ name: String) -> String {
            #"{"@context": "http://www.w3.org/ns/csvw", "url": "\#(url)", "tableSchema": {"columns": [{"name": "\#(name)"}]}}"#
        }
        var folder = CSVWFolder([
            "t.csv": "a\n1\n", "t.csv-metadata.json": document("t.csv", "file"),
            "csv-metadata.json": document("t.csv", "folder"), "user.json": document("t.csv", "user"),
            "site.json": document("t.csv", "site"),
        ])
        func predicate(_ metadata: String? = nil) throws -> String? {
            try folder.read("t.csv", metadata: metadata).predicates.first
        }
        #expect(try predicate("user.json") == "<http://e/t.csv#user>")
        #expect(try predicate() == "<http://e/t.csv#file>")
        folder.files["t.csv-metadata.json"] = Array(document("other.csv", "file").utf8)
        #expect(try predicate() == "<http://e/t.csv#folder>")
        #expect(
            try folder.read("t.csv").warnings == [
                "t.csv-metadata.json does not describe the file; it is passed over",
                "t.csv: column 1 has the title \"a\", and is described as \"folder\"",
            ])
        folder.files["csv-metadata.json"] = nil
        #expect(try predicate() == "<http://e/t.csv#a>")
        folder.files[".well-known/csvm"] = Array("{+url}?\r\n{\nsite.json\n".utf8)
        #expect(try predicate() == "<http://e/t.csv#site>")
        #expect(
            try folder.read("t.csv", metadata: "missing.json").problem?.message.contains("there is no file") == true)
    }

    @Test func theEntryMayHaveAnyBase() throws {
        let folder = CSVWFolder(["t.csv": "a\n1\n"])
        #expect(try folder.read("t.csv", base: "http://e/x/t.csv?query#f").predicates == ["<http://e/x/t.csv?query#a>"])
        #expect(try folder.read("t.csv", base: "relative").problem?.message.contains("is not an absolute IRI") == true)
    }
}
