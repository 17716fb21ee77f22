extension Table {
    package static let proceedings = Table(
        "proceedings", prefix: "pro", class: "case:Proceeding",
        "A trial, an inquest, an investigation, a claim: whatever decides something.",
        columns: [
            .required("case_id", .reference("cases"), "The case that it belongs to."),
            .required("kind", .code("proceeding-kind"), "dcterms:type", "What sort of proceeding it is."),
            .required("title", .languageText, "dcterms:title", "The proceeding in a few words."),
            .optional("forum_id", .reference("organizations"), "The body that held it at the time."),
            .optional("reference", .text, "dcterms:identifier", "The number or reference that the body gives it."),
            .optional("opened", .edtf, "When it began."),
            .optional("closed", .edtf, "When it ended."),
            .optional("status", .code("proceeding-status"), "Where it stands."),
            .optional("summary", .languageText, "dcterms:abstract", "The proceeding in a few sentences."),
        ],
        rules: [.ordered("opened", "closed")])
}
