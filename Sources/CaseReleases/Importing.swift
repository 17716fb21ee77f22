import CaseFiles
import CaseModel
package import CaseStore

/// What came of an import, and of the check of what it made.
package struct ImportRun: Sendable {
    package let imported: ImportResult
    /// nil where rows of the source could not be read, so that there was nothing to check.
    package let check: RunResult?
}

/// Copies a dataset into a new one, checks that, and gives it its name if it is fit to export.
///
/// - Throws: `StoreProblem`, `FileProblem`, `Interrupted`.
package func importDataset(
    _ store: any DatasetStore, to path: String, replacing replace: Bool, options: RunOptions
) async throws -> ImportRun {
    let snapshot = try store.snapshot()
    if isDatabaseName(path) {
        let staged = try StagedFile.make(
            path, companion: "-metadata.json", kind: "a dataset", replacing: replace, isOurs: isDatasetDatabase)
        let run = try await fill(staged.staging, from: snapshot, isDatabase: true, options: options)
        if run.check?.findings.isFit ?? false { try staged.publish() }
        return run
    }
    let tables = snapshot.schema.tables.flatMap { [$0.name + ".csv", $0.name + ".ndjson"] }
    // A database has no documents inside: those of the dataset that gives way stay.
    let own = path + "/documents"
    let documents = snapshot.documentsPath ?? (replace && fileType(own) == .directory ? own : nil)
    let staged = try StagedDirectory.make(
        path, replacing: replace, owned: Set(tables + ["dataset.json", "csv-metadata.json", "documents"])
    ) { file in
        // Nobody else may have these files, so none of them goes with the dataset.
        guard file.hasPrefix("documents/") || file == "documents" else { return true }
        return documents.map { isPlainFile($0 + file.dropFirst("documents".count)) } ?? false
    }
    let run = try await fill(
        staged.staging, from: snapshot, documents: documents, isDatabase: false, options: options)
    if run.check?.findings.isFit ?? false { try staged.publish() }
    return run
}

private func fill(
    _ staging: String, from snapshot: any DatasetSnapshot, documents: String? = nil, isDatabase: Bool,
    options: RunOptions
) async throws -> ImportRun {
    let imported = try importRows(
        of: snapshot, describedAs: try describe(snapshot), documents: documents, into: staging, isDatabase: isDatabase,
        interrupted: Interruption.check)
    guard imported.findings.isFit else { return ImportRun(imported: imported, check: nil) }
    let copy: any DatasetStore = isDatabase ? SQLiteStore(path: staging) : DirectoryStore(path: staging)
    return ImportRun(imported: imported, check: try await check(try copy.snapshot(), options: options))
}

/// Whether a name asks for a SQLite file.
private func isDatabaseName(_ path: String) -> Bool {
    [".sqlite", ".sqlite3", ".db"].contains { path.hasSuffix($0) }
}
