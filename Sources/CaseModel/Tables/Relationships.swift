extension Table {
    package static let relationships = Table(
        "relationships", prefix: "rel", class: "case:Relationship",
        "How a person or organization stands to another: kin, representation, employment.",
        columns: [
            .required("from_id", .reference("persons", "organizations"), "The one whom the relationship starts from."),
            .required("to_id", .reference("persons", "organizations"), "The one it leads to."),
            .required("kind", .code("relationship-kind"), "dcterms:type", "What the first is to the second."),
            .optional("starts", .edtf, "Since when."),
            .optional("ends", .edtf, "Until when."),
        ],
        rules: [.ordered("starts", "ends")])
}
