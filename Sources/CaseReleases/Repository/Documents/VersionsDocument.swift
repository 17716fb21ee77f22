import CaseDisclosure
import CaseModel

/// `versions.json`: every release there was, oldest first, the pruned ones too, with nothing left out. What a channel is
/// made from the next time.
package enum VersionsDocument {
    package static let name = "versions.json"
    static let format = "caseexport-versions/1"

    package static func bytes(_ catalogue: Catalogue) -> [UInt8] {
        JSON.object([
            "format": .string(format), "dataset": .string(catalogue.dataset.base),
            "profile": .string(catalogue.profile.name), "releases": .array(catalogue.releases.map(\.document)),
        ]).pretty()
    }

    /// Reads what `bytes` writes, and nothing else.
    ///
    /// - Throws: `DocumentProblem`, with the place.
    package static func releases(from bytes: [UInt8]) throws(DocumentProblem) -> [ReleaseRecord] {
        let reader = RecordReader(try json(bytes), at: "")
        try reader.requireKeys(["format", "dataset", "profile", "releases"])
        try requireFormat(format, reader)
        _ = try reader.text("dataset")
        _ = try reader.text("profile")
        var records: [ReleaseRecord] = []
        var ids: Set<[UInt8]> = []
        for item in try reader.items("releases") {
            let record = try item.record()
            guard ids.insert(Array(record.id.utf8)).inserted else {
                throw item.problem("there is a release \(record.id) already", at: "id")
            }
            records.append(record)
        }
        return records
    }

    static func json(_ bytes: [UInt8]) throws(DocumentProblem) -> JSON {
        do throws(JSONProblem) {
            return try JSON(parsing: bytes)
        } catch {
            throw DocumentProblem(place: "", message: error.description)
        }
    }

    static func requireFormat(_ format: String, _ reader: RecordReader) throws(DocumentProblem) {
        let found = try reader.text("format")
        guard found.utf8.elementsEqual(format.utf8) else {
            throw reader.problem("expected \(format), found \"\(visible(found, limit: 60))\"", at: "format")
        }
    }
}

/// `release.json`: what `versions.json` says of one release, in the release's own folder.
package enum ReleaseDocument {
    package static let name = "release.json"
    static let format = "caseexport-release/1"

    package static func bytes(_ record: ReleaseRecord) -> [UInt8] {
        JSON.object([.init(key: "format", value: .string(format))] + record.members).pretty()
    }

    /// Reads what `bytes` writes, and nothing else.
    ///
    /// - Throws: `DocumentProblem`, with the place.
    package static func record(from bytes: [UInt8]) throws(DocumentProblem) -> ReleaseRecord {
        let reader = RecordReader(try VersionsDocument.json(bytes), at: "")
        let record = try reader.record(["format"])
        try VersionsDocument.requireFormat(format, reader)
        return record
    }
}
