import CaseDisclosure
import CaseModel
import CasePackages

/// `catalog.jsonld` and `catalog.ttl`: the channel for catalogues of data, in DCAT 3 with the terms that DCAT-AP 3 asks
/// for. Both say the same.
package enum CatalogDocument {
    package static let jsonLDName = "catalog.jsonld"
    package static let turtleName = "catalog.ttl"
    /// How many of the newest releases that are there are described.
    package static let limit = 100

    package static func jsonLD(_ catalogue: Catalogue) -> [UInt8] { CatalogGraph(catalogue).graph.jsonLD() }

    package static func turtle(_ catalogue: Catalogue) -> [UInt8] { CatalogGraph(catalogue).graph.turtle() }
}

/// The nodes of a channel's description: the catalogue, the dataset, a dataset for each release that is there, and a
/// distribution for each of its downloads.
struct CatalogGraph {
    typealias Node = DescriptionGraph.Node
    typealias Value = DescriptionGraph.Value

    let catalogue: Catalogue
    /// Newest first.
    let releases: [ReleaseRecord]

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        releases = catalogue.releases.filter { $0.prunedAt == nil }.suffix(CatalogDocument.limit).reversed()
    }

    var graph: DescriptionGraph {
        var nodes = [catalogNode, datasetNode] + agentNodes + placeNodes + rightsNodes
        for release in releases {
            nodes.append(node(of: release))
            for download in release.data { nodes += [node(of: download, release), checksum(download, release)] }
        }
        return DescriptionGraph(prefixes: Self.prefixes, nodes + typeNodes(of: nodes))
    }

    /// What the values of some properties are, which DCAT-AP 3 asks to be told.
    private static let ranges = [
        "foaf:homepage": "foaf:Document", "foaf:page": "foaf:Document", "dcat:landingPage": "foaf:Document",
        "dcat:mediaType": "dcterms:MediaType", "dcat:packageFormat": "dcterms:MediaType",
        "dcat:compressFormat": "dcterms:MediaType", "dcterms:accessRights": "dcterms:RightsStatement",
        "dcterms:conformsTo": "dcterms:Standard", "dcterms:language": "dcterms:LinguisticSystem",
        "dcterms:accrualPeriodicity": "dcterms:Frequency", "spdx:algorithm": "spdx:ChecksumAlgorithm",
    ]

    private func typeNodes(of nodes: [Node]) -> [Node] {
        nodes.flatMap(\.properties).flatMap { property -> [Node] in
            guard let type = Self.ranges[property.name] else { return [] }
            return property.values.compactMap { value in
                if case .iri(let iri) = value { Node(iri, [type], [:]) } else { nil }
            }
        }
    }

    private static let prefixes = [
        ("dcat", "http://www.w3.org/ns/dcat#"), ("dcterms", "http://purl.org/dc/terms/"),
        ("foaf", "http://xmlns.com/foaf/0.1/"), ("prov", "http://www.w3.org/ns/prov#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"), ("spdx", "http://spdx.org/rdf/terms#"),
        ("vcard", "http://www.w3.org/2006/vcard/ns#"), ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ]

    private var dataset: DatasetDescription { catalogue.dataset }

    private func iri(_ name: String) -> String { catalogue.channelIRI + "/" + name }

    /// A text in the dataset's language.
    private func data(_ text: String) -> Value { .text(text, language: dataset.languageTag) }

    private func values(_ column: String) -> [Value] { dataset.value(column).map { [data($0)] } ?? [] }

    private func english(_ text: String) -> Value { .text(text, language: "en") }

    private func instant(_ text: String?) -> [Value] { text.map { [.typed($0, "xsd:dateTime")] } ?? [] }

    private func page() -> Value { .iri(catalogue.address(CataloguePage.name)) }

    // MARK: Catalogue and dataset

    private var catalogNode: Node {
        Node(
            iri("catalog"), ["dcat:Catalog"],
            [
                "dcterms:title": [data(TextWrap.line(dataset.title))], "dcterms:description": [data(dataset.words)],
                "dcterms:publisher": [.iri(iri("publisher"))], "foaf:homepage": [page()],
                "dcterms:issued": instant(catalogue.releases.first?.createdAt),
                "dcterms:modified": instant(catalogue.updatedAt), "dcterms:license": licence,
                "dcat:dataset": [.iri(catalogue.channelIRI)],
            ])
    }

    /// What is published of the dataset for the profile; its distributions are those of the newest release.
    private var datasetNode: Node {
        let latest = releases.first
        return Node(
            catalogue.channelIRI, ["dcat:Dataset"],
            [
                "dcterms:title": [data(TextWrap.line(dataset.title))], "dcterms:description": [data(dataset.words)],
                "dcterms:identifier": [.text(catalogue.channelIRI)],
                "prov:wasDerivedFrom": [.iri(Catalogue.iri(dataset.base))],
                "dcterms:publisher": [.iri(iri("publisher"))],
                "dcterms:creator": dataset.creators.indices.map { .iri(iri("creator/\($0 + 1)")) },
                "dcat:contactPoint": dataset.value("contact") == nil ? [] : [.iri(iri("contact"))],
                "dcat:keyword": dataset.keywords.map(data), "dcat:landingPage": [page()],
                "foaf:page": dataset.doi.map { [.iri(Catalogue.iri($0.address))] } ?? [],
                "dcterms:language": language,
                "dcterms:spatial": values("spatial_coverage").isEmpty ? [] : [.iri(iri("place"))],
                "dcterms:temporal": period == nil ? [] : [.iri(iri("period"))],
                "dcterms:accrualPeriodicity": frequency, "dcterms:accessRights": [.iri(accessRights)],
                "dcterms:rights": values("rights_note").isEmpty ? [] : [.iri(iri("rights"))],
                "dcterms:issued": instant(catalogue.releases.first?.createdAt),
                "dcterms:modified": instant(latest?.createdAt), "dcat:version": latest.map { [.text($0.id)] } ?? [],
                "dcat:hasCurrentVersion": latest.map { [.iri(catalogue.iri(of: $0))] } ?? [],
                "dcat:hasVersion": releases.map { .iri(catalogue.iri(of: $0)) },
                "dcat:distribution": latest.map { latest in
                    latest.data.map { .iri(distribution($0, latest)) }
                } ?? [],
            ])
    }

    /// The registry of languages of the Library of Congress, for tags that begin with two letters (ISO 639-1).
    private var language: [Value] {
        let code = dataset.language.prefix { $0 != "-" }.lowercased()
        guard code.utf8.count == 2, code.utf8.allSatisfy(isLower) else { return [] }
        return [.iri("http://id.loc.gov/vocabulary/iso639-1/\(code)")]
    }

    /// As the vocabularies of the European Union have it.
    private static let authority = "http://publications.europa.eu/resource/authority/"

    private var frequency: [Value] {
        guard let text = catalogue.frequency else { return [] }
        let codes = [
            "PT1H": "HOURLY", "P1D": "DAILY", "P7D": "WEEKLY", "P1W": "WEEKLY", "P14D": "BIWEEKLY", "P2W": "BIWEEKLY",
            "P1M": "MONTHLY", "P2M": "BIMONTHLY", "P3M": "QUARTERLY", "P6M": "ANNUAL_2", "P1Y": "ANNUAL",
        ]
        return [.iri(Self.authority + "frequency/" + (codes[text] ?? "OTHER"))]
    }

    private var accessRights: String {
        Self.authority + "access-right/" + (catalogue.profile.audience == "public" ? "PUBLIC" : "RESTRICTED")
    }

    // MARK: Releases

    private func node(of release: ReleaseRecord) -> Node {
        Node(
            catalogue.iri(of: release), ["dcat:Dataset"],
            [
                "dcterms:title": [data("\(TextWrap.line(dataset.title)), \(release.id)")],
                "dcterms:description": [
                    english("The data of \(release.instant). \(release.changeWords) \(release.withheldWords)")
                ],
                "dcterms:identifier": [.text(release.name)], "dcat:version": [.text(release.id)],
                "dcat:isVersionOf": [.iri(catalogue.channelIRI)],
                // What the bag's own metadata call it.
                "prov:specializationOf": [
                    .iri(
                        Catalogue.iri(
                            dataset.base + "release/" + release.citedID + "/" + catalogue.profile.name))
                ],
                "dcat:previousVersion": previous(of: release), "dcterms:issued": instant(release.createdAt),
                "dcterms:publisher": [.iri(iri("publisher"))], "dcterms:accessRights": [.iri(accessRights)],
                "dcat:landingPage": [
                    .iri(catalogue.address("\(CataloguePage.name)#\(CataloguePage.anchor(release))"))
                ],
                "dcat:distribution": release.data.map { .iri(distribution($0, release)) },
            ])
    }

    private func previous(of release: ReleaseRecord) -> [Value] {
        releases.filter { $0.id == release.previous }.map { .iri(catalogue.iri(of: $0)) }
    }

    private func distribution(_ download: ReleaseRecord.Download, _ release: ReleaseRecord) -> String {
        catalogue.iri(of: release) + "/" + Catalogue.iri(download.name)
    }

    private func node(of download: ReleaseRecord.Download, _ release: ReleaseRecord) -> Node {
        let address = Value.iri(catalogue.address(release.path(of: download)))
        let isPackage = ["application/zip", "application/gzip", "application/x-tar"].contains(download.essence)
        let media = Self.mediaType(download.essence)
        return Node(
            distribution(download, release), ["dcat:Distribution"],
            [
                "dcterms:title": [english(TextWrap.line(download.title))], "dcterms:identifier": [.text(download.name)],
                "dcat:accessURL": [address], "dcat:downloadURL": [address],
                "dcat:byteSize": [.typed(String(download.byteCount), "xsd:nonNegativeInteger")],
                "dcat:mediaType": [media], "dcat:packageFormat": isPackage ? [media] : [],
                "dcat:compressFormat": download.essence == "application/gzip" ? [media] : [],
                "dcterms:conformsTo": isPackage ? [.iri("https://www.rfc-editor.org/info/rfc8493")] : [],
                "spdx:checksum": [.iri(distribution(download, release) + "/sha256")],
                "dcterms:license": licence, "dcterms:rights": unlinkedLicence,
                "dcterms:accessRights": [.iri(accessRights)], "dcterms:issued": instant(release.createdAt),
                "dcterms:modified": instant(release.createdAt),
            ])
    }

    private static func mediaType(_ essence: String) -> Value {
        .iri(Catalogue.iri("https://www.iana.org/assignments/media-types/" + essence))
    }

    private func checksum(_ download: ReleaseRecord.Download, _ release: ReleaseRecord) -> Node {
        Node(
            distribution(download, release) + "/sha256", ["spdx:Checksum"],
            [
                "spdx:algorithm": [.iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")],
                "spdx:checksumValue": [.typed(download.sha256, "xsd:hexBinary")],
            ])
    }

    // MARK: Agents, places, rights

    private var agentNodes: [Node] {
        var nodes = [
            Node(iri("publisher"), ["foaf:Agent"], ["foaf:name": [data(TextWrap.line(dataset.publisher))]])
        ]
        for (index, creator) in dataset.creators.enumerated() {
            nodes.append(Node(iri("creator/\(index + 1)"), ["foaf:Agent"], ["foaf:name": [data(creator)]]))
        }
        guard let contact = dataset.value("contact") else { return nodes }
        nodes.append(
            Node(
                iri("contact"), ["vcard:Kind"],
                [
                    "vcard:fn": [data(TextWrap.line(dataset.contactName ?? dataset.publisher))],
                    "vcard:hasEmail": dataset.contactAddress.map { [.iri(Catalogue.iri("mailto:" + $0))] } ?? [],
                    "vcard:hasURL": dataset.contactPage.map { [.iri(Catalogue.iri($0))] } ?? [],
                    "rdfs:comment": [data(contact)],
                ]))
        return nodes
    }

    private var period: EDTF? {
        dataset.value("temporal_coverage").flatMap { EDTF($0) }.flatMap {
            $0.earliest == nil && $0.latest == nil ? nil : $0
        }
    }

    private var placeNodes: [Node] {
        var nodes: [Node] = []
        if let place = dataset.value("spatial_coverage") {
            nodes.append(Node(iri("place"), ["dcterms:Location"], ["rdfs:label": [data(TextWrap.line(place))]]))
        }
        if let period {
            let day: (CivilDate?) -> [Value] = { $0.map { [.typed($0.description, "xsd:date")] } ?? [] }
            nodes.append(
                Node(
                    iri("period"), ["dcterms:PeriodOfTime"],
                    ["dcat:startDate": day(period.earliest), "dcat:endDate": day(period.latest)]))
        }
        return nodes
    }

    private var licence: [Value] {
        dataset.licence(for: catalogue.profile).address.map { [.iri(Catalogue.iri($0))] } ?? []
    }

    /// A licence that has no address is named.
    private var unlinkedLicence: [Value] { licence.isEmpty ? [.iri(iri("licence"))] : [] }

    private var rightsNodes: [Node] {
        let words = dataset.licence(for: catalogue.profile)
        var nodes = [
            words.address.map {
                Node(
                    Catalogue.iri($0), ["dcterms:LicenseDocument"],
                    ["dcterms:title": [.text(words.words)], "dcterms:identifier": [.text(words.id)]])
            } ?? Node(iri("licence"), ["dcterms:RightsStatement"], ["rdfs:label": [.text(words.words)]])
        ]
        if let note = dataset.value("rights_note") {
            nodes.append(Node(iri("rights"), ["dcterms:RightsStatement"], ["rdfs:label": [data(note)]]))
        }
        return nodes
    }
}

extension ReleaseRecord {
    /// The id that the bag's own metadata have, and that it is cited by: the snapshot's instant, `20261121T020000Z`.
    package var citedID: String { String(decoding: instant.utf8.filter { $0 != 0x2D && $0 != 0x3A }, as: UTF8.self) }
}
