import CaseBytes
import CaseFiles
import CaseGraph
import CaseModel
import CasePackages

/// Compares what describes the tables, CSV on the Web metadata and the Data Package, with each other and with the files.
struct TableDescriptions {
    private static let metadata = "data/csv/csv-metadata.json"
    private static let package = "data/csv/datapackage.json"

    /// How many tables a description may have, as many as a dataset may declare.
    private static let tableLimit = 1000

    let files: DeepFiles
    let tree: PackageTree
    let descriptions: ReleaseDescriptions

    /// - Returns: how many rows the Data Package says that each table has.
    func run(to findings: inout FindingList) throws -> StatedFacts? {
        guard let metadata = try descriptions.json(Self.metadata, to: &findings) else { return nil }
        guard let described = list(metadata["tables"], in: Self.metadata, to: &findings)?.map(DescribedTable.init)
        else { return nil }
        let tables = files.names(in: GraphFile.tables).filter { $0.hasSuffix(".csv") }
        compare(described.map(\.file), with: tables, in: Self.metadata, to: &findings)
        for table in described { try compareHeader(table, to: &findings) }
        try compareSchema(described, to: &findings)
        guard let package = try descriptions.json(Self.package, to: &findings) else { return nil }
        guard let resources = list(package["resources"], in: Self.package, to: &findings) else { return nil }
        compare(resources.map { $0["path"]?.text ?? "" }, with: tables, in: Self.package, to: &findings)
        var facts = StatedFacts(Self.package)
        for resource in resources {
            compare(resource, with: described, to: &findings)
            if let name = resource["name"]?.text, let rows = resource["rowCount"]?.count {
                facts.tableRows[name] = rows
            }
        }
        return facts
    }

    /// A list of tables; nil where it is none, or too long, which is reported.
    private func list(_ value: JSON?, in path: String, to findings: inout FindingList) -> [JSON]? {
        if let items = value?.items, items.count <= Self.tableLimit { return items }
        findings.append(
            Finding(
                .formatSyntax, at: Place(file: path),
                "it has no list of tables, or one of more than \(Self.tableLimit)"))
        return nil
    }

    /// Compares names of files, each of which has to be there once.
    private func compare(_ named: [String], with files: [String], in path: String, to findings: inout FindingList) {
        func report(_ message: String) {
            findings.append(Finding(.metadataDiffers, at: Place(file: path), message))
        }
        var seen: Set<[UInt8]> = []
        for name in named where !seen.insert(Array(name.utf8)).inserted {
            report("it describes \(visible(name)) twice")
        }
        let there = Set(files.map { Array($0.utf8) })
        for name in named where !there.contains(Array(name.utf8)) {
            report("it describes \(visible(name)), which is not there")
        }
        for name in files where !seen.contains(Array(name.utf8)) { report("it does not describe \(visible(name))") }
    }

    /// The header of a file has to name the columns of its description.
    private func compareHeader(_ table: DescribedTable, to findings: inout FindingList) throws {
        let path = GraphFile.tables + table.file
        guard let source = try files.open(path) else { return }
        var lines = SourceLines(source, limit: 1 << 20)
        let header: [UInt8]?
        do {
            header = try lines.next()
        } catch is LineLimit {
            header = nil
        }
        let expected = Array((table.columns.joined(separator: ",") + "\r").utf8)
        if header != expected {
            findings.append(
                Finding(
                    .metadataDiffers, at: Place(table: table.name, file: path, line: 1),
                    "the header does not name the columns that \(Self.metadata) describes",
                    expected: table.columns.joined(separator: ",")))
        }
    }

    private func compare(_ resource: JSON, with described: [DescribedTable], to findings: inout FindingList) {
        guard let path = resource["path"]?.text, let number = tree.file(GraphFile.tables + path),
            let table = described.first(where: { $0.file.utf8.elementsEqual(path.utf8) })
        else { return }
        func report(_ what: String, _ expected: String?, _ found: String?) {
            guard expected != found else { return }
            findings.append(
                Finding(
                    .metadataDiffers, at: Place(table: table.name, file: Self.package),
                    "\(what) of \(path) is not what it says", expected: expected, found: found))
        }
        report("the size", String(tree.byteCount(number)), resource["bytes"]?.count.map { String($0) })
        if let digest = tree.digest(number, .sha512) {
            report("the hash", "sha512:" + hexadecimal(digest), resource["hash"]?.text)
        }
        let schema = resource["schema"]
        let fields = (schema?["fields"]?.items ?? []).map { $0["name"]?.text ?? "" }
        report("the list of fields", table.columns.joined(separator: ","), fields.joined(separator: ","))
        report(
            "the primary key", table.primaryKey.joined(separator: ","),
            schema?["primaryKey"]?.names.joined(separator: ","))
        report("the list of foreign keys", table.keysInWords, DescribedTable.words(resource))
    }

    /// The schema's metadata has every table, and says the same of those that are there.
    private func compareSchema(_ described: [DescribedTable], to findings: inout FindingList) throws {
        let path = "data/schema/csv-metadata.json"
        guard let schema = try descriptions.json(path, to: &findings) else { return }
        guard let all = list(schema["tables"], in: path, to: &findings)?.map(DescribedTable.init) else { return }
        for table in described {
            let other = all.first { $0.file.utf8.elementsEqual(table.file.utf8) }
            if other?.columns != table.columns || other?.primaryKey != table.primaryKey || other?.kinds != table.kinds {
                findings.append(
                    Finding(
                        .metadataDiffers, at: Place(table: table.name, file: path),
                        "it describes \(visible(table.file)) otherwise than \(Self.metadata) does"))
            }
        }
    }
}

/// A table as CSV on the Web metadata describes it.
private struct DescribedTable {
    let file: String
    /// Those that are in the file.
    let columns: [String]
    let primaryKey: [String]
    /// What each column's values are: everything that its description says.
    let kinds: [JSON]
    private let foreignKeys: [String]

    var name: String { String(file.prefix { $0 != "." }) }

    /// The foreign keys, each as `column -> table.column`.
    var keysInWords: String { foreignKeys.joined(separator: ", ") }

    init(_ description: JSON) {
        file = description["url"]?.text ?? ""
        let schema = description["tableSchema"]
        kinds = (schema?["columns"]?.items ?? []).filter { $0["virtual"]?.flag != true }
        columns = kinds.map { $0["name"]?.text ?? "" }
        primaryKey = schema?["primaryKey"]?.names ?? []
        foreignKeys = (schema?["foreignKeys"]?.items ?? []).map { key in
            let reference = key["reference"]
            let table = String((reference?["resource"]?.text ?? "").prefix { $0 != "." })
            return Self.words(key["columnReference"], table, reference?["columnReference"])
        }
    }

    /// The foreign keys of a Data Package's resource.
    static func words(_ resource: JSON) -> String {
        let keys = resource["schema"]?["foreignKeys"]?.items ?? []
        return keys.map { key in
            let target = key["reference"]?["resource"]?.text ?? ""
            // A reference into the same table is written with an empty resource.
            let table = target.isEmpty ? resource["name"]?.text ?? "" : target
            return words(key["fields"], table, key["reference"]?["fields"])
        }.joined(separator: ", ")
    }

    private static func words(_ columns: JSON?, _ table: String, _ keys: JSON?) -> String {
        "\((columns?.names ?? []).joined(separator: "+")) -> \(table).\((keys?.names ?? []).joined(separator: "+"))"
    }
}

extension JSON {
    /// One name, or several.
    fileprivate var names: [String] { text.map { [$0] } ?? items?.map { $0.text ?? "" } ?? [] }
}
