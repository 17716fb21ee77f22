import CaseGraph
import CaseTesting
import Testing

/// Files that are made to do harm: they end in a problem, soon and in little memory.
@Suite struct RDFXMLHostileTests {
    private static func described(_ content: String) -> String {
        "<rdf:Description rdf:about=\"u:s\">\(content)</rdf:Description>"
    }

    @Test func stopsABillionLaughs() throws {
        let entities = (1..<10).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
        let type = "<!DOCTYPE rdf:RDF [<!ENTITY l0 \"lolololol\">\(entities)]>"
        #expect(try problem(Self.described("<e:p>&l9;</e:p>"), documentType: type)?.code == .limit)
        #expect(try problem(Self.described("<e:p e:q=\"&l9;\"/>"), documentType: type)?.code == .limit)
    }

    @Test func stopsQuadraticBlowup() throws {
        let type = "<!DOCTYPE rdf:RDF [<!ENTITY l \"\(String(repeating: "x", count: 50_000))\">]>"
        let text = Self.described("<e:p>\(String(repeating: "&l;", count: 50_000))</e:p>")
        let attributes = Self.described(String(repeating: "<e:p e:q=\"&l;\"/>", count: 50_000))
        #expect(try problem(text, documentType: type)?.code == .limit)
        #expect(try problem(attributes, documentType: type)?.code == .limit)
    }

    @Test func stopsDefaultsThatBlowUp() throws {
        let long = "<!DOCTYPE rdf:RDF [<!ATTLIST e:p e:q CDATA \"\(String(repeating: "x", count: 50_000))\">]>"
        let elements = Self.described(String(repeating: "<e:p/>", count: 10_000))
        #expect(try problem(elements, documentType: long)?.code == .limit)
        let many = (0..<1_000).map { "e:a\($0) CDATA \"\"" }.joined(separator: " ")
        #expect(try problem("", documentType: "<!DOCTYPE rdf:RDF [<!ATTLIST e:p \(many)>]>")?.code == .limit)
    }

    @Test func stopsEntitiesThatHoldThemselves() throws {
        let type = "<!DOCTYPE rdf:RDF [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>"
        #expect(try problem(Self.described("<e:p>&a;</e:p>"), documentType: type) != nil)
    }

