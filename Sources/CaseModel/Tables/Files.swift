extension Table {
    package static let files = Table(
        "files", prefix: "fil", class: "schema:MediaObject", "One file of a document, with its fixity.",
        columns: [
            .required("document_id", .reference("documents"), "The document."),
            .required("path", .path, "Where the file is below `documents/`."),
            .required("media_type", .mediaType, "schema:encodingFormat", "The file's media type."),
            .required("byte_count", .integer, "The file's size in bytes."),
            .required("sha256", .sha256, "The file's SHA-256 digest."),
            .optional("role", .code("file-role"), "Which rendition of the document it is."),
            .optional("derived_from_id", .reference("files"), "prov:wasDerivedFrom", "The file that it was made from."),
        ],
        rules: [.acyclic("derived_from_id")])
}
