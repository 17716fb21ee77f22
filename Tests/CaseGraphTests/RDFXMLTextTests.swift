import CaseGraph
import Testing

/// What becomes of text: literals, XML literals, characters, encodings.
@Suite struct RDFXMLTextTests {
    /// The text of a literal, and how canonical N-Quads writes it.
    @Test(arguments: [
        ("a&#13;b&#9;c\td&#10;e\nf\r\ng\rh", #"a\rb\tc\td\ne\nf\ng\nh"#),
        ("x ]]&gt; y<![CDATA[<&]]]]><![CDATA[>]]>z", "x ]]> y<&]]>z"),
        ("a<!-- - -->b<?t d?>c", "abc"),
        (#"\ " ' &quot; &lt;b/&gt; \u0041"#, #"\\ \" ' \" <b/> \\u0041"#),
        ("&#127;\u{7F}\u{80}\u{85}\u{2028}", "\\u007F\\u007F\u{80}\u{85}\u{2028}"),
        ("e\u{301} \u{E9} \u{FFFD}\u{FEFF}\u{1F600}&#x10FFFF;", "e\u{301} \u{E9} \u{FFFD}\u{FEFF}\u{1F600}\u{10FFFF}"),
        ("  \n ", #"  \n "#),
    ])
    func keepsText(text: String, escaped: String) throws {
        for size in [1, 2, 3, 7, 65_536] {
            let objects = try readObjects("<e:p>\(text)</e:p>", chunkSize: size)
            #expect(objects.map { Array($0.utf8) } == [Array("\"\(escaped)\"".utf8)], "chunks of \(size)")
        }
    }

    @Test func normalizesAttributesAsXMLDoes() throws {
        let objects = try readObjects("<e:p e:q=\"a\tb\nc&#9;&#10;&#13;d>\" e:r='\"'/>")
        #expect(objects == ["_:g1", #""a b c\t\n\rd>""#, #""\"""#])
    }

    /// Exclusive XML Canonicalization 1.0, with comments.
    @Test(arguments: [
        ("<br/>", "<br></br>"),
        ("<e:b  y='1' x=\"2\" />", "<e:b xmlns:e=\"http://e/\" x=\"2\" y=\"1\"></e:b>"),
        ("<a xmlns='u:v'><b xmlns='u:v'/></a><c/>", "<a xmlns=\"u:v\"><b></b></a><c></c>"),
        ("<a xmlns='u:v'><b xmlns=''><c/></b></a>", "<a xmlns=\"u:v\"><b xmlns=\"\"><c></c></b></a>"),
        (
            "<z:a xmlns:z='u:z' xmlns:y='u:y' xmlns:unused='u:u'><b z:i='1' y:i='2' i='3'/></z:a>",
            "<z:a xmlns:z=\"u:z\"><b xmlns:y=\"u:y\" i=\"3\" y:i=\"2\" z:i=\"1\"></b></z:a>"
        ),
        (
            "<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'><p:c xmlns:p='u:1'/></p:b><p:d/></p:a>",
            "<p:a xmlns:p=\"u:1\"><p:b xmlns:p=\"u:2\"><p:c xmlns:p=\"u:1\"></p:c></p:b><p:d></p:d></p:a>"
        ),
        (
            "<a xml:lang='en' b='&#9;&#10;&#13;&lt;&quot;&amp;>'/>",
            "<a b=\"&#x9;&#xA;&#xD;&lt;&quot;&amp;>\" xml:lang=\"en\"></a>"
        ),
        ("&amp;&lt;&gt;&#13;\"<![CDATA[<]]>", "&amp;&lt;&gt;&#xD;\"&lt;"),
        ("<!-- c --><?t d  e?><?t?>", "<!-- c --><?t d  e?><?t?>"),
        ("", ""),
    ])
    func canonicalizesXMLLiterals(xml: String, canonical: String) throws {
        let escaped = canonical.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        for type in ["Literal", "anything"] {
            let objects = try readObjects("<e:p rdf:parseType='\(type)'>\(xml)</e:p>")
            #expect(objects == ["\"\(escaped)\"^^<\(rdfNamespace)XMLLiteral>"])
        }
    }

    @Test func replacesEntitiesOfTheFile() throws {
        let type = "<!DOCTYPE rdf:RDF [<!ENTITY e 'http://e/'><!ENTITY n 'a&e;b'><!ENTITY m '<e:X/>'>]>"
        let objects = try readObjects(
            "<e:p>&n;</e:p><e:p rdf:resource='&e;o'/><e:p> &m; </e:p>", documentType: type)
        #expect(objects == ["\"ahttp://e/b\"", "<http://e/o>", "_:g1", "<http://e/X>"])
    }

    /// What the model's longest value needs.
    @Test func readsLongLiterals() throws {
        let value = String(repeating: "0123456789abcdé\n", count: 8 << 16)
        let objects = try readObjects("<e:p>\(value)</e:p><e:p><![CDATA[\(value)]]></e:p>")
        #expect(objects.map(\.utf8.count) == [2, 2].map { $0 + value.utf8.count + (8 << 16) })
    }

    @Test func readsEncodings() throws {
        func document(_ encoding: String) -> String {
            "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>"
                + rdfDocument("<rdf:Description rdf:about=\"u:s\"><e:p>\u{E9}\u{FF}</e:p></rdf:Description>")
        }
        let expected = ["<u:s> <http://e/p> \"\u{E9}\u{FF}\""]
        let latin = document("ISO-8859-1").unicodeScalars.map { UInt8($0.value) }
        let little: [UInt8] = [0xFF, 0xFE] + document("UTF-16").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + document("UTF-16").utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + document("UTF-8").utf8
        for bytes in [latin, little, big, marked] {
            for size in [4, 7, 65_536] { #expect(try readRDFXML(bytes, chunkSize: size) == expected) }
        }
    }

    @Test func refusesWrongEncodings() throws {
        let unknown = "<?xml version=\"1.0\" encoding=\"x-none\"?>" + rdfDocument("")
        #expect(try problem(Array(unknown.utf8))?.code == .unsupported)
        for bytes: [UInt8] in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0]] {
            let parts = rdfDocument("<rdf:Description rdf:about=\"u:s\">\n<e:p>|</e:p></rdf:Description>").utf8
                .split(separator: UInt8(ascii: "|"))
            let found = try problem(parts[0] + bytes + parts[1])
            #expect(found?.code == .malformed)
            #expect(found?.line == 2)
        }
    }
}
