extension Table {
    package static let sources = Table(
        "sources", prefix: "src", class: "schema:CreativeWork", "A work that says something about a case.",
        columns: [
            .required("kind", .code("source-kind"), "dcterms:type", "What sort of source it is."),
            .optional("title", .text, "dcterms:title", "The source's title."),
            .optional("publisher_id", .reference("organizations"), "dcterms:publisher", "Who published it."),
            .optional("author", .text, "schema:author", "Who wrote it."),
            .optional("published", .edtf, "schema:datePublished", "When it was published."),
            .optional("url", .url, "schema:url", "Where it was published."),
            .optional("language", .language, "dcterms:language", "Its language."),
            .optional("rights", .text, "dcterms:rights", "Who holds rights in it."),
            .optional("reliability", .code("reliability"), "How reliable it is held to be."),
            .optional("note", .languageText, "schema:description", "What a user has to know about it."),
        ])
}
