package import CaseModel

/// Writes the tool's own vocabulary as an ontology in Turtle (OWL 2, RDF Schema 1.1, SKOS): every class and property of
/// its namespace that a schema uses, and how the schema uses those of other namespaces.
package struct OntologyWriter {
    private let schema: Schema
    private let terms: VocabularyTerms
    private var document = TurtleText(
        prefixes: Vocabulary.prefixes + [
            ("edtf", "http://id.loc.gov/datatypes/edtf/"), ("owl", "http://www.w3.org/2002/07/owl#"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"), ("vann", "http://purl.org/vocab/vann/"),
        ])

    /// - Parameter version: of the tool.
    package static func turtle(_ schema: Schema, version: String) -> String {
        var writer = OntologyWriter(schema: schema, terms: VocabularyTerms(schema))
        writer.addHeader(version: version)
        writer.document.comment("Classes")
        for (iri, tables) in writer.terms.classes where isOwn(iri) { writer.addClass(iri, tables) }
        writer.document.comment("Properties")
        for (iri, uses) in writer.terms.properties where isOwn(iri) { writer.addProperty(iri, uses) }
        writer.addAnnotations()
        writer.document.comment("Terms of other vocabularies, which define them, as these datasets use them")
        for (iri, tables) in writer.terms.classes where !isOwn(iri) {
            writer.addForeign(iri, "rdfs:Class", tables.map { ("`\($0.name)`: \($0.documentation)", $0.isOfModel) })
        }
        for (iri, uses) in writer.terms.properties where !isOwn(iri) {
            writer.addForeign(iri, "rdf:Property", uses.map(Self.note))
        }
        return writer.document.text
    }

    private init(schema: Schema, terms: VocabularyTerms) {
        self.schema = schema
        self.terms = terms
    }

    private static func isOwn(_ iri: String) -> Bool { iri.utf8.starts(with: Vocabulary.caseNamespace.utf8) }

    private static let ownNamespace = "<\(Vocabulary.caseNamespace)>"

    private mutating func addHeader(version: String) {
        document.add(
            Self.ownNamespace,
            [
                TurtleProperty("a", "owl:Ontology"),
                TurtleProperty("dcterms:title", TurtleText.literal("The caseexport vocabulary", language: "en")),
                TurtleProperty(
                    "dcterms:description",
                    TurtleText.literal(
                        "Terms for datasets that document cases: who is said to have done what, when, in which proceedings, with what outcome, and who says so. It has what schema.org, PROV-O, the Organization Ontology, DCMI Metadata Terms and SKOS have no term for.",
                        language: "en")),
                TurtleProperty(
                    "dcterms:license", "<https://www.apache.org/licenses/LICENSE-2.0>"),
                TurtleProperty("owl:versionInfo", TurtleText.literal(version)),
                TurtleProperty("vann:preferredNamespacePrefix", TurtleText.literal("case")),
                TurtleProperty("vann:preferredNamespaceUri", TurtleText.literal(Vocabulary.caseNamespace)),
                TurtleProperty(
                    "skos:editorialNote",
                    TurtleText.literal(
                        "The namespace is to be registered at w3id.org before a first public release; until then it leads nowhere and may change.",
                        language: "en")),
            ])
    }

    private mutating func addClass(_ iri: String, _ tables: [Table]) {
        add(
            iri, type: ["owl:Class"], isOfModel: tables.allSatisfy(\.isOfModel),
            comment: Self.joined(tables.map { ($0.name, $0.documentation) }), [])
    }

    private mutating func addProperty(_ iri: String, _ uses: [PropertyUse]) {
        var classes: [String] = []
        for use in uses where !classes.contains(use.table.classIRI) { classes.append(use.table.classIRI) }
        let isObject = uses.allSatisfy { $0.value.isNode }
        let isDatatype = uses.allSatisfy { !$0.value.isNode }
        let type = isObject ? "owl:ObjectProperty" : isDatatype ? "owl:DatatypeProperty" : "rdf:Property"
        var origins: [String] = []
        for use in uses { if let origin = use.origin, !origins.contains(origin) { origins.append(origin) } }
        add(
            iri, type: [type], isOfModel: uses.allSatisfy(\.isOfModel),
            comment: Self.joined(uses.map { ($0.table.name, $0.column.documentation) }),
            [
                TurtleProperty("rdfs:domain", union(classes.map(document.iri), of: "owl:Class")),
                TurtleProperty("rdfs:range", range(of: uses, isObject: isObject, isDatatype: isDatatype)),
                TurtleProperty("rdfs:seeAlso", origins.map(document.iri)),
            ])
    }

    /// What all values are; nothing where they may be any record, any node, or now a node and now a literal.
    private func range(of uses: [PropertyUse], isObject: Bool, isDatatype: Bool) -> [String] {
        guard isObject || isDatatype else { return [] }
        var types: [String] = []
        for use in uses {
            guard let own = use.value.types(in: schema) else { return [] }
            for type in own where !types.contains(type) { types.append(type) }
        }
        return union(types.map(document.iri), of: isObject ? "owl:Class" : "rdfs:Datatype")
    }

    private func union(_ members: [String], of type: String) -> [String] {
        guard members.count > 1 else { return members }
        return ["[ a \(type) ; owl:unionOf \(TurtleText.collection(members)) ]"]
    }

    private mutating func addAnnotations() {
        let used = Set(terms.properties.map(\.iri))
        for (iri, documentation) in VocabularyMapping.annotations where !used.contains(iri) {
            add(iri, type: ["owl:AnnotationProperty"], isOfModel: true, comment: documentation, [])
        }
    }

    private mutating func add(
        _ iri: String, type: [String], isOfModel: Bool, comment: String, _ properties: [TurtleProperty]
    ) {
        let term = document.iri(iri)
        let language = isOfModel ? "en" : nil
        let mappings = VocabularyMapping.all.filter { $0.term == term }.map {
            TurtleProperty($0.relation.rawValue, $0.other)
        }
        document.add(
            term,
            [
                TurtleProperty("a", type),
                TurtleProperty(
                    "rdfs:label", TurtleText.literal(VocabularyTerms.label(of: iri), language: language)),
                TurtleProperty("rdfs:comment", TurtleText.literal(comment, language: language)),
            ] + properties + mappings + [TurtleProperty("rdfs:isDefinedBy", Self.ownNamespace)])
    }

    private mutating func addForeign(_ iri: String, _ type: String, _ notes: [(text: String, isOfModel: Bool)]) {
        document.add(
            document.iri(iri),
            [
                TurtleProperty("a", type),
                TurtleProperty("rdfs:label", TurtleText.literal(VocabularyTerms.label(of: iri), language: "en")),
                TurtleProperty(
                    "skos:scopeNote", notes.map { TurtleText.literal($0.text, language: $0.isOfModel ? "en" : nil) }),
                TurtleProperty("rdfs:isDefinedBy", "<\(VocabularyTerms.namespace(of: iri))>"),
            ])
    }

    private static func note(_ use: PropertyUse) -> (text: String, isOfModel: Bool) {
        ("`\(use.table.name).\(use.column.name)`: \(use.column.documentation)", use.isOfModel)
    }

    /// One documentation, or that of each table where they differ.
    private static func joined(_ documentations: [(table: String, text: String)]) -> String {
        let first = documentations.first?.text ?? ""
        if documentations.allSatisfy({ $0.text.utf8.elementsEqual(first.utf8) }) { return first }
        return documentations.map { "In `\($0.table)`: \($0.text)" }.joined(separator: " ")
    }
}

extension Table {
    /// Whether the table is one of the model's, whose documentation is in English.
    var isOfModel: Bool { Schema.standard.table(named: name) != nil }
}

extension PropertyUse {
    /// Whether the column is one of the model's, whose documentation is in English.
    var isOfModel: Bool { Schema.standard.layout(named: table.name)?.exported(column.name) != nil }
}

extension ColumnValue {
    var isNode: Bool {
        switch self {
        case .literal, .languageText: false
        case .record, .concept, .scheme, .iri: true
        }
    }

    /// The classes or the datatype of the values; nil where they may be of any class.
    func types(in schema: Schema) -> [String]? {
        switch self {
        case .literal(let datatype): [datatype]
        case .languageText: [Vocabulary.iri("rdf:langString")]
        case .record(let tables): tables.isEmpty ? nil : tables.compactMap { schema.table(named: $0)?.classIRI }
        case .concept: [Vocabulary.iri("skos:Concept")]
        case .scheme: [Vocabulary.iri("skos:ConceptScheme")]
        case .iri: nil
        }
    }
}
