import CaseGraph
import CaseReleases
import CaseTesting
import Foundation
import Testing

@Suite struct GraphSyntaxTests {
    private func syntax(_ path: String, _ beginning: String = "") -> GraphSyntax? {
        try? GraphSyntax(of: path, beginning: Array(beginning.utf8))
    }

    @Test(arguments: [
        ("a.nq", GraphSyntax.nquads), ("a.nt", .ntriples), ("a.rdf", .rdfxml), ("a.owl", .rdfxml),
        ("a.b/c.xml", .rdfxml), ("a.jsonld", .jsonld), ("a.csv", .csvw), ("csv-metadata.json", .csvw),
    ])
    func byName(path: String, syntax: GraphSyntax) {
        #expect(self.syntax(path) == syntax)
        #expect(self.syntax(path, "{") == syntax)
    }

    @Test(arguments: [
        ("<http://e/s> <http://e/p> \"o\" .", GraphSyntax.nquads), ("\n\t <urn:s> <urn:p> _:o .", .nquads),
        ("_:s <urn:p> _:o .", .nquads), ("# a comment", .nquads), ("<http://e/s>", .nquads),
        ("<?xml version=\"1.0\"?>", .rdfxml), ("<!-- a comment -->", .rdfxml), ("<!DOCTYPE a>", .rdfxml),
        ("{\"@context\": {\"@version\": 1.1}}", .jsonld),
        (" {\"@context\": [\"http://www.w3.org/ns/csvw\", {}]}", .csvw),
        ("<rdf:RDF xmlns:rdf=\"a\">", .rdfxml), ("\u{FEFF} <rdf:RDF\n xmlns:rdf=\"a\">", .rdfxml),
    ])
    func byContent(beginning: String, syntax: GraphSyntax) {
        #expect(self.syntax("data", beginning) == syntax)
        #expect(self.syntax("data.txt", beginning) == syntax)
    }

    @Test(arguments: ["a.ttl", "b/a.trig"]) func turtleIsRefusedByName(path: String) {
        #expect(throws: GraphProblem(.unsupported, "Turtle and TriG are not read", hint: turtleHint)) {
            try GraphSyntax(of: path, beginning: [])
        }
    }

    private let turtleHint = "convert it to N-Quads, with rapper or serdi for example"

    @Test(arguments: ["", "   ", "name,born\n", "PK\u{3}\u{4}", "@prefix a: <urn:a> ."])
    func neither(beginning: String) { #expect(syntax("data", beginning) == nil) }
}
