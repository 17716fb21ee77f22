import CaseBytes
import CaseFormats
import CaseModel
import Testing

/// The formats that carry the graph, byte for byte.
@Suite struct GraphFormatTests {
    private static let options = FormatOptions()
    private static let formats: [any ExportFormat] = [
        JSONLDFormat(options: options), RDFXMLFormat(options: options), NQuadsFormat(options: options),
        TurtleFormat(options: options),
    ]

    private func column(
        _ name: String, _ kind: Kind, _ property: String, target: ReferenceTarget? = nil, scheme: String? = nil
    ) -> Column {
        Column(name: name, kind: kind, property: property, target: target, scheme: scheme, documentation: "A value.")
    }

    private func layout(_ columns: [Column], class type: String = "https://e.org/Note") -> TableLayout {
        let table = Table(
            name: "notes", key: .id(prefix: "not"), classIRI: type, documentation: "Notes.",
            columns: [.recordID] + columns)
        return Schema(tables: [table]).layouts[0]
    }

    private func text(
        _ format: any ExportFormat, _ rows: [[String]], _ layout: TableLayout, base: String = "https://example.org/a/",
        triples: Int? = nil
    ) -> String {
        let description = DatasetDescription(values: ["base": base, "language": "en"])
        let dataset = ExportedDataset(description, schema: Schema(tables: [layout.table]))
        var buffer = ByteBuffer(capacity: 64)
        let count = format.encoder(for: layout, of: dataset).encode(Torture.batch(rows, of: layout), into: &buffer)
        if let triples { #expect(count.triples == triples, "\(type(of: format))") }
        return String(decoding: buffer.array(), as: UTF8.self)
    }

    /// `>` ends an IRI, and comes behind digits and before letters; `"` of a literal comes before `<`.
    @Test func orderOfLinesInARow() {
        let layout = layout([
            column("b", .text, "https://e.org/ab"), column("a", .text, "https://e.org/a"),
            column("c", .text, "https://e.org/a1"),
        ])
        #expect(
            text(NQuadsFormat(options: Self.options), [["not_1", "x", "y", "z"]], layout, triples: 4) == """
                <https://example.org/a/not_1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e.org/Note> .
                <https://example.org/a/not_1> <https://e.org/a1> "z" .
                <https://example.org/a/not_1> <https://e.org/a> "y" .
                <https://example.org/a/not_1> <https://e.org/ab> "x" .

                """)
    }

