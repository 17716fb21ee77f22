package import CaseModel

/// The namespaces of a schema's properties and classes, and what they are called in RDF/XML and Turtle.
package struct Namespaces: Sendable {
    /// In the order of the prefixes.
    package let declared: [(prefix: String, namespace: String)]
    private let prefixes: [String: String]

    /// - Parameter datatypes: whether the namespaces of datatypes are wanted too, as in Turtle.
    package init(_ schema: Schema, datatypes: Bool) {
        var iris = Set([GraphLayout.type])
        for layout in schema.layouts {
            iris.formUnion([layout.table.classIRI] + layout.table.furtherClasses)
            for layoutColumn in layout.columns {
                if let property = layoutColumn.column.property { iris.insert(property) }
                if datatypes, case .literal(let datatype) = layoutColumn.column.kind.rdf { iris.insert(datatype) }
            }
        }
        var prefixes: [String: String] = [:]
        var unknownCount = 0
        for iri in iris.sorted(by: precedes) {
            guard let namespace = Self.split(iri)?.namespace, prefixes[namespace] == nil else { continue }
            if Self.known[namespace] == nil { unknownCount += 1 }
            prefixes[namespace] = Self.known[namespace] ?? "ns\(unknownCount)"
        }
        self.prefixes = prefixes
        declared = prefixes.map { ($0.value, $0.key) }.sorted { precedes($0.prefix, $1.prefix) }
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
