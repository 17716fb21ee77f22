import CaseDisclosure
import CaseModel
import CasePackages

/// `feed.atom`: an entry for each release, newest first (RFC 4287).
///
/// Ids are IRIs below the dataset's own, so that a feed that moves to another address does not show every release as
/// new.
package enum FeedDocument {
    package static let name = "feed.atom"
    /// How many of the newest releases are listed.
    package static let limit = 100

    package static func bytes(_ catalogue: Catalogue) -> [UInt8] {
        let dataset = catalogue.dataset
        let releases = catalogue.releases.suffix(limit).reversed()
        var xml = XMLWriter(expecting: 2048 + 2048 * releases.count)
        // Where the channel's address is not known, links begin in the feed's own folder.
        xml.open(
            "feed",
            attributes: catalogue.baseURL == nil
                ? "xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\" xml:base=\"./\""
                : "xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"")
        xml.element("id", catalogue.channelIRI)
        xml.element("title", TextWrap.line("\(dataset.title): releases (\(catalogue.profile.name))"))
        xml.element("subtitle", TextWrap.line(dataset.words))
        xml.element("updated", updated(catalogue))
        xml.element("rights", dataset.licence(for: catalogue.profile).words)
        xml.element("generator", "\(catalogue.tool.name) \(catalogue.tool.version)")
        xml.empty("link", ["rel": "self", "type": "application/atom+xml", "href": catalogue.address(name)])
        xml.empty("link", ["rel": "alternate", "type": "text/html", "href": catalogue.address(CataloguePage.name)])
        for creator in dataset.creators {
            xml.open("author")
            xml.element("name", creator)
            xml.close("author")
        }
        for release in releases { entry(release, catalogue, to: &xml) }
        xml.close("feed")
        return xml.bytes()
    }

    /// When the newest release came, or one was removed.
    private static func updated(_ catalogue: Catalogue) -> String {
        catalogue.releases.flatMap { [$0.createdAt] + ($0.prunedAt.map { [$0] } ?? []) }.max() ?? catalogue.updatedAt
    }

    private static func entry(_ release: ReleaseRecord, _ catalogue: Catalogue, to xml: inout XMLWriter) {
        xml.open("entry")
        xml.element("id", catalogue.iri(of: release))
        xml.element("title", TextWrap.line("\(catalogue.dataset.title), release \(release.id)"))
        xml.element("published", release.createdAt)
        xml.element("updated", release.prunedAt ?? release.createdAt)
        xml.empty(
            "link",
            [
                "rel": "alternate", "type": "text/html",
                "href": catalogue.address("\(CataloguePage.name)#\(CataloguePage.anchor(release))"),
            ])
        if release.prunedAt == nil {
            xml.empty(
                "link",
                [
                    "rel": "describedby", "type": "application/json",
                    "href": catalogue.address(release.folder + ReleaseDocument.name),
                ])
            for download in release.downloads {
                xml.empty(
                    "link",
                    [
                        // What a program that fetches enclosures should have.
                        "rel": download.isData ? "enclosure" : "related", "type": download.mediaType,
                        "length": String(download.byteCount),
                        "title": TextWrap.line(download.title),
                        "href": catalogue.address(release.path(of: download)),
                    ])
            }
        }
        xml.element("summary", summary(release))
        xml.close("entry")
    }

    private static func summary(_ release: ReleaseRecord) -> String {
        var sentences = [
            "The data of \(release.instant): \(Quantity.counted(release.rowCount, "row", "rows")) in "
                + "\(Quantity.counted(release.tables.count, "table", "tables")).",
            release.changeWords,
        ]
        for table in release.tables {
            let counts = [(table.added, "added"), (table.changed, "changed"), (table.removed, "removed")]
                .compactMap { count, word in count.flatMap { $0 > 0 ? "\(Quantity.grouped($0)) \(word)" : nil } }
            if !counts.isEmpty { sentences.append("\(table.table): \(counts.joined(separator: ", ")).") }
        }
        sentences.append(release.withheldWords)
        if let acceptance = release.acceptance {
            sentences.append("Accepted although a gate was against it: \(TextWrap.line(acceptance.reason))")
        }
        if let pruned = release.prunedAt { sentences.append("Its downloads were removed on \(pruned.prefix(10)).") }
        return sentences.joined(separator: " ")
    }
}

extension Catalogue {
    /// What is published of the dataset for the profile: an IRI below the dataset's, whatever address it is served at.
    package var channelIRI: String { Self.iri(dataset.base + "release/" + profile.name) }

    package func iri(of release: ReleaseRecord) -> String {
        Self.iri(dataset.base + "release/" + release.id + "/" + profile.name)
    }

    /// The address of a file of the channel; where that of the channel is not known, from the channel's folder.
    func address(_ path: String) -> String { Self.iri((baseURL ?? "") + path) }

    /// A text as an IRI: what may stand in none is escaped with `%` (RFC 3987, section 3.1).
    static func iri(_ text: String) -> String {
        var iri = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F...0xA0, 0xE000...0xF8FF,
                0xFDD0...0xFDEF,
                0xFFF0...0xFFFF, 0x2028...0x202E, 0x2066...0x2069, 0xE0000...:
                for byte in UTF8.encode(scalar)! {
                    iri += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
                }
            default: iri.unicodeScalars.append(scalar)
            }
        }
        return iri
    }
}
