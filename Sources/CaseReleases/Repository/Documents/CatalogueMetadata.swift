import CaseDisclosure
import CaseModel
import CasePackages

/// What search engines for data read of the page: the dataset in the words of schema.org.
enum CatalogueMetadata {
    /// JSON-LD for an element of the page. Nothing in it can end the element or begin a comment (HTML, section
    /// 4.12.1.3), and what a page may not hold or nobody can see is escaped.
    static func script(_ catalogue: Catalogue) -> HTML {
        var text = ""
        for scalar in String(decoding: document(catalogue).compact(), as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x3C, 0x3E, 0x26, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            case let value where value & 0xFFFE == 0xFFFE: text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return HTML(stringLiteral: text)
    }

    private static func document(_ catalogue: Catalogue) -> JSON {
        let dataset = catalogue.dataset
        let licence = dataset.licence(for: catalogue.profile)
        let latest = catalogue.latest
        let page = catalogue.baseURL.map { _ in JSON.string(catalogue.address(CataloguePage.name)) }
        return .object([
            "@context": .string("https://schema.org/"), "@type": .string("Dataset"),
            "@id": .string(catalogue.channelIRI), "name": .string(TextWrap.line(dataset.title)),
            "description": .string(clipped(dataset.words, 4900)), "url": page,
            "identifier": .string(dataset.doi?.address ?? catalogue.channelIRI),
            "license": .string(licence.address ?? licence.words), "creator": .array(dataset.creators.map(organization)),
            "publisher": organization(dataset.publisher),
            "keywords": dataset.keywords.isEmpty ? nil : .strings(dataset.keywords),
            "inLanguage": dataset.languageTag.map { .string($0) },
            "temporalCoverage": dataset.value("temporal_coverage").map { .string($0) },
            "spatialCoverage": dataset.value("spatial_coverage").map { .string($0) },
            "isAccessibleForFree": catalogue.profile.audience == "public" ? .boolean(true) : nil,
            "conditionsOfAccess": catalogue.profile.restriction.map { .string($0) },
            "version": latest.map { .string($0.id) },
            "datePublished": catalogue.releases.first.map { .string($0.createdAt) },
            "dateModified": latest.map { .string($0.createdAt) },
            "distribution": latest.map { latest in
                .array(latest.data.map { distribution($0, latest, catalogue) })
            },
        ])
    }

    private static func organization(_ name: String) -> JSON {
        .object(["@type": .string("Organization"), "name": .string(TextWrap.line(name))])
    }

    private static func distribution(
        _ download: ReleaseRecord.Download, _ release: ReleaseRecord, _ catalogue: Catalogue
    ) -> JSON {
        .object([
            "@type": .string("DataDownload"), "name": .string(download.title),
            "contentUrl": .string(catalogue.address(release.path(of: download))),
            "encodingFormat": .string(download.essence), "contentSize": .string("\(download.byteCount) B"),
            "sha256": .string(download.sha256),
        ])
    }
}
