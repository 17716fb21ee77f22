import CaseBytes
import CaseDisclosure
import CaseModel
package import CaseReleases
import Crypto
import Foundation

/// A made-up channel, to make documents of.
package enum SampleCatalogue {
    /// Three releases: one that is pruned, one that was accepted against a gate, and the newest.
    ///
    /// - Parameter changes: to what the keeper says of the dataset; an empty text takes a value away.
    package static func catalogue(changing changes: [String: String] = [:]) -> Catalogue {
        let values = SampleRelease.values.merging(changes) { $1 }.filter { !$1.isEmpty }
        var catalogue = Catalogue(
            dataset: DatasetDescription(values: values), profile: profile, releases: releases,
            updatedAt: "2026-11-22T02:00:07Z", tool: (name: "caseexport", version: "1.2.3"))
        catalogue.baseURL = "https://data.example.org/cases/public/"
        catalogue.nextExpected = "2026-11-23T02:00:00Z"
        catalogue.staleAfter = "2026-11-23T06:00:00Z"
        catalogue.frequency = "P1D"
        catalogue.log = .init(
            origin: "data.example.org/cases/public", size: 3, root: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
            verifierKey: "data.example.org/cases/public+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        return catalogue
    }

    private static let profile = Profile(
        name: "public", title: "For everybody.", audience: "public", formats: ["nquads", "csv"])

    private static var releases: [ReleaseRecord] {
        var first = release(
            "20261120T020000Z-19be", created: "2026-11-20T02:00:05Z", instant: "2026-11-20T01:58:00Z", 1)
        first.tables = [.init(table: "persons", rowCount: 11), .init(table: "events", rowCount: 1)]
        first.prunedAt = "2026-11-22T02:00:07Z"
        var second = release(
            "20261121T020000Z-7f3c", created: "2026-11-21T02:00:06Z", instant: "2026-11-21T01:58:00Z", 2)
        second.previous = first.id
        second.tables = [
            .init(table: "persons", rowCount: 13, added: 2, changed: 1, removed: 0),
            .init(table: "events", rowCount: 1, added: 0, changed: 0, removed: 0),
        ]
        second.acceptance = .init(
            reason: "The archive of the court was added.", refusals: ["persons: 2 of 13 rows are new"])
        second.isPinned = true
        var third = release(
            "20261122T020000Z-0a1b", created: "2026-11-22T02:00:07Z", instant: "2026-11-22T01:58:00Z", 3)
        third.previous = second.id
        third.tables = [
            .init(table: "persons", rowCount: 12, added: 0, changed: 3, removed: 1),
            .init(table: "events", rowCount: 1, added: 0, changed: 0, removed: 0),
        ]
        third.warningCount = 2
        third.withheld = [("relative-privacy", 5), ("witness-safety", 1), ("dependency", 2)]
        return [first, second, third]
    }

    private static func release(_ id: String, created: String, instant: String, _ number: Int) -> ReleaseRecord {
        let bag = "cases-public-" + String(decoding: instant.utf8.filter { $0 != 0x2D && $0 != 0x3A }, as: UTF8.self)
        var record = ReleaseRecord(id: id, createdAt: created, name: bag, instant: instant)
        record.downloads = [
            ("\(bag).zip", "application/zip", 10_231, "The release, as a bag in a zip archive"),
            ("\(bag).zip.sha256", "text/plain; charset=utf-8", 98, "The archive's digest, for sha256sum -c"),
            ("\(bag).zip.tlog-proof", "text/plain; charset=utf-8", 412, "That the release is in the log"),
            ("changes.csv", "text/csv; charset=utf-8; header=present", 321, "What changed since the release before"),
        ].map { name, type, count, title in
            .init(
                name: name, mediaType: type, byteCount: count, sha256: digest("\(id)/\(name)"), title: title)
        }
        record.graph = .init(tripleCount: 4000 + number, sha256: digest("\(id) graph"))
        record.fileCount = 92
        record.byteCount = 60_211
        record.logIndex = number - 1
        record.toolVersion = "1.2.3"
        record.fingerprint = String(repeating: "5e", count: 32)
        return record
    }

    private static func digest(_ text: String) -> String { String(SampleRelease.sha512(Array(text.utf8)).prefix(64)) }

    /// Writes a channel: the documents, and the downloads of the releases that are there, with sizes and digests that
    /// are right.
    ///
    /// - Parameter change: to the catalogue, before its documents are made.
    package static func write(
        to directory: TemporaryDirectory, changing changes: [String: String] = [:],
        _ change: (inout Catalogue) -> Void = { _ in }
    ) throws {
        var catalogue = catalogue(changing: changes)
        for release in catalogue.releases.indices {
            for download in catalogue.releases[release].downloads.indices {
                let path = catalogue.releases[release].path(of: catalogue.releases[release].downloads[download])
                catalogue.releases[release].downloads[download].byteCount = path.utf8.count
                catalogue.releases[release].downloads[download].sha256 = hexadecimal(SHA256.hash(data: Data(path.utf8)))
                guard catalogue.releases[release].prunedAt == nil else { continue }
                try directory.write(path, to: path)
            }
        }
        change(&catalogue)
        for document in CatalogueDocuments.all(catalogue) { try directory.write(document.bytes, to: document.name) }
    }

    /// Writes a channel whose dataset and releases say the same text everywhere.
    package static func write(to directory: TemporaryDirectory, hostile text: String) throws {
        let columns = [
            "title", "description", "publisher", "creators", "rights_note", "contact", "coverage_limits",
            "spatial_coverage", "temporal_coverage", "keywords", "licence", "licence_url", "doi", "language",
        ]
        try write(to: directory, changing: Dictionary(uniqueKeysWithValues: columns.map { ($0, text) })) { catalogue in
            catalogue.profile.title = text
            catalogue.baseURL = nil
            catalogue.releases[1].acceptance = .init(reason: text, refusals: [text])
            catalogue.releases[2].withheld = [(text, 3)]
            catalogue.releases[2].tables[0].table = text
            catalogue.releases[2].downloads[0].title = text
        }
    }

    /// Writes a channel without an address, and one of many releases.
    package static func write(to directory: TemporaryDirectory, releaseCount: Int) throws {
        try write(to: directory, changing: ["language": "de"]) { catalogue in
            catalogue.baseURL = nil
            let one = catalogue.releases[2]
            catalogue.releases = (0..<releaseCount).map { number in
                var release = one
                release.id = "20261122T020000Z-\(number)"
                return release
            }
        }
    }

    /// A record with anything in it that a record may have.
    package static func randomRecord(_ number: Int, using random: inout SeededGenerator) -> ReleaseRecord {
        let text = { (random: inout SeededGenerator) in
            (0..<Int.random(in: 0...8, using: &random)).map { _ in
                random.pick(["a", "\"", "\\", "\n", "é", "漢", "<", "&", "\u{0}", "\u{2028}", "🕊️", " ", "'", "]]>"])
            }.joined()
        }
        let count = { (random: inout SeededGenerator) in random.pick([0, 1, 7, 1 << 31, Int.max]) }
        let instant = { (random: inout SeededGenerator) in
            "20\(10 + random.next() % 90)-11-21T02:00:0\(random.next() % 10)Z"
        }
        var record = ReleaseRecord(
            id: "release.\(number)", createdAt: instant(&random), name: "a-B_\(number).c", instant: instant(&random))
        if random.oneIn(2) { record.previous = "release.\(number - 1)" }
        for index in 0..<Int.random(in: 0...3, using: &random) {
            record.downloads.append(
                .init(
                    name: "file-\(index).zip", mediaType: text(&random), byteCount: count(&random),
                    sha256: digest("\(random.next())"), title: text(&random)))
            record.tables.append(
                .init(
                    table: text(&random), rowCount: count(&random), added: random.oneIn(2) ? count(&random) : nil,
                    changed: random.oneIn(2) ? count(&random) : nil, removed: random.oneIn(2) ? count(&random) : nil))
            record.withheld.append((text(&random), count(&random)))
        }
        if random.oneIn(2) { record.graph = .init(tripleCount: count(&random), sha256: digest("\(random.next())")) }
        record.fileCount = count(&random)
        record.byteCount = count(&random)
        record.warningCount = count(&random)
        if random.oneIn(2) { record.logIndex = count(&random) }
        if random.oneIn(2) { record.acceptance = .init(reason: text(&random), refusals: [text(&random)]) }
        record.toolVersion = text(&random)
        record.fingerprint = text(&random)
        record.isPinned = random.oneIn(2)
        if random.oneIn(2) { record.prunedAt = instant(&random) }
        return record
    }
}
