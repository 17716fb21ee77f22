/// Where a reference may point.
package enum ReferenceTarget: Sendable, Equatable {
    /// Into any table whose records have an id.
    case any
    /// Into one of these tables, by name.
    case tables([String])
}

/// A column: declared once; its CSV header, CSVW entry, SQL, JSON key and dictionary line follow from it.
package struct Column: Sendable {
    package let name: String
    package let kind: Kind
    /// The property's IRI, in full; nil for the keys, which are in the record's own IRI.
    package let property: String?
    package let isRequired: Bool
    /// Where a `ref` points; nil for all other kinds.
    package let target: ReferenceTarget?
    /// The scheme of a `code`; nil for all other kinds.
    package let scheme: String?
    /// What an empty cell means, where it means something.
    package let defaultValue: String?
    /// One line: what a value says.
    package let documentation: String

    package init(
        name: String, kind: Kind, property: String?, isRequired: Bool = false, target: ReferenceTarget? = nil,
        scheme: String? = nil, defaultValue: String? = nil, documentation: String
    ) {
        self.name = name
        self.kind = kind
        self.property = property
        self.isRequired = isRequired
        self.target = target
        self.scheme = scheme
        self.defaultValue = defaultValue
        self.documentation = documentation
    }

    /// The kind as MODEL writes it: `ref(persons|organizations)`, `code(gender)`, `text lang`.
    package var kindDescription: String {
        switch target {
        case .any: return "ref(any)"
        case .tables(let names): return "ref(\(names.joined(separator: "|")))"
        case nil: return scheme.map { "code(\($0))" } ?? kind.name
        }
    }
}

/// What a declaration says of a column's values, besides its name.
package struct ColumnType: Sendable {
    let kind: Kind
    var target: ReferenceTarget? = nil
    var scheme: String? = nil

    static let text = ColumnType(kind: .text)
    static let languageText = ColumnType(kind: .languageText)
    static let edtf = ColumnType(kind: .edtf)
    static let date = ColumnType(kind: .date)
    static let instant = ColumnType(kind: .instant)
    static let integer = ColumnType(kind: .integer)
    static let decimal = ColumnType(kind: .decimal)
    static let flag = ColumnType(kind: .flag)
    static let iri = ColumnType(kind: .iri)
    static let url = ColumnType(kind: .url)
    static let language = ColumnType(kind: .language)
    static let mediaType = ColumnType(kind: .mediaType)
    static let path = ColumnType(kind: .path)
    static let sha256 = ColumnType(kind: .sha256)
    static let anyReference = ColumnType(kind: .reference, target: .any)

    static func reference(_ tables: String...) -> ColumnType { ColumnType(kind: .reference, target: .tables(tables)) }

    static func code(_ scheme: String) -> ColumnType { ColumnType(kind: .code, scheme: scheme) }
}

extension Column {
    /// - Parameter property: a prefixed name; without one it is `case:` and the column's name in camel case.
    private static func declared(
        _ name: String, _ type: ColumnType, _ property: String?, isRequired: Bool, default value: String?,
        _ documentation: String
    ) -> Column {
        Column(
            name: name, kind: type.kind, property: Vocabulary.iri(property ?? "case:" + propertyName(of: name)),
            isRequired: isRequired, target: type.target, scheme: type.scheme, defaultValue: value,
            documentation: documentation)
    }

    static func optional(
        _ name: String, _ type: ColumnType, default value: String? = nil, _ documentation: String
    ) -> Column {
        declared(name, type, nil, isRequired: false, default: value, documentation)
    }

    static func optional(_ name: String, _ type: ColumnType, _ property: String, _ documentation: String) -> Column {
        declared(name, type, property, isRequired: false, default: nil, documentation)
    }

    static func required(_ name: String, _ type: ColumnType, _ documentation: String) -> Column {
        declared(name, type, nil, isRequired: true, default: nil, documentation)
    }

    static func required(_ name: String, _ type: ColumnType, _ property: String, _ documentation: String) -> Column {
        declared(name, type, property, isRequired: true, default: nil, documentation)
    }

    /// `asserted_by_id` → `assertedBy`.
    package static func propertyName(of column: String) -> String {
        var words = column.split(separator: "_").map(String.init)
        if words.count > 1 && words.last == "id" { words.removeLast() }
        // A name without letters, of metadata that is refused for it.
        guard let first = words.first else { return "" }
        return first + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

/// The namespaces that declarations abbreviate.
package enum Vocabulary {
    /// The tool's own vocabulary. The address is to be registered before a first public release.
    package static let caseNamespace = "https://w3id.org/caseexport/ns#"

    package static let prefixes: [(prefix: String, namespace: String)] = [
        ("case", caseNamespace), ("dcat", "http://www.w3.org/ns/dcat#"), ("dcterms", "http://purl.org/dc/terms/"),
        ("org", "http://www.w3.org/ns/org#"), ("prov", "http://www.w3.org/ns/prov#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"), ("schema", "http://schema.org/"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"), ("xsd", .xsd),
    ]

    /// The IRI of a prefixed name; a mistake in a declaration is caught by the schema's own test.
    package static func iri(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: 0x3A) else { return name }
        let prefix = String(name[..<colon])
        guard let namespace = prefixes.first(where: { $0.prefix == prefix })?.namespace else { return name }
        return namespace + name[name.utf8.index(after: colon)...]
    }
}
