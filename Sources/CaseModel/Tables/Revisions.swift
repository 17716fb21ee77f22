extension Table {
    package static let revisions = Table(
        "revisions", prefix: "rev", class: "prov:Activity", "A change of the dataset.",
        columns: [
            .required("record", .text, "The id of the record that was changed, also of one that was removed."),
            .required("at", .instant, "prov:endedAtTime", "When."),
            .optional("by_role", .text, "In which role somebody changed it."),
            .required("action", .code("revision-action"), "What was done."),
            .optional("reason", .code("revision-reason"), "Why."),
            .optional("note", .languageText, "schema:description", "What a user has to know about it."),
        ])
}
