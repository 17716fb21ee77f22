import CaseTesting
import Foundation
import Testing

/// Tables and columns of a dataset's own come out the same in every format, or are refused when they are loaded.
@Suite struct OwnSchemaTests {
    private static let prefix = "https://w3id.org/caseexport/ns#idPrefix"
    private static let kind = "https://w3id.org/caseexport/ns#kind"
    private static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    private func column(_ name: String, _ kind: String = "text", _ property: String? = nil) -> String {
        let url = property.map { ", \"propertyUrl\": \"\($0)\"" } ?? ""
        return "{\"name\": \"\(name)\", \"\(Self.kind)\": \"\(kind)\"\(url)}"
    }

    private func table(_ name: String, _ prefix: String, _ columns: [String]) -> String {
        """
        {"url": "\(name).csv", "\(Self.prefix)": "\(prefix)", "tableSchema": {"columns": [\(columns.joined(separator: ","))]}}
        """
    }

    private func dataset(_ tables: [String], _ files: [String: String]) throws -> TemporaryDirectory {
        let metadata = "{\"tables\": [\(tables.joined(separator: ","))]}"
        return try TemporaryDirectory(dataset: files.merging(["csv-metadata.json": metadata]) { a, _ in a })
    }

    private func expectOneGraph(_ directory: TemporaryDirectory, readers: [String] = []) throws {
        let export = try Export(of: directory.path, to: GraphTests.formats.joined(separator: ","))
        try PythonRunner.expectSuccess("check_graph.py", [export.folder, export.report] + readers)
    }

    private func expectRefusal(_ directory: TemporaryDirectory, _ message: String) throws {
        let run = try ToolRunner(in: directory.path).run("check", directory.path)
        #expect(run.exitCode == 65 && run.text.contains("error schema-invalid"), "\(run.text)")
        #expect(run.text.contains(message), "\(run.text)")
    }

    /// Properties that are shared, with equal values and with others; rdf:type; namespaces without a prefix of their
    /// own; a class that is no qualified name, and one of two tables; names that are words elsewhere.
    @Test func whatIsAllowed() throws {
        let words = [
            "type", "type_2", "context", "graph", "value", "language", "base", "vocab", "constructor", "prototype",
            "length", "null", "true", "persons", "row", "name", "title",
        ]
        let properties = [
            "https://e.org/~p", "https://e.org/p.", "https://e.org/_", "https://e.org/xmlfoo", "https://e.org/a//p-q",
            "urn:x:y", "https://schema.org/name", "http://www.w3.org/2001/XMLSchema#p", "https://e.org/a#b/c",
            "https://example.org/small/p", "http://www.w3.org/ns/csvw#note", "https://e.org/x:y", Self.rdf + "_1",
            Self.rdf + "value",
        ]
        let klass =
            "{\"name\": \"k\", \"virtual\": true, \"propertyUrl\": \"rdf:type\", \"valueUrl\": \"https://e.org/c/1\"}"
        let concept = "http://www.w3.org/2004/02/skos/core#Concept"
        let types = [column("a", "iri", Self.rdf + "type"), column("b", "text", Self.rdf + "type"), klass]
        let shared =
            ["x", "y", "z"].map { column($0, "text", "https://e.org/p") } + [
                column("l", "text lang", "https://e.org/p")
            ]
        let directory = try dataset(
            [
                table("words", "wor", words.map { column($0) }),
                table(
                    "properties", "pro".replacing("o", with: "p"),
                    properties.enumerated().map { column("p\($0)", "text", $1) }),
                table("types", "typ", types), table("constructor", "cns", shared + [klass]),
            ],
            [
                "words.csv": "id,\(words.joined(separator: ","))\nwor_1,\(words.joined(separator: ","))\n",
                "properties.csv": "id," + properties.indices.map { "p\($0)" }.joined(separator: ",") + "\nprp_1"
                    + properties.map { _ in ",v" }.joined() + "\n",
                "types.csv": "id,a,b\ntyp_1,\(concept),\(concept)\ntyp_2,https://e.org/c/1,\ntyp_3,,\n",
                "constructor.csv": "id,x,y,z,l\ncns_1,v,v,v,v\ncns_2,v,w,v,\ncns_3,w,v,,x\ncns_4,,,,v\n",
            ])
        try expectOneGraph(directory)
    }

    @Test(arguments: [
        "https://e.org/p/123", "https://e.org/p/", "https://e.org/a b", "https://e.org/a%20b", "https://e.org/a?b",
        "https://e.org/a@p", rdf + "li", rdf + "Description", rdf + "about", rdf + "ID", rdf + "RDF", rdf + "nodeID",
        rdf + "bagID", "http://www.w3.org/2000/xmlns/foo", "http://www.w3.org/XML/1998/namespacelang",
    ])
    func refusedProperties(property: String) throws {
        let directory = try dataset([table("notes", "not", [column("p", "text", property)])], [:])
        try expectRefusal(directory, "cannot be written as a qualified name")
    }

    @Test(arguments: ["__proto__", "_x", "Name", "a b", "é", "notes", "@type", "", "_"])
    func refusedNames(name: String) throws {
        try expectRefusal(try dataset([table("notes", "not", [column(name)])], [:]), "table notes, column \(name)")
    }
}
