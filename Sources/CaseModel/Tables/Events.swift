extension Table {
    package static let events = Table(
        "events", prefix: "evt", class: "schema:Event", "Something that is said to have happened.",
        columns: [
            .required("case_id", .reference("cases"), "The case that it belongs to."),
            .required("kind", .code("event-kind"), "dcterms:type", "What sort of event it is."),
            .required("title", .languageText, "schema:name", "The event in a few words."),
            .optional("description", .languageText, "schema:description", "The event in a few sentences."),
            .optional("starts", .edtf, "schema:startDate", "When it began."),
            .optional("ends", .edtf, "schema:endDate", "When it ended."),
            .optional("boundary", .code("date-boundary"), "How the dates bound the event."),
            .optional("place_id", .reference("places"), "schema:location", "Where it happened."),
            .optional("part_of_id", .reference("events"), "schema:superEvent", "The event that it is a part of."),
            .optional("proceeding_id", .reference("proceedings"), "The proceeding in which it happened."),
        ],
        rules: [.ordered("starts", "ends"), .acyclic("part_of_id")])
}