    @Test func readsNothingFromOutside() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write("<!ENTITY s \"secret\">", to: "secret.dtd")
        for address in ["file://\(path)", path, "http://127.0.0.1:9/x"] {
            let entity = "<!DOCTYPE rdf:RDF [<!ENTITY s SYSTEM \"\(address)\">]>"
            let expected = "the entity &s; is not declared in the file"
            #expect(try problem(Self.described("<e:p>&s;</e:p>"), documentType: entity)?.message == expected)
            #expect(try problem(Self.described("<e:p e:q=\"&s;\"/>"), documentType: entity) != nil)
            let subset = "<!DOCTYPE rdf:RDF SYSTEM \"\(address)\">"
            #expect(try problem(Self.described("<e:p>&s;</e:p>"), documentType: subset)?.message == expected)
            #expect(try problem(Self.described("<e:p>x</e:p>"), documentType: subset) == nil)
            let parameter = "<!DOCTYPE rdf:RDF [<!ENTITY % s SYSTEM \"\(address)\"> %s;]>"
            #expect(try problem("", documentType: parameter)?.code == .unsupported)
        }
    }

    @Test func bounds() throws {
        let depth = 100_000
        let nodes = String(repeating: "<e:T><e:p>", count: depth) + String(repeating: "</e:p></e:T>", count: depth)
        #expect(try problem(nodes)?.message == "elements are nested deeper than 256 levels")
        let markup = String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        #expect(
            try problem(Self.described("<e:p rdf:parseType=\"Literal\">\(markup)</e:p>"))?.message
                == "elements are nested deeper than 256 levels")
        let attributes = (0..<200_000).map { " e:a\($0)=\"\"" }.joined()
        #expect(try problem("<e:T\(attributes)/>")?.message == "an element has more than 10000 attributes")
        let namespaces = (0..<5_000).map { " xmlns:a\($0)=\"u:\"" }.joined()
        #expect(try problem("<e:T\(namespaces)/>")?.message == "more than 4096 namespaces are in scope")
        let names = (0..<60_000).map { "<e:\(String(repeating: "n", count: 500))\($0)/>" }.joined()
        #expect(try problem(names)?.code == .limit)
        let long = String(repeating: "x", count: 12_000_000)
        #expect(try problem("<e:T e:p=\"\(long)\"/>")?.code == .limit)
        #expect(try problem("<!--\(long)-->")?.code == .limit)
    }

    @Test func keepsTheLimitOfATerm() throws {
        func found(_ content: String) throws -> GraphProblem? {
            try problem(Array(rdfDocument(Self.described(content)).utf8)) { $0.termLimit = 1_000 }
        }
        let long = String(repeating: "x", count: 1_001)
        for content in [
            "<e:p>\(long)</e:p>", "<e:p><![CDATA[\(long)]]></e:p>", "<e:p e:q=\"\(long)\"/>",
            "<e:p rdf:parseType=\"Literal\">\(long)</e:p>", "<e:p rdf:parseType=\"Literal\"><a b=\"\(long)\"/></e:p>",
            "<e:p rdf:parseType=\"Literal\"><!--\(long)--></e:p>", "<e:p rdf:resource=\"u:\(long)\"/>",
            "<e:p xml:lang=\"\(long)\"/>", "<e:p rdf:nodeID=\"\(long)\"/>",
        ] {
            #expect(try found(content)?.code == .limit, "\(content.prefix(50))")
        }
        #expect(try found("<e:p>\(long.dropLast())</e:p>") == nil)
    }

    @Test func keepsTheLimitOfDepth() throws {
        func found(_ limit: Int) throws -> GraphProblem? {
            try problem(Array(rdfDocument("<e:T><e:p><e:T/></e:p></e:T>").utf8)) { $0.depthLimit = limit }
        }
        #expect(try found(4) == nil)
        #expect(try found(3)?.code == .limit)
        let depth = 400
        let nodes = String(repeating: "<e:T><e:p>", count: depth) + String(repeating: "</e:p></e:T>", count: depth)
        #expect(try problem(Array(rdfDocument(nodes).utf8)) { $0.depthLimit = 1_000 } == nil)
    }

    @Test func refusesEveryBeginning() throws {
        let bytes = Array(RDFXMLSample.text.utf8)
        let tail = "\n<!-- last -->\n"
        #expect(RDFXMLSample.text.hasSuffix("</rdf:RDF>" + tail))
        let end = bytes.count - tail.utf8.count
        for count in 0..<end {
            #expect(try problem(Array(bytes[..<count])) != nil, "the first \(count) bytes")
        }
        #expect(try problem(Array(bytes[..<end])) == nil)
    }

    /// Whatever bytes come, the reader gives quads or a `GraphProblem`; in chunks of any size the same.
    @Test(arguments: 0..<8)
    func survivesRandomChanges(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "<", ">", "\"", "&", "]]>", "<![CDATA[", "<!--", "-->", "&node;", "rdf:", "xmlns=''", "/", "\u{0}",
        ]
        for round in 0..<400 {
            var bytes = Array(RDFXMLSample.text.utf8)
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1..<20, using: &random)))
                case 2: bytes.insert(contentsOf: random.pick(pieces).utf8, at: place)
                default:
                    let from = Int.random(in: 0..<bytes.count, using: &random)
                    bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + 60)], at: place)
                }
            }
            let size = random.pick([1, 2, 3, 7, 64])
            let whole = Result { try readRDFXML(bytes) }
            let chunked = Result { try readRDFXML(bytes, chunkSize: size) }
            switch (whole, chunked) {
            case (.success(let lines), .success(let others)):
                #expect(lines == others, "seed \(seed), round \(round), chunks of \(size)")
            case (.failure(let problem), .failure(let other)):
                #expect(problem is GraphProblem && other is GraphProblem)
            default:
                Issue.record("seed \(seed), round \(round): read whole or in chunks of \(size), but not both")
            }
        }
    }
}
