extension Table {
    package static let names = Table(
        "names", prefix: "nam", class: "case:Name", "A further name of a person or an organization.",
        columns: [
            .required("agent_id", .reference("persons", "organizations"), "Whose name it is."),
            .required("value", .text, "rdf:value", "The name."),
            .required("kind", .code("name-kind"), "dcterms:type", "What sort of name it is."),
            .optional("language", .language, "dcterms:language", "The language of the name."),
            .optional("starts", .edtf, "When the name came into use."),
            .optional("ends", .edtf, "When it went out of use."),
        ],
        rules: [.ordered("starts", "ends")])
}
