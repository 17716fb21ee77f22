import CaseFiles
import CaseFormats
import CaseModel
package import CaseStore

/// Exports a dataset into a directory that appears when it is complete.
///
/// - Parameter replace: whether an export that is there already gives way.
/// - Returns: what was written; nothing was where the findings make the dataset unfit.
/// - Throws: `StoreProblem`, `FileProblem`, `Interrupted`, `RowsLost`.
package func export(
    _ snapshot: any DatasetSnapshot, plan: ExportPlan, to path: String, replacing replace: Bool, options: RunOptions
) async throws -> RunResult {
    let ours = paths(of: snapshot.schema)
    let staged = try StagedDirectory.make(
        path, replacing: replace, owned: Set(ours.map(topFolder)), isOwned: ours.contains)
    let result = try await run(snapshot, plan: plan, into: DirectoryOutput(directory: staged.staging), options: options)
    guard result.findings.isFit else { return result }
    try Interruption.check()
    try staged.publish()
    return result
}

/// The paths of everything that exports of a dataset can write.
private func paths(of schema: Schema) -> Set<String> {
    Set(
        FormatRegistry.all.flatMap { type in
            let format = type.init(options: FormatOptions())
            return schema.layouts.map(format.part)
                + format.companions(to: [], of: DatasetDescription(values: [:])).map(\.path)
        })
}

private func topFolder(_ path: String) -> String {
    path.utf8.firstIndex(of: 0x2F).map { String(path[..<$0]) } ?? path
}

/// Checks a dataset.
package func check(_ snapshot: any DatasetSnapshot, options: RunOptions) async throws -> RunResult {
    try await run(snapshot, plan: nil, into: nil, options: options)
}
