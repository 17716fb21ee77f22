import CaseBytes
package import CaseGraph

/// What a graph file is written in.
package enum GraphSyntax: String, Sendable, CaseIterable {
    case nquads, ntriples, rdfxml

    /// Tells by the name's ending, or else by how the file begins.
    ///
    /// - Throws: `GraphProblem` where neither says it.
    package init(of path: String, beginning: [UInt8]) throws(GraphProblem) {
        guard let syntax = Self.byName(path, beginning) ?? Self.byContent(beginning) else {
            throw GraphProblem(
                .unsupported, "neither its name nor its beginning says what it is written in",
                hint: "say it with --from")
        }
        self = syntax
    }

    private static func byName(_ path: String, _ beginning: [UInt8]) -> GraphSyntax? {
        func ends(_ endings: String...) -> Bool { endings.contains { path.hasSuffix($0) } }
        if ends(".nq") { return .nquads }
        if ends(".nt") { return .ntriples }
        if ends(".rdf", ".xml", ".owl") { return .rdfxml }
        return nil
    }

    private static func byContent(_ beginning: [UInt8]) -> GraphSyntax? {
        let text = beginning.drop { $0 <= 0x20 }
        switch text.first {
        case UInt8(ascii: "<"):
            // An IRI is closed before anything that XML has there.
            let name = text.dropFirst().prefix { $0 != UInt8(ascii: ">") }
            return name.contains(UInt8(ascii: ":")) && !name.contains { $0 <= 0x20 } ? .nquads : .rdfxml
        case UInt8(ascii: "_"), UInt8(ascii: "#"): return .nquads
        default: return nil
        }
    }
}
