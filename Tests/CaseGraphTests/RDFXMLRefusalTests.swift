import CaseGraph
import Testing

/// What is not RDF/XML is refused, with its line and a reason.
@Suite struct RDFXMLRefusalTests {
    private static let subject = "<rdf:Description rdf:about=\"u:s\">"

    /// libxml2 stops at such bytes without a word, and what came before them is no file.
    @Test(arguments: ["US-ASCII", "UTF-8"], [0, 70_000])
    func refusesBytesThatAreNotOfTheEncoding(encoding: String, blanks: Int) throws {
        let blank = String(repeating: " ", count: blanks)
        let head = "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>" + rdfDocument("<e:T rdf:about=\"u:s\"/>\(blank)|")
        let foreign: [UInt8] = [0xFF, 0xFE, 0x81, 0x80, 0x20]
        let found = try problem(head.utf8.flatMap { byte -> [UInt8] in byte == 0x7C ? foreign : [byte] })
        #expect(found?.code == .malformed)
    }

    /// libxml2 lets them through in sections that come in pieces.
    @Test(
        arguments: [[0xC1, 0xA2], [0xE0, 0x81, 0xA2], [0xF0, 0x80, 0x81, 0xA2], [0xED, 0xA0, 0x80], [0xFF]] as [[UInt8]]
    )
    func refusesSectionsThatAreNotUTF8(bytes: [UInt8]) throws {
        let text = rdfDocument("<e:T rdf:about=\"u:s\"><e:p><![CDATA[x|]]></e:p></e:T>")
        let found = try problem(text.utf8.flatMap { byte -> [UInt8] in byte == 0x7C ? bytes : [byte] })
        #expect(found?.code == .malformed)
    }

