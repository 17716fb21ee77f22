package import CaseModel

/// Writes a schema as SHACL shapes in Turtle (W3C Recommendation of 20 July 2017, the Core language): one node shape a
/// table, one property shape a property of it.
package struct ShapesWriter {
    let schema: Schema
    let base: String
    let language: String
    var document = TurtleText(
        prefixes: Vocabulary.prefixes + [
            ("edtf", "http://id.loc.gov/datatypes/edtf/"), ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
            ("sh", "http://www.w3.org/ns/shacl#"), ("shape", "https://w3id.org/caseexport/shapes#"),
        ])

    /// - Parameters:
    ///   - base: the IRI that every record's begins with.
    ///   - language: of the dataset's text.
    package static func turtle(_ schema: Schema, base: String, language: String) -> String {
        var writer = ShapesWriter(schema: schema, base: base, language: language)
        writer.document.comment("Tables")
        for table in schema.tables { writer.addTable(table) }
        writer.addSharedClasses()
        writer.document.comment("Kinds of values")
        for kind in Kind.all { if let pattern = kind.pattern { writer.addKind(kind, pattern: pattern) } }
        return writer.document.text
    }

    private init(schema: Schema, base: String, language: String) {
        self.schema = schema
        self.base = base
        self.language = language
    }

    private static func shape(_ table: String) -> String { "shape:" + table }

    /// The tables whose records are of a class.
    private func tables(of classIRI: String) -> [Table] {
        schema.tables.filter { $0.classIRI == classIRI || $0.furtherClasses.contains(classIRI) }
    }

    private mutating func addTable(_ table: Table) {
        let groups = PropertyGroup.all(of: table)
        let isAlone = tables(of: table.classIRI).count == 1
        document.add(
            Self.shape(table.name),
            [
                TurtleProperty("a", "sh:NodeShape"),
                TurtleProperty("rdfs:label", TurtleText.literal(table.name)),
                TurtleProperty(
                    "rdfs:comment", TurtleText.literal(table.documentation, language: table.isOfModel ? "en" : nil)),
                TurtleProperty("sh:targetClass", isAlone ? [document.iri(table.classIRI)] : []),
                TurtleProperty("sh:nodeKind", "sh:IRI"),
                TurtleProperty("sh:pattern", pattern(subjectPattern(of: table))),
                TurtleProperty("sh:closed", "true"),
                TurtleProperty("sh:ignoredProperties", TurtleText.collection(["rdf:type"])),
                TurtleProperty("sh:disjoint", selfless(table)),
                TurtleProperty("sh:xone", alternatives(of: table, groups)),
                TurtleProperty("sh:property", types(of: table) + groups.map { property($0, in: table) }),
            ])
    }

    /// A class that several tables share: its nodes conform to the shape of exactly one of them. Their IRIs tell the
    /// tables apart.
    private mutating func addSharedClasses() {
        var done: Set<String> = []
        for table in schema.tables where done.insert(table.classIRI).inserted {
            let sharing = tables(of: table.classIRI)
            guard sharing.count > 1 else { continue }
            document.add(
                Self.shape(sharing.map(\.name).joined(separator: "-or-")),
                [
                    TurtleProperty("a", "sh:NodeShape"),
                    TurtleProperty("sh:targetClass", document.iri(table.classIRI)),
                    TurtleProperty(
                        "sh:xone", TurtleText.collection(sharing.map { Self.shape($0.name) })),
                ])
        }
    }

    /// What of the IRIs of a table's records stands behind the base, as a regular expression.
    private func subjectPattern(of table: Table) -> String {
        switch table.key {
        case .id(let prefix): Self.recordPattern(prefix: prefix)
        case .concept: "concept/\(Self.codePattern)/\(Self.codePattern)"
        case .dataset: ""
        }
    }

    /// The references that must not lead from a record to itself.
    private func selfless(_ table: Table) -> [String] {
        table.rules.compactMap { rule in
            guard case .acyclic(let name) = rule, let property = table.column(named: name)?.property else { return nil }
            return document.iri(property)
        }
    }

    /// Exactly one of several columns has a value: where each has a property of its own. Columns that share one are
    /// counted in its property shape.
    private func alternatives(of table: Table, _ groups: [PropertyGroup]) -> [String] {
        table.rules.compactMap { rule in
            guard case .exactlyOne(let names) = rule else { return nil }
            let own = groups.filter { $0.columns.count == 1 && names.contains($0.columns[0].name) }
            guard own.count == names.count else { return nil }
            return TurtleText.collection(
                own.map { group in
                    let path = TurtleProperty("sh:path", document.iri(group.property))
                    let shape = "[ sh:path \(path.objects[0]) ; sh:minCount 1 ]"
                    return "[ sh:property \(shape) ]"
                })
        }
    }

    private func types(of table: Table) -> [String] {
        table.furtherClasses.map { "[ sh:path rdf:type ; sh:hasValue \(document.iri($0)) ]" }
    }

    // MARK: Patterns

    static let codePattern = "(\(Kind.code.pattern ?? ""))"

    /// What stands behind the three letters of an id is the same in all tables.
    static func recordPattern(prefix: String) -> String { prefix + (Kind.id.pattern ?? "").dropFirst("[a-z]{3}".count) }

    /// An IRI that begins with the base.
    func pattern(_ behindBase: String) -> String { TurtleText.literal("^\(Self.escaped(base))\(behindBase)$") }

    /// A text as a regular expression that matches it alone.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            if "\\^$.|?*+()[]{}".unicodeScalars.contains(character) { escaped += "\\" }
            escaped.unicodeScalars.append(character)
        }
        return escaped
    }
}
