extension Table {
    package static let statements = Table(
        "statements", prefix: "stm", class: "rdf:Statement", "That somebody says something about a record.",
        columns: [
            .optional("case_id", .reference("cases"), "The case that it belongs to."),
            .required("subject_id", .anyReference, "rdf:subject", "The record that it is about."),
            .required(
                "property", .iri, "rdf:predicate", "The property of the subject that it is about, as a full IRI."),
            .optional("value", .text, "rdf:object", "The value that is stated, as the column would hold it."),
            .optional("object_id", .anyReference, "rdf:object", "The record that is stated."),
            .optional("language", .language, "dcterms:language", "The language of the value."),
            .required("rank", .code("rank"), "How it is ranked among statements about the same."),
            .optional("rank_reason", .code("rank-reason"), "Why it is ranked so."),
            .optional("certainty", .code("certainty"), "How certain the keeper holds it to be."),
            .required("status", .code("statement-status"), "Where it stands."),
            .optional("asserted_by_id", .reference("persons", "organizations"), "prov:wasAttributedTo", "Who says so."),
            .optional("asserted_on", .edtf, "When it was said."),
            .optional("valid_from", .edtf, "Since when it is said to hold."),
            .optional("valid_to", .edtf, "Until when it is said to hold."),
            .optional("recorded", .date, "When it was recorded."),
            .optional("note", .languageText, "schema:description", "What a user has to know about it."),
        ],
        rules: [.ordered("valid_from", "valid_to"), .exactlyOne(["value", "object_id"])])
}
