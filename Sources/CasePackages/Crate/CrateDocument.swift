import CaseDisclosure
import CaseModel

/// `ro-crate-metadata.json`: every file described, the dataset, who made it, and the export as an action (RO-Crate
/// Metadata Specification 1.1).
enum CrateDocument {
    static let specification = "https://w3id.org/ro/crate/1.1"

    static func bytes(_ facts: ReleaseFacts) -> [UInt8] {
        var lines = GraphLines(context: context, expecting: 8192 + 550 * facts.files.count)
        let contents = CrateContents(facts)
        let agents = CrateAgents(facts)
        lines.append(descriptor)
        lines.append(CrateRoot.node(facts, contents: contents, agents: agents))
        for node in agents.nodes + CrateRoot.further(facts) { lines.append(node) }
        lines.append(action(facts, agents: agents))
        lines.append(snapshot(facts))
        lines.append(software(facts))
        for node in contents.folderNodes { lines.append(node) }
        for file in contents.files { lines.append(contents.node(of: file)) }
        for node in contents.formatNodes { lines.append(node) }
        return lines.bytes()
    }

    /// The digests are no terms of the context of 1.1; without a term they would be lost for readers of the graph.
    private static let context = JSON.array([
        .string(specification + "/context"),
        .object([
            "sha256": .string("http://schema.org/sha256"),
            "sha512": .string("https://w3id.org/ro/terms/workflow-run#sha512"),
        ]),
    ])

    private static let descriptor = JSON.object([
        "@id": .string("ro-crate-metadata.json"), "@type": .string("CreativeWork"),
        "conformsTo": .reference(specification), "about": .reference("./"),
    ])

    static let actionID = "#export"
    static let snapshotID = "#snapshot"
    static let softwareID = "#software"

    private static func action(_ facts: ReleaseFacts, agents: CrateAgents) -> JSON {
        .object([
            "@id": .string(actionID), "@type": .string("CreateAction"),
            "name": .string("Export of the release \(facts.name)"),
            "description": .string("Every instant is that of the snapshot. The profile: \(facts.profile.title)"),
            "instrument": .reference(softwareID), "agent": .reference(agents.publisher),
            "object": .reference(snapshotID), "result": .reference("./"), "startTime": .string(facts.instant),
            "endTime": .string(facts.instant), "actionStatus": .reference("http://schema.org/CompletedActionStatus"),
        ])
    }

    private static func snapshot(_ facts: ReleaseFacts) -> JSON {
        let graph = facts.graph.map {
            " Its graph has \(Quantity.counted($0.tripleCount, "triple", "triples")) and the canonical hash "
                + "(RDFC-1.0, SHA-256) \($0.sha256)."
        }
        return .object([
            "@id": .string(snapshotID), "@type": .string("CreativeWork"),
            "name": .string("\(facts.title), as it was at \(facts.instant)"),
            "description": .string(
                "What the profile \(facts.profile.name) discloses of the dataset: "
                    + "\(Quantity.counted(facts.rowCount, "row", "rows"))." + (graph ?? "")),
            "identifier": .string(facts.dataset.base), "dateModified": .string(facts.instant),
        ])
    }

    private static func software(_ facts: ReleaseFacts) -> JSON {
        .object([
            "@id": .string(softwareID), "@type": .string("SoftwareApplication"), "name": .string(facts.tool.name),
            "version": .string(facts.tool.version), "softwareVersion": .string(facts.tool.version),
            "url": .string("https://w3id.org/caseexport/"),
        ])
    }
}
