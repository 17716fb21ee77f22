import CaseTesting
import Foundation
import Testing

/// What stands in IRIs is the same for all readers, or is refused; and so are tables and columns of a dataset's own.
@Suite struct IdentifierTests {
    private static let formats = GraphTests.formats.joined(separator: ",")
    /// Two a format at least, which differ in how they resolve references.
    private static let readers = [
        "nquads/pyoxigraph", "nquads/serdi", "rdfxml/rdflib", "rdfxml/rapper", "turtle", "jsonld", "csv/csvw",
    ]

    /// A dataset with a table `notes` of its own.
    private struct Own {
        let directory: TemporaryDirectory

        /// - Parameters:
        ///   - columns: the columns of `notes`, as CSV on the Web metadata.
        ///   - notes: the file `notes.csv`.
        init(base: String = "https://example.org/small/", columns: String, notes: String, concepts: String = "") throws
        {
            directory = try TemporaryDirectory(dataset: [
                "dataset.json": TemporaryDirectory.datasetJSON.replacing("https://example.org/small/", with: base),
                "notes.csv": notes,
                "csv-metadata.json": """
                {"tables": [{"url": "notes.csv", "https://w3id.org/caseexport/ns#idPrefix": "not",
                "tableSchema": {"columns": [\(columns)]}}]}
                """,
            ])
            if !concepts.isEmpty { try directory.write("scheme,code,label\n" + concepts, to: "concepts.csv") }
        }

        func expectOneGraph(by readers: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
            let export = try Export(of: directory.path, to: IdentifierTests.formats)
            try PythonRunner.expectSuccess(
                "check_graph.py", [export.folder, export.report] + readers, sourceLocation: sourceLocation)
        }

        func expectRefusal(_ message: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
            let run = try ToolRunner(in: directory.path).run("check", directory.path)
            #expect(run.exitCode == 65, "\(run.text)", sourceLocation: sourceLocation)
            #expect(run.text.contains(message), "\(run.text)", sourceLocation: sourceLocation)
        }
    }

    private static let kind = "https://w3id.org/caseexport/ns#kind"

    @Test(arguments: [
        "https://e.org:8080/~a/b.c/...d/", "https://e.org/a:b/", "https://e.org/d#", "https://E.org/concept/",
    ])
    func bases(base: String) throws {
        let own = try Own(base: base, columns: "{\"name\": \"a\"}", notes: "id,a\nnot_1,x\n")
        // csvw-functions takes an empty fragment away.
        try own.expectOneGraph(by: Self.readers + (base.hasSuffix("#") ? [] : ["csv/csvw-functions"]))
    }

    @Test func iris() throws {
        let values = [
            "urn:a", "urn:x:y/z", "a://", "persons://x", "http://", "http:///", "file:///a/b",
            "https://e.org", "https://E.org/X", "https://e.org:80/", "https://e.org:/a", "https://e.org/a//b",
            "https://e.org/~a/-/.a/a./...", "https://e.org/a#b/c/d", "https://example.org/small/",
            "https://example.org/small/per_1", "https://example.org/small/per_1#x",
        ]
        let rows = values.enumerated().map { "not_\($0),\($1)\n" }.joined()
        let own = try Own(columns: "{\"name\": \"see\", \"\(Self.kind)\": \"iri\"}", notes: "id,see\n" + rows)
        try own.expectOneGraph(by: Self.readers + ["csv/csvw-functions"])
    }

    @Test(arguments: [
        "https://e.org/a b", "https://e.org/\"\"", "https://e.org/<a>", "https://e.org/%41", "https://e.org/a\\b",
        "https://e.org/{a}", "https://e.org/@a", "https://e.org/?a", "https://e.org/é", "https://e.org/a/../b",
        "https://e.org/.", "HTTP://e.org/", "https://e.org/a#b#c", "//e.org/", "a",
        "schema:name", "persons:x", "mailto:a", "http:a",
    ])
    func refusedIRIs(value: String) throws {
        let columns = "{\"name\": \"see\", \"\(Self.kind)\": \"iri\"}"
        try Own(columns: columns, notes: "id,see\nnot_1,\"\(value)\"\n").expectRefusal(
            "error invalid-value notes.csv:2")
    }

    @Test func codes() throws {
        let codes = [
            "-", "~", "_", "...", "..a", ".a", "a.", "a.b", "a~b", "0", "9z", "-a", "a-.-b", "per_1", "type", "A", "a",
        ]
        for scheme in ["tone", "rdf", "a.b", "A", "a-", "1a", "~", "notes", "schema"] {
            let own = try Own(
                columns: "{\"name\": \"tone\", \"\(Self.kind)\": \"code(\(scheme))\"}",
                notes: "id,tone\n" + codes.enumerated().map { "not_\($0),\($1)\n" }.joined(),
                concepts: codes.map { "\(scheme),\($0),L\n" }.joined())
            try own.expectOneGraph(by: ["pyoxigraph", "serdi", "rapper", "jsonld/rdflib"])
        }
    }

    @Test(arguments: [".", "..", "a b", "a/b", "%41", "é", "@a", "a\"\"b", "<a>", "a:b"])
    func refusedCodes(code: String) throws {
        let own = try Own(
            columns: "{\"name\": \"tone\", \"\(Self.kind)\": \"code(tone)\"}", notes: "id,tone\nnot_1,\"\(code)\"\n",
            concepts: "tone,\"\(code)\",L\n")
        try own.expectRefusal("error invalid-value concepts.csv:2")
    }

    @Test(arguments: ["a b", "../x", "a/b", "<>", "*code", ".."])
    func refusedSchemes(scheme: String) throws {
        let columns = "{\"name\": \"tone\", \"\(Self.kind)\": \"code(\(scheme))\"}"
        try Own(columns: columns, notes: "id,tone\n").expectRefusal("error schema-invalid")
    }
}
