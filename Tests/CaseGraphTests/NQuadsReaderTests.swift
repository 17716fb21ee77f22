import CaseBytes
import CaseGraph
import CaseTesting
import Testing

@Suite struct NQuadsReaderTests {
    /// What a reader gives, one line a quad.
    private final class Lines: QuadSink {
        var lines: [String] = []

        func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) {
            let terms = [subject, predicate, object, graph].filter { !$0.isEmpty }
            lines.append(terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
        }
    }

    private func read(
        _ text: some Sequence<UInt8>, chunkLimit: Int = .max, triples: Bool = false,
        options: GraphReaderOptions = GraphReaderOptions()
    ) throws -> [String] {
        let lines = Lines()
        let source = MemorySource(Array(text), chunkLimit: chunkLimit)
        if triples {
            try NTriplesReader.read(source, options: options, into: lines)
        } else {
            try NQuadsReader.read(source, options: options, into: lines)
        }
        return lines.lines
    }

    private func read(_ text: String) throws -> [String] { try read(text.utf8) }

    private func problem(_ bytes: [UInt8], triples: Bool = false) -> GraphProblem? {
        do {
            _ = try read(bytes, triples: triples)
            return nil
        } catch { return error as? GraphProblem }
    }

    /// Every kind of term, escape, blank and line end.
    private static let everything = """
        # a comment: é
        <http://e/s> <http://e/p> <http://e/o> <http://e/g> .
        _:a.b-c <http://e/p> _:0 _:g.
        <http://e/\\u00E9\\U0001F600é😀> <http://e/p> "plain" . # the end\r
        \r
          \t<http://e/s>\t<http://e/p>"é😀\\t\\b\\n\\r\\f\\"\\\\\\'" .\r<http://e/s> <http://e/p> "a\tb\u{7F}\u{FFFE}\\u0041\\u000b\\uFFFF\\U0000000A"@en-GB .
        <http://e/s> <http://e/p> "1" ^^ <http://e/\\u0064> .
        <http://e/s> <http://e/p> "s"^^<http://www.w3.org/2001/XMLSchema#string> <http://e/g>.
        <http://e/s> <http://e/p> "a\\'b"^^<http://e/d>.
        <http://e/s> <http://e/p> "שלום"@he--rtl .

        <http://e/s> <http://e/p> <<(_:x<http://e/p><<( <http://e/s> <http://e/p> "\\'"@en )>>)>> .
        _:é·٠ <http://e/p> "" .
        <urn:last> <urn:p> "no line end" .
        """

    private static let everythingCanonical = [
        "<http://e/s> <http://e/p> <http://e/o> <http://e/g>",
        "_:a.b-c <http://e/p> _:0 _:g",
        "<http://e/é😀é😀> <http://e/p> \"plain\"",
        #"<http://e/s> <http://e/p> "é😀\t\b\n\r\f\"\\'""#,
        #"<http://e/s> <http://e/p> "a\tb\u007F\uFFFEA\u000B\uFFFF\n"@en-GB"#,
        #"<http://e/s> <http://e/p> "1"^^<http://e/d>"#,
        #"<http://e/s> <http://e/p> "s" <http://e/g>"#,
        #"<http://e/s> <http://e/p> "a'b"^^<http://e/d>"#,
        #"<http://e/s> <http://e/p> "שלום"@he--rtl"#,
        #"<http://e/s> <http://e/p> <<( _:x <http://e/p> <<( <http://e/s> <http://e/p> "'"@en )>> )>>"#,
        #"_:é·٠ <http://e/p> """#,
        #"<urn:last> <urn:p> "no line end""#,
    ]

    @Test(arguments: [1, 2, 3, 7, 100, .max])
    func everyChunkSizeGivesTheSame(chunkLimit: Int) throws {
        #expect(try read(Self.everything.utf8, chunkLimit: chunkLimit) == Self.everythingCanonical)
    }

    @Test func whatIsCanonicalIsItsOwnForm() throws {
        let text = Self.everythingCanonical.map { $0 + " .\n" }.joined()
        #expect(try read(text) == Self.everythingCanonical)
    }

