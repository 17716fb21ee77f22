import CaseBytes
import CaseGraph
import Testing

/// The grammar of RDF/XML (RDF 1.1 XML Syntax, section 7), production by production.
@Suite struct RDFXMLReaderTests {
    @Test func readsTypedNodesAndProperties() throws {
        let lines = try readRDF(
            """
            <e:Person rdf:about="http://e/p"><e:name>Ann</e:name><e:born rdf:datatype="http://e/EDTF">1975</e:born>\
            <e:knows rdf:resource="http://e/q"/><e:note xml:lang="en-GB">hm</e:note></e:Person>
            """)
        #expect(
            lines == [
                "<http://e/p> rdf:type <http://e/Person>", "<http://e/p> <http://e/name> \"Ann\"",
                "<http://e/p> <http://e/born> \"1975\"^^<http://e/EDTF>", "<http://e/p> <http://e/knows> <http://e/q>",
                "<http://e/p> <http://e/note> \"hm\"@en-GB",
            ])
    }

    @Test func readsANodeAsTheRoot() throws {
        let text = "<T xmlns=\"http://e/\" xmlns:r=\"\(rdfNamespace)\" r:about=\"http://e/s\" r:type=\"http://e/U\"/>"
        #expect(
            try readRDFXML(Array(text.utf8)) == [
                "<http://e/s> <\(rdfNamespace)type> <http://e/T>", "<http://e/s> <\(rdfNamespace)type> <http://e/U>",
            ])
    }

    @Test func nestsNodesInProperties() throws {
        let lines = try readRDF(
            """
            <rdf:Description><e:p> <!-- a --> <e:T rdf:nodeID="x"><e:q> </e:q></e:T> <?b c?> </e:p></rdf:Description>
            """)
        #expect(
            lines == [
                "_:g1 <http://e/p> _:nx", "_:nx rdf:type <http://e/T>", "_:nx <http://e/q> \" \"",
            ])
    }

    @Test func countsMembers() throws {
        let lines = try readRDF(
            "<rdf:Seq rdf:about=\"http://e/s\"><rdf:li>a</rdf:li><rdf:_1>b</rdf:_1><rdf:li><rdf:Bag><rdf:li/></rdf:Bag>"
                + "</rdf:li><rdf:li>c</rdf:li></rdf:Seq>")
        #expect(
            lines == [
                "<http://e/s> rdf:type rdf:Seq", "<http://e/s> rdf:_1 \"a\"", "<http://e/s> rdf:_1 \"b\"",
                "<http://e/s> rdf:_2 _:g1", "_:g1 rdf:type rdf:Bag", "_:g1 rdf:_1 \"\"", "<http://e/s> rdf:_3 \"c\"",
            ])
    }

    @Test func readsEmptyProperties() throws {
        let lines = try readRDF(
            "<rdf:Description rdf:about=\"http://e/s\"><e:p/><e:p rdf:nodeID=\"b.\" e:q=\"1\" xml:lang=\"de\" "
                + "rdf:type=\"http://e/T\"/><e:p rdf:parseType=\"Resource\"><rdf:li>x</rdf:li></e:p></rdf:Description>")
        #expect(
            lines == [
                "<http://e/s> <http://e/p> \"\"", "<http://e/s> <http://e/p> _:db._", "_:db._ <http://e/q> \"1\"@de",
                "_:db._ rdf:type <http://e/T>", "<http://e/s> <http://e/p> _:g1", "_:g1 rdf:_1 \"x\"",
            ])
    }

    @Test func readsCollections() throws {
        let lines = try readRDF(
            "<rdf:Description rdf:about=\"http://e/s\"><e:p rdf:parseType=\"Collection\"><e:T rdf:about=\"http://e/a\"/>"
                + "<rdf:Description rdf:about=\"http://e/b\"/></e:p><e:q rdf:parseType=\"Collection\"/></rdf:Description>"
        )
        #expect(
            lines == [
                "<http://e/s> <http://e/p> _:g1", "_:g1 rdf:first <http://e/a>", "<http://e/a> rdf:type <http://e/T>",
                "_:g1 rdf:rest _:g2", "_:g2 rdf:first <http://e/b>", "_:g2 rdf:rest rdf:nil",
                "<http://e/s> <http://e/q> rdf:nil",
            ])
    }

    @Test func reifiesStatements() throws {
        let lines = try readRDF(
            "<rdf:Description rdf:about=\"http://e/s\"><e:p rdf:ID=\"r\">x</e:p></rdf:Description>",
            base: "http://b/f#old")
        #expect(
            lines == [
                "<http://e/s> <http://e/p> \"x\"", "<http://b/f#r> rdf:type rdf:Statement",
                "<http://b/f#r> rdf:subject <http://e/s>", "<http://b/f#r> rdf:predicate <http://e/p>",
                "<http://b/f#r> rdf:object \"x\"",
            ])
    }

    @Test func inheritsLanguageAndBase() throws {
        let lines = try readRDF(
            """
            <rdf:Description xml:base="http://b/x/y" rdf:about="z" xml:lang="en"><e:p>a</e:p><e:p xml:lang="">b</e:p>\
            <e:p xml:lang="fr" xml:base="../w/" rdf:resource="v"/><e:p rdf:datatype="t">c</e:p>\
            <e:p rdf:datatype="http://www.w3.org/2001/XMLSchema#string">d</e:p></rdf:Description>
            """)
        #expect(
            lines.map { $0.split(separator: " ")[2] } == [
                "\"a\"@en", "\"b\"", "<http://b/w/v>", "\"c\"^^<http://b/x/t>", "\"d\"",
            ])
        #expect(lines.allSatisfy { $0.hasPrefix("<http://b/x/z> ") })
    }

    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("#s", "http://a/b/c/d;p?q#s"),
        ("", "http://a/b/c/d;p?q"), ("../../../g", "http://a/g"), ("g:h", "g:h"), ("1:2", "http://a/b/c/1:2"),
        ("http://x/a/../b", "http://x/a/../b"),
    ])
    func resolvesReferences(reference: String, iri: String) throws {
        let content = "<e:T rdf:about=\"\(reference)\"/>"
        #expect(try readRDF(content, base: "http://a/b/c/d;p?q#f") == ["<\(iri)> rdf:type <http://e/T>"])
    }

    @Test func leavesTheBaseOfAnElement() throws {
        let lines = try readRDF(
            "<e:T xml:base=\"http://a/\" rdf:about=\"1\"><e:p xml:base=\"b/\"><e:T xml:base=\"\" rdf:about=\"2\"/></e:p>"
                + "<e:p rdf:resource=\"3\"/></e:T><e:T rdf:about=\"4\"/>",
            base: "http://z/")
        #expect(
            lines.map { $0.split(separator: " ").first { !$0.hasPrefix("<http://a/1>") && $0.contains("//a") } ?? "" }
                == [
                    "", "<http://a/b/2>", "<http://a/b/2>", "<http://a/3>", "",
                ])
        #expect(lines.last == "<http://z/4> rdf:type <http://e/T>")
    }

    @Test func readsAttributesOfOldAndIgnoresThoseOfXML() throws {
        let lines = try readRDF(
            "<rdf:Description about=\"http://e/s\" xml:x=\"1\" xmlish=\"2\"><e:p resource=\"u:v\"/></rdf:Description>")
        #expect(lines == ["<http://e/s> <http://e/p> <u:v>"])
    }

    @Test func keepsIRIsAsTheyStand() throws {
        let lines = try readRDF("<é:T xmlns:é=\"http://é/%C3%a9#\" rdf:about=\"HTTP://E/é/./%7e\"/>")
        #expect(lines == ["<HTTP://E/é/./%7e> rdf:type <http://é/%C3%a9#T>"])
    }

    /// More names than are kept, so that some are made anew.
    @Test func readsManyNames() throws {
        let count = 5_000
        let properties = (0..<count).map { "<e:n\($0) rdf:nodeID=\"x\" e:m\($0)=\"\"/>" }.joined()
        let lines = try readRDF("<rdf:Description rdf:about=\"http://e/s\">\(properties)</rdf:Description>")
        #expect(
            lines
                == (0..<count).flatMap { ["<http://e/s> <http://e/n\($0)> _:nx", "_:nx <http://e/m\($0)> \"\""] })
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func readsTheSameInChunks(size: Int) throws {
        let bytes = Array(RDFXMLSample.text.utf8)
        #expect(try readRDFXML(bytes, chunkSize: size) == readRDFXML(bytes))
    }

    @Test func throwsWhatTheSinkThrows() throws {
        final class Full: QuadSink {
            struct Failure: Error {}
            func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws {
                throw Failure()
            }
        }
        #expect(throws: Full.Failure.self) {
            try RDFXMLReader.read(
                MemorySource(Array(RDFXMLSample.text.utf8)), options: GraphReaderOptions(), into: Full())
        }
    }
}
