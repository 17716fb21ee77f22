extension Table {
    package static let captures = Table(
        "captures", prefix: "cap", class: "case:Capture", "A copy of a source as somebody had it, with its digest.",
        columns: [
            .required("source_id", .reference("sources"), "prov:specializationOf", "The source."),
            .optional("retrieved", .edtf, "When the copy was made."),
            .optional("url", .url, "schema:url", "Where the copy was made from."),
            .optional("media_type", .mediaType, "schema:encodingFormat", "The copy's media type."),
            .optional("byte_count", .integer, "The copy's size in bytes."),
            .required("sha256", .sha256, "The copy's SHA-256 digest."),
            .optional("file_id", .reference("files"), "The copy itself, where the dataset has it."),
        ])
}