    /// Every character below U+0100 and some beyond, as it is and escaped in both ways, at every place of a vector.
    @Test func everyCharacterInALiteral() throws {
        let scalars: [UInt32] = Array(0...0xFF) + [0x7FF, 0x800, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF]
        for scalar in scalars {
            let character = String(Unicode.Scalar(scalar)!)
            let hex = String(scalar, radix: 16)
            let padded = { (count: Int) in String(repeating: "0", count: max(0, count - hex.count)) + hex }
            var forms = ["\\U\(padded(8))"]
            if scalar <= 0xFFFF { forms += ["\\u\(padded(4))", "\\u\(padded(4).uppercased())"] }
            if ![0x0A, 0x0D, 0x22, 0x5C].contains(scalar) { forms.append(character) }
            var found: Set<String> = []
            for form in forms {
                for offset in [0, 5, 14, 15, 16, 31] {
                    let padding = String(repeating: "x", count: offset)
                    let line = try #require(
                        try read("<urn:s> <urn:p> \"\(padding)\(form)\" .").first)
                    let object = line.dropFirst("<urn:s> <urn:p> \"".count + offset).dropLast()
                    found.insert(String(object))
                }
            }
            // They all come to one.
            #expect(found == [canonical(scalar, character)], "U+\(hex)")
        }
    }

    private func canonical(_ scalar: UInt32, _ character: String) -> String {
        switch scalar {
        case 0x08: return "\\b"
        case 0x09: return "\\t"
        case 0x0A: return "\\n"
        case 0x0C: return "\\f"
        case 0x0D: return "\\r"
        case 0x22, 0x5C: return "\\" + character
        case 0...0x1F, 0x7F, 0xFFFE, 0xFFFF:
            let hex = String(scalar, radix: 16, uppercase: true)
            return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: return character
        }
    }

    /// A line that is right comes first, so that the line of the fault is the second.
    @Test(arguments: [
        ("<s> <urn:p> <urn:o> .", "found the relative IRI <s>; expected an absolute one"),
        ("<1:s> <urn:p> <urn:o> .", "found the relative IRI <1:s>; expected an absolute one"),
        ("<urn:s> <urn:p> \"a\"^^<d> .", "found the relative IRI <d>; expected an absolute one"),
        ("<urn:s> <urn:p> <urn:o o> .", "an IRI may not hold a space"),
        ("<urn:s> <urn:p> <urn:{o}> .", "an IRI may not hold \"{\""),
        ("<urn:s> <urn:p> <urn:\u{1}> .", "an IRI may not hold U+0001"),
        ("<urn:s> <urn:p> <urn:\\u0020> .", "an IRI may not hold a space, escaped or not"),
        ("<urn:s> <urn:p> <urn:\\u003E> .", "an IRI may not hold \">\", escaped or not"),
        ("<urn:s> <urn:p> <urn:\\n> .", "found the escape \\ and \"n\", which there is not here"),
        ("<urn:s> <urn:p> <urn:o", "an IRI is not closed by \">\" in its line"),
        ("\"a\" <urn:p> <urn:o> .", "found \"\"\" in place of a statement; expected an IRI or a blank node"),
        ("<urn:s> _:p <urn:o> .", "found \"_\" in place of a predicate; expected an IRI"),
        ("<urn:s> <urn:p> 1 .", "found \"1\" in place of an object; expected an IRI, a blank node or a literal"),
        (
            "<urn:s> <urn:p> <urn:o>",
            "found the end of the line in place of the end of the statement; expected a full stop"
        ),
        (
            "<urn:s> <urn:p> <urn:o> \"g\" .",
            "found \"\"\" in place of the name of a graph; expected an IRI or a blank node"
        ),
        (
            "<urn:s> <urn:p> <urn:o> <urn:g> <urn:h> .",
            "found \"<\" in place of the end of the statement; expected a full stop"
        ),
        (
            "<urn:s> <urn:p> <urn:o> . <urn:s>",
            "found \"<\" in place of the next statement; expected a line of its own for it"
        ),
        ("<urn:s> <urn:p> \"a", "a literal is not closed by a quotation mark in its line"),
        ("<urn:s> <urn:p> \"\\x\" .", "found the escape \\ and \"x\", which there is not here"),
        ("<urn:s> <urn:p> \"\\u12G4\" .", "\"\\u\" needs 4 hexadecimal digits"),
        ("<urn:s> <urn:p> \"\\U0000\" .", "\"\\U\" needs 8 hexadecimal digits"),
        ("<urn:s> <urn:p> \"\\uD800\" .", "U+D800 is no character that UTF-8 can carry"),
        ("<urn:s> <urn:p> \"\\U00110000\" .", "U+110000 is no character that UTF-8 can carry"),
        ("<urn:s> <urn:p> \"\\UFFFFFFFF\" .", "U+FFFFFFFF is no character that UTF-8 can carry"),
        ("<urn:s> <urn:p> \"a\"@1 .", "found \"1\" in place of a language tag; expected a letter"),
        (
            "<urn:s> <urn:p> \"a\"@en- .",
            "found a space in place of a part of a language tag; expected a letter or a digit"
        ),
        ("<urn:s> <urn:p> \"a\"@en--up .", "found \"-\" in place of a base direction; expected ltr or rtl"),
        ("<urn:s> <urn:p> \"a\"^<urn:d> .", "found \"^\" in place of a datatype; expected ^^ and an IRI"),
        ("<urn:s> <urn:p> \"a\"^^\"d\" .", "found \"\"\" in place of a datatype; expected an IRI"),
        ("_ <urn:p> <urn:o> .", "found \"_\" in place of a blank node; expected \"_:\" and a label"),
        (
            "_:-a <urn:p> <urn:o> .",
            "found \"-\" in place of the label of a blank node; expected a letter, a digit or _"
        ),
        (
            "<urn:s> <urn:p> << <urn:s> <urn:p> <urn:o> >> .",
            "\"<<\" begins nothing here; a triple term begins with \"<<(\""
        ),
        (
            "<urn:s> <urn:p> <<( <urn:s> <urn:p> <urn:o> .",
            "found \".\" in place of the end of a triple term; expected )>>"
        ),
        ("@prefix a: <urn:a> .", "found a directive; N-Quads have none"),
    ])
    func everyFaultHasItsLine(line: String, message: String) {
        let found = problem(Array("<urn:s> <urn:p> <urn:o> .\n\(line)\n".utf8))
        #expect(found?.code == .malformed)
        #expect(found?.message == message)
        #expect(found?.line == 2)
    }

    @Test func carriageReturnsEndLines() {
        #expect(problem(Array("#\r#\r\n\n\r<s>".utf8))?.line == 5)
    }

    @Test func bytesThatAreNotUTF8() {
        let start = Array("<urn:s> <urn:p> ".utf8)
        for bad in [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xFF]]
            as [[UInt8]]
        {
            let lines = [
                start + Array("\"".utf8) + bad + Array("\" .".utf8),
                start + Array("<urn:".utf8) + bad + Array("> .".utf8),
                start + Array("_:a".utf8) + bad + Array(" .".utf8), Array("# ".utf8) + bad, bad,
            ]
            for line in lines { #expect(problem(line)?.code == .malformed) }
        }
        #expect(problem([0xEF, 0xBB, 0xBF])?.message == "found a byte order mark, which N-Quads do not have")
    }

    @Test func triplesHaveNoGraphs() {
        let quad = Array("<urn:s> <urn:p> <urn:o> <urn:g> .".utf8)
        #expect(problem(quad) == nil)
        #expect(problem(quad, triples: true)?.message == "found a fourth term, and N-Triples have three")
    }

    @Test func limits() throws {
        var options = GraphReaderOptions()
        options.termLimit = 100
        options.depthLimit = 3
        func code(_ text: String) -> GraphProblem.Code? {
            do {
                _ = try read(text.utf8, chunkLimit: 50, options: options)
                return nil
            } catch { return (error as? GraphProblem)?.code }
        }
        let long = String(repeating: "a", count: 98)
        #expect(code("<urn:s> <urn:p> \"\(long)\" .") == nil)
        #expect(code("<urn:s> <urn:p> \"\(long)a\" .") == .limit)
        #expect(code("<urn:s> <urn:p> \"\(long)\"@en .") == .limit)
        #expect(code("<urn:s> <urn:p> <urn:\(long)> .") == .limit)
        #expect(code("<urn:s> <urn:p> _:\(long)a .") == .limit)
        // Escaped it is shorter than it is written.
        #expect(code("<urn:s> <urn:p> \"\(String(repeating: "\u{1}", count: 20))\" .") == .limit)
        #expect(code("#" + String(repeating: " ", count: 10_000)) == .limit)
        options.termLimit = 1 << 20
        func nested(_ depth: Int) -> String { depth == 0 ? "<urn:o>" : "<<(<urn:s><urn:p>\(nested(depth - 1)))>>" }
        #expect(code("<urn:s> <urn:p> \(nested(3)) .") == nil)
        #expect(code("<urn:s> <urn:p> \(nested(4)) .") == .limit)
    }

    /// Whatever is changed in a file: it is read or refused, and what is read is its own canonical form.
    @Test(arguments: 0..<4 as Range<UInt64>)
    func changedFiles(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let original = Array(Self.everything.utf8)
        var readable = 0
        for round in 0..<5_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = .random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(original.randomElement(using: &generator)!, at: place)
                default: bytes.removeLast(bytes.count - max(place, 1))
                }
            }
            do {
                let lines = try read(bytes, chunkLimit: Int.random(in: 1...64, using: &generator))
                readable += 1
                #expect(try read(lines.map { $0 + " .\n" }.joined()) == lines, "seed \(seed), round \(round)")
            } catch is GraphProblem {}
        }
        #expect(readable > 100)
    }
}
