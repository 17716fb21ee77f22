import CaseModel

/// `premis.xml`: objects, events, agents and rights for archives (PREMIS 3.0, data dictionary and schema of 2016).
///
/// The bag is a representation, each file of the payload a file. All events have the release's instant.
enum PreservationDocument {
    static func bytes(_ facts: ReleaseFacts) -> [UInt8] {
        var xml = XMLWriter(expecting: 8192 + 1100 * facts.files.count)
        xml.open(
            "premis",
            attributes: """
                xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
                version="3.0"
                """)
        representation(facts, &xml)
        for file in facts.files where Bag.isPayload(file.path) { write(file, of: facts, &xml) }
        for event in PreservationEvent.all(of: facts) { write(event, of: facts, &xml) }
        agents(facts, &xml)
        rights(facts, &xml)
        xml.close("premis")
        return xml.bytes()
    }

    private static func identifier(
        _ element: StaticString, _ type: StaticString, _ value: StaticString, _ kind: String, _ id: String,
        _ xml: inout XMLWriter
    ) {
        xml.open(element)
        xml.element(type, kind)
        xml.element(value, id)
        xml.close(element)
    }

    private static func object(_ kind: String, _ id: String, _ xml: inout XMLWriter) {
        identifier("objectIdentifier", "objectIdentifierType", "objectIdentifierValue", kind, id, &xml)
    }

    private static func representation(_ facts: ReleaseFacts, _ xml: inout XMLWriter) {
        xml.open("object", attributes: "xsi:type=\"representation\"")
        object("bag", facts.name, &xml)
        object("IRI", facts.iri, &xml)
        if let doi = facts.doi { object("DOI", doi.name, &xml) }
        xml.element("originalName", facts.name)
        for event in PreservationEvent.all(of: facts) {
            identifier(
                "linkingEventIdentifier", "linkingEventIdentifierType", "linkingEventIdentifierValue", "local",
                event.id, &xml)
        }
        identifier(
            "linkingRightsStatementIdentifier", "linkingRightsStatementIdentifierType",
            "linkingRightsStatementIdentifierValue", "local", "licence", &xml)
        xml.close("object")
    }

    private static func write(_ file: PackagedFile, of facts: ReleaseFacts, _ xml: inout XMLWriter) {
        xml.open("object", attributes: "xsi:type=\"file\"")
        object("path in the bag", file.path, &xml)
        xml.open("objectCharacteristics")
        xml.element("compositionLevel", "0")
        fixity("SHA-512", file.sha512, &xml)
        if let sha256 = file.sha256 { fixity("SHA-256", sha256, &xml) }
        xml.element("size", String(file.byteCount))
        format(of: file, &xml)
        xml.close("objectCharacteristics")
        xml.open("relationship")
        xml.element("relationshipType", "structural")
        xml.element("relationshipSubType", "is included in")
        identifier(
            "relatedObjectIdentifier", "relatedObjectIdentifierType", "relatedObjectIdentifierValue", "bag",
            facts.name, &xml)
        xml.close("relationship")
        xml.close("object")
    }

    private static func fixity(_ algorithm: String, _ digest: String, _ xml: inout XMLWriter) {
        xml.open("fixity")
        xml.element("messageDigestAlgorithm", algorithm)
        xml.element("messageDigest", digest)
        xml.close("fixity")
    }

    private static func format(of file: PackagedFile, _ xml: inout XMLWriter) {
        let format = FileFormat.of(file)
        xml.open("format")
        xml.open("formatDesignation")
        xml.element("formatName", format.name)
        xml.close("formatDesignation")
        if let key = format.pronom {
            xml.open("formatRegistry")
            xml.element("formatRegistryName", "PRONOM")
            xml.element("formatRegistryKey", key)
            xml.close("formatRegistry")
        }
        xml.element("formatNote", "media type \(file.mediaType)")
        xml.close("format")
    }

    private static func write(_ event: PreservationEvent, of facts: ReleaseFacts, _ xml: inout XMLWriter) {
        xml.open("event")
        identifier("eventIdentifier", "eventIdentifierType", "eventIdentifierValue", "local", event.id, &xml)
        xml.element(
            "eventType", event.type,
            attributes: "authority=\"eventType\" authorityURI=\"http://id.loc.gov/vocabulary/preservation/eventType\"")
        xml.element("eventDateTime", facts.instant)
        xml.open("eventDetailInformation")
        xml.element("eventDetail", event.detail)
        xml.close("eventDetailInformation")
        xml.open("eventOutcomeInformation")
        xml.element("eventOutcome", event.hasSucceeded ? "success" : "fail")
        if let note = event.note {
            xml.open("eventOutcomeDetail")
            xml.element("eventOutcomeDetailNote", note)
            xml.close("eventOutcomeDetail")
        }
        xml.close("eventOutcomeInformation")
        xml.open("linkingAgentIdentifier")
        xml.element("linkingAgentIdentifierType", "local")
        xml.element("linkingAgentIdentifierValue", "tool")
        xml.element("linkingAgentRole", "executing program")
        xml.close("linkingAgentIdentifier")
        identifier(
            "linkingObjectIdentifier", "linkingObjectIdentifierType", "linkingObjectIdentifierValue", "bag",
            facts.name, &xml)
        xml.close("event")
    }

    private static func agents(_ facts: ReleaseFacts, _ xml: inout XMLWriter) {
        for (id, name, type, version) in [
            ("tool", facts.tool.name, "software", facts.tool.version),
            ("publisher", facts.publisher, "organization", nil),
        ] as [(String, String, String, String?)] {
            xml.open("agent")
            identifier("agentIdentifier", "agentIdentifierType", "agentIdentifierValue", "local", id, &xml)
            xml.element("agentName", TextWrap.line(name))
            xml.element("agentType", type)
            if let version { xml.element("agentVersion", version) }
            xml.close("agent")
        }
    }

    private static func rights(_ facts: ReleaseFacts, _ xml: inout XMLWriter) {
        let licence = facts.licence
        xml.open("rights")
        xml.open("rightsStatement")
        identifier(
            "rightsStatementIdentifier", "rightsStatementIdentifierType", "rightsStatementIdentifierValue", "local",
            "licence", &xml)
        xml.element("rightsBasis", "license")
        xml.open("licenseInformation")
        if let address = licence.address {
            identifier(
                "licenseDocumentationIdentifier", "licenseDocumentationIdentifierType",
                "licenseDocumentationIdentifierValue", "URI", address, &xml)
        }
        xml.element("licenseTerms", licence.words)
        if let note = facts.value("rights_note") { xml.element("licenseNote", note) }
        xml.close("licenseInformation")
        identifier(
            "linkingObjectIdentifier", "linkingObjectIdentifierType", "linkingObjectIdentifierValue", "bag",
            facts.name, &xml)
        xml.open("linkingAgentIdentifier")
        xml.element("linkingAgentIdentifierType", "local")
        xml.element("linkingAgentIdentifierValue", "publisher")
        xml.element("linkingAgentRole", "licensor")
        xml.close("linkingAgentIdentifier")
        xml.close("rightsStatement")
        xml.close("rights")
    }
}
