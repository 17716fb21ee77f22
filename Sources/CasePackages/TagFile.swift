import CaseModel

/// The tag files of a bag, in the order in which they are made: each from the payload and the tag files before it.
///
/// They come when the payload is complete. The caller writes each, and hands its fixity on to those behind it.
package enum TagFile: Sendable, CaseIterable {
    case declaration, profile, quality, disclosure, provenance, preservation, dataCite, info, manifest, tagManifest

    package var path: String {
        switch self {
        case .declaration: "bagit.txt"
        case .profile: "metadata/bagit-profile.json"
        case .quality: "metadata/quality.json"
        case .disclosure: "metadata/disclosure.json"
        case .provenance: "metadata/prov.jsonld"
        case .preservation: "metadata/premis.xml"
        case .dataCite: "metadata/datacite.json"
        case .info: "bag-info.txt"
        case .manifest: "manifest-sha512.txt"
        case .tagManifest: "tagmanifest-sha512.txt"
        }
    }

    /// What the bag's profile asks for. The files of BagIt itself go without saying.
    static let required = [quality, disclosure, provenance, preservation, profile].map(\.path)

    /// What may be there besides: metadata, and signatures of the manifests.
    static let allowed = ["metadata/*", "manifest-sha512.txt.sig", "tagmanifest-sha512.txt.sig"]

    /// - Parameters:
    ///   - facts: with every file of the payload.
    ///   - tagFiles: those that were written before, signatures too; only the tag manifest is made from them.
    /// - Returns: nil for what this release does not have.
    /// - Throws: where a file cannot be in one of our bags.
    package func document(
        _ facts: ReleaseFacts, tagFiles: [PackagedFile]
    ) throws(PackageProblem) -> PackageDocument? {
        switch self {
        case .declaration:
            return text(Array(Bag.declaration.utf8), "Declares that this is a bag (RFC 8493)")
        case .profile: return json(BagProfile.document, "What holds of every bag of this sort", [])
        case .quality: return json(QualityReport.document(facts), "Every check that was made, and its result", [])
        case .disclosure:
            return json(DisclosureDocument.document(facts), "What was left out, and on which grounds", [])
        case .provenance:
            return PackageDocument(
                path: path, bytes: ProvenanceDocument.bytes(facts), mediaType: "application/ld+json",
                conformsTo: ["http://www.w3.org/TR/prov-o/"], title: "How the release came about")
        case .preservation:
            return PackageDocument(
                path: path, bytes: PreservationDocument.bytes(facts), mediaType: "application/xml",
                conformsTo: ["http://www.loc.gov/premis/v3"], title: "Preservation metadata (PREMIS 3)")
        case .dataCite:
            return DataCiteDocument.document(facts).map {
                json($0, "The citation as DataCite has it", ["http://datacite.org/schema/kernel-4"])
            }
        case .info: return text(BagInfo.text(facts), "What the bag holds, in short")
        case .manifest:
            let payload = facts.files.filter { Bag.isPayload($0.path) }
            try Bag.check(name: facts.name, paths: facts.files.map(\.path) + Self.allCases.map(\.path))
            return text(try Bag.manifest(of: payload), "The digest of every file of the payload")
        case .tagManifest:
            return text(
                try Bag.manifest(of: tagFiles.filter { !$0.path.utf8.starts(with: "tagmanifest-".utf8) }),
                "The digest of every file that is not payload")
        }
    }

    private func text(_ bytes: [UInt8], _ title: String) -> PackageDocument {
        PackageDocument(path: path, bytes: bytes, mediaType: "text/plain; charset=utf-8", title: title)
    }

    private func json(_ value: JSON, _ title: String, _ standards: [String]) -> PackageDocument {
        PackageDocument(
            path: path, bytes: value.pretty(), mediaType: "application/json", conformsTo: standards, title: title)
    }
}
