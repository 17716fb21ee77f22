extension Table {
    package static let cases = Table(
        "cases", prefix: "cas", class: "case:Case",
        "What the documentation is about: one matter with its events and proceedings.",
        columns: [
            .required("title", .languageText, "dcterms:title", "The case's title."),
            .optional("summary", .languageText, "dcterms:abstract", "The case in a few sentences."),
            .optional("kind", .code("case-kind"), "dcterms:type", "What sort of case it is."),
            .optional("jurisdiction_id", .reference("places"), "Whose law applies."),
            .optional("opened", .edtf, "When the case began."),
            .optional("closed", .edtf, "When it ended."),
            .optional("status", .code("case-status"), "Where it stands."),
        ],
        rules: [.ordered("opened", "closed")])
}
