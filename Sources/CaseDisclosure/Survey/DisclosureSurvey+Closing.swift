import CaseBytes
import CaseModel

// Finding out which records are left out.
extension DisclosureSurvey {
    mutating func close(_ rows: RowBatch) {
        let plan = plans[rows.layoutIndex]
        if case .accessRule(let columns) = plan.special {
            for row in 0..<rows.rowCount { noteRule(row, rows, columns) }
        }
        for column in plan.instants {
            for row in 0..<rows.rowCount { rows.withCell(row, column) { note(instant: $0) } }
        }
        guard plan.hasID else { return }
        if marks.isEmpty {
            // Nothing is left out so far: only what a record says of itself can change that.
            guard let access = plan.access else { return }
            for row in 0..<rows.rowCount where rows.withCell(row, access, { isAbove($0) }) {
                close(row, rows, plan)
            }
            // Rows of this batch may depend on one that was just found.
            if marks.isEmpty { return }
        }
        for row in 0..<rows.rowCount { close(row, rows, plan) }
    }

    @inline(__always)
    private func isAbove(_ access: UnsafeBufferPointer<UInt8>) -> Bool {
        !access.isEmpty && AccessLevel(access) > audience
    }

    // MARK: Rules

    private mutating func noteRule(_ row: Int, _ rows: RowBatch, _ columns: AccessRuleColumns) {
        let level = rows.withCell(row, columns.level) { $0.isEmpty ? .sealed : AccessLevel($0) }
        guard level > audience, columns.isInForce(row, of: rows, on: day) else { return }
        let code = rows.text(row, columns.ground)
        let restriction = Restriction(level: level, ground: grounds.number(of: code), code: code)
        rows.withCell(row, columns.record) { record in
            let key = keyHash(record)
            guard let index = schema.layoutIndex(ofID: record) else { return }
            let plan = plans[index]
            let field = rows.withCell(row, columns.field) { $0.isEmpty ? nil : $0.text }
            if let field, let column = plan.layout.table.index(of: field), !plan.inseparable[column] {
                restrict(column, of: key, restriction, plan)
            } else {
                restrict(key, restriction, in: index)
            }
        }
    }

    private mutating func restrict(_ key: UInt64, _ restriction: Restriction, in layout: Int) {
        if let other = restrictions[key], !restriction.precedes(other) { return }
        restrictions[key] = restriction
        withhold(key, restriction.ground, in: layout, isBeingRead: false)
        marks[key].ground = restriction.ground
    }

    private mutating func restrict(_ column: Int, of key: UInt64, _ restriction: Restriction, _ plan: TablePlan) {
        let layout = plan.layout
        var columns = [column]
        if case .outcome(let effect, let effectOn) = plan.special, column == effect || column == effectOn {
            columns = [effect, effectOn]
        }
        var isNew = false
        for column in columns where fields.add(restriction, to: column, of: key, in: layout) { isNew = true }
        guard isNew else { return }
        marks[key].hasFieldRules = true
        let isAgent = [Table.persons.name, Table.organizations.name].contains(layout.table.name)
        if isAgent, layout.table.columns[column].name == "name" { marks[key].hasNoName = true }
        due[layout.index] = true
        for index in plans.indices {
            switch plans[index].special {
            case .statement, .name: due[index] = true
            default: break
            }
        }
    }

    /// - Parameter isBeingRead: whether this is found at the record's own row.
    private mutating func withhold(_ key: UInt64, _ ground: Int, in layout: Int, isBeingRead: Bool) {
        var mark = marks[key]
        if mark.isWithheld { return }
        mark.isWithheld = true
        mark.ground = ground
        marks[key] = mark
        if !isBeingRead { due[layout] = true }
        for dependent in dependents[layout] { due[dependent] = true }
    }

    // MARK: Records

    private mutating func close(_ row: Int, _ rows: RowBatch, _ plan: TablePlan) {
        let key = rows.withCell(row, 0) { keyHash($0) }
        var mark = marks[key]
        if mark.isCompared { noteComparedCells(row, rows, key, plan) }
        if let access = plan.access, rows.withCell(row, access, { isAbove($0) }) {
            withhold(key, Grounds.accessLevel, in: rows.layoutIndex, isBeingRead: true)
            mark = marks[key]
            // The record itself says so: that comes before what follows from others.
            if mark.ground == Grounds.dependency { marks[key].ground = Grounds.accessLevel }
        }
        if !mark.isWithheld, let ground = groundFromOthers(row, rows, key, plan) {
            withhold(key, ground, in: rows.layoutIndex, isBeingRead: true)
            mark = marks[key]
        }
        noteConsequences(row, rows, key, mark, plan)
    }

