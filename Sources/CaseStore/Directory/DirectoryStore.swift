import CaseFiles
import CaseModel

/// A dataset in a directory: `dataset.json`, one `<table>.csv` or `<table>.ndjson` a table, and `csv-metadata.json`
/// where it declares tables or columns of its own.
package struct DirectoryStore: DatasetStore {
    package let files: any DatasetFiles
    /// Whether rows are brought into canonical order, or have to be in it.
    package var order = RowOrder.brought
    /// How many bytes of a table are sorted in memory; what is more is sorted in runs on disk.
    package var runLimit = RowSorter.defaultRunLimit

    package var path: String { files.path }

    package init(path: String) { files = FolderFiles(path: path) }

    /// - Parameter files: those of the tables, wherever they are.
    package init(_ files: any DatasetFiles) { self.files = files }

    package func snapshot(lanes: Int) throws -> any DatasetSnapshot {
        let names = try files.names()
        let metadata = try readMetadata(names)
        var tables: [Int: TableFile] = [:]
        var findings: [Finding] = []
        for layout in metadata.schema.layouts {
            let candidates = TableFile.Form.allCases.map { TableFile(table: layout.table.name, form: $0) }
                .filter { names.contains($0.name) && ($0.form != .json || layout.table.key == .dataset) }
            guard let file = candidates.first else { continue }
            tables[layout.index] = file
            for other in candidates.dropFirst() {
                findings.append(
                    Finding(
                        .duplicateFile, at: Place(table: layout.table.name, file: files.place(of: other.name)),
                        "\(file.name) is there too"))
            }
        }
        for name in names where !tables.values.contains(where: { $0.name == name }) && TableFile.looksLikeTable(name) {
            let place = files.place(of: name)
            if findings.contains(where: { $0.place.file == place }) { continue }
            findings.append(
                Finding(
                    .unknownFile, at: Place(file: place),
                    "the schema has no table \"\(visible(String(name.prefix { $0 != "." })))\""))
        }
        if order == .asWritten {
            for table in metadata.described {
                guard let layout = metadata.schema.layout(named: table), tables[layout.index] == nil else { continue }
                findings.append(
                    Finding(
                        .missingFile, at: Place(table: table, file: files.place(of: table + ".csv")),
                        "the metadata describe it, and it is not there"))
            }
        }
        if let dataset = metadata.schema.layout(named: "dataset"), tables[dataset.index] == nil {
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
            files: files, metadata: metadata, tables: tables, findings: findings, order: order, runLimit: runLimit,
            laneCount: lanes)
    }

    private func readMetadata(_ names: [String]) throws -> DatasetMetadata {
        let name = "csv-metadata.json"
        guard names.contains(name) else { return DatasetMetadata() }
        return try metadata(
            from: try files.bytes(of: name, limit: order == .asWritten ? 2 << 20 : 64 << 20),
            file: files.place(of: name), path + "/" + name)
    }
}

/// What a store does about the order of rows in files.
package enum RowOrder: Sendable {
    /// It brings them into canonical order, and adds the concepts that ship with the tool.
    case brought
    /// They have to be in it, as an export writes them, and are all there are; those that are not are reported.
    case asWritten
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
    let files: any DatasetFiles
    let metadata: DatasetMetadata
    let tables: [Int: TableFile]
    let findings: [Finding]
    let order: RowOrder
    let runLimit: Int
    let laneCount: Int

    func fileName(of layout: TableLayout) -> String? { tables[layout.index].map { files.place(of: $0.name) } }

    var documentsPath: String? { files.documentsPath }

    var documents: (any DocumentFiles)? { files.documents }

    func rows(of layout: TableLayout, rowLimit: Int, lane: Int) throws -> any RowReader {
        let reader = try fileReader(layout, rowLimit: rowLimit)
        guard layout.table.key == .concept, order == .brought else { return reader }
        return ConceptReader(own: reader, layout: layout, rowLimit: rowLimit, fileName: fileName(of: layout))
    }

    private func fileReader(_ layout: TableLayout, rowLimit: Int) throws -> any RowReader {
        guard let file = tables[layout.index] else { return EmptyReader() }
        if file.form == .json { return DatasetJSONReader(files, fileName: file.name, layout: layout) }
        let fileName = files.place(of: file.name)
        let open: @Sendable (inout FindingList) throws -> any FileRows = { [files] findings in
            let source = try files.open(file.name)
            return switch file.form {
            case .csv: try CSVFileRows(source, fileName: fileName, layout: layout, findings: &findings)
            case .ndjson, .json: NDJSONFileRows(source, fileName: fileName, layout: layout)
            }
        }
        switch order {
        case .asWritten:
            return try WrittenRows(fileName: fileName, layout: layout, rowLimit: rowLimit, open: open)
        case .brought:
            return DirectoryReader(
                fileName: fileName, byteCount: try files.byteCount(of: file.name), layout: layout,
                rowLimit: rowLimit, runLimit: runLimit, open: open)
        }
    }
}
