extension Table {
    package static let proceedingRelations = Table(
        "proceeding_relations", prefix: "prl", class: "case:ProceedingRelation",
        "How one proceeding stands to another.",
        columns: [
            .required("from_id", .reference("proceedings"), "The proceeding that the relation starts from."),
            .required("to_id", .reference("proceedings"), "The proceeding that it leads to."),
            .required("kind", .code("proceeding-relation"), "dcterms:type", "What the first is to the second."),
            .optional("starts", .edtf, "Since when."),
        ])
}
