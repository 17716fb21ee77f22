extension Table {
    package static let citations = Table(
        "citations", prefix: "cit", class: "case:Citation", "Where a source bears on a statement.",
        columns: [
            .required("statement_id", .reference("statements"), "The statement."),
            .required("source_id", .reference("sources"), "dcterms:source", "The source."),
            .optional("capture_id", .reference("captures"), "The copy that was read."),
            .required("stance", .code("stance"), "What the source does to the statement."),
            .optional("locator", .text, "Where in the source: a page, a paragraph."),
        ])
}
