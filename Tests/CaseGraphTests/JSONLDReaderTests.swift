import CaseBytes
import CaseGraph
import CaseTesting
import Foundation
import Testing

@Suite struct JSONLDReaderTests {
    @Test func literalsAndNodes() throws {
        let quads = try JSONLD.read(
            JSONLD.document(
                #"{"@type":"persons","@id":"per_10","name":"A","born":"201X","note":"n","gender":"female","merged_into_id":"per_1"}"#
            ))
        let node = "<https://e.org/d/per_10>"
        #expect(
            quads == [
                "\(node) <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Person> .",
                "\(node) <http://schema.org/name> \"A\" .",
                "\(node) <http://schema.org/birthDate> \"201X\"^^<http://id.loc.gov/datatypes/edtf/EDTF> .",
                "\(node) <https://e.org/ns#note> \"n\"@en-gb .",
                "\(node) <http://schema.org/gender> <https://e.org/d/concept/gender/female> .",
                "\(node) <http://purl.org/dc/terms/isReplacedBy> <https://e.org/d/per_1> .",
            ])
    }

    @Test func typesAreTermsAndIRIs() throws {
        let quads = try JSONLD.read(
            JSONLD.document(
                #"{"@type":["persons","http://e.org/T","agents"],"@id":"per_1","name":"A","sort_name":"B"}"#))
        #expect(quads.count == 5)
        #expect(quads[1].hasSuffix(" <http://e.org/T> ."))
        #expect(quads[4] == "<https://e.org/d/per_1> <https://e.org/ns#sortName> \"B\" .")
    }

    @Test func arraysAreSets() throws {
        #expect(try values(of: "name", #"["A", "B" ,"A"]"#) == ["\"A\"", "\"B\"", "\"A\""])
        #expect(try values(of: "name", "[ ]") == [])
        #expect(try values(of: "gender", #"["a","b"]"#).count == 2)
    }

    @Test(arguments: [
        (#"a\u0062\/\"\\"#, #"ab/\"\\"#), (#"\b\f\n\r\t"#, #"\b\f\n\r\t"#), (#"\u000a\u000A"#, #"\n\n"#),
        (#"\ud83d\udd4a"#, "🕊"), ("🕊", "🕊"), ("\u{7F}", #"\u007F"#), (#"\u0000\u001f"#, #"\u0000\u001F"#),
        ("\u{FFFE}\u{FFFF}\u{FFFD}", "\\uFFFE\\uFFFF\u{FFFD}"), (#"\ufffe"#, #"\uFFFE"#), ("", ""),
        ("e\u{301}\u{E9}", "e\u{301}\u{E9}"),
    ])
    func strings(written: String, canonical: String) throws {
        let values = try values(of: "name", "\"\(written)\"")
        #expect(values.map { Array($0.utf8) } == [Array("\"\(canonical)\"".utf8)])
    }

    @Test(arguments: [
        ("per_2", "https://e.org/d/per_2"), ("", "https://e.org/d/"), ("#f", "https://e.org/d/#f"),
        ("../x", "https://e.org/x"), (".", "https://e.org/d/"), ("..", "https://e.org/"),
        ("/a/./b", "https://e.org/a/b"),
        ("?q=%20", "https://e.org/d/?q=%20"), ("//h:80/p", "https://h:80/p"), ("a/b:c", "https://e.org/d/a/b:c"),
        ("urn:x:y", "urn:x:y"), ("http://x/a/../b", "http://x/a/../b"), ("persons", "https://e.org/d/persons"),
        ("é", "https://e.org/d/é"), (#"\u00e9\/x"#, "https://e.org/d/é/x"), ("x:", "x:"),
    ])
    func references(written: String, iri: String) throws {
        #expect(try values(of: "merged_into_id", "\"\(written)\"") == ["<\(iri)>"])
    }

    @Test func baseThatEndsInANumberSign() throws {
        let text = JSONLD.document(
            ##"{"@type":"persons","@id":"#per_1","merged_into_id":"https://e.org/d#"}"##,
            base: "https://e.org/d#")
        #expect(
            try JSONLD.read(text).last
                == "<https://e.org/d#per_1> <http://purl.org/dc/terms/isReplacedBy> <https://e.org/d#> .")
    }

    @Test func baseWithDotSegments() throws {
        let text = JSONLD.document(#"{"@type":"persons","@id":"x"}"#, base: "https://e.org/a/../d/y")
        #expect(try JSONLD.read(text)[0].hasPrefix("<https://e.org/d/x> "))
    }

    /// The context's base stands before that of the file, which serves where the context has none.
    @Test(arguments: [("https://e.org/d/", "https://e.org/d/x"), (nil, "https://o.org/x")])
    func bases(inContext base: String?, iri: String) throws {
        let text = JSONLD.document(#"{"@type":"persons","@id":"x"}"#, base: base)
        #expect(try JSONLD.read(text, options: GraphReaderOptions(base: "https://o.org/"))[0].hasPrefix("<\(iri)> "))
        if base == nil { #expect(try JSONLD.problem(in: text).message.contains("there is no base")) }
    }

    /// What the project writes is understood, and means what its N-Quads say.
    @Test(arguments: [1 << 18, 4097]) func referenceCase(chunk: Int) throws {
        let release = ToolRunner.packageRoot + "/Exports/example/release/"
        let text = try Data(contentsOf: URL(fileURLWithPath: release + "jsonld/dataset.jsonld"))
        let quads = try String(contentsOfFile: release + "rdf/dataset.nq", encoding: .utf8)
        #expect(Set(try JSONLD.read(Array(text), chunk: chunk)) == Set(quads.split(separator: "\n").map(String.init)))
    }
}

/// The objects of a node with one key.
private func values(of key: String, _ value: String) throws -> [String] {
    try JSONLD.read(JSONLD.document("{\"@type\":\"persons\",\"@id\":\"per_1\",\"\(key)\":\(value)}")).dropFirst().map {
        line in
        String(line.split(separator: " ", maxSplits: 2)[2].dropLast(2))
    }
}

/// What the tests of the reader of JSON-LD share.
enum JSONLD {
    private static let context = #"""
        "persons":{"@id":"http://schema.org/Person","@context":{
         "name":{"@id":"http://schema.org/name"},
         "born":{"@id":"http://schema.org/birthDate","@type":"http://id.loc.gov/datatypes/edtf/EDTF"},
         "note":{"@id":"https://e.org/ns#note","@language":"en-gb"},
         "gender":{"@id":"http://schema.org/gender","@type":"@id","@context":{"@base":"https://e.org/d/concept/gender/"}},
         "merged_into_id":{"@id":"http://purl.org/dc/terms/isReplacedBy","@type":"@id"}}},
        "agents":{"@id":"https://e.org/ns#Agent","@context":{
         "name":{"@id":"http://schema.org/name","@type":"http://www.w3.org/2001/XMLSchema#string"},
         "sort_name":{"@id":"https://e.org/ns#sortName"}}},
        "bare":{"@id":"https://e.org/ns#Bare"}
        """#

    static func document(_ nodes: String, base: String? = "https://e.org/d/") -> String {
        let base = base.map { "\"@base\":\"\($0)\"," } ?? ""
        return "{\"@context\":{\"@version\":1.1,\(base)\n\(context)},\n\"@graph\":[\n\(nodes)\n]}\n"
    }

    /// Quads as lines of N-Quads, in the order in which they came.
    final class QuadLines: QuadSink {
        var lines: [String] = []

        func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) {
            let terms = [subject, predicate, object, graph].filter { !$0.isEmpty }
            lines.append(terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") + " .")
        }
    }

    static func read(
        _ bytes: [UInt8], chunk: Int = .max, options: GraphReaderOptions = GraphReaderOptions()
    ) throws -> [String] {
        let sink = QuadLines()
        try JSONLDReader.read(MemorySource(bytes, chunkLimit: chunk), options: options, into: sink)
        return sink.lines
    }

    static func read(_ text: String, options: GraphReaderOptions = GraphReaderOptions()) throws -> [String] {
        try read(Array(text.utf8), options: options)
    }

    /// What is wrong with a document.
    static func problem(in bytes: [UInt8], options: GraphReaderOptions = GraphReaderOptions()) throws -> GraphProblem {
        try #require(throws: GraphProblem.self) { _ = try read(bytes, options: options) }
    }

    static func problem(in text: String) throws -> GraphProblem { try problem(in: Array(text.utf8)) }
}
