import CaseDisclosure
package import CaseModel

/// The crate's root: the release as a dataset, its licence and its place.
enum CrateRoot {
    static func node(_ facts: ReleaseFacts, contents: CrateContents, agents: CrateAgents) -> JSON {
        .object([
            "@id": .string("./"), "@type": .string("Dataset"), "name": .string(TextWrap.line(facts.title)),
            "description": .string(facts.description), "datePublished": .string(facts.instant),
            "version": .string(facts.id), "identifier": .string(facts.doi?.address ?? facts.iri),
            "url": .string(facts.dataset.base), "license": .reference(licenceID(facts)),
            "author": .references(agents.creators), "publisher": .reference(agents.publisher),
            "inLanguage": .text(facts.value("language")),
            "keywords": facts.keywords.isEmpty ? nil : .strings(facts.keywords),
            "temporalCoverage": .text(facts.value("temporal_coverage")),
            "spatialCoverage": facts.value("spatial_coverage").map { _ in .reference(placeID) },
            "usageInfo": .text(facts.value("rights_note")),
            "conditionsOfAccess": .text(facts.restriction),
            "isAccessibleForFree": facts.profile.audience == "public" ? .boolean(true) : nil,
            "isBasedOn": .reference(CrateDocument.snapshotID), "mentions": .reference(CrateDocument.actionID),
            "hasPart": .references(contents.rootParts),
        ])
    }

    private static let placeID = "#place"

    private static func licenceID(_ facts: ReleaseFacts) -> String { facts.licence.address ?? "#licence" }

    /// The nodes that only the root refers to.
    static func further(_ facts: ReleaseFacts) -> [JSON] {
        let licence = facts.licence
        var nodes = [
            JSON.object([
                "@id": .string(licenceID(facts)), "@type": .string("CreativeWork"),
                "name": .string(licence.name ?? licence.id),
                "description": .string(
                    licence.isKnown ? "SPDX identifier \(licence.id)" : "The licence that the publisher names"),
                "identifier": .string(licence.id),
            ])
        ]
        if let place = facts.value("spatial_coverage") {
            nodes.append(
                .object(["@id": .string(placeID), "@type": .string("Place"), "name": .string(TextWrap.line(place))]))
        }
        return nodes
    }
}

/// The release in one sentence, for a list of references.
package enum Citation {
    package static func text(_ facts: ReleaseFacts) -> String {
        text(facts.dataset, profile: facts.profile.name, release: facts.id, year: String(facts.instant.prefix(4)))
    }

    /// - Parameter release: the id that the bag's metadata have.
    package static func text(
        _ dataset: DatasetDescription, profile: String, release: String, year: String
    ) -> String {
        let creators = dataset.creators.map { TextWrap.line($0) }.joined(separator: "; ")
        let publisher = TextWrap.line(dataset.publisher)
        let made = Array(creators.utf8) == Array(publisher.utf8) ? "" : " \(publisher)."
        return "\(creators) (\(year)): \(TextWrap.line(dataset.title)). Release \(release) (\(profile)).\(made) "
            + (dataset.doi?.address ?? dataset.base)
    }
}
