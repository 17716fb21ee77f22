import CaseBytes
import CaseGraph
package import CaseModel

/// RDF/XML (W3C Recommendation of 25 February 2014): one typed node element a record and a line, absolute IRIs, every
/// value an element of its own, no white space inside literals. XML 1.0, without a document type.
package struct RDFXMLFormat: ExportFormat {
    package static let name = "rdfxml"
    package static let summary = "the graph as RDF/XML, one element a record"
    package static let mediaType = "application/rdf+xml"
    package static let standard: String? = "http://www.w3.org/TR/rdf-syntax-grammar/"
    package static let carriesGraph = true
    package static let isOnePart = true

    package init(options: FormatOptions) {}

    package func part(for layout: TableLayout) -> String { "rdf/dataset.rdf" }

    package func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8] {
        let declarations = dataset.namespaces.declared(datatypes: false)
            .map { "\n    xmlns:\($0.prefix)=\"\($0.namespace)\"" }.joined()
        return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF\(declarations)>\n".utf8)
    }

    package func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder {
        let graph = GraphLayout(layout, of: dataset.description)
        let namespaces = dataset.namespaces
        let named = Schema.isElementName(layout.table.classIRI) ? namespaces.name(of: layout.table.classIRI) : nil
        let element = named ?? "rdf:Description"
        let types = graph.classes.filter { named == nil || $0 != layout.table.classIRI }
            .map { "<rdf:type rdf:resource=\"\($0)\"/>" }.joined()
        let plan = RecordPlan(
            layout: graph, subjectLead: "<\(element) rdf:about=\"\(graph.subjectPrefix)", subjectTail: "\">" + types,
            columns: graph.columns.map { column in
                // A schema whose properties have no name is refused when it is loaded.
                Self.term(column, name: namespaces.name(of: column.property) ?? "")
            }, close: "</\(element)>\n")
        return RecordEncoder<XMLEscape>(plan)
    }

    private static func term(_ column: GraphColumn, name: String) -> TermPlan {
        switch column.object {
        case .node(let prefix): TermPlan("<\(name) rdf:resource=\"" + prefix, .copied, "\"/>")
        case .nodeInScheme(let prefix, let scheme):
            TermPlan("<\(name) rdf:resource=\"" + prefix, .inScheme(scheme), "\"/>")
        case .literal(let datatype):
            TermPlan(
                "<\(name)" + (datatype.map { " rdf:datatype=\"\($0)\"" } ?? "") + ">", TermPlan.form(of: column),
                "</\(name)>")
        case .languageTagged(let tag): TermPlan("<\(name) xml:lang=\"\(tag)\">", .escaped, "</\(name)>")
        }
    }

    package var epilogue: [UInt8] { Array("</rdf:RDF>\n".utf8) }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] { [] }
}
