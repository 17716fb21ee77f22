import CaseDisclosure
import CaseModel

/// `prov.jsonld`: how the release came about, in PROV-O (W3C Recommendation 2013). The context is inline: nothing needs
/// a network to be read.
///
/// It counts what is in the release only; of what was left out it has the totals that `disclosure.json` has.
struct ProvenanceDocument {
    private let facts: ReleaseFacts
    private let release: String

    static func bytes(_ facts: ReleaseFacts) -> [UInt8] {
        let document = ProvenanceDocument(facts: facts, release: facts.iri)
        var lines = GraphLines(context: context, expecting: 8192 + 550 * facts.files.count)
        for node in document.nodes { lines.append(node) }
        for file in facts.files where Bag.isPayload(file.path) { lines.append(document.node(of: file)) }
        return lines.bytes()
    }

    private static let context: JSON = {
        var members: [JSON.Member] = []
        for (prefix, namespace) in [
            ("prov", "http://www.w3.org/ns/prov#"), ("dcterms", "http://purl.org/dc/terms/"),
            ("schema", "http://schema.org/"), ("dcat", "http://www.w3.org/ns/dcat#"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"), ("xsd", "http://www.w3.org/2001/XMLSchema#"),
            ("case", Vocabulary.caseNamespace),
        ] { members.append(JSON.Member(key: prefix, value: .string(namespace))) }
        for (type, terms) in [
            (
                "@id",
                [
                    "prov:wasGeneratedBy", "prov:used", "prov:wasAssociatedWith", "prov:wasAttributedTo",
                    "prov:wasDerivedFrom", "prov:wasRevisionOf", "dcterms:isVersionOf", "prov:actedOnBehalfOf",
                    "prov:qualifiedAssociation", "prov:agent", "prov:hadMember", "prov:hadPlan", "rdfs:seeAlso",
                    "dcterms:license",
                ]
            ),
            ("xsd:dateTime", ["prov:startedAtTime", "prov:endedAtTime", "prov:generatedAtTime"]),
            (
                "xsd:integer",
                [
                    "dcat:byteSize", "case:rowCount", "case:tripleCount", "case:withheldRecords",
                    "case:withheldFields", "case:withheldReferences",
                ]
            ),
        ] {
            for term in terms {
                members.append(
                    JSON.Member(key: term, value: .object(["@id": .string(term), "@type": .string(type)])))
            }
        }
        return .object(members)
    }()

    private var nodes: [JSON] {
        [releaseNode, snapshotNode] + tableNodes + [exportNode] + associationNodes + [
            profileNode, toolNode, publisherNode,
        ]
            + previousNodes
    }

    private func id(_ name: String) -> JSON { .string(release + "/" + name) }

    private var previous: String? {
        facts.previous.map { facts.dataset.base + "release/" + $0 + "/" + facts.profile.name }
    }

    private var releaseNode: JSON {
        let withheld = facts.withheldCounts
        return .object([
            "@id": .string(release), "@type": .strings(["prov:Entity", "dcat:Dataset"]),
            "dcterms:title": .string(facts.title), "dcterms:creator": .strings(facts.creators),
            "dcterms:identifier": .string(facts.name),
            "dcterms:license": .text(facts.licence.address), "prov:generatedAtTime": .string(facts.instant),
            "prov:wasGeneratedBy": id("export"), "prov:wasDerivedFrom": id("snapshot"),
            "prov:wasRevisionOf": .text(previous), "prov:wasAttributedTo": id("publisher"),
            "case:audience": .string(facts.withheld.audience), "case:asOf": .string(facts.withheld.asOf),
            "case:withheldRecords": .string(String(withheld.records)),
            "case:withheldFields": .string(String(withheld.fields)),
            "case:withheldReferences": .string(String(withheld.references)),
            "rdfs:seeAlso": .array([id(TagFile.disclosure.path), id(TagFile.quality.path)]),
        ])
    }

    /// The snapshot as far as the release discloses it: a hash of all of it would tell of what was left out.
    private var snapshotNode: JSON {
        .object([
            "@id": id("snapshot"), "@type": .strings(["prov:Entity", "prov:Collection"]),
            "dcterms:title": .string("The dataset at \(facts.instant), as far as the profile discloses it"),
            "dcterms:isVersionOf": .string(facts.dataset.base), "prov:generatedAtTime": .string(facts.instant),
            "prov:hadMember": facts.tables.isEmpty ? nil : .array(facts.tables.map { id("snapshot/" + $0.name) }),
            "case:rowCount": .string(String(facts.rowCount)),
            "case:tripleCount": facts.graph.map { .string(String($0.tripleCount)) },
            "case:graphSHA256": .text(facts.graph?.sha256),
        ])
    }

    private var tableNodes: [JSON] {
        facts.tables.map { table in
            .object([
                "@id": id("snapshot/" + table.name), "@type": .string("prov:Entity"),
                "dcterms:title": .string(table.name), "case:rowCount": .string(String(table.rowCount)),
            ])
        }
    }

    private var exportNode: JSON {
        .object([
            "@id": id("export"), "@type": .string("prov:Activity"),
            "dcterms:title": .string("Export of the release"), "prov:startedAtTime": .string(facts.instant),
            "prov:endedAtTime": .string(facts.instant), "prov:used": .array([id("snapshot"), id("profile")]),
            "prov:wasAssociatedWith": .array([id("tool"), id("publisher")]),
            "prov:qualifiedAssociation": .array([id("association/tool"), id("association/publisher")]),
        ])
    }

    private var associationNodes: [JSON] {
        [
            .object([
                "@id": id("association/tool"), "@type": .string("prov:Association"), "prov:agent": id("tool"),
                "prov:hadPlan": id("profile"),
            ]),
            // Some readers take no association as it is where another one is qualified.
            .object([
                "@id": id("association/publisher"), "@type": .string("prov:Association"),
                "prov:agent": id("publisher"),
            ]),
        ]
    }

    private var profileNode: JSON {
        .object([
            "@id": id("profile"), "@type": .strings(["prov:Entity", "prov:Plan"]),
            "dcterms:title": .string(facts.profile.title), "dcterms:identifier": .string(facts.profile.name),
            "case:audience": .string(facts.profile.audience),
            "dcterms:format": .strings(
                facts.profile.formats.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }),
        ])
    }

    private var toolNode: JSON {
        .object([
            "@id": id("tool"), "@type": .strings(["prov:Agent", "prov:SoftwareAgent"]),
            "schema:name": .string(facts.tool.name), "schema:softwareVersion": .string(facts.tool.version),
            "schema:softwareRequirements": .text(facts.tool.zlib.map { "zlib \($0)" }),
            "prov:actedOnBehalfOf": id("publisher"),
        ])
    }

    private var publisherNode: JSON {
        .object([
            "@id": id("publisher"), "@type": .strings(["prov:Agent", "prov:Organization"]),
            "schema:name": .string(facts.publisher),
        ])
    }

    private var previousNodes: [JSON] {
        previous.map {
            [
                .object([
                    "@id": .string($0), "@type": .string("prov:Entity"),
                    "dcterms:title": .string("The release before this one"),
                ])
            ]
        } ?? []
    }

    private func node(of file: PackagedFile) -> JSON {
        .object([
            "@id": id(file.path), "@type": .string("prov:Entity"), "dcterms:title": .string(file.title),
            "dcat:mediaType": .string(file.mediaType), "dcat:byteSize": .string(String(file.byteCount)),
            "case:sha512": .string(file.sha512), "prov:wasGeneratedBy": id("export"),
        ])
    }
}
