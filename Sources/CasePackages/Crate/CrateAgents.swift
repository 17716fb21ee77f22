import CaseModel

/// Who made the dataset and who publishes it, as nodes of the crate.
///
/// The dataset does not say whether a name is a person's, so all are organizations, as in a citation all are entities.
struct CrateAgents {
    let publisher: String
    let creators: [String]
    let nodes: [JSON]

    init(_ facts: ReleaseFacts) {
        let page = facts.contactPage ?? Self.home(of: facts.dataset.base)
        let publisherID = "#publisher"
        publisher = publisherID
        var nodes = [Self.node(publisherID, facts.publisher, page: page)]
        var creators: [String] = []
        for name in facts.creators {
            if Array(name.utf8) == Array(facts.publisher.utf8) {
                creators.append(publisherID)
            } else {
                let id = "#creator-\(creators.count + 1)"
                creators.append(id)
                nodes.append(Self.node(id, name, page: page))
            }
        }
        self.creators = creators
        self.nodes = nodes
    }

    private static func node(_ id: String, _ name: String, page: String?) -> JSON {
        .object([
            "@id": .string(id), "@type": .string("Organization"), "name": .string(TextWrap.line(name)),
            "url": .text(page),
        ])
    }

    /// Where the dataset is published there is a page of who publishes it, as far as anybody knows.
    private static func home(of base: String) -> String? {
        base.hasPrefix("https://") || base.hasPrefix("http://") ? base : nil
    }
}
