import CaseBytes
import CaseGraph
package import CaseModel

/// JSON-LD 1.1 with its context inline: one node object a line, keys named as the columns, every value a string. It is
/// a streaming document (Streaming JSON-LD, W3C Note of 17 February 2022), and ordinary JSON for everybody else.
package struct JSONLDFormat: ExportFormat {
    package static let name = "jsonld"
    package static let summary = "the graph as JSON-LD, one object a record, with its context inline"
    package static let mediaType = "application/ld+json"
    package static let standard: String? = "http://www.w3.org/TR/json-ld11/"
    package static let carriesGraph = true
    package static let isOnePart = true

    package init(options: FormatOptions) {}

    package func part(for layout: TableLayout) -> String { "jsonld/dataset.jsonld" }

    package func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8] {
        let context = JSONLDContext(dataset.schema, of: dataset.description).json.pretty()
        // `pretty` ends with a line feed.
        return Array("{\"@context\": ".utf8) + context.dropLast() + Array(",\n\"@graph\": [\n".utf8)
    }

    package func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder {
        let graph = GraphLayout(layout, of: dataset.description)
        let context = JSONLDContext(dataset.schema, of: dataset.description)
        let types = ([layout.table.name] + layout.table.furtherClasses).map { "\"\($0)\"" }
        let type = types.count == 1 ? types[0] : "[\(types.joined(separator: ","))]"
        // The dataset itself is named in full.
        let subject = graph.keyColumns.isEmpty ? graph.subjectPrefix : context.reference(graph.subjectPrefix)
        let plan = RecordPlan(
            layout: graph, subjectLead: "{\"@type\":\(type),\"@id\":\"" + subject, subjectTail: "\"",
            columns: graph.columns.map { column in
                let lead = ",\"\(column.column.name)\":\""
                return switch column.object {
                case .node: TermPlan(lead + context.reference(ofNodesIn: column), .copied, "\"")
                case .nodeInScheme(let prefix, let scheme):
                    TermPlan(lead + context.reference(prefix), .inScheme(scheme), "\"")
                case .literal: TermPlan(lead, TermPlan.form(of: column), "\"")
                case .languageTagged: TermPlan(lead, .escaped, "\"")
                }
            }, close: "}", separator: ",\n")
        return RecordEncoder<JSONEscape>(plan)
    }

    package var separator: [UInt8] { Array(",\n".utf8) }
    package var epilogue: [UInt8] { Array("\n]}\n".utf8) }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] { [] }
}
