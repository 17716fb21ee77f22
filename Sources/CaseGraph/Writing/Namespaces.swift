package import CaseModel

/// The namespaces of a schema's properties and classes, and what they are called in RDF/XML and Turtle.
package struct Namespaces: Sendable {
    private let prefixes: [String: String]
    /// The namespaces of properties and classes.
    private let ofNames: Set<String>

    package init(_ schema: Schema) {
        var names = Set([GraphLayout.type])
        var datatypes: Set<String> = []
        for layout in schema.layouts {
            names.formUnion([layout.table.classIRI] + layout.table.furtherClasses)
            for layoutColumn in layout.columns {
                if let property = layoutColumn.column.property { names.insert(property) }
                if case .literal(let datatype) = layoutColumn.column.kind.rdf { datatypes.insert(datatype) }
            }
        }
        ofNames = Set(names.compactMap { Self.split($0)?.namespace })
        var prefixes: [String: String] = [:]
        var unknownCount = 0
        for namespace in ofNames.union(datatypes.compactMap { Self.split($0)?.namespace }).sorted(by: precedes) {
            if Self.known[namespace] == nil { unknownCount += 1 }
            prefixes[namespace] = Self.known[namespace] ?? "ns\(unknownCount)"
        }
        self.prefixes = prefixes
    }

    /// In the order of the prefixes.
    ///
    /// - Parameter datatypes: whether the namespaces of datatypes are wanted too, as in Turtle.
    package func declared(datatypes: Bool) -> [(prefix: String, namespace: String)] {
        prefixes.filter { datatypes || ofNames.contains($0.key) }.map { ($0.value, $0.key) }
            .sorted { precedes($0.prefix, $1.prefix) }
    }

    private static let known: [String: String] = Dictionary(
        (Vocabulary.prefixes + [("edtf", "http://id.loc.gov/datatypes/edtf/")]).map { ($0.namespace, $0.prefix) },
        uniquingKeysWith: { first, _ in first })

    /// The prefixed name of an IRI; nil where it has none.
    package func name(of iri: String) -> String? {
        guard let (namespace, local) = Self.split(iri), let prefix = prefixes[namespace] else { return nil }
        return prefix + ":" + local
    }

    /// The namespace and the XML name that an IRI splits into (Namespaces in XML 1.0, NCName), in ASCII.
    package static func split(_ iri: String) -> (namespace: String, local: String)? {
        guard Schema.isQualifiable(iri), let cut = Schema.localNameStart(of: iri) else { return nil }
        return (String(iri[..<cut]), String(iri[cut...]))
    }
}
