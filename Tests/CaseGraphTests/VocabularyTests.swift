import CaseGraph
import CaseModel
import Foundation
import Testing

@Suite struct OntologyTests {
    private let terms = VocabularyTerms(.standard)

    @Test func everyOwnTermIsDeclaredAndOthersAreNotes() {
        let ontology = OntologyWriter.turtle(.standard, version: "1")
        for iri in terms.classes.map(\.iri) + terms.properties.map(\.iri) {
            guard iri.hasPrefix(Vocabulary.caseNamespace) else { continue }
            #expect(ontology.contains("\ncase:\(iri.dropFirst(Vocabulary.caseNamespace.count)) a "), "\(iri)")
        }
        let foreign = ontology.components(separatedBy: "\n# Terms of other vocabularies").last ?? ""
        #expect(foreign.contains("\nschema:birthDate a rdf:Property ;"))
        for word in ["rdfs:domain", "rdfs:range", "rdfs:subClassOf", "owl:"] { #expect(!foreign.contains(word)) }
    }

    /// A mapping of a term that nothing uses any more would be left out without a word.
    @Test func mappedTermsAreUsed() {
        let used = Set(terms.classes.map(\.iri) + terms.properties.map(\.iri))
        for mapping in VocabularyMapping.all {
            #expect(used.contains(Vocabulary.iri(mapping.term)), "\(mapping.term)")
            #expect(Vocabulary.iri(mapping.other) != mapping.other)
        }
    }

    @Test func domainsAndRanges() {
        let ontology = OntologyWriter.turtle(.standard, version: "1")
        func term(_ name: String) -> String {
            (ontology.components(separatedBy: "\n\(name) a ").last ?? "").components(separatedBy: " .\n").first ?? ""
        }
        #expect(term("case:decidedBy").contains("unionOf ( schema:Person org:Organization )"))
        #expect(term("case:closed").contains("owl:DatatypeProperty"))
        #expect(term("case:closed").contains("unionOf ( case:Case case:Proceeding )"))
        #expect(term("case:closed").contains("rdfs:range edtf:EDTF"))
        #expect(term("case:bornEarliest").contains("rdfs:seeAlso schema:birthDate"))
        // Now a reference to any record, now an id as text.
        #expect(term("case:record").hasPrefix("rdf:Property") && !term("case:record").contains("rdfs:range"))
    }

    @Test(arguments: [
        ("http://schema.org/birthDate", "birth date"), ("https://w3id.org/caseexport/ns#Case", "case"),
        ("http://www.w3.org/ns/prov#wasAttributedTo", "was attributed to"), ("urn:x:someNote", "some note"),
    ])
    func labels(iri: String, label: String) { #expect(VocabularyTerms.label(of: iri) == label) }
}

@Suite struct ShapesTests {
    private func shapes(_ table: Table, base: String = "https://e.org/a+b/") -> String {
        ShapesWriter.turtle(
            Schema(tables: Schema.standard.tables + [table]), base: base, language: "en"
        ).components(separatedBy: "\nshape:\(table.name) a ").last?.components(separatedBy: " .\n").first ?? ""
    }

    private func notes(_ columns: [Column], rules: [TableRule] = []) -> Table {
        Table(
            name: "notes", key: .id(prefix: "not"), classIRI: "https://e.org/ns#Note", documentation: "Notes.",
            columns: [.recordID] + columns, rules: rules)
    }

    private func text(_ name: String, _ property: String, isRequired: Bool = false) -> Column {
        Column(name: name, kind: .text, property: property, isRequired: isRequired, documentation: "Text.")
    }

    @Test func baseIsEscaped() {
        #expect(shapes(notes([])).contains(#"sh:pattern "^https://e\\.org/a\\+b/not_[0-9A-Za-z]{1,40}$""#))
    }

    /// Alternatives of a kind's pattern stay inside the pattern of the IRI.
    @Test func patternsOfConceptsAreWhole() throws {
        let column = Column(
            name: "kind", kind: .code, property: "https://e.org/kind", scheme: "a.b", documentation: "What.")
        let shape = shapes(notes([column]), base: "https://e.org/")
        let pattern = try #require(shape.components(separatedBy: "sh:pattern \"").last?.prefix { $0 != "\"" })
        let regex = try Regex(String(pattern).replacing(#"\\"#, with: #"\"#))
        for (iri, matches) in [
            ("https://e.org/concept/a.b/x", true), ("https://e.org/concept/a.b/...", true), ("...", false),
            ("https://e.org/concept/a.b/..", false), ("https://e.org/concept/aXb/x", false), ("x...", false),
        ] { #expect(iri.contains(regex) == matches, "\(iri)") }
    }

    @Test func exactlyOneOfTwoProperties() {
        let table = notes(
            [text("a", "https://e.org/a"), text("b", "https://e.org/b")], rules: [.exactlyOne(["a", "b"])])
        let shape = shapes(table)
        #expect(shape.contains("sh:xone ( [ sh:property [ sh:path <https://e.org/a> ; sh:minCount 1 ] ] "))
        #expect(!shape.replacing("; sh:minCount 1 ]", with: "").contains("sh:minCount"))
    }

    @Test(arguments: [(false, "sh:maxCount 3"), (true, "sh:minCount 1 ;\n        sh:maxCount 2")])
    func columnsThatShareAPropertyAreCountedTogether(isRule: Bool, counts: String) {
        let columns = ["a", "b", "c"].map { text($0, "https://e.org/p") }
        let shape = shapes(notes(columns, rules: isRule ? [.exactlyOne(["a", "b"])] : []))
        #expect(shape.contains(counts))
        #expect(shape.contains("sh:minCount") == isRule)
        #expect(shape.contains("sh:name \"a, b, c\""))
    }

    @Test func orderOfDatesAndSelfReferences() {
        let date = { (name: String, kind: Kind) in
            Column(name: name, kind: kind, property: "https://e.org/\(name)", documentation: "When.")
        }
        let reference = Column(
            name: "part_of_id", kind: .reference, property: "https://e.org/partOf", target: .tables(["notes"]),
            documentation: "What it is part of.")
        let table = notes(
            [date("first", .date), date("second", .date), date("starts", .edtf), date("ends", .edtf), reference],
            rules: [.ordered("first", "second"), .ordered("starts", "ends"), .acyclic("part_of_id")])
        let shape = shapes(table)
        #expect(shape.contains("sh:lessThanOrEquals <https://e.org/second>"))
        #expect(shape.contains("sh:lessThanOrEquals case:startsLatest , case:endsLatest"))
        #expect(shape.contains("sh:disjoint <https://e.org/partOf>"))
    }

    /// Text of a dataset's metadata cannot leave its literal.
    @Test func documentationStaysInItsLiteral() {
        let column = Column(
            name: "a", kind: .text, property: "https://e.org/a", documentation: "\" ; sh:maxCount 7 ; \\\n# x")
        #expect(shapes(notes([column])).contains(#"sh:description "\" ; sh:maxCount 7 ; \\\n# x" ;"#))
    }
}
