/// The payload's descriptions, in the order in which they are made: each describes the files before it.
///
/// The caller writes each, and appends it with its fixity to the facts' files before the next is made.
package enum PayloadDescription: Sendable, CaseIterable {
    case licence, citation, readme, preview, crate

    package var path: String {
        switch self {
        case .licence: "data/LICENSE.txt"
        case .citation: "data/CITATION.cff"
        case .readme: "data/README.txt"
        case .preview: "data/ro-crate-preview.html"
        case .crate: "data/ro-crate-metadata.json"
        }
    }

    /// What every bag has.
    static let required = [licence, citation, readme, crate].map(\.path)

    /// - Parameters:
    ///   - facts: with the files of the payload so far.
    ///   - page: makes the page that works offline, once the files before it are known; nil where there is none.
    /// - Returns: nil for what this release does not have.
    /// - Throws: where a file cannot be in one of our bags.
    package func document(
        _ facts: ReleaseFacts, page: (() -> PackageDocument)?
    ) throws(PackageProblem) -> PackageDocument? {
        switch self {
        case .licence:
            return PackageDocument(
                path: path, bytes: LicenceFile.text(facts), mediaType: "text/plain; charset=utf-8",
                title: "The licence")
        case .citation:
            return PackageDocument(
                path: path, bytes: CitationFile.text(facts), mediaType: "application/yaml",
                conformsTo: ["https://citation-file-format.github.io/"], title: "How to cite the release")
        case .readme:
            return PackageDocument(
                path: path, bytes: Readme.text(facts, hasPage: page != nil), mediaType: "text/plain; charset=utf-8",
                title: "What this is, and how to read and check it")
        case .preview:
            guard var page = page?() else { return nil }
            page.path = path
            return page
        case .crate:
            try Bag.check(name: facts.name, paths: facts.files.map(\.path) + [path])
            return PackageDocument(
                path: path, bytes: CrateDocument.bytes(facts), mediaType: "application/ld+json",
                conformsTo: [CrateDocument.specification], title: "Every file described, for programs (RO-Crate)")
        }
    }
}