    @Test func equalTriplesAreOne() {
        let property = "https://e.org/p"
        let layout = layout([
            column("a", .text, property), column("b", .text, property), column("c", .languageText, property),
            column("d", .iri, property),
        ])
        let rows = [
            ["not_1", "v", "v", "v", "https://e.org/v"], ["not_2", "w", "v", "", ""], ["not_3", "", "", "", ""],
        ]
        let subject = "<https://example.org/a/not_"
        let type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e.org/Note> ."
        #expect(
            text(NQuadsFormat(options: Self.options), rows, layout, triples: 8) == """
                \(subject)1> \(type)
                \(subject)1> <https://e.org/p> "v" .
                \(subject)1> <https://e.org/p> "v"@en .
                \(subject)1> <https://e.org/p> <https://e.org/v> .
                \(subject)2> \(type)
                \(subject)2> <https://e.org/p> "v" .
                \(subject)2> <https://e.org/p> "w" .
                \(subject)3> \(type)

                """)
        for format in Self.formats { _ = text(format, rows, layout, triples: 8) }
    }

    @Test func classesAmongTheValues() {
        let layout = layout([column("a", .iri, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")])
        let rows = [["not_1", "https://e.org/Note"], ["not_2", "https://e.org/A"]]
        for format in Self.formats { _ = text(format, rows, layout, triples: 3) }
        #expect(
            text(NQuadsFormat(options: Self.options), [rows[1]], layout).hasSuffix(
                "type> <https://e.org/A> .\n<https://example.org/a/not_2> "
                    + "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e.org/Note> .\n"))
    }

    /// A code that is a local name of Turtle stands so, any other in an IRI.
    @Test func namesInTurtle() {
        let layout = layout([column("tone", .code, "https://e.org/tone", scheme: "tone")])
        let codes = ["a-b", "9z", "_", "0", "-a", "a.b", "a.", "~", "..."]
        let expected = [
            "tone:a-b", "tone:9z", "tone:_", "tone:0", "<C-a>", "<Ca.b>", "<Ca.>", "<C~>", "<C...>",
        ].map { $0.replacing("<C", with: "<https://example.org/a/concept/tone/") }
        for (code, object) in zip(codes, expected) {
            #expect(
                text(TurtleFormat(options: Self.options), [["not_1", code]], layout, triples: 2)
                    == ":not_1 a ns1:Note ;\n    ns1:tone \(object) .\n\n")
        }
    }

    /// A class that is no qualified name.
    @Test func classesWithoutAName() {
        let layout = layout([], class: "https://e.org/c/1")
        #expect(
            text(RDFXMLFormat(options: Self.options), [["not_1"]], layout, triples: 1)
                == "<rdf:Description rdf:about=\"https://example.org/a/not_1\">"
                + "<rdf:type rdf:resource=\"https://e.org/c/1\"/></rdf:Description>\n")
        #expect(
            text(TurtleFormat(options: Self.options), [["not_1"]], layout) == ":not_1 a <https://e.org/c/1> .\n\n")
    }

    /// A relative IRI takes the place of what stands behind the last `/`: behind `#` it needs the `#` again.
    @Test func aBaseThatEndsInANumberSign() {
        let layout = layout([
            column("tone", .code, "https://e.org/tone", scheme: "tone"),
            column("see", .reference, "https://e.org/see", target: .tables(["notes"])),
        ])
        let row = ["not_1", "calm", "not_2"]
        #expect(
            text(JSONLDFormat(options: Self.options), [row], layout, base: "https://e.org/d#", triples: 3)
                == "{\"@type\":\"notes\",\"@id\":\"#not_1\",\"tone\":\"#concept/tone/calm\",\"see\":\"#not_2\"}")
        #expect(
            text(JSONLDFormat(options: Self.options), [row], layout)
                == "{\"@type\":\"notes\",\"@id\":\"not_1\",\"tone\":\"calm\",\"see\":\"not_2\"}")
        #expect(
            text(NQuadsFormat(options: Self.options), [row], layout, base: "https://e.org/d#").contains(
                "<https://e.org/d#not_1> <https://e.org/tone> <https://e.org/d#concept/tone/calm> .\n"))
    }

    /// Every column of the model that may hold any character is escaped in every format.
    @Test(arguments: Schema.standard.layouts.map(\.table.name))
    func freeTextIsEscaped(table: String) throws {
        let layout = try #require(Schema.standard.layout(named: table))
        let texts: [(any ExportFormat, String)] = [
            (Self.formats[0], "<&'\\\"\\\\\\r"), (Self.formats[1], "&lt;&amp;'\"\\&#13;"),
            (Self.formats[2], "<&'\\\"\\\\\\r"), (Self.formats[3], "<&'\\\"\\\\\\r"),
        ]
        let columns = layout.table.columns.enumerated().filter { $1.kind.isFreeText && $1.property != nil }
        for (index, column) in columns {
            var row = layout.table.columns.map { _ in "" }
            row[0] = "not_1"
            row[index] = "<&'\"\\\r"
            for (format, expected) in texts {
                #expect(text(format, [row], layout).contains(expected), "\(column.name) \(type(of: format))")
            }
        }
    }

    @Test func nothingButTheFrame() {
        let layout = layout([])
        for (format, end) in zip(Self.formats, ["\n]}\n", "</rdf:RDF>\n", "", ""]) {
            #expect(text(format, [], layout, triples: 0) == "")
            #expect(String(decoding: format.epilogue, as: UTF8.self) == end)
        }
    }
}