    /// Why a record is left out that does not say so itself; nil where it is not.
    private mutating func groundFromOthers(_ row: Int, _ rows: RowBatch, _ key: UInt64, _ plan: TablePlan) -> Int? {
        if marks.isEmpty { return nil }
        switch plan.special {
        case .name(let agent):
            let agent = rows.withCell(row, agent) { keyHash($0) }
            if marks[agent].hasNoName, let layout = rows.withCell(row, agentColumn(plan), schema.layoutIndex(ofID:)),
                let name = plans[layout].layout.table.index(of: "name"),
                let rule = fields[agent].first(where: { $0.column == name })
            {
                return rule.ground
            }
        case .statement(let columns):
            let subject = rows.withCell(row, columns.subject) { keyHash($0) }
            if marks[subject].hasFieldRules {
                let property = rows.withCell(row, columns.property) { keyHash($0) }
                if let ground = fields.ground(ofProperty: property, of: subject) { return ground }
            }
            if supports.lostAll(key) { return Grounds.dependency }
            if relations.lostAll(key), differs(row, rows, columns, subject) { return Grounds.dependency }
        default: break
        }
        let isDependent = plan.dependencies.contains { column in
            rows.withCell(row, column) { !$0.isEmpty && marks[keyHash($0)].isWithheld }
        }
        return isDependent ? Grounds.dependency : nil
    }

    private func agentColumn(_ plan: TablePlan) -> Int {
        if case .name(let agent) = plan.special { agent } else { 0 }
    }

    /// What follows for other records from whether this one is left out.
    private mutating func noteConsequences(
        _ row: Int, _ rows: RowBatch, _ key: UInt64, _ mark: RecordMark, _ plan: TablePlan
    ) {
        switch plan.special {
        case .citation(let statement, let stance):
            guard mark.isWithheld || !supports.isEmpty, rows.withCell(row, stance, { $0.equals("supports") }) else {
                return
            }
            let statement = rows.withCell(row, statement) { keyHash($0) }
            if !mark.isWithheld {
                supports.keep(statement)
            } else if !marks[statement].isWithheld {
                supports.lose(statement)
            }
        case .statementRelation(let from, let to):
            guard mark.isWithheld || !relations.isEmpty else { return }
            for end in [from, to] {
                let statement = rows.withCell(row, end) { keyHash($0) }
                if !mark.isWithheld {
                    relations.keep(statement)
                } else if !marks[statement].isWithheld {
                    relations.lose(statement)
                }
            }
        case .outcome(let effect, let effectOn):
            guard mark.isWithheld || mark.hasFieldRules, rows.withCell(row, effect, { decidesForce($0) }) else {
                return
            }
            let decided = plan.layout.table.index(of: "decided")
            let isHidden =
                mark.isWithheld
                || fields[key].contains { $0.column == effect || $0.column == effectOn || $0.column == decided }
            guard isHidden else { return }
            let target = rows.withCell(row, effectOn) { $0.isEmpty ? nil : keyHash($0) }
            if let target { withhold(target, Grounds.dependency, in: rows.layoutIndex, isBeingRead: false) }
        default: break
        }
    }

    /// Whether an effect decides if the outcome that it is on is in force. Such an outcome would seem to be what it is
    /// not without the one that acts on it.
    private func decidesForce(_ effect: UnsafeBufferPointer<UInt8>) -> Bool {
        effect.equals("quashes") || effect.equals("sets-aside") || effect.equals("supersedes")
            || effect.equals("restores")
    }

    // MARK: Statements that lost their relations

    /// Whether a statement says, undisputed, something else than its subject's column: only a relation to another
    /// statement tells readers why. It is known once the subject was read.
    private mutating func differs(
        _ row: Int, _ rows: RowBatch, _ columns: TablePlan.StatementColumns, _ subject: UInt64
    ) -> Bool {
        let isPreferred = rows.withCell(row, columns.rank) { $0.equals("preferred") }
        let isOpen = rows.withCell(row, columns.status) { $0.equals("accepted") || $0.equals("unreviewed") }
        if isPreferred || !isOpen { return false }
        let key = rows.withCell(row, columns.property) { keyHash(subject, keyHash($0)) }
        let stated = rows.withCell(row, columns.value) { value in
            value.isEmpty ? rows.withCell(row, columns.object) { keyHash($0) } : keyHash(value)
        }
        if let held = compared[key] { return held != 0 && held != stated }
        compared[key] = 0
        marks[subject].isCompared = true
        due[rows.layoutIndex] = true
        if let layout = rows.withCell(row, columns.subject, schema.layoutIndex(ofID:)) { due[layout] = true }
        return false
    }

    private mutating func noteComparedCells(_ row: Int, _ rows: RowBatch, _ key: UInt64, _ plan: TablePlan) {
        // As in the check: who says so is not what statements are about.
        switch plan.special {
        case .statement, .citation, .statementRelation: return
        default: break
        }
        for (index, column) in plan.layout.table.columns.enumerated().dropFirst() {
            guard let property = column.property else { continue }
            let place = keyHash(key, keyHash(property))
            guard compared[place] != nil else { continue }
            let value = rows.withCell(row, index) { $0.isEmpty ? 0 : keyHash($0) }
            if value != 0, compared[place] != value {
                compared[place] = value
                readStatementsAgain()
            }
        }
    }
}
