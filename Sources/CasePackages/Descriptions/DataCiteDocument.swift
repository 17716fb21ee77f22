import CaseModel

/// `datacite.json`: the citation in the DataCite Metadata Schema 4.5, as its JSON has it.
enum DataCiteDocument {
    /// - Returns: nil where the dataset has no DOI as DataCite registers them: the schema is of nothing else, and takes
    ///   no registrant with a part behind a full stop.
    static func document(_ facts: ReleaseFacts) -> JSON? {
        guard let doi = facts.doi, !doi.prefix.dropFirst("10.".count).contains(".") else { return nil }
        return .object([
            "doi": .string(doi.name), "prefix": .string(doi.prefix), "suffix": .string(doi.suffix),
            "creators": .array(facts.creators.map { .object(["name": .string($0)]) }),
            "titles": .array([.object(["title": .string(facts.title), "lang": language(facts)])]),
            "publisher": .object(["name": .string(facts.publisher)]),
            "publicationYear": .string(String(facts.instant.prefix(4))),
            "types": .object(["resourceTypeGeneral": .string("Dataset"), "resourceType": .string("Dataset")]),
            "subjects": facts.keywords.isEmpty
                ? nil : .array(facts.keywords.map { .object(["subject": .string($0)]) }),
            "dates": .array([.object(["date": .string(facts.day), "dateType": .string("Issued")])]),
            "language": language(facts),
            "alternateIdentifiers": .array([
                .object([
                    "alternateIdentifier": .string(facts.name), "alternateIdentifierType": .string("release"),
                ])
            ]),
            "sizes": .strings([
                Quantity.counted(facts.rowCount, "row", "rows"),
                Quantity.counted(facts.files.count, "file", "files"),
            ]),
            "formats": formats(facts),
            "version": .string(facts.id),
            "rightsList": .array([rights(facts.licence)]),
            "descriptions": .array([
                .object([
                    "description": .string(facts.description), "descriptionType": .string("Abstract"),
                    "lang": language(facts),
                ])
            ]),
            "geoLocations": facts.value("spatial_coverage").map {
                .array([.object(["geoLocationPlace": .string($0)])])
            },
            "schemaVersion": .string("http://datacite.org/schema/kernel-4"),
        ])
    }

    private static func language(_ facts: ReleaseFacts) -> JSON? { .text(facts.value("language")) }

    private static func formats(_ facts: ReleaseFacts) -> JSON? {
        let types = Set(facts.files.map { trimmed(String($0.mediaType.prefix { $0 != ";" })) }).sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return types.isEmpty ? nil : .strings(types)
    }

    private static func rights(_ licence: Licence) -> JSON {
        .object([
            "rights": .string(licence.name ?? licence.id), "rightsUri": .text(licence.address),
            "rightsIdentifier": .string(licence.id),
            "rightsIdentifierScheme": licence.isKnown ? .string("SPDX") : nil,
            "schemeUri": licence.isKnown ? .string("https://spdx.org/licenses/") : nil,
        ])
    }
}
