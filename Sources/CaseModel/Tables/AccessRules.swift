extension Table {
    package static let accessRules = Table(
        "access_rules", prefix: "acc", class: "case:AccessRule",
        "Who may see a record or one field of it, on what ground, until when.",
        columns: [
            .required("record_id", .anyReference, "The record."),
            .optional("field", .text, "The column that the rule is about; none means the whole record."),
            .required("level", .code("access-level"), "Who may see it while the rule is in force."),
            .required("ground", .code("access-ground"), "Why."),
            .optional("authority", .text, "Who ordered it."),
            .optional("imposed", .date, "Since when the rule is in force."),
            .optional("until", .date, "Until when."),
            .required("on_expiry", .code("on-expiry"), "What happens then."),
            .optional("note", .text, "What a user of the dataset has to know about the rule."),
        ],
        rules: [.ordered("imposed", "until")])
}
