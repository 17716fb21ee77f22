import CaseGraph
import Testing

@Suite struct IRIReferenceTests {
    /// RFC 3986, section 5.4.
    static let examples: [(String, String)] = [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
        ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
        ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/./x", "http://a/b/c/g#s/./x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http:g"),
    ]

    @Test(arguments: examples) func resolves(reference: String, iri: String) throws {
        let base = try #require(BaseIRI("http://a/b/c/d;p?q"))
        #expect(base.resolve(reference) == iri)
    }

    @Test(arguments: [
        ("http://a", "g", "http://a/g"), ("http://a?q", "g", "http://a/g"), ("http://a?q", "#f", "http://a?q#f"),
        ("urn:x:y", "g", "urn:g"), ("urn:x:y", "#f", "urn:x:y#f"), ("http://é/ü", "ö#ß", "http://é/ö#ß"),
        ("http://a/b", "x:../y", "x:y"), ("http://a/b", "/..", "http://a/"), ("http://a/b//c", "../d", "http://a/b/d"),
        ("http://a/b", ":x", "http://a/:x"), ("http://a/b", "1:x", "http://a/1:x"),
    ])
    func resolvesAgainst(base: String, reference: String, iri: String) throws {
        #expect(try #require(BaseIRI(base)).resolve(reference) == iri)
    }

    @Test(arguments: ["", "a", "//a/b", "/a", ":a", "1a:b", "ä:b"]) func aBaseHasAScheme(text: String) {
        #expect(BaseIRI(text) == nil)
    }
}
