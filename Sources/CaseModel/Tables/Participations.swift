extension Table {
    package static let participations = Table(
        "participations", prefix: "par", class: "case:Participation",
        "Who took part in an event or a proceeding, and as what.",
        columns: [
            .required("context_id", .reference("events", "proceedings"), "The event or proceeding."),
            .required("agent_id", .reference("persons", "organizations"), "prov:agent", "Who took part."),
            .required("role", .code("role"), "prov:hadRole", "As what."),
            .optional("on_behalf_of_id", .reference("persons", "organizations"), "For whom."),
            .optional("alleged", .flag, "Whether the part is alleged, not established."),
            .optional("count", .integer, "How many of an unnamed group took part."),
            .optional("age", .integer, "How old the person was said to be then, in years."),
            .optional("starts", .edtf, "Since when."),
            .optional("ends", .edtf, "Until when."),
        ],
        rules: [.ordered("starts", "ends")])
}
