extension Table {
    package static let tombstones = Table(
        "tombstones", prefix: "tmb", class: "case:Tombstone", "That a record was removed, when and why.",
        columns: [
            .required("record", .text, "The id of the record that was removed."),
            .required("removed", .instant, "prov:invalidatedAtTime", "When."),
            .required("reason", .code("revision-reason"), "Why."),
            .optional("successor_id", .anyReference, "dcterms:isReplacedBy", "The record that replaces it."),
            .optional("note", .languageText, "schema:description", "What a user has to know about it."),
        ])
}
