import CaseBytes
import CaseGraph
package import CaseModel

/// RDF 1.1 Turtle, for reading: a block a record, a line a value, prefixed names where a name allows it. The file's own
/// records have the empty prefix, and the codes of a scheme the scheme's name.
package struct TurtleFormat: ExportFormat {
    package static let name = "turtle"
    package static let summary = "the graph as Turtle, for reading"
    package static let mediaType = "text/turtle"
    package static let standard: String? = "http://www.w3.org/TR/turtle/"
    package static let carriesGraph = true
    package static let isOnePart = true

    package init(options: FormatOptions) {}

    package func part(for layout: TableLayout) -> String { "rdf/dataset.ttl" }

    package func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8] {
        let names = TurtleNames(dataset)
        return Array(names.prefixes.map { "@prefix \($0.prefix): <\($0.namespace)> .\n" }.joined().utf8) + [0x0A]
    }

    package func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder {
        let graph = GraphLayout(layout, of: dataset.description)
        let names = TurtleNames(dataset)
        var plan = RecordPlan(
            layout: graph, subjectLead: "<" + graph.subjectPrefix, subjectTail: ">",
            columns: [], close: " .\n\n")
        if case .id = layout.table.key { (plan.subjectLead, plan.subjectTail) = (":", "") }
        plan.subjectTail += " a " + graph.classes.map(names.name(of:)).joined(separator: ", ")
        for (index, column) in graph.columns.enumerated() {
            var term = names.term(column)
            if case .node(let prefix) = column.object, let scheme = names.prefix(of: prefix) {
                // An id is a local name as it stands; a code may be none.
                if column.column.scheme != nil { plan.irregular[index] = names.lead(of: column, term) }
                term = TermPlan(scheme + ":", .copied, "")
            }
            plan.columns.append(names.lead(of: column, term))
        }
        return RecordEncoder<NQuadsEscape>(plan)
    }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] { [] }
}

/// What IRIs are called in a Turtle file.
private struct TurtleNames {
    private let namespaces: Namespaces
    private let nodes: [String: String]

    init(_ dataset: ExportedDataset) {
        namespaces = dataset.namespaces
        let base = dataset.description.base
        let taken = Set(namespaces.declared(datatypes: true).map(\.prefix))
        var nodes = [base: ""]
        for scheme in Set(dataset.schema.tables.flatMap(\.columns).compactMap(\.scheme))
        where Self.isPrefix(scheme) && !taken.contains(scheme) {
            nodes["\(base)concept/\(scheme)/"] = scheme
        }
        self.nodes = nodes
    }

    var prefixes: [(prefix: String, namespace: String)] {
        (namespaces.declared(datatypes: true) + nodes.map { ($0.value, $0.key) })
            .sorted { precedes($0.prefix, $1.prefix) }
    }

    /// Lower-case letters, digits and `-`, beginning with a letter and not ending with `-`; none of Turtle's own words,
    /// which some readers take prefixes for.
    private static func isPrefix(_ scheme: String) -> Bool {
        guard let first = scheme.utf8.first, isLower(first), scheme.utf8.last != 0x2D,
            !["a", "true", "false"].contains(scheme)
        else { return false }
        return scheme.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x2D }
    }

    /// A prefixed name where there is one that needs no escape.
    func name(of iri: String) -> String {
        guard let name = namespaces.name(of: iri), name.utf8.last != 0x2E else { return "<\(iri)>" }
        return name
    }

    /// The prefix of nodes whose IRIs begin so.
    func prefix(of nodes: String) -> String? { self.nodes[nodes] }

    /// A term with its property before it, on a line of its own.
    func lead(of column: GraphColumn, _ term: TermPlan) -> TermPlan {
        var term = term
        term.lead = Array(" ;\n    \(name(of: column.property)) ".utf8) + term.lead
        return term
    }

    /// An object; whole numbers and flags stand as they are.
    func term(_ column: GraphColumn) -> TermPlan {
        guard case .literal(let datatype?) = column.object else { return TermPlan(nquads: column) }
        if datatype == .xsd + "integer" || datatype == .xsd + "boolean" { return TermPlan("", .copied, "") }
        return TermPlan("\"", TermPlan.form(of: column), "\"^^" + name(of: datatype))
    }
}
