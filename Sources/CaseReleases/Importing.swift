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
    if PostgreSQLAddress.isAddress(path) {
        return try await fill(try PostgreSQLAddress(path), from: snapshot, replacing: replace, options: options)
    }
    if isDatabaseName(path) {
        let staged = try StagedFile.make(
            path, companion: "-metadata.json", kind: "a dataset", replacing: replace, isOurs: isDatasetDatabase)
        let run = try await fill(
            try SQLiteDestination(path: staged.staging, schema: snapshot.schema), from: snapshot, options: options
        ) { try SQLiteStore(path: staged.staging).snapshot() }
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
        DirectoryDestination(path: staged.staging, documents: documents), from: snapshot, options: options
    ) { try DirectoryStore(path: staged.staging).snapshot() }
    if run.check?.findings.isFit ?? false { try staged.publish() }
    return run
}

/// - Parameter copy: opens what was made.
private func fill(
    _ destination: any ImportDestination, from snapshot: any DatasetSnapshot, options: RunOptions,
    copy: () throws -> any DatasetSnapshot
) async throws -> ImportRun {
    let imported = try importRows(
        of: snapshot, describedAs: try describe(snapshot), into: destination, interrupted: Interruption.check)
    guard imported.findings.isFit else { return ImportRun(imported: imported, check: nil) }
    return ImportRun(imported: imported, check: try await check(try copy(), options: options))
}

/// Fills a PostgreSQL database. Documents stay where they are: a database has none inside.
private func fill(
    _ address: PostgreSQLAddress, from snapshot: any DatasetSnapshot, replacing replace: Bool, options: RunOptions
) async throws -> ImportRun {
    #if PostgreSQL
    let destination = try PostgreSQLDestination(address, schema: snapshot.schema, replacing: replace)
    let run = try await fill(destination, from: snapshot, options: options) {
        try destination.snapshot(documentsPath: snapshot.documentsPath)
    }
    if run.check?.findings.isFit ?? false { try destination.commit() }
    return run
    #else
    throw StoreProblem(.noInput, "cannot write \(address.shown): this caseexport was built without PostgreSQL")
    #endif
}

/// Whether a name asks for a SQLite file.
private func isDatabaseName(_ path: String) -> Bool {
    [".sqlite", ".sqlite3", ".db"].contains { path.hasSuffix($0) }
}
