import CaseModel
import CasePackages
import Crypto
import Foundation

/// A whole bag in a directory of its own: the reference case in all formats, with its schema and all descriptions.
package struct SampleBag: Sendable {
    package let scratch: TemporaryDirectory
    package let name: String

    package var path: String { scratch(name) }

    /// - Parameter changes: to what the keeper says of the dataset; an empty text takes a value away.
    package init(changing changes: [String: String] = [:]) throws {
        scratch = try TemporaryDirectory()
        var facts = SampleRelease.facts()
        facts.dataset = DatasetDescription(
            values: try Self.description().merging(changes) { $1 }.filter { !$1.isEmpty })
        name = facts.name
        facts.files = []
        for (folder, source) in [("", "/Exports/example/release"), ("schema/", "/Exports/schema")] {
            try Self.copy(ToolRunner.packageRoot + source, to: scratch("\(name)/data/" + folder), of: &facts)
        }
        facts.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        facts.tables = Schema.standard.tables.compactMap { table in
            facts.files.first { $0.path == "data/csv/\(table.name).csv" }?.rowCount.map {
                .init(name: table.name, rowCount: $0)
            }
        }
        if let graph = facts.files.first(where: { $0.path == "data/rdf/dataset.nq" }) {
            facts.graph = .init(tripleCount: graph.tripleCount ?? 0, sha256: graph.sha256 ?? "")
        }
        let page = PackageDocument(
            path: "", bytes: Array("<!DOCTYPE html><html lang=\"en\"><title>Preview</title></html>\n".utf8),
            mediaType: "text/html; charset=utf-8", title: "A page that works offline")
        for document in try SampleRelease.descriptions(of: &facts, page: page) {
            try scratch.write(document.bytes, to: "\(name)/\(document.path)")
        }
    }

    private static func description() throws -> [String: String] {
        let text = try Data(contentsOf: URL(fileURLWithPath: ExampleDataset.original + "/dataset.json"))
        let members = try JSON(parsing: [UInt8](text)).members ?? []
        return Dictionary(
            uniqueKeysWithValues: members.compactMap { member in member.value.text.map { (member.key, $0) } })
    }

    /// Copies the files below a folder into the payload, and notes what they are.
    private static func copy(_ source: String, to target: String, of facts: inout ReleaseFacts) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: source).sorted() {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: source + "/" + path, isDirectory: &isDirectory),
                !isDirectory.boolValue
            else { continue }
            let url = URL(fileURLWithPath: target + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: source + "/" + path, toPath: url.path)
            facts.files.append(file(target.hasSuffix("schema/") ? "schema/" + path : path, try Data(contentsOf: url)))
        }
    }

    private static func file(_ path: String, _ bytes: Data) -> PackagedFile {
        let folder = String(path.prefix { $0 != "/" })
        let type = types.first { path.hasSuffix($0.suffix) }
        let lines = bytes.count { $0 == 0x0A }
        let isGraph = path.hasSuffix(".nq")
        return PackagedFile(
            path: "data/" + path, byteCount: bytes.count, sha512: SampleRelease.sha512([UInt8](bytes)),
            sha256: isGraph ? SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined() : nil,
            mediaType: type?.mediaType ?? "text/plain; charset=utf-8", conformsTo: type?.standards ?? [],
            title: "The file \(path)", role: folder == "schema" ? .schema : .data(format: folder),
            rowCount: path.hasSuffix(".csv") ? lines - 1 : path.hasSuffix(".ndjson") ? lines : nil,
            tripleCount: isGraph ? lines : nil)
    }

    private static let types: [(suffix: String, mediaType: String, standards: [String])] = [
        ("csv-metadata.json", "application/csvm+json", ["http://www.w3.org/TR/tabular-metadata/"]),
        (".csv", "text/csv; charset=utf-8; header=present", ["https://www.rfc-editor.org/rfc/rfc4180"]),
        (".ndjson", "application/x-ndjson", []),
        (".jsonld", "application/ld+json", ["http://www.w3.org/TR/json-ld11/"]),
        (".json", "application/json", []),
        (".nq", "application/n-quads", ["http://www.w3.org/TR/n-quads/", "http://www.w3.org/TR/rdf-canon/"]),
        (".ttl", "text/turtle", ["http://www.w3.org/TR/turtle/"]),
        (".rdf", "application/rdf+xml", ["http://www.w3.org/TR/rdf-syntax-grammar/"]),
        (".md", "text/markdown; charset=utf-8", []),
        (".sql", "application/sql", []),
    ]

    /// Changes a file of the bag; the text has to be there.
    package func replace(_ text: String, with other: String, in file: String) throws {
        let url = URL(fileURLWithPath: path + "/" + file)
        var bytes = try Data(contentsOf: url)
        guard let range = bytes.range(of: Data(text.utf8)) else { throw ToolFailure("\(file) does not hold \(text)") }
        bytes.replaceSubrange(range, with: Data(other.utf8))
        try bytes.write(to: url)
    }
}
