import CaseModel

extension ShapesWriter {
    /// The property shape of columns that share a property; mostly there is one.
    func property(_ group: PropertyGroup, in table: Table) -> String {
        let names = group.columns.map(\.name)
        let isOfModel = names.allSatisfy { Schema.standard.layout(named: table.name)?.exported($0) != nil }
        let documentation = group.columns.map(\.documentation).joined(separator: " ")
        return TurtleText.node(
            [
                TurtleProperty("sh:path", document.iri(group.property)),
                TurtleProperty("sh:name", TurtleText.literal(names.joined(separator: ", "))),
                TurtleProperty(
                    "sh:description", TurtleText.literal(documentation, language: isOfModel ? "en" : nil)),
                TurtleProperty("sh:minCount", group.isRequired ? ["1"] : []),
                TurtleProperty("sh:maxCount", String(group.maximum)),
            ] + constraints(on: group) + order(of: group, in: table)
                + [TurtleProperty("sh:message", TurtleText.literal(message(group, in: table), language: "en"))],
            indent: 4)
    }

    private func constraints(on group: PropertyGroup) -> [TurtleProperty] {
        if group.columns.count == 1 {
            let unique = group.columns[0].value == .languageText ? [TurtleProperty("sh:uniqueLang", "true")] : []
            return constraints(on: group.columns[0]) + unique
        }
        let each = group.columns.map { TurtleText.node(constraints(on: $0), indent: 8) }
        return [TurtleProperty("sh:or", TurtleText.collection(each))]
    }

    /// A kind's lexical form: a shape that the columns of the kind share. No table has a name with a hyphen.
    static func shape(_ kind: Kind) -> String { "shape:kind-\(kind.name)" }

    mutating func addKind(_ kind: Kind, pattern: String) {
        document.add(
            Self.shape(kind),
            [
                TurtleProperty("a", "sh:NodeShape"), TurtleProperty("rdfs:label", TurtleText.literal(kind.name)),
                TurtleProperty("rdfs:comment", TurtleText.literal(kind.expectation, language: "en")),
                TurtleProperty("sh:pattern", TurtleText.literal("^(\(pattern))$")),
            ])
    }

    /// What a value of the column has to be.
    private func constraints(on column: Column) -> [TurtleProperty] {
        switch column.value {
        case .literal(let datatype):
            return [TurtleProperty("sh:datatype", document.iri(datatype))] + lexicalForm(of: column.kind)
        case .languageText:
            return [
                TurtleProperty("sh:datatype", "rdf:langString"), TurtleProperty("sh:minLength", "1"),
                TurtleProperty("sh:languageIn", TurtleText.collection([TurtleText.literal(language)])),
            ]
        case .concept(let scheme):
            let concept = "concept/\(scheme.map(Self.escaped) ?? Self.codePattern)/\(Self.codePattern)"
            return [
                TurtleProperty("sh:nodeKind", "sh:IRI"), TurtleProperty("sh:class", "skos:Concept"),
                TurtleProperty("sh:pattern", pattern(concept)),
            ]
        case .scheme:
            return [
                TurtleProperty("sh:nodeKind", "sh:IRI"),
                TurtleProperty("sh:pattern", pattern("concept/\(Self.codePattern)")),
            ]
        case .record(let tables): return record(of: tables)
        case .iri: return [TurtleProperty("sh:nodeKind", "sh:IRI")] + lexicalForm(of: column.kind)
        case nil: return []
        }
    }

    /// Every value but free text has a form; free text is not empty.
    private func lexicalForm(of kind: Kind) -> [TurtleProperty] {
        [kind.pattern == nil ? TurtleProperty("sh:minLength", "1") : TurtleProperty("sh:node", Self.shape(kind))]
    }

    private func record(of names: [String]) -> [TurtleProperty] {
        let kind = TurtleProperty("sh:nodeKind", "sh:IRI")
        let targets = names.compactMap { schema.table(named: $0) }.compactMap { table in
            table.prefix.map { prefix in
                [
                    TurtleProperty("sh:class", document.iri(table.classIRI)),
                    TurtleProperty("sh:pattern", pattern(Self.recordPattern(prefix: prefix))),
                ]
            }
        }
        switch targets.count {
        case 0: return [kind, TurtleProperty("sh:pattern", pattern(Kind.id.pattern ?? ""))]
        case 1: return [kind] + targets[0]
        default:
            let each = targets.map { TurtleText.node($0, indent: 8) }
            return [kind, TurtleProperty("sh:or", TurtleText.collection(each))]
        }
    }

    /// What the values must not be after: the last day of the same date, and of what is not before it.
    private func order(of group: PropertyGroup, in table: Table) -> [TurtleProperty] {
        guard group.columns.count == 1 else { return [] }
        let name = group.columns[0].name
        let layout = TableLayout(table, index: 0)
        var later: [String] = []
        if case .derived(let index)? = layout.exported(name)?.source,
            case .earliest(let source) = layout.derivations[index]
        {
            later.append(table.columns[source].name + "_latest")
        }
        for case .ordered(let first, let second) in table.rules {
            if name == first, layout.exported(first)?.column.kind.name == Kind.date.name { later.append(second) }
            if name == first + "_earliest" { later.append(second + "_latest") }
        }
        let properties = later.compactMap { layout.exported($0)?.column.property }
        return [TurtleProperty("sh:lessThanOrEquals", properties.map(document.iri))]
    }

    private func message(_ group: PropertyGroup, in table: Table) -> String {
        let names = group.columns.map { "\(table.name).\($0.name)" }.joined(separator: " and ")
        let count = group.maximum == 1 ? "one value" : "\(group.maximum) values"
        let expected = group.columns.map { expectation(of: $0) }.joined(separator: ", or ")
        return
            "\(names): \(group.isRequired ? (group.maximum == 1 ? "exactly" : "one to") : "at most") \(count), \(expected)"
    }

    private func expectation(of column: Column) -> String {
        switch column.value {
        case .concept(let scheme):
            return scheme.map { "a concept of the scheme \($0)" } ?? "a concept of the same scheme"
        case .scheme: return "a scheme of concepts"
        case .record(let tables):
            return "a record of \(tables.isEmpty ? "any table" : tables.joined(separator: " or "))"
        case .languageText: return "text in \(language)"
        default: return column.kind.expectation
        }
    }
}
