import CaseBytes
package import CaseModel

/// Finds out what a release leaves out, by reading the dataset table by table, as often as it says.
///
/// A record's effective level is the strictest of its own `access`, of the rules about it that are in force, and of the
/// levels of what it cannot be understood without. That is a fixpoint, and it is reached in passes: each reads the
/// tables whose records may depend on what was found last. Where something is left out, one pass more counts it, and
/// one more finds out which of the values left out are public elsewhere. Where nothing is restricted, one pass is all.
///
/// Memory holds what is left out, never the dataset.
package struct DisclosureSurvey {
    enum Phase { case closing, counting, comparing, done }

    let schema: Schema
    let audience: AccessLevel
    let day: ReleaseDay
    let plans: [TablePlan]
    /// For each layout, those whose records cannot be understood without records of it.
    let dependents: [[Int]]

    var phase = Phase.closing
    var grounds = Grounds()
    var marks = RecordMarks()
    var fields = FieldRules()
    /// The rules about whole records.
    var restrictions: [UInt64: Restriction] = [:]
    /// Layouts that have to be read, again or at all.
    var due: [Bool]
    /// Layouts that have rows.
    private var isThere: [Bool]
    /// The layout that is being read; -1 before the first.
    var current = -1
    var supports = Losses()
    var relations = Losses()
    /// What columns hold that statements which lost their relations are compared with: by subject and property.
    var compared: [UInt64: UInt64] = [:]
    var tally: DisclosureTally
    var values: WithheldValues
    private var instant: [UInt8] = []

    /// - Parameters:
    ///   - audience: a code of the scheme `access-level`; another one counts as `public`.
    ///   - asOf: the day whose rules are applied, `YYYY-MM-DD`.
    ///   - valueLimit: how many bytes of withheld values are kept to be looked for.
    package init(
        schema: Schema, audience: String, asOf: String, valueLimit: Int = WithheldValues.byteLimit
    ) {
        self.schema = schema
        self.audience = AccessLevel(audience: audience)
        day = ReleaseDay(asOf)
        plans = schema.layouts.map { TablePlan($0) }
        let plans = plans
        dependents = schema.layouts.map { layout in
            plans.indices.filter { plans[$0].dependsOn(layout.table) }
        }
        due = Array(repeating: true, count: plans.count)
        isThere = Array(repeating: false, count: plans.count)
        tally = DisclosureTally(schema: schema, audience: audience, asOf: asOf)
        values = WithheldValues(byteLimit: valueLimit)
    }

    /// Whether a table has to be read in this pass; best asked when its turn comes. Reading more does no harm.
    package func wants(_ layout: TableLayout) -> Bool {
        switch phase {
        case .closing: due[layout.index]
        case .counting: true
        case .comparing: !plans[layout.index].sought.isEmpty
        case .done: false
        }
    }

    /// Takes rows: any table, all tables in each pass, in the order of the schema's layouts.
    package mutating func add(_ rows: RowBatch) {
        if rows.layoutIndex != current { begin(rows.layoutIndex) }
        switch phase {
        case .closing: close(rows)
        case .counting: count(rows)
        case .comparing: compare(rows)
        case .done: break
        }
    }

    /// Ends a pass.
    ///
    /// - Returns: whether another pass over the tables is needed.
    package mutating func endPass() -> Bool {
        begin(plans.count)
        current = -1
        switch phase {
        case .closing:
            // The first pass has read them all.
            for index in plans.indices where !isThere[index] { due[index] = false }
            if due.contains(true) { return true }
            if marks.isEmpty && fields.isEmpty {
                phase = .done
            } else {
                phase = .counting
                instant = []
            }
        case .counting: phase = values.isEmpty || values.isOverfull ? .done : .comparing
        case .comparing, .done: phase = .done
        }
        return phase != .done
    }

    /// What was found out, once no further pass is needed.
    package consuming func finish() -> Disclosure {
        precondition(phase == .done, "the survey has not read everything that it asked for")
        return Disclosure(
            plans: plans, marks: marks, fields: fields, report: tally.report(grounds.codes), values: values,
            latestInstant: latestInstant)
    }

    /// The greatest moment that any cell of the release holds, in canonical form; known when no further pass is needed.
    ///
    /// What is left out does not count: a release must not tell when something changed that is not in it.
    package var latestInstant: String? { instant.isEmpty ? nil : String(decoding: instant, as: UTF8.self) }

    /// Goes on to another table.
    private mutating func begin(_ layout: Int) {
        if current >= 0 { endTable(current) }
        current = layout
        guard layout < plans.count, phase == .closing else { return }
        due[layout] = false
        isThere[layout] = true
        switch plans[layout].special {
        case .citation: supports.begin()
        case .statementRelation: relations.begin()
        default: break
        }
    }

    private mutating func endTable(_ layout: Int) {
        guard layout < plans.count, phase == .closing else { return }
        let consequence =
            switch plans[layout].special {
            case .citation: supports.end()
            case .statementRelation: relations.end()
            default: Losses.Consequence.nothing
            }
        switch consequence {
        case .nothing: break
        case .table: due[layout] = true
        case .statements: readStatementsAgain()
        }
    }

    mutating func readStatementsAgain() {
        for index in plans.indices { if case .statement = plans[index].special { due[index] = true } }
    }

    /// Notes a moment that a disclosed cell holds.
    @inline(__always)
    mutating func note(instant cell: UnsafeBufferPointer<UInt8>) {
        guard cell.count == 20 else { return }
        if !instant.isEmpty {
            let isLater = instant.withUnsafeBufferPointer { known in
                for index in 0..<20 where known[index] != cell[index] { return cell[index] > known[index] }
                return false
            }
            if !isLater { return }
        }
        if Kind.instant.verdict(cell) == .canonical { instant = Array(cell) }
    }
}
