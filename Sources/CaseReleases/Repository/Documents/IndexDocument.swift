import CaseDisclosure
import CaseModel
import CasePackages

/// `index.json`: the newest release, its files and their digests, and when the next one is due: for programs that fetch.
package enum IndexDocument {
    package static let name = "index.json"
    static let format = "caseexport-index/1"

    package static func bytes(_ catalogue: Catalogue) -> [UInt8] {
        let latest = catalogue.latest
        let dataset = catalogue.dataset
        return JSON.object([
            "format": .string(format), "dataset": .string(dataset.base), "title": .string(dataset.title),
            "description": .string(dataset.words), "publisher": .string(dataset.publisher),
            "license": licence(dataset.licence(for: catalogue.profile)),
            "base_url": catalogue.baseURL.map { .string($0) }, "updated_at": .string(catalogue.updatedAt),
            "result": .string("success"), "frequency": catalogue.frequency.map { .string($0) },
            "next_expected": catalogue.nextExpected.map { .string($0) },
            "stale_after": catalogue.staleAfter.map { .string($0) },
            "latest": latest.map { .string($0.id) }, "previous": latest?.previous.map { .string($0) },
            "snapshot_at": latest.map { .string($0.instant) },
            "schema_version": catalogue.schemaVersion.map { .string($0) },
            "tool": .object(["name": .string(catalogue.tool.name), "version": .string(catalogue.tool.version)]),
            "profiles": .strings([catalogue.profile.name]), "audience": .string(catalogue.profile.audience),
            "access_note": latest.map { .string($0.withheldWords) },
            "withheld": latest.map { .array($0.withheld.map(ground)) }, "log": catalogue.log.map(log),
            "tables": latest.map { .array($0.tables.map(table)) },
            "graph": latest?.graph.map {
                .object(["quads": .integer($0.tripleCount), "rdfc10_sha256": .string($0.sha256)])
            },
            "resources": latest.map { latest in .array(latest.downloads.map { resource($0, latest, catalogue) }) },
            "releases": .string(VersionsDocument.name), "checksums": .string(ChecksumsDocument.name),
            "feed": .string(FeedDocument.name),
        ]).pretty()
    }

    private static func licence(_ licence: Licence) -> JSON {
        .object([
            "spdx": licence.isKnown ? .string(licence.id) : nil, "name": .string(licence.words),
            "url": licence.address.map { .string($0) },
        ])
    }

    private static func ground(_ count: (ground: String, count: Int)) -> JSON {
        .object([
            "ground": .string(count.ground),
            "label": ConceptWords.ground(count.ground).map { .string($0.label) }, "count": .integer(count.count),
        ])
    }

    private static func log(_ log: Catalogue.LogHead) -> JSON {
        .object([
            "origin": .string(log.origin), "size": .integer(log.size), "root": .string(log.root),
            "checkpoint": .string("log/checkpoint"), "vkey": .string(log.verifierKey),
        ])
    }

    private static func table(_ table: ReleaseRecord.TableChange) -> JSON {
        let change = JSON.object([
            "added": table.added.map { .integer($0) }, "modified": table.changed.map { .integer($0) },
            "removed": table.removed.map { .integer($0) },
        ])
        return .object([
            "name": .string(table.table), "rows": .integer(table.rowCount),
            "change": change.members?.isEmpty == true ? nil : change,
        ])
    }

    private static func resource(
        _ download: ReleaseRecord.Download, _ release: ReleaseRecord, _ catalogue: Catalogue
    ) -> JSON {
        .object([
            "path": .string(release.path(of: download)), "title": .string(download.title),
            "media_type": .string(download.mediaType),
            "compression": download.compression.map { .string($0) }, "bytes": .integer(download.byteCount),
            "sha256": .string(download.sha256), "access": .string(catalogue.profile.audience),
            "profile": .string(catalogue.profile.name),
        ])
    }
}

extension ReleaseRecord.Download {
    /// The media type without its parameters.
    var essence: String { String(mediaType.prefix { $0 != ";" }) }

    /// `zip` or `gzip`; nil where it is not compressed.
    var compression: String? { ["application/zip": "zip", "application/gzip": "gzip"][essence] }
}

extension ReleaseRecord.Download {
    /// Whether it holds the data, and not what goes with them: a digest, a signature, a proof, a list of changes.
    package var isData: Bool {
        let companions = [".sha256", ".sha512", ".sig", ".tlog-proof"]
        return !companions.contains { name.hasSuffix($0) } && !name.hasPrefix("changes.")
    }
}

extension ReleaseRecord {
    /// Its downloads that hold the data.
    package var data: [Download] { downloads.filter(\.isData) }

    /// What is withheld, in one sentence.
    package var withheldWords: String {
        let sum = withheld.reduce(0) { $0 + $1.count }
        if sum == 0 { return "Nothing was withheld." }
        return "\(Quantity.counted(sum, "record or value was", "records and values were")) withheld on "
            + "\(Quantity.counted(withheld.count { $0.count > 0 }, "ground", "grounds"))."
    }

    /// What changed since the release before, in one sentence.
    package var changeWords: String {
        let changes = tables.filter { ($0.added ?? 0) + ($0.changed ?? 0) + ($0.removed ?? 0) > 0 }
        if tables.allSatisfy({ $0.added == nil && $0.changed == nil && $0.removed == nil }) {
            return previous == nil ? "The first release." : "What changed is not known."
        }
        if changes.isEmpty { return "No row changed." }
        let sum: (KeyPath<TableChange, Int?>) -> Int = { path in changes.reduce(0) { $0 + ($1[keyPath: path] ?? 0) } }
        return "\(Quantity.counted(sum(\.added), "row", "rows")) added, "
            + "\(Quantity.counted(sum(\.changed), "row", "rows")) changed, "
            + "\(Quantity.counted(sum(\.removed), "row", "rows")) removed, in "
            + "\(Quantity.counted(changes.count, "table", "tables"))."
    }
}
