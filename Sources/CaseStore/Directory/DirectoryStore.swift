import CaseFiles
import CaseModel

/// A dataset in a directory: `dataset.json`, one `<table>.csv` or `<table>.ndjson` a table, and `csv-metadata.json`
/// where it declares tables or columns of its own.
package struct DirectoryStore: DatasetStore {
    package let path: String
    /// How many bytes of a table are sorted in memory; what is more is sorted in runs on disk.
    package var runLimit = RowSorter.defaultRunLimit

    package init(path: String) { self.path = path }

    package func snapshot(lanes: Int) throws -> any DatasetSnapshot {
        let names = try directoryNames(path)
        let metadata = try readMetadata(path + "/csv-metadata.json")
        var files: [Int: TableFile] = [:]
        var findings: [Finding] = []
        for layout in metadata.schema.layouts {
            let candidates = TableFile.Form.allCases.map { TableFile(table: layout.table.name, form: $0) }
                .filter { names.contains($0.name) && ($0.form != .json || layout.table.key == .dataset) }
            guard let file = candidates.first else { continue }
            files[layout.index] = file
            for other in candidates.dropFirst() {
                findings.append(
                    Finding(
                        .duplicateFile, at: Place(table: layout.table.name, file: other.name),
                        "\(file.name) is there too"))
            }
        }
        for name in names where !files.values.contains(where: { $0.name == name }) && TableFile.looksLikeTable(name) {
            if findings.contains(where: { $0.place.file == name }) { continue }
            findings.append(
                Finding(
                    .unknownFile, at: Place(file: name),
                    "the schema has no table \"\(visible(String(name.prefix { $0 != "." })))\""))
        }
        if let dataset = metadata.schema.layout(named: "dataset"), files[dataset.index] == nil {
            let inner = ["csv", "ndjson", "dataset"].first {
                fileType("\(path)/\($0)/dataset.json") == .file || fileType("\(path)/\($0)/dataset.csv") == .file
                    || fileType("\(path)/\($0)/dataset.ndjson") == .file
            }
            throw StoreProblem(
                .noInput,
                "there is no dataset in \(path): it has none of dataset.json, dataset.csv and dataset.ndjson"
                    + (inner.map { "; did you mean \(path)/\($0)?" } ?? ""))
        }
        return DirectorySnapshot(
            path: path, metadata: metadata, files: files, findings: findings, runLimit: runLimit, laneCount: lanes)
    }
}

/// A file that holds a table.
struct TableFile: Sendable {
    enum Form: String, Sendable, CaseIterable { case json, csv, ndjson }

    let table: String
    let form: Form

    var name: String { table + "." + form.rawValue }

    /// Whether a path names a file that only means something with the others in its directory.
    static func isPartOfDirectory(_ path: String) -> Bool {
        [".csv", ".ndjson", ".json"].contains { path.lowercased().hasSuffix($0) }
    }

    static func looksLikeTable(_ name: String) -> Bool {
        guard !name.hasPrefix("."), !name.hasPrefix("_") else { return false }
        let lower = name.lowercased()
        return lower.hasSuffix(".csv") || lower.hasSuffix(".ndjson") || lower.hasSuffix(".tsv")
            || lower.hasSuffix(".jsonl")
    }
}

private struct DirectorySnapshot: DatasetSnapshot {
    let path: String
    let metadata: DatasetMetadata
    let files: [Int: TableFile]
    let findings: [Finding]
    let runLimit: Int
    let laneCount: Int

    func fileName(of layout: TableLayout) -> String? { files[layout.index]?.name }

    /// Beside the tables; of the tables in a bag, beside their folder.
    var documentsPath: String? {
        let places =
            [path + "/documents"] + (fileType(path + "/../../bagit.txt") == .file ? [path + "/../documents"] : [])
        return places.first { fileType($0) == .directory }
    }

    func rows(of layout: TableLayout, rowLimit: Int, lane: Int) throws -> any RowReader {
        let reader = try fileReader(layout, rowLimit: rowLimit)
        guard layout.table.key == .concept else { return reader }
        return ConceptReader(own: reader, layout: layout, rowLimit: rowLimit, fileName: fileName(of: layout))
    }

    private func fileReader(_ layout: TableLayout, rowLimit: Int) throws -> any RowReader {
        guard let file = files[layout.index] else { return EmptyReader() }
        let filePath = path + "/" + file.name
        if file.form == .json { return DatasetJSONReader(path: filePath, fileName: file.name, layout: layout) }
        let size = try Descriptor.reading(filePath).byteCount()
        return DirectoryReader(
            fileName: file.name, byteCount: size, layout: layout, rowLimit: rowLimit, runLimit: runLimit
        ) { findings in
            switch file.form {
            case .csv: try CSVFileRows(path: filePath, fileName: file.name, layout: layout, findings: &findings)
            case .ndjson, .json: try NDJSONFileRows(path: filePath, fileName: file.name, layout: layout)
            }
        }
    }
}
