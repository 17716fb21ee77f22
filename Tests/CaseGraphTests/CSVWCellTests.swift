import CaseGraph
import Testing

/// What stands for nothing, lists, and what columns inherit.
@Suite struct CSVWCellTests {
    private let prefix = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    @Test(
        arguments: [
            ("", "", []), ("x", "", ["x"]), ("-", #", "null": "-""#, []), ("", #", "null": "-""#, [""]),
            ("NA", #", "null": ["-", "NA"]"#, []), ("x", #", "null": []"#, ["x"]), ("", #", "default": "d""#, ["d"]),
            ("x", #", "default": "d""#, ["x"]), ("", #", "default": "-", "null": "-""#, []),
            ("a;b;;a", #", "separator": ";""#, ["a", "b", "a"]), ("a; b", #", "separator": ";""#, ["a", " b"]),
            ("a; b", #", "separator": ";", "datatype": "token""#, ["a", "b"]), ("", #", "separator": ";""#, []),
            ("a;;b", #", "separator": ";", "default": "d""#, ["a", "d", "b"]),
            ("-", #", "separator": ";", "null": "-""#, []),
            ("a;-;b", #", "separator": ";", "null": "-""#, ["a", "b"]),
            ("a::b:c", #", "separator": "::""#, ["a", "b:c"]),
            ("a;b", #", "separator": null"#, ["a;b"]), ("a;b", #", "separator": 1"#, ["a;b"]),
            ("a", #", "null": 1"#, ["a"]),
            ("", #", "null": [1, "-"]"#, []),
        ] as [(String, String, [String])])
    func values(cell: String, properties: String, expected: [String]) throws {
        let folder = CSVWFolder(
            csv: "a,b\n\(cell),z\n", columns: #"{"name": "a"\#(properties)}, {"name": "b", "suppressOutput": true}"#)
        let texts = try folder.read().objects.map { $0.split(separator: "\"", omittingEmptySubsequences: false)[1] }
        #expect(texts.map(String.init) == expected)
    }

    @Test func orderedValuesAreLists() throws {
        let columns = #"{"name": "a", "separator": " ", "ordered": true, "datatype": "integer"}"#
        let reading = try CSVWFolder(csv: "a\n1 x\n\"\"\n", columns: columns, schema: ##""aboutUrl": "#s""##).read()
        let a = "<http://e/t.csv#s> <http://e/t.csv#a>"
        #expect(
            reading.quads == [
                "\(a) _:g0", "_:g0 <\(prefix)first> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>",
                "_:g0 <\(prefix)rest> _:g1", "_:g1 <\(prefix)first> \"x\"", "_:g1 <\(prefix)rest> <\(prefix)nil>",
                "\(a) <\(prefix)nil>",
            ])
    }

    @Test func listsAndRowsShareTheirBlankNodes() throws {
        let columns = #"{"name": "a", "separator": " ", "ordered": true}, {"name": "b"}"#
        let subjects = try CSVWFolder(csv: "a,b\nx,y\nx,y\n", columns: columns).read().subjects
        #expect(subjects == ["_:g0", "_:g1", "_:g1", "_:g0", "_:g2", "_:g3", "_:g3", "_:g2"])
    }

    @Test func aValueURLIsForValuesOnly() throws {
        let columns = ##"{"name": "a", "valueUrl": "#x"}, {"name": "v", "virtual": true, "valueUrl": "#v"}"##
        #expect(
            try CSVWFolder(csv: "a\n1\n\"\"\n", columns: columns).read().objects
                == ["<http://e/t.csv#x>", "<http://e/t.csv#v>", "<http://e/t.csv#v>"])
    }

    @Test func missingValuesAreReportedOnceAColumn() throws {
        let folder = CSVWFolder(csv: "a,b\n,1\n,2\n,3\n", columns: #"{"name": "a", "required": true}, {"name": "b"}"#)
        let reading = try folder.read()
        #expect(reading.objects.count == 3)
        #expect(
            reading.warnings == ["t.csv: row 2, column a: a value is required; 3 cells of the column are not right"])
    }

    @Test func columnsInherit() throws {
        let folder = CSVWFolder([
            "a.csv": "x,y\n1,2\n", "b.csv": "x\n1\n",
            "m.json": """
            {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "lang": "en", "aboutUrl": "#group",
             "tableSchema": {"columns": [{"titles": ["X", "Y"], "lang": "de"}]},
             "tables": [
               {"url": "a.csv", "lang": "fr", "tableSchema": {"aboutUrl": "#schema", "columns": [{"name": "x"}, {"name": "y", "aboutUrl": "#y"}]}},
               {"url": "b.csv"}, {"url": "c.csv", "suppressOutput": true}]}
            """,
        ])
        let reading = try folder.read()
        #expect(
            reading.quads == [
                "<http://e/a.csv#schema> <http://e/a.csv#x> \"1\"@fr", "<http://e/a.csv#y> <http://e/a.csv#y> \"2\"@fr",
                "<http://e/b.csv#group> <http://e/b.csv#X> \"1\"@de",
            ])
        #expect(reading.warnings.count == 1)
    }

    @Test func valuesAreEscapedAsCanonicalNQuads() throws {
        let reading = try CSVWFolder(csv: "a\n\"q\"\"\\\u{7}\u{7F}\u{FFFE}\té\"\n").read()
        #expect(reading.objects == [#""q\"\\\u0007\u007F\uFFFE\té""#])
    }

    /// A table that lost cells, or has too many, is read as the standard has it, and says so.
    @Test func unevenRows() throws {
        let columns = #"{"name": "a"}, {"name": "b"}"#
        let short = try CSVWFolder(csv: "a,b\n1,2\n3\n4,5\n6\n", columns: columns).read()
        #expect(
            short.warnings == [
                "t.csv: 2 rows have fewer cells than there are columns (2), the first of them is row 2"
            ])
        #expect(short.objects == ["\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\"", "\"6\""])
        let wide = try CSVWFolder(csv: "a,b\n1,2\n3,4,5\n6,7\n", columns: columns).read()
        #expect(wide.warnings == ["t.csv: row 2 has 3 cells, and there are 2 columns"])
        #expect(try CSVWFolder(csv: "a,b\n1,2\n", columns: columns).read().warnings == [])
    }

    @Test func exchangedColumns() throws {
        let columns = #"{"name": "a"}, {"name": "b"}"#
        #expect(
            try CSVWFolder(csv: "b,a\n1,2\n", columns: columns).read().warnings == [
                "t.csv: column 1 has the title \"b\", and is described as \"a\"",
                "t.csv: column 2 has the title \"a\", and is described as \"b\"",
            ])
    }
}
