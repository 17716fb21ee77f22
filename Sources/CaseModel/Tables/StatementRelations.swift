extension Table {
    package static let statementRelations = Table(
        "statement_relations", prefix: "str", class: "case:StatementRelation", "How one statement stands to another.",
        columns: [
            .required("from_id", .reference("statements"), "The statement that the relation starts from."),
            .required("to_id", .reference("statements"), "The statement that it leads to."),
            .required("kind", .code("statement-relation"), "dcterms:type", "What the first does to the second."),
        ])
}
