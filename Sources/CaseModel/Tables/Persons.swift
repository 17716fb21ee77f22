extension Table {
    package static let persons = Table(
        "persons", prefix: "per", class: "schema:Person", "A human being whom a source names or describes.",
        columns: [
            .required("name", .text, "schema:name", "The name under which the person is listed."),
            .optional("born", .edtf, "schema:birthDate", "When the person was born."),
            .optional("died", .edtf, "schema:deathDate", "When the person died."),
            .optional("gender", .code("gender"), "schema:gender", "The gender that sources give."),
            .optional("living", .flag, "Whether the person is living, as far as is known."),
            .optional("public_role", .flag, "Whether the person appears in a public role."),
            .optional("description", .languageText, "schema:description", "Who the person is, in a few words."),
            .optional(
                "merged_into_id", .reference("persons"), "dcterms:isReplacedBy",
                "The record that replaces this one, when both turned out to be the same person."),
        ],
        rules: [.ordered("born", "died"), .acyclic("merged_into_id")])
}
