import CaseGraph
package import CaseModel

/// The graph as canonical N-Quads (RDFC-1.0, appendix A): sorted, each triple once, no blank nodes. The SHA-256 of the
/// file is the graph's hash.
package struct NQuadsFormat: ExportFormat {
    package static let name = "nquads"
    package static let summary = "the graph as canonical N-Quads, whose SHA-256 is the graph's hash"
    package static let mediaType = "application/n-quads"
    package static let standard: String? = "http://www.w3.org/TR/n-quads/"
    package static let carriesGraph = true
    package static let isOnePart = true

    package init(options: FormatOptions) {}

    package func part(for layout: TableLayout) -> String { "rdf/dataset.nq" }

    package func prologue(for layout: TableLayout, of dataset: ExportedDataset) -> [UInt8] { [] }

    package func encoder(for layout: TableLayout, of dataset: ExportedDataset) -> any BatchEncoder {
        QuadEncoder(GraphLayout(layout, of: dataset.description))
    }

    package func companions(to parts: [ExportedPart], of dataset: DatasetDescription) -> [Companion] { [] }
}
