extension Table {
    package static let documents = Table(
        "documents", prefix: "doc", class: "schema:DigitalDocument",
        "A document that the dataset holds, in one or more files.",
        columns: [
            .optional("case_id", .reference("cases"), "The case that it belongs to."),
            .required("title", .languageText, "dcterms:title", "The document's title."),
            .optional("kind", .code("document-kind"), "dcterms:type", "What sort of document it is."),
            .optional("created", .edtf, "dcterms:created", "When it was made."),
            .optional("language", .language, "dcterms:language", "Its language."),
            .optional("source_id", .reference("sources"), "dcterms:source", "The source that it comes from."),
            .optional("rights", .text, "dcterms:rights", "Who holds rights in it."),
        ])
}
