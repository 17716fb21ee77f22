extension Table {
    package static let outcomes = Table(
        "outcomes", prefix: "out", class: "case:Outcome", "What a proceeding decided, found or led to.",
        columns: [
            .required("proceeding_id", .reference("proceedings"), "The proceeding."),
            .required("kind", .code("outcome-kind"), "dcterms:type", "What sort of outcome it is."),
            .required("title", .languageText, "dcterms:title", "The outcome in a few words."),
            .optional("decided", .edtf, "dcterms:date", "When it was decided."),
            .optional("decided_by_id", .reference("persons", "organizations"), "Who decided it."),
            .optional("about_id", .reference("participations"), "Whose part it is about."),
            .optional("effect", .code("outcome-effect"), "What it does to an earlier outcome."),
            .optional("effect_on_id", .reference("outcomes"), "The earlier outcome."),
        ],
        rules: [.acyclic("effect_on_id")])
}
