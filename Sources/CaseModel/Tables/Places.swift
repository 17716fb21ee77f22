extension Table {
    package static let places = Table(
        "places", prefix: "plc", class: "schema:Place", "A place that sources name.",
        columns: [
            .required("name", .text, "schema:name", "The place's name."),
            .optional("kind", .code("place-kind"), "dcterms:type", "What sort of place it is."),
            .optional("within_id", .reference("places"), "schema:containedInPlace", "The place that it lies in."),
            .optional("latitude", .decimal, "schema:latitude", "Degrees north (WGS 84)."),
            .optional("longitude", .decimal, "schema:longitude", "Degrees east (WGS 84)."),
            .optional("precision_metres", .integer, "How far off the coordinates may be, in metres."),
            .optional("exact_match", .iri, "skos:exactMatch", "The same place in another dataset."),
        ],
        rules: [.acyclic("within_id")])
}
