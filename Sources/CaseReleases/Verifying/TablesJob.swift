import CaseBytes
import CaseFiles
import CaseModel
import CaseStore

/// What came of reading a folder of tables.
struct TablesOutcome: Sendable {
    /// With a slash at its end.
    let folder: String
    /// nil where the tables cannot be read at all.
    var schema: Schema?
    /// The file of each table that has one.
    var paths: [String: String] = [:]
    /// By table.
    var sums: [String: RowSum] = [:]
    /// As the `excel` format shows the rows; empty where that was not asked for.
    var shownSums: [String: RowSum] = [:]
    var dataset: DatasetDescription?
    var findings = FindingList()
}

/// Reads the tables of a release, `csv` or `ndjson`: on any thread, without a temporary file.
struct TablesJob: Sendable {
    let folder: MemberFolder
    let hash: SipHash
    /// Whether everything is checked that `caseexport check` checks.
    let isChecked: Bool
    /// Whether the rows are summed as the `excel` format shows them, too.
    let isShown: Bool

    /// How many bytes of tables the keys are kept of in one pass: they take about half as many.
    private static let passByteCount = 96 << 20

    /// - Throws: what is no fault of the files: `Interrupted`.
    func run() throws -> TablesOutcome {
        var outcome = TablesOutcome(folder: folder.folder)
        do {
            var store = DirectoryStore(folder)
            store.order = .asWritten
            let snapshot = try store.snapshot()
            outcome.schema = snapshot.schema
            for layout in snapshot.schema.layouts { outcome.paths[layout.table.name] = snapshot.fileName(of: layout) }
            outcome.dataset = try describe(snapshot)
            try read(snapshot, &outcome)
        } catch let problem as StoreProblem {
            outcome.findings.append(
                problem.finding ?? Finding(.missingFile, at: Place(file: folder.path), problem.message))
        } catch {
            outcome.findings.append(try unreadable(folder.path, error))
        }
        return outcome
    }

    private func read(_ snapshot: any DatasetSnapshot, _ outcome: inout TablesOutcome) throws {
        let layouts = snapshot.schema.layouts
        let exported = layouts.map(exportedColumns)
        var sums = RowSummer(hash)
        var shown = RowSummer(hash)
        var found = FindingList()
        func take(_ rows: RowBatch) {
            let layout = layouts[rows.layoutIndex]
            // Derived columns are in the file, or they are not: a file without them has other rows.
            let columns = exported[rows.layoutIndex].filter { $0 < rows.columnCount }
            sums.add(rows, layout, columns: columns)
            if isShown { shown.add(rows, layout, columns: columns, asShown: true) }
        }
        if isChecked {
            let byteCount = outcome.paths.values.reduce(0) { $0 + folder.files.byteCount(of: $1) }
            found = try checkRepeatedly(snapshot, passes: byteCount / Self.passByteCount + 1, take)
        } else {
            for layout in layouts {
                let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
                while let rows = try reader.next() {
                    found.append(rows.findings)
                    take(rows)
                }
            }
        }
        outcome.findings.append(found.errors(without: hasDocuments ? [] : [.fileMissing]))
        (outcome.sums, outcome.shownSums) = (sums.sums, shown.sums)
    }

    /// A profile may leave the documents out of a release.
    private var hasDocuments: Bool { folder.files.hasFiles(below: MemberDocuments.folder) }

    /// Where the exported columns are in a row, in the order in which they are exported.
    private func exportedColumns(_ layout: TableLayout) -> [Int] {
        layout.columns.map { column in
            switch column.source {
            case .stored(let index): index
            case .derived(let index): layout.storedCount + index
            }
        }
    }
}

extension FindingList {
    /// The errors among the findings: a release may have warnings, which its own report counts.
    func errors(without codes: Set<FindingCode>) -> FindingList {
        func isKept(_ code: FindingCode) -> Bool { code.severity == .error && !codes.contains(code) }
        var errors = FindingList(limit: limit)
        for finding in findings where isKept(finding.code) { errors.append(finding) }
        for (code, count) in counts where isKept(code) { errors.count(code, count - (errors.counts[code] ?? 0)) }
        errors.noteUncounted(uncounted)
        return errors
    }
}
