import CaseDisclosure
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// What a release has of a dataset.
struct Projected {
    var disclosure: Disclosure
    /// The rows of each table as cells in the order of its columns.
    var rows: [String: [[String]]] = [:]
    var passCount = 0

    /// A column of a table's disclosed rows.
    func column(_ name: String, of table: String) -> [String] {
        let index = Schema.standard.table(named: table)!.index(of: name)!
        return (rows[table] ?? []).map { $0[index] }
    }

    func ids(_ table: String) -> [String] { column("id", of: table) }

    /// The counts of records as `table ground number`.
    var records: [String] { disclosure.report.records.map { "\($0.table) \($0.ground) \($0.count)" } }
    var fields: [String] { disclosure.report.fields.map { "\($0.table) \($0.column!) \($0.ground) \($0.count)" } }
    var references: [String] {
        disclosure.report.references.map { "\($0.table) \($0.column!) \($0.ground) \($0.count)" }
    }
}

/// Goes through a snapshot as a release does.
///
/// - Parameter obeying: whether only the tables are read that the survey asks for.
func survey(
    _ snapshot: any DatasetSnapshot, for audience: String, asOf: String = "2026-11-22", rowLimit: Int = 3,
    obeying: Bool = true, valueLimit: Int = WithheldValues.byteLimit
) throws -> (Disclosure, passCount: Int) {
    var survey = DisclosureSurvey(
        schema: snapshot.schema, audience: audience, asOf: asOf, valueLimit: valueLimit)
    var passCount = 0
    repeat {
        passCount += 1
        try #require(passCount < 200, "the survey does not end")
        for layout in snapshot.schema.layouts where !obeying || survey.wants(layout) {
            let reader = try snapshot.rows(of: layout, rowLimit: rowLimit)
            while let batch = try reader.next() { survey.add(batch) }
        }
    } while survey.endPass()
    return (survey.finish(), passCount)
}

func project(
    _ snapshot: any DatasetSnapshot, for audience: String, asOf: String = "2026-11-22", rowLimit: Int = 3,
    obeying: Bool = true
) throws -> Projected {
    let (disclosure, passCount) = try survey(
        snapshot, for: audience, asOf: asOf, rowLimit: rowLimit, obeying: obeying)
    var projected = Projected(disclosure: disclosure, passCount: passCount)
    for layout in snapshot.schema.layouts {
        let reader = try snapshot.rows(of: layout, rowLimit: rowLimit)
        while let batch = try reader.next() {
            guard let rows = disclosure.project(batch) else { continue }
            projected.rows[layout.table.name, default: []] += (0..<rows.rowCount).map { row in
                layout.table.columns.indices.map { rows.text(row, $0) }
            }
        }
    }
    return projected
}

/// What a release has of a dataset of these files.
func project(_ files: [String: String], for audience: String = "public", asOf: String = "2026-11-22") throws
    -> Projected
{
    let directory = try TemporaryDirectory(dataset: files)
    return try project(try DirectoryStore(path: directory.path).snapshot(), for: audience, asOf: asOf)
}

extension Projected {
    /// Writes the release's rows as a dataset of their own.
    func write(to directory: TemporaryDirectory, schema: Schema = .standard) throws {
        for table in schema.tables {
            try directory.write(RandomDataset.csv(table, rows[table.name] ?? []), to: table.name + ".csv")
        }
    }
}
