import CaseDisclosure
import CaseModel
package import CasePackages
import Crypto
import Foundation

/// A made-up release, to describe.
package enum SampleRelease {
    /// What a keeper says of a dataset.
    package static let values = [
        "base": "https://example.org/cases/", "title": "Cases of the example court",
        "description": "What was heard at the example court, and who says so.\nIt is made up.", "language": "en",
        "publisher": "The example archive", "creators": "Ada Example; Bo Example", "licence": "CC-BY-4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/", "rights_note": "Photographs are not included.",
        "contact": "The keeper of the archive", "coverage_limits": "Only what was said in public.",
        "temporal_coverage": "2014/..", "spatial_coverage": "Exampleton", "keywords": "courts, examples",
    ]

    /// - Parameter changes: to what the keeper says; an empty text takes a value away.
    package static func facts(changing changes: [String: String] = [:]) -> ReleaseFacts {
        let values = values.merging(changes) { $1 }.filter { !$1.isEmpty }
        return ReleaseFacts(
            name: "cases-public-20261121T000000Z", id: "20261121T000000Z", instant: "2026-11-21T00:00:00Z",
            dataset: DatasetDescription(values: values), schema: .standard,
            profile: Profile(
                name: "public", title: "For everybody.", audience: "public", formats: ["nquads", "csv"]),
            tool: .init(name: "caseexport", version: "1.2.3", zlib: "1.3.1"),
            graph: .init(tripleCount: 4321, sha256: String(repeating: "0f", count: 32)),
            tables: [.init(name: "persons", rowCount: 12), .init(name: "events", rowCount: 1)],
            checks: [
                QualityCheck(
                    code: "errors", title: "Findings of the severity error", threshold: "0", result: "0",
                    hasPassed: true)
            ],
            withheld: DisclosureReport(
                audience: "public", asOf: "2026-11-21",
                records: [
                    .init(table: "persons", column: nil, ground: "relative-privacy", count: 5),
                    .init(table: "persons", column: nil, ground: "witness-safety", count: 1),
                ],
                fields: [.init(table: "events", column: "description", ground: "court-order", count: 1)],
                references: [.init(table: "events", column: "place_id", ground: "dependency", count: 2)]),
            files: [
                file("data/csv/persons.csv", "text/csv; charset=utf-8; header=present", format: "csv", rows: 12),
                file("data/csv/events.csv", "text/csv; charset=utf-8; header=present", format: "csv", rows: 1),
                file("data/rdf/dataset.nq", "application/n-quads", format: "nquads", triples: 4321),
            ])
    }

    /// A file of the payload that is nowhere.
    package static func file(
        _ path: String, _ mediaType: String, format: String, rows: Int? = nil, triples: Int? = nil
    ) -> PackagedFile {
        PackagedFile(
            path: path, byteCount: path.utf8.count, sha512: sha512(Array(path.utf8)), mediaType: mediaType,
            title: "The file \(path)", role: .data(format: format), rowCount: rows, tripleCount: triples)
    }

    /// All descriptions of a release in the order in which they are made, each from those before it; `facts` gets the
    /// payload's.
    package static func descriptions(
        of facts: inout ReleaseFacts, page: PackageDocument? = nil
    ) throws -> [PackageDocument] {
        var documents: [PackageDocument] = []
        for description in PayloadDescription.allCases {
            guard let document = try description.document(facts, page: page.map { page in { page } }) else { continue }
            documents.append(document)
            facts.files.append(packaged(document))
            facts.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        }
        var tagFiles: [PackagedFile] = []
        for tagFile in TagFile.allCases {
            guard let document = try tagFile.document(facts, tagFiles: tagFiles) else { continue }
            documents.append(document)
            tagFiles.append(packaged(document))
        }
        return documents
    }

    package static func packaged(_ document: PackageDocument) -> PackagedFile {
        PackagedFile(
            path: document.path, byteCount: document.bytes.count, sha512: sha512(document.bytes),
            mediaType: document.mediaType, conformsTo: document.conformsTo, title: document.title, role: .description)
    }

    static func sha512(_ bytes: [UInt8]) -> String {
        SHA512.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    }
}
