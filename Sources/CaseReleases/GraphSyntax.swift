import CaseBytes
package import CaseGraph

/// What a graph file is written in.
package enum GraphSyntax: String, Sendable, CaseIterable {
    case nquads, ntriples, rdfxml, jsonld, csvw

    /// Tells by the name's ending, or else by how the file begins.
    ///
    /// - Throws: `GraphProblem` where neither says it.
    package init(of path: String, beginning: [UInt8]) throws(GraphProblem) {
        if [".ttl", ".trig"].contains(where: path.hasSuffix) {
            throw GraphProblem(
                .unsupported, "Turtle and TriG are not read",
                hint: "convert it to N-Quads, with rapper or serdi for example")
        }
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
        if ends(".jsonld") { return .jsonld }
        if ends(".csv", "-metadata.json") { return .csvw }
        return nil
    }

    private static func byContent(_ beginning: [UInt8]) -> GraphSyntax? {
        // XML may begin with a byte order mark, and be UTF-16.
        if beginning.starts(with: [0xFE, 0xFF]) || beginning.starts(with: [0xFF, 0xFE]) { return .rdfxml }
        let hasMark = beginning.starts(with: [0xEF, 0xBB, 0xBF])
        let text = beginning.dropFirst(hasMark ? 3 : 0).drop { $0 <= 0x20 }
        switch text.first {
        case UInt8(ascii: "<"): return isTag(text) ? .rdfxml : .nquads
        case UInt8(ascii: "_"), UInt8(ascii: "#"): return .nquads
        case UInt8(ascii: "{"), UInt8(ascii: "["): return namesCSVW(text) ? .csvw : .jsonld
        default: return nil
        }
    }

    /// Whether a JSON document names the context of CSVW, which its metadata begins with.
    private static func namesCSVW(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains(Array("\"http://www.w3.org/ns/csvw\"".utf8))
    }

    /// Whether `<` begins XML: a declaration, or an element, which has attributes. An absolute IRI is closed before
    /// anything that XML has there.
    private static func isTag(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
        let end = text.dropFirst(name.count + 1).first
        return name.first == UInt8(ascii: "?") || name.first == UInt8(ascii: "!") || end.map { $0 <= 0x20 } ?? false
    }
}
