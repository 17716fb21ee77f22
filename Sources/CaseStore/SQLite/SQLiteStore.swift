import CaseFiles
package import CaseModel

/// A dataset in a SQLite file: tables or views of our names, or others that a metadata file beside it maps.
package struct SQLiteStore: DatasetStore {
    package let path: String

    package init(path: String) { self.path = path }

    /// Where the metadata of a database is: `cases.sqlite-metadata.json` beside `cases.sqlite` (CSVW's own rule for a
    /// file's metadata: Model for Tabular Data, section 5.3).
    package var metadataPath: String { path + "-metadata.json" }

    package func snapshot(lanes: Int) throws -> any DatasetSnapshot {
        let metadata = try readMetadata(metadataPath)
        return try SQLiteSnapshot(
            connections: try Self.connections(to: path, count: lanes), metadata: metadata,
            directory: splitPath(path)?.parent ?? ".")
    }
}

extension SQLiteStore {
    /// Connections that all read the same snapshot.
    ///
    /// Nothing was committed between two looks at the second connection's data version, and the first connection's
    /// transaction began between them: so both see the same. Where somebody writes all the time, one has to do.
    private static func connections(to path: String, count: Int) throws -> [SQLiteConnection] {
        let first = try SQLiteConnection(reading: path)
        if count > 1, let second = try? SQLiteConnection(reading: path) {
            for _ in 0..<3 {
                let before = try second.dataVersion()
                try first.begin()
                // A writer that waits for the first to end keeps the second out: one has to do.
                do { try second.begin() } catch { return [first] }
                if try second.dataVersion() == before { return [first, second] }
                try first.execute("ROLLBACK")
                try second.execute("ROLLBACK")
            }
        }
        try first.begin()
        return [first]
    }
}

/// Reads a dataset's CSVW metadata; the model's own schema where there is none.
func readMetadata(_ path: String) throws -> DatasetMetadata {
    guard isThere(path) else { return DatasetMetadata() }
    return try metadata(from: try readFile(path), file: splitPath(path)?.name ?? path, path)
}

/// - Parameters:
///   - file: what findings call it.
///   - path: for messages.
/// - Throws: `StoreProblem` with the finding.
func metadata(from bytes: [UInt8], file: String, _ path: String) throws -> DatasetMetadata {
    do {
        return try CSVWReader.metadata(from: try JSON(parsing: bytes))
    } catch let problem as JSONProblem {
        throw unfit(
            Finding(
                .metadataInvalid, at: Place(file: file, line: problem.line == 0 ? nil : problem.line), problem.message),
            path)
    } catch let problem as SchemaProblem {
        throw unfit(Finding(.schemaInvalid, at: Place(file: file), problem.description), path)
    }
}

func unfit(_ finding: Finding, _ path: String) -> StoreProblem {
    StoreProblem(
        .unfit, "cannot use \(path)\(finding.place.line.map { ":\($0)" } ?? ""): \(finding.message)", finding: finding)
}

/// The schema that a file of CSVW metadata declares on top of the model's.
package func schemaOfMetadata(at path: String) throws -> Schema {
    guard fileType(path) != nil else { throw FileProblem(.noInput, "open", path, detail: "there is no such file") }
    return try readMetadata(path).schema
}

/// Whether a SQLite file is one of a dataset, or has no tables at all.
package func isDatasetDatabase(_ path: String) -> Bool {
    guard let connection = try? SQLiteConnection(reading: path),
        let statement = try? connection.prepare(
            "SELECT count(*), count(*) FILTER (WHERE lower(name) = 'dataset') FROM sqlite_schema WHERE type IN ('table', 'view')"
        ),
        (try? statement.step()) == true
    else { return false }
    return statement.string(0) == "0" || statement.string(1) != "0"
}
