extension Table {
    package static let concepts = Table(
        name: "concepts", key: .concept, classIRI: Vocabulary.iri("skos:Concept"),
        documentation: "The codes that columns use: those that ship with the tool, and the dataset's own.",
        columns: [
            Column(
                name: "scheme", kind: .code, property: Vocabulary.iri("skos:inScheme"), isRequired: true,
                scheme: schemeOfSchemes, documentation: "The scheme that the code belongs to."),
            Column(
                name: "code", kind: .code, property: Vocabulary.iri("skos:notation"), isRequired: true,
                scheme: codeOfItself, documentation: "The code."),
            .required("label", .languageText, "skos:prefLabel", "The code in words."),
            .optional("definition", .languageText, "skos:definition", "What the code means."),
            Column(
                name: "broader", kind: .code, property: Vocabulary.iri("skos:broader"), scheme: schemeOfRow,
                documentation: "The code of the same scheme that is wider."),
            .optional("exact_match", .iri, "skos:exactMatch", "The same concept in another vocabulary."),
        ],
        rules: [.acyclic("broader")])

    /// `scheme` names the scheme itself: its node is `<base>concept/<scheme>`.
    package static let schemeOfSchemes = "*scheme"
    /// `code` is the notation of the row's own concept: a literal.
    package static let codeOfItself = "*code"
    /// `broader` is a code of the scheme that the row names.
    package static let schemeOfRow = "*row"
}
