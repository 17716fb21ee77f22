extension Table {
    package static let organizationRelations = Table(
        "organization_relations", prefix: "orl", class: "case:OrganizationRelation",
        "How one organization stands to another: which one replaced it, which one supervises it.",
        columns: [
            .required("from_id", .reference("organizations"), "The organization that the relation starts from."),
            .required("to_id", .reference("organizations"), "The organization that it leads to."),
            .required(
                "kind", .code("organization-relation"), "dcterms:type",
                "What the relation is, read from the first to the second."),
            .optional("extent", .code("extent"), "Whether it concerns all of the organization or a part."),
            .optional("starts", .edtf, "Since when."),
        ],
        rules: [
            .acyclicRelation(
                from: "from_id", to: "to_id", kinds: ["replaced-by", "renamed-to", "merged-into", "split-into"])
        ])
}
