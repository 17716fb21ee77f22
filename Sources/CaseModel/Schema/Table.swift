/// How a table's rows are keyed.
package enum TableKey: Sendable, Equatable {
    /// By `id`, with this prefix of three letters.
    case id(prefix: String)
    /// By `scheme` and `code`: `concepts` alone.
    case concept
    /// One row that describes the dataset itself; its IRI is the base.
    case dataset
}

/// What a check asserts of a table's rows beyond kinds, keys and references.
package enum TableRule: Sendable, Equatable {
    /// What the first column's date can mean at the earliest is not after what the second's can mean at the latest.
    case ordered(String, String)
    /// Following this reference never leads back.
    case acyclic(String)
    /// Following these relations from one end to the other never leads back, where `kind` is one of the codes.
    case acyclicRelation(from: String, to: String, kinds: [String])
    /// A row has a value in one of these columns and not in more.
    case exactlyOne([String])
}

/// A table of the model: one file each under `Tables/`, or a dataset's own.
package struct Table: Sendable {
    package let name: String
    package let key: TableKey
    /// The class's IRI, in full.
    package let classIRI: String
    /// Classes of other vocabularies that the records belong to as well.
    package let furtherClasses: [String]
    package let documentation: String
    /// The columns that a dataset stores, keys and common columns included.
    package let columns: [Column]
    package let rules: [TableRule]

    package init(
        name: String, key: TableKey, classIRI: String, furtherClasses: [String] = [], documentation: String,
        columns: [Column], rules: [TableRule] = []
    ) {
        self.name = name
        self.key = key
        self.classIRI = classIRI
        self.furtherClasses = furtherClasses
        self.documentation = documentation
        self.columns = columns
        self.rules = rules
    }

    /// A table of records: `id` first, then its own columns, then `access` and `updated`.
    init(
        _ name: String, prefix: String, class type: String, _ documentation: String, columns: [Column],
        rules: [TableRule] = []
    ) {
        self.init(
            name: name, key: .id(prefix: prefix), classIRI: Vocabulary.iri(type), documentation: documentation,
            columns: [.recordID] + columns + [.access, .updated], rules: rules)
    }

    package var prefix: String? {
        if case .id(let prefix) = key { return prefix }
        return nil
    }

    package func column(named name: String) -> Column? { columns.first { $0.name == name } }

    package func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    /// What the rows' IRIs begin with, behind the base: tables stream in this order, so that the graph comes sorted.
    package var subjectPrefix: String {
        switch key {
        case .id(let prefix): prefix + "_"
        case .concept: "concept/"
        case .dataset: ""
        }
    }
}

extension Column {
    package static let recordID = Column(
        name: "id", kind: .id, property: nil, isRequired: true,
        documentation: "The record's own key: opaque, stable, never used again.")

    package static let access = Column.optional(
        "access", .code("access-level"), default: "public", "Who may see the record.")

    package static let updated = Column.optional(
        "updated", .instant, "dcterms:modified", "When the record was last changed.")
}
