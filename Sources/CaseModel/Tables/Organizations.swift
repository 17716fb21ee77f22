extension Table {
    package static let organizations = Table(
        "organizations", prefix: "org", class: "org:Organization",
        "A body, a company, or a group that nobody names one by one.",
        columns: [
            .required("name", .text, "schema:name", "The name under which the organization is listed."),
            .required("kind", .code("organization-kind"), "org:classification", "What sort of organization it is."),
            .optional("jurisdiction_id", .reference("places"), "Where its remit lies."),
            .optional("founded", .edtf, "schema:foundingDate", "When it came into being."),
            .optional("dissolved", .edtf, "schema:dissolutionDate", "When it ceased to be."),
            .optional(
                "part_of_id", .reference("organizations"), "org:subOrganizationOf",
                "The organization that it belongs to."),
            .optional("member_count", .integer, "How many people an unnamed group has."),
            .optional("description", .languageText, "schema:description", "What it is, in a few words."),
        ],
        rules: [.ordered("founded", "dissolved"), .acyclic("part_of_id")])
}
