import CaseBytes

extension Kind {
    /// Text that is in no particular language, or in one that another column names.
    package static let text = Kind(
        "text", "text: UTF-8 without the characters that XML 1.0 cannot carry",
        rdf: .literal(datatype: .xsd + "string"), isFreeText: true,
        pattern: nil, samples: ["A name", "=1+1", " two  spaces ", "line\r\nline", "\"quoted\", #1", "עברית", "🕊️ é"],
        faults: [],
        verdict: { _ in .canonical })

    /// Text in the dataset's language.
    package static let languageText = Kind(
        "text lang", "text in the dataset's language", rdf: .languageTagged, isFreeText: true,
        pattern: nil, samples: ["A title", "Tab\there"], faults: [], verdict: { _ in .canonical })
}