    /// A byte that belongs to no character could be lost between two pieces.
    @Test(arguments: ["EUC-JP", "EUC--JP", "GB18030", "windows-1252", "UTF-7", "UTF-32"])
    func refusesEncodingsThatTheSystemConverts(encoding: String) throws {
        let found = try problem(
            Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\(rdfDocument("<e:T rdf:about=\"u:s\"/>"))".utf8))
        #expect(found != nil)
    }

    @Test func refusesHalfASurrogatePair() throws {
        let text = rdfDocument("<e:T rdf:about=\"u:s\"/>")
        for place in text.utf16.indices.dropFirst(8) {
            var units = Array(text.utf16)
            units[text.utf16.distance(from: text.utf16.startIndex, to: place)] = 0xDA6E
            let bytes = units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
            #expect(try problem([0xFF, 0xFE] + bytes) != nil)
        }
    }

    @Test(arguments: [
        ("<rdf:li/>", "<rdf:li> may not be a node element"),
        ("<rdf:RDF/>", "<rdf:RDF> may not be a node element"),
        ("<rdf:bagID/>", "<rdf:bagID> may not be a node element"),
        ("<plain/>", "<plain> has no namespace, so it names no class or property"),
        ("text", "text stands where node elements are expected: \"text\""),
        ("<e:T rdf:about=\"u:s\" rdf:ID=\"a\"/>", "<e:T> has more than one of rdf:about, rdf:ID and rdf:nodeID"),
        ("<e:T rdf:nodeID=\"a\" rdf:ID=\"a\"/>", "<e:T> has more than one of rdf:about, rdf:ID and rdf:nodeID"),
        ("<e:T rdf:nodeID=\"a:b\"/>", "rdf:nodeID \"a:b\" is not a name without a colon"),
        ("<e:T rdf:ID=\"1a\"/>", "rdf:ID \"1a\" is not a name without a colon"),
        ("<e:T rdf:resource=\"u:s\"/>", "rdf:resource stands on the node element <e:T>; it belongs on a property"),
        ("<e:T rdf:aboutEach=\"u:s\"/>", "rdf:aboutEach may not be an attribute"),
        ("<e:T rdf:li=\"a\"/>", "rdf:li may not be an attribute"),
        ("<e:T plain=\"a\"/>", "the attribute plain has no namespace"),
        ("<e:T xml:lang=\"e n\"/>", "xml:lang \"e n\" is not a language tag"),
        ("<e:T rdf:about=\"u:a b\"/>", "\"u:a b\" is not an IRI: it holds \" \""),
        ("<e:T rdf:about=\"u:a&lt;b\"/>", "\"u:a<b\" is not an IRI: it holds \"<\""),
        ("<e:T rdf:about=\"rel\"/>", "the IRI \"rel\" is relative, and the file has no xml:base"),
        ("<T xmlns=\"rel\"/>", "the name <relT> is not an absolute IRI"),
        ("<T xmlns=\"u:a b\"/>", "the name <u:a bT> is not an absolute IRI"),
        ("<x:T/>", "namespace prefix x on T is not defined"),
    ])
    func refusesNodes(content: String, message: String) throws {
        let found = try problem("\n\n" + content)
        #expect(found?.message == message)
        #expect(found?.code == .malformed)
        #expect(found?.line == 3)
    }

    @Test(arguments: [
        ("<rdf:Description/>", "<rdf:Description> may not be a property element"),
        ("<e:p rdf:about=\"u:x\"/>", "rdf:about stands on the property element <e:p>; it belongs on a node"),
        ("<e:p rdf:resource=\"u:x\" rdf:nodeID=\"n\"/>", "<e:p> has both rdf:resource and rdf:nodeID"),
        ("<e:p rdf:resource=\"u:x\" rdf:datatype=\"u:d\"/>", "<e:p> has rdf:datatype, but its value is no literal"),
        (
            "<e:p rdf:parseType=\"Literal\" e:q=\"\"/>",
            "<e:p> has rdf:parseType, and beside it an attribute other than rdf:ID"
        ),
        ("<e:p rdf:resource=\"u:x\">a</e:p>", "text stands where nothing more is expected: \"a\""),
        ("text", "text stands where property elements are expected: \"text\""),
        (
            "<e:p rdf:resource=\"u:x\"><e:T/></e:p>",
            "<e:T> stands where nothing may stand: the property has its value already"
        ),
        ("<e:p><e:T/><e:T/></e:p>", "<e:T> stands where nothing may stand: the property has its value already"),
        ("<e:p><e:T/>a</e:p>", "text stands where nothing more is expected: \"a\""),
        ("<e:p>a<e:T/></e:p>", "<e:T> stands beside text: a property has one value"),
        ("<e:p>&#127;<e:T/></e:p>", "<e:T> stands beside text: a property has one value"),
        (
            "<e:p rdf:datatype=\"u:d\"><e:T/></e:p>",
            "<e:T> stands in a property element with rdf:datatype, which takes text only"
        ),
        (
            "<e:p rdf:datatype=\"\(rdfNamespace)langString\"/>",
            "a literal of the datatype rdf:langString needs xml:lang, and no rdf:datatype"
        ),
    ])
    func refusesProperties(content: String, message: String) throws {
        let found = try problem(Self.subject + "\n" + content + "</rdf:Description>")
        #expect(found?.message == message)
        #expect(found?.line == 2)
    }

    @Test func refusesAnIdentifierTwice() throws {
        func found(_ other: String) throws -> GraphProblem? {
            try problem(
                Array(rdfDocument("<e:T rdf:ID=\"a\"/>\(other)").utf8), base: "http://b/")
        }
        #expect(try found("<e:T rdf:ID=\"a\"/>")?.message == "rdf:ID \"a\" stands twice in the file")
        #expect(try found("<e:T><e:p rdf:ID=\"a\"/></e:T>") != nil)
        #expect(try found("<e:T rdf:ID=\"b\"/>") == nil)
        #expect(try found("<e:T rdf:ID=\"a\" xml:base=\"c\"/>") == nil)
    }

    @Test func refusesAttributesOfTheRoot() throws {
        let root = "<rdf:RDF xmlns:rdf=\"\(rdfNamespace)\" rdf:about=\"u:s\"/>"
        #expect(try problem(Array(root.utf8))?.message.hasPrefix("rdf:RDF has an attribute") == true)
    }

    @Test func refusesABaseThatIsNone() throws {
        #expect(
            try problem(Array(rdfDocument("").utf8), base: "b c")?.message == "the base b c is not an absolute IRI")
    }

    @Test func hintsAtTheBase() throws {
        #expect(try problem("<e:T rdf:about=\"\"/>")?.hint == "name the IRI of the file: --base IRI")
    }

    @Test func refusesWhatIsNoXML() throws {
        #expect(try problem([])?.message == "the file is empty")
        for text in ["<", "  \n ", "<!-- -->"] {
            #expect(try problem(Array(text.utf8))?.message == "the file has no root element, so it is no XML")
        }
        #expect(
            try problem(Array("<a xmlns='u:'>\n<b></a>".utf8))?.description
                == "line 2: opening and ending tag mismatch: b line 2 and a")
        #expect(try problem(Array((rdfDocument("") + rdfDocument("")).utf8))?.message.contains("extra content") == true)
        #expect(try problem("<e:T rdf:about=\"u:s\" rdf:about=\"u:s\"/>") != nil)
        #expect(try problem("\(Self.subject)<e:p>&#1;</e:p></rdf:Description>") != nil)
    }
}
