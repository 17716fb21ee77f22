extension Table {
    package static let dataset = Table(
        name: "dataset", key: .dataset, classIRI: Vocabulary.iri("dcat:Dataset"),
        furtherClasses: [Vocabulary.iri("schema:Dataset")],
        documentation: "The dataset itself: one row, the one source for every manifest, catalogue and citation.",
        columns: [
            Column(
                name: "base", kind: .iri, property: nil, isRequired: true,
                documentation: "What every record's IRI begins with; ends in / or #. It is the dataset's own IRI."),
            .required("title", .languageText, "dcterms:title", "The dataset's title."),
            .optional(
                "description", .languageText, "dcterms:description", "What the dataset holds and how it came about."),
            .required(
                "language", .language, "dcterms:language", "The language of all text that does not name another."),
            .required("publisher", .text, "dcterms:publisher", "Who publishes the dataset."),
            .optional("creators", .text, "dcterms:creator", "Who made the dataset."),
            .required("licence", .text, "dcterms:license", "The licence's SPDX identifier."),
            .optional("licence_url", .url, "schema:license", "Where the licence's text is."),
            .optional("rights_note", .languageText, "dcterms:rights", "What else a user has to know about rights."),
            .optional("contact", .text, "dcat:contactPoint", "How to reach the keeper."),
            .optional("coverage_limits", .languageText, "What the dataset does not cover."),
            .optional("temporal_coverage", .edtf, "dcterms:temporal", "The time that the dataset is about."),
            .optional("spatial_coverage", .text, "dcterms:spatial", "The area that the dataset is about."),
            .optional("doi", .text, "dcterms:identifier", "The dataset's DOI."),
            .optional("keywords", .text, "schema:keywords", "Keywords, separated by commas."),
            .optional(
                "model_version", .text, "schema:schemaVersion", "The version of the model that the dataset follows."),
            .optional(
                "frequency", .text, "dcterms:accrualPeriodicity",
                "How often a release appears: an ISO 8601 duration, or a word."),
            .updated,
        ])
}
