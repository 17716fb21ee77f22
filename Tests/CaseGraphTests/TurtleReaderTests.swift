import CaseBytes
import CaseGraph
import Testing

/// What of Turtle is read gives the terms that N-Quads has; what is not read is refused.
@Suite struct TurtleReaderTests {
    private final class Lines: QuadSink {
        var lines: [String] = []

        func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) {
            lines.append([subject, predicate, object].map(\.text).joined(separator: " "))
        }
    }

    private static func read(_ text: some Sequence<UInt8>, chunk: Int = .max) throws -> [String] {
        let sink = Lines()
        try TurtleReader.read(
            MemorySource(Array(text), chunkLimit: chunk), options: GraphReaderOptions(), into: sink)
        return sink.lines
    }

    private static let prologue = "@prefix : <http://e/> .\n@prefix x-y: <http://f#> .\n"

    static let good: [(String, [String])] = [
        (":a :b :c .", ["<http://e/a> <http://e/b> <http://e/c>"]),
        (
            ":a a x-y:C, :D ; :b 1 ;; .",
            [
                "<http://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://f#C>",
                "<http://e/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/D>",
                "<http://e/a> <http://e/b> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>",
            ]
        ),
        (
            "<urn:a> :b true, false, -1.5, 2e7 . # end",
            [
                "<urn:a> <http://e/b> \"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>",
                "<urn:a> <http://e/b> \"false\"^^<http://www.w3.org/2001/XMLSchema#boolean>",
                "<urn:a> <http://e/b> \"-1.5\"^^<http://www.w3.org/2001/XMLSchema#decimal>",
                "<urn:a> <http://e/b> \"2e7\"^^<http://www.w3.org/2001/XMLSchema#double>",
            ]
        ),
        (
            ":a :b \"t\\tn\\n\\\"\\\\\\u00e9\\U0001F600é\"@en-GB .",
            [
                "<http://e/a> <http://e/b> \"t\\tn\\n\\\"\\\\é😀é\"@en-GB"
            ]
        ),
        (
            ":a :b \"2014\"^^x-y:d, \"s\"^^<http://www.w3.org/2001/XMLSchema#string>, \"\" .",
            [
                "<http://e/a> <http://e/b> \"2014\"^^<http://f#d>", "<http://e/a> <http://e/b> \"s\"",
                "<http://e/a> <http://e/b> \"\"",
            ]
        ),
        (":a.b :b :c.", ["<http://e/a.b> <http://e/b> <http://e/c>"]),
        (":a:b", []),
        (
            ":true :b false.",
            [
                "<http://e/true> <http://e/b> \"false\"^^<http://www.w3.org/2001/XMLSchema#boolean>"
            ]
        ),
    ].filter { !$0.1.isEmpty }

    @Test(arguments: good, [1, 2, 7, .max]) func isRead(document: (String, [String]), chunk: Int) throws {
        #expect(try Self.read((Self.prologue + document.0).utf8, chunk: chunk) == document.1)
    }

    @Test(arguments: [
        "@base <http://e/> .", "PREFIX p: <http://e/>", "_:a :b :c .", ":a :b [] .", ":a :b (1) .", ":a :b 'c' .",
        ":a :b \"\"\"c\"\"\" .", ":a :b c:d .", ":a :b <c> .", ":a :b <http://e/ f> .", ":a :b <http://e/\\u0041> .",
        ":a :b \"c", ":a :b \"c\n\" .", ":a :b \"\\x\" .", ":a :b \"\\uD800\" .", ":a :b \"\\u12\" .", ":a :b",
        ":a :b :c",
        ":a :b :c ; ", ":a :b 1.2.3 .", ":a :b +e .", ":a :b \"c\"@ .", ":a :b \"c\"@en- .", ":a :b \"c\"@1 .",
        ":a :b \"c\"^<http://d/> .", ":a \"b\" :c .", "\"a\" :b :c .", ":a :b :c :d .", ":a b :c .", ":a :b\\,c :d .",
        ":a :b%41 :d .", ":a :b:c :d .", "@prefix p <http://e/> .", "@prefix p: <http://e/>",
        "@prefixes p: <http://e/> .",
        ":a :b tru .", ":a :b true", ".",
    ])
    func isRefused(document: String) {
        #expect(throws: GraphProblem.self) { try Self.read((Self.prologue + document).utf8) }
    }

    @Test func theLineIsNamed() {
        let problem = #expect(throws: GraphProblem.self) { try Self.read((Self.prologue + "\n# c\n:a :b ?").utf8) }
        #expect(problem?.line == 5)
    }

    @Test func bytesThatAreNotUTF8() {
        let text = Array(Self.prologue.utf8) + Array(":a :b \"".utf8) + [0xFF] + Array("\" .".utf8)
        #expect(throws: GraphProblem.self) { try Self.read(text) }
    }

    @Test func aTermThatIsTooLong() {
        var options = GraphReaderOptions()
        options.termLimit = 1 << 18
        let text = Self.prologue + ":a :b \"" + String(repeating: "c", count: 1 << 19) + "\" ."
        #expect(throws: GraphProblem.self) {
            try TurtleReader.read(MemorySource(Array(text.utf8)), options: options, into: Lines())
        }
    }
}
