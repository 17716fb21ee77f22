import CaseBytes
import CaseModel

// Counting what is left out, and finding out which values that were left out are public elsewhere.
extension DisclosureSurvey {
    mutating func count(_ rows: RowBatch) {
        let plan = plans[rows.layoutIndex]
        for row in 0..<rows.rowCount {
            let key = plan.hasID ? rows.withCell(row, 0) { keyHash($0) } : 0
            let mark = plan.hasID ? marks[key] : .none
            if mark.isWithheld {
                tally.countRecord(in: rows.layoutIndex, mark.ground)
                for column in plan.sought { keep(row, rows, column, of: key, plan) }
                continue
            }
            if !plan.hasID, plan.dependencies.contains(where: { isWithheld(row, $0, rows) }) {
                tally.countRecord(in: rows.layoutIndex, Grounds.dependency)
                continue
            }
            let rules = mark.hasFieldRules ? fields[key] : []
            for rule in rules where rows.withCell(row, rule.column, { !$0.isEmpty }) {
                tally.countField(rule.column, in: rows.layoutIndex, rule.ground)
                if plan.sought.contains(rule.column) { keep(row, rows, rule.column, of: key, plan) }
            }
            for column in plan.optionalReferences where !rules.contains(where: { $0.column == column }) {
                let target = rows.withCell(row, column) { $0.isEmpty ? .none : marks[keyHash($0)] }
                if target.isWithheld { tally.countReference(column, in: rows.layoutIndex, target.ground) }
            }
            for column in plan.instants where !rules.contains(where: { $0.column == column }) {
                rows.withCell(row, column) { note(instant: $0) }
            }
        }
    }

    private func isWithheld(_ row: Int, _ column: Int, _ rows: RowBatch) -> Bool {
        rows.withCell(row, column) { !$0.isEmpty && marks[keyHash($0)].isWithheld }
    }

    /// Keeps a value that is left out, to be looked for in what is released.
    private mutating func keep(_ row: Int, _ rows: RowBatch, _ column: Int, of key: UInt64, _ plan: TablePlan) {
        if case .statement(let columns) = plan.special {
            // Its property is not what it says, and says nothing by itself.
            if column == columns.property { return }
            if column == columns.value, !isSoughtAsStated(row, rows, columns) { return }
        }
        rows.withCell(row, column) { cell in
            rows.withCell(row, 0) { id in
                values.keep(cell, of: key, id: id, layout: rows.layoutIndex, column: column)
            }
        }
    }

    /// Whether what a statement states is free text: it is as its subject's column would hold it.
    private func isSoughtAsStated(_ row: Int, _ rows: RowBatch, _ columns: TablePlan.StatementColumns) -> Bool {
        guard let layout = rows.withCell(row, columns.subject, schema.layoutIndex(ofID:)) else { return true }
        let property = rows.text(row, columns.property)
        let stated = plans[layout].layout.columns.map(\.column).filter { $0.property == property }
        return stated.isEmpty || stated.contains { Kind.isSought($0.kind) }
    }

    /// Finds values of disclosed cells among those that are left out.
    mutating func compare(_ rows: RowBatch) {
        let plan = plans[rows.layoutIndex]
        for row in 0..<rows.rowCount {
            let key = plan.hasID ? rows.withCell(row, 0) { keyHash($0) } : 0
            let mark = plan.hasID ? marks[key] : .none
            if mark.isWithheld { continue }
            if row & 63 == 0 { sample(row, rows, plan, mark.hasFieldRules ? fields[key].map(\.column) : []) }
            for column in plan.sought {
                // Where a withheld file lies must not be known, whatever else lies there.
                if plan.layout.table.columns[column].kind.name == Kind.path.name { continue }
                guard let value = rows.withCell(row, column, { values.find($0) }) else { continue }
                guard mayStand(value, inColumn: column, of: plan) else { continue }
                if mark.hasFieldRules, fields[key].contains(where: { $0.column == column }) { continue }
                let isAboutThem =
                    plan.hasID && values.isFrom(key, value)
                    || plan.idColumns.contains { column in
                        rows.withCell(row, column) { !$0.isEmpty && values.isFrom(keyHash($0), value) }
                    }
                if !isAboutThem { values.setPublic(value) }
            }
        }
    }

    /// Whether a disclosed cell that is the same as a withheld value says nothing of that.
    ///
    /// A title that is a withheld name tells of it; a second person of that name does not, nor does a phrase that
    /// descriptions have in common. What a withheld statement states may be in a column that is disclosed: so the
    /// keeper has it.
    private func mayStand(_ value: Int, inColumn column: Int, of plan: TablePlan) -> Bool {
        let entry = values.entries[value]
        let own = plans[Int(entry.layout)]
        let ownColumn = Int(entry.column)
        if case .statement = own.special { return true }
        if own.isName(ownColumn) { return plan.isName(column) }
        if own.layout.index == plan.layout.index, ownColumn == column { return true }
        if own.layout.table.columns[ownColumn].kind.name == Kind.languageText.name { return true }
        return values.withValue(entry) { $0.count { $0 == 0x20 } } >= 4
    }

    /// Shows the values what releases are full of, so that they are told from it by what is rare.
    private mutating func sample(_ row: Int, _ rows: RowBatch, _ plan: TablePlan, _ withheld: [Int]) {
        for column in 0..<plan.layout.storedCount where !withheld.contains(column) {
            rows.withCell(row, column) { values.sample($0) }
        }
    }
}
