import CaseGraph
import Testing

/// URI templates (RFC 6570), and the IRIs that they become.
@Suite struct CSVWTemplateTests {
    private func expand(_ template: String, base: String? = "http://e/") throws -> CSVWFolder.Reading {
        let columns = """
            {"name": "var", "aboutUrl": "http://e/s", "propertyUrl": "http://e/p", "valueUrl": "\(template)"},
            {"name": "hello", "suppressOutput": true}, {"name": "path", "suppressOutput": true},
            {"name": "empty", "null": "NULL", "suppressOutput": true}, {"name": "undef", "suppressOutput": true},
            {"name": "list", "separator": ";", "suppressOutput": true}, {"name": "x", "suppressOutput": true},
            {"name": "dot", "suppressOutput": true}, {"name": "iri", "suppressOutput": true},
            {"name": "no", "separator": ";", "suppressOutput": true}
            """
        let row = #"value,Hello World!,/foo/bar,,,red;green;blue,1024,..,foaf:Project,"#
        return try CSVWFolder(csv: "var,hello,path,empty,undef,list,x,dot,iri,no\n\(row)\n", columns: columns)
            .read(base: base)
    }

    /// Mostly the examples of RFC 6570, sections 1.2 and 3.2.
    @Test(arguments: [
        ("http://e/{var}", "http://e/value"), ("http://e/{hello}", "http://e/Hello%20World%21"),
        ("http://e/{+hello}", "http://e/Hello%20World!"), ("http://e{+path}/here", "http://e/foo/bar/here"),
        ("http://e/here?ref={+path}", "http://e/here?ref=/foo/bar"), ("http://e/{path}", "http://e/%2Ffoo%2Fbar"),
        ("http://e/X{#var}", "http://e/X#value"), ("http://e/X{#hello}", "http://e/X#Hello%20World!"),
        ("http://e/map?{x,hello}", "http://e/map?1024,Hello%20World%21"),
        ("http://e/X{.x,var}", "http://e/X.1024.value"),
        ("http://e{/var,x}/here", "http://e/value/1024/here"),
        ("http://e/{;x,hello}", "http://e/;x=1024;hello=Hello%20World%21"),
        ("http://e/{;x,undef}", "http://e/;x=1024"), ("http://e/{?x,undef}", "http://e/?x=1024"),
        ("http://e/?fixed=yes{&x}", "http://e/?fixed=yes&x=1024"), ("http://e/{var:3}", "http://e/val"),
        ("http://e/{var:30}", "http://e/value"), ("http://e/{list}", "http://e/red,green,blue"),
        ("http://e/{list*}", "http://e/red,green,blue"), ("http://e/{+list}", "http://e/red,green,blue"),
        ("http://e/X{.list*}", "http://e/X.red.green.blue"), ("http://e{/list*}", "http://e/red/green/blue"),
        ("http://e/{?list*}", "http://e/?list=red&list=green&list=blue"),
        ("http://e/{?list}", "http://e/?list=red,green,blue"),
        ("http://e/{undef}x", "http://e/x"), ("http://e/{nobody}x", "http://e/x"),
        ("http://e/{?no,x}", "http://e/?x=1024"),
        ("http://e/{_row}-{_sourceRow}-{_column}-{_sourceColumn}-{_name}", "http://e/1-2-1-1-var"),
        ("http://e/a b<>ü", "http://e/a%20b%3C%3E%C3%BC"), ("http://e/%41%", "http://e/%41%25"),
    ])
    func expansions(template: String, iri: String) throws {
        #expect(try expand(template).objects == ["<\(iri)>"])
    }

    /// Prefixes, and references that are resolved against the table's URL.
    @Test(arguments: [
        ("#{var}", "http://e/t.csv#value"), ("{#var}", "http://e/t.csv#value"), ("", "http://e/t.csv"),
        ("{var}", "http://e/value"), ("?{var}", "http://e/t.csv?value"), ("../{var}", "http://e/value"),
        ("schema:{var}", "http://schema.org/value"), ("foaf:Person", "http://xmlns.com/foaf/0.1/Person"),
        ("{+iri}", "http://xmlns.com/foaf/0.1/Project"), ("{iri}", "http://e/foaf%3AProject"),
        ("http://e/a/b/{dot}", "http://e/a/"), ("http://e/a/{dot}/c", "http://e/c"),
        ("http://e/a.{dot}", "http://e/a..."),
        ("http://e/a/./b/{var}", "http://e/a/b/value"), ("http://e/q?{dot}", "http://e/q?.."),
        ("schema://{var}", "schema://value"), ("unknown:{var}", "unknown:value"), ("urn:x:{var}", "urn:x:value"),
    ])
    func resolution(template: String, iri: String) throws {
        #expect(try expand(template).objects == ["<\(iri)>"])
    }

    @Test(arguments: [
        "http://e/{", "http://e/}", "http://e/{}", "http://e/{a b}", "http://e/{=x}", "{x:0x}", "{!x}", "{.}",
    ])
    func whatIsNoTemplateIsRefused(template: String) throws {
        #expect(try expand(template).problem?.message == "\"\(template)\" is not a URI template")
    }

    @Test func aRelativeIRINeedsABase() throws {
        let reading = try expand("{var}", base: nil)
        #expect(reading.problem?.message == "the IRI \"value\" is relative, and there is no base to resolve it")
        #expect(reading.problem?.hint == "give the file's own IRI with --base")
        #expect(try expand("http://e/{var}", base: nil).objects == ["<http://e/value>"])
        #expect(try CSVWFolder(["t.csv": "a\n1\n"]).read("t.csv", base: nil).problem != nil)
    }

    @Test func namesOfColumnsArePercentEncoded() throws {
        let reading = try CSVWFolder(["t.csv": "a-b,c/d é,,a.b_c\n1,2,3,4\n"]).read("t.csv")
        #expect(
            reading.predicates == [
                "<http://e/t.csv#a%2Db>", "<http://e/t.csv#c%2Fd%20%C3%A9>", "<http://e/t.csv#_col.3>",
                "<http://e/t.csv#a.b_c>",
            ])
    }

    @Test func subjectsOfARowMayDiffer() throws {
        let columns = """
            {"name": "a", "aboutUrl": "#{a}"}, {"name": "b", "propertyUrl": "schema:{b}"},
            {"name": "v", "virtual": true, "aboutUrl": "#{b}", "propertyUrl": "rdf:type", "valueUrl": "schema:Thing"},
            {"name": "w", "virtual": true, "default": "d"}
            """
        let reading = try CSVWFolder(csv: "a,b\nx,y\nz,\n", columns: columns).read()
        #expect(
            reading.quads == [
                "<http://e/t.csv#x> <http://e/t.csv#a> \"x\"", "_:g0 <http://schema.org/y> \"y\"",
                "<http://e/t.csv#y> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Thing>",
                "_:g0 <http://e/t.csv#w> \"d\"", "<http://e/t.csv#z> <http://e/t.csv#a> \"z\"",
                "<http://e/t.csv#> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Thing>",
                "_:g1 <http://e/t.csv#w> \"d\"",
            ])
    }
}
