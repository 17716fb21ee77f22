package import CaseModel
import CaseBytes

/// What a release leaves out: every batch is projected by it, once, before any format sees it. Immutable, any thread.
package final class Disclosure: Sendable {
    /// What is left out, in numbers.
    package let report: DisclosureReport
    /// The greatest moment that any cell of the release holds; nil where none holds one.
    package let latestInstant: String?
    let plans: [TablePlan]
    let marks: RecordMarks
    let fields: FieldRules
    let values: WithheldValues

    init(
        plans: [TablePlan], marks: RecordMarks, fields: FieldRules, report: DisclosureReport, values: WithheldValues,
        latestInstant: String?
    ) {
        self.plans = plans
        self.marks = marks
        self.fields = fields
        self.report = report
        self.values = values
        self.latestInstant = latestInstant
    }

    /// Whether the release has everything that the dataset has.
    package var withholdsNothing: Bool { marks.isEmpty }

    /// Whether the record of an id is left out.
    package func withholds(_ id: String) -> Bool {
        var id = id
        return id.withUTF8 { marks[keyHash($0)].isWithheld }
    }

    /// The rows as the release has them: the same batch where nothing in it changes, nil where no row is left.
    ///
    /// A changed batch has the stored columns only: what a store holds for derived ones may follow from what is left
    /// out.
    package func project(_ rows: RowBatch) -> RowBatch? {
        guard !marks.isEmpty else { return rows }
        let plan = plans[rows.layoutIndex]
        let columns = plan.optionalReferences
        var projection: Projection?
        var kept = 0
        for row in 0..<rows.rowCount {
            let change = change(of: row, rows, plan, columns)
            if change == .none { continue }
            var begun = projection.take() ?? Projection(rows, columnCount: plan.layout.storedCount)
            if kept < row { begun.append(kept..<row) }
            if change == .cells { append(row, rows, plan, to: &begun) }
            kept = row + 1
            projection = consume begun
        }
        guard var projection = projection.take() else { return rows }
        if kept < rows.rowCount { projection.append(kept..<rows.rowCount) }
        return projection.rowCount == 0 && rows.findings.isEmpty ? nil : projection.sealed()
    }

    private enum Change { case none, withheld, cells }

    private func change(of row: Int, _ rows: RowBatch, _ plan: TablePlan, _ references: [Int]) -> Change {
        let mark = plan.hasID ? rows.withCell(row, 0) { marks[keyHash($0)] } : .none
        if mark.isWithheld { return .withheld }
        // A row without an id is no record that the survey could mark.
        if !plan.hasID, plan.dependencies.contains(where: { isWithheld(row, $0, rows) }) { return .withheld }
        if mark.hasFieldRules { return .cells }
        for column in references where isWithheld(row, column, rows) { return .cells }
        return .none
    }

    private func append(_ row: Int, _ rows: RowBatch, _ plan: TablePlan, to projection: inout Projection) {
        var emptied = plan.optionalReferences.filter { isWithheld(row, $0, rows) }
        if case .outcome(let effect, let effectOn) = plan.special, emptied.contains(effectOn) { emptied.append(effect) }
        emptied += rows.withCell(row, 0) { fields[keyHash($0)] }.map(\.column)
        projection.append(row, emptying: emptied) { plan.layout.table.columns[$0].isRequired }
    }

    private func isWithheld(_ row: Int, _ column: Int, _ rows: RowBatch) -> Bool {
        rows.withCell(row, column) { !$0.isEmpty && marks[keyHash($0)].isWithheld }
    }
}
