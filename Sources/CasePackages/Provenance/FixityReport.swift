package import CaseArchive
package import CaseModel

/// What came of verifying packages, as events in their life (PREMIS 3.0, data dictionary and schema of 2016): for the
/// log that an archive keeps beside what it keeps.
package struct FixityReport: Sendable {
    /// When, as XML Schema's `dateTime`.
    package let instant: String
    package let tool: (name: String, version: String)
    package let packages: [VerifiedPackage]

    package init(instant: String, tool: (name: String, version: String), packages: [VerifiedPackage]) {
        self.instant = instant
        self.tool = tool
        self.packages = packages
    }

    /// The report's bytes.
    package func document() -> [UInt8] {
        var xml = XMLWriter(expecting: 4096 + 2048 * packages.count)
        xml.open(
            "premis",
            attributes: """
                xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
                version="3.0"
                """)
        let numbered = packages.enumerated().map { (id: "package-\($0 + 1)", package: $1) }
        for (id, package) in numbered { write(package, id, &xml) }
        for (id, package) in numbered {
            for event in FixityEvent.all(of: package) { write(event, of: id, &xml) }
        }
        xml.open("agent")
        identifier("agentIdentifier", "agentIdentifierType", "agentIdentifierValue", "local", "tool", &xml)
        xml.element("agentName", tool.name)
        xml.element("agentType", "software")
        xml.element("agentVersion", tool.version)
        xml.close("agent")
        xml.close("premis")
        return xml.bytes()
    }

    // MARK: Objects

    private func write(_ package: VerifiedPackage, _ id: String, _ xml: inout XMLWriter) {
        let format = package.container.flatMap(Self.format)
        if format == nil {
            xml.open("object", attributes: "xsi:type=\"representation\"")
        } else {
            xml.open("object", attributes: "xsi:type=\"file\"")
        }
        identifier("objectIdentifier", "objectIdentifierType", "objectIdentifierValue", "local", id, &xml)
        identifier(
            "objectIdentifier", "objectIdentifierType", "objectIdentifierValue", "path", shown(package.path), &xml)
        if let format {
            xml.open("objectCharacteristics")
            if let sha256 = package.archiveSHA256 {
                xml.open("fixity")
                xml.element("messageDigestAlgorithm", "SHA-256")
                xml.element("messageDigest", sha256)
                xml.close("fixity")
            }
            if let size = package.archiveByteCount { xml.element("size", String(size)) }
            xml.open("format")
            xml.open("formatDesignation")
            xml.element("formatName", format)
            xml.close("formatDesignation")
            xml.close("format")
            xml.close("objectCharacteristics")
        }
        xml.element("originalName", shown(package.path))
        for event in FixityEvent.all(of: package) {
            identifier(
                "linkingEventIdentifier", "linkingEventIdentifierType", "linkingEventIdentifierValue", "local",
                "\(id)-\(event.id)", &xml)
        }
        xml.close("object")
    }

    /// nil for a directory, which is no file.
    private static func format(_ container: Container) -> String? {
        switch container {
        case .directory: nil
        case .zip: "ZIP Format"
        case .tar: "Tape Archive Format"
        case .tarGzip: "Tape Archive Format, compressed with GZIP"
        }
    }

    // MARK: Events

    private func write(_ event: FixityEvent, of id: String, _ xml: inout XMLWriter) {
        xml.open("event")
        identifier("eventIdentifier", "eventIdentifierType", "eventIdentifierValue", "local", "\(id)-\(event.id)", &xml)
        xml.element(
            "eventType", event.type,
            attributes: "authority=\"eventType\" authorityURI=\"http://id.loc.gov/vocabulary/preservation/eventType\"")
        xml.element("eventDateTime", instant)
        xml.open("eventDetailInformation")
        xml.element("eventDetail", event.detail)
        xml.close("eventDetailInformation")
        xml.open("eventOutcomeInformation")
        xml.element("eventOutcome", event.hasPassed ? "pass" : "fail")
        for note in event.notes {
            xml.open("eventOutcomeDetail")
            xml.element("eventOutcomeDetailNote", shown(note))
            xml.close("eventOutcomeDetail")
        }
        xml.close("eventOutcomeInformation")
        xml.open("linkingAgentIdentifier")
        xml.element("linkingAgentIdentifierType", "local")
        xml.element("linkingAgentIdentifierValue", "tool")
        xml.element("linkingAgentRole", "executing program")
        xml.close("linkingAgentIdentifier")
        identifier(
            "linkingObjectIdentifier", "linkingObjectIdentifierType", "linkingObjectIdentifierValue", "local", id, &xml)
        xml.close("event")
    }

    private func identifier(
        _ element: StaticString, _ type: StaticString, _ value: StaticString, _ kind: String, _ id: String,
        _ xml: inout XMLWriter
    ) {
        xml.open(element)
        xml.element(type, kind)
        xml.element(value, id)
        xml.close(element)
    }

    /// A text that may hold anything, on one line and without what acts on a terminal.
    private func shown(_ text: String) -> String { visible(text, limit: .max) }
}

/// What came of verifying one package, as a report has it.
package struct VerifiedPackage: Sendable {
    package var path: String
    /// nil where it is none that is known.
    package var container: Container?
    package var level: VerificationLevel
    /// What sorts of package it is, in words.
    package var kinds: [String]
    package var fileCount: Int
    package var byteCount: Int
    /// By which its files were hashed.
    package var algorithms: [String]
    /// Of the archive itself, where they are known.
    package var archiveByteCount: Int?
    package var archiveSHA256: String?
    package var isSignatureAskedFor: Bool
    package var signatures: [VerifiedSignature]
    package var findings: FindingList

    package init(
        path: String, container: Container?, level: VerificationLevel, kinds: [String], fileCount: Int, byteCount: Int,
        algorithms: [String], archiveByteCount: Int?, archiveSHA256: String?, isSignatureAskedFor: Bool,
        signatures: [VerifiedSignature], findings: FindingList
    ) {
        self.path = path
        self.container = container
        self.level = level
        self.kinds = kinds
        self.fileCount = fileCount
        self.byteCount = byteCount
        self.algorithms = algorithms
        self.archiveByteCount = archiveByteCount
        self.archiveSHA256 = archiveSHA256
        self.isSignatureAskedFor = isSignatureAskedFor
        self.signatures = signatures
        self.findings = findings
    }
}
