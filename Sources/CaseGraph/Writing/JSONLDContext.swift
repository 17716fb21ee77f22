package import CaseModel

/// The context of a dataset in JSON-LD 1.1: a term a table, with the terms of its columns inside.
///
/// Two tables may have columns of the same name that mean different things, so the columns' terms belong to their
/// table's term (JSON-LD 1.1, section 4.1.9, type-scoped contexts). References are ids, and codes are codes: both are
/// relative IRIs, an id to the dataset's base and a code to its scheme's. Nothing of it is looked up anywhere.
package struct JSONLDContext: Sendable {
    private let schema: Schema
    private let dataset: DatasetDescription
    private let base: String

    package init(_ schema: Schema, of dataset: DatasetDescription) {
        self.schema = schema
        self.dataset = dataset
        base = dataset.base
    }

    package var json: JSON {
        var members = [
            JSON.Member(key: "@version", value: .number("1.1")), JSON.Member(key: "@base", value: .string(base)),
        ]
        for table in schema.tables {
            guard let layout = schema.layout(named: table.name) else { continue }
            let graph = GraphLayout(layout, of: dataset)
            let terms = graph.columns.map { JSON.Member(key: $0.column.name, value: term(of: $0)) }
            members.append(
                JSON.Member(
                    key: table.name,
                    value: .object(["@id": .string(table.classIRI), "@context": .object(terms)])))
        }
        return .object(members)
    }

    private func term(of column: GraphColumn) -> JSON {
        var type: String?
        var language: String?
        var context: JSON?
        switch column.object {
        case .node, .nodeInScheme:
            type = "@id"
            if let scope = scope(of: column) { context = .object(["@base": .string(scope)]) }
        case .literal(let datatype): type = datatype
        case .languageTagged(let tag): language = tag
        }
        return .object([
            "@id": .string(column.property), "@type": type.map { .string($0) },
            "@language": language.map { .string($0) }, "@context": context,
        ])
    }

    /// What the codes of a column are relative to; nil where it is the dataset's base, or where values are whole.
    ///
    /// A relative IRI takes the place of what stands behind the last `/` of its base (RFC 3986, section 5.2.3), which
    /// for a dataset's base that ends in `#` is not the whole of it: there every reference begins with `#`.
    private func scope(of column: GraphColumn) -> String? {
        guard case .node(let prefix) = column.object, prefix.utf8.count > base.utf8.count, isHierarchical else {
            return nil
        }
        return prefix
    }

    private var isHierarchical: Bool { base.utf8.last == 0x2F }

    /// What a reference to the nodes of a column begins with.
    package func reference(ofNodesIn column: GraphColumn) -> String {
        guard case .node(let prefix) = column.object, scope(of: column) == nil else { return "" }
        return reference(prefix)
    }

    /// The front of an IRI as a reference that is relative to the dataset's base, where the IRI begins with that.
    package func reference(_ prefix: String) -> String {
        guard prefix.hasPrefix(base) else { return prefix }
        return (isHierarchical ? "" : "#") + prefix.dropFirst(base.count)
    }
}
