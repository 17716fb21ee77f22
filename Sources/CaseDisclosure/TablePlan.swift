import CaseBytes
import CaseModel

/// What disclosing a table's rows needs to know, worked out once from the schema.
struct TablePlan: Sendable {
    /// A table of the model whose rows mean more than their columns say.
    enum Special: Sendable {
        case none
        case accessRule(AccessRuleColumns)
        case statement(StatementColumns)
        case citation(statement: Int, stance: Int)
        case statementRelation(from: Int, to: Int)
        case outcome(effect: Int, effectOn: Int)
        case name(agent: Int)
    }

    struct StatementColumns: Sendable {
        let subject, property, value, object, rank, status: Int
    }

    let layout: TableLayout
    /// Whether the rows are records, with an id in their first cell.
    let hasID: Bool
    let access: Int?
    /// Columns with the ids of records that a row cannot be understood without.
    let dependencies: [Int]
    /// Columns with references that are emptied where the record they point to is left out.
    let optionalReferences: [Int]
    /// Columns that cannot be emptied by themselves: a rule about one leaves the whole record out.
    let inseparable: [Bool]
    /// Columns that hold the ids of records, in whatever kind.
    let idColumns: [Int]
    let instants: [Int]
    /// Columns whose values are looked for in what is released, where they are left out.
    let sought: [Int]
    let special: Special

    init(_ layout: TableLayout) {
        self.layout = layout
        let table = layout.table
        let columns = table.columns
        hasID = table.prefix != nil
        access = hasID ? table.index(of: Column.access.name) : nil
        let exclusive: [String] = table.rules.flatMap { rule in
            if case .exactlyOne(let names) = rule { names } else { [String]() }
        }
        func isDependency(_ column: Column) -> Bool {
            if Self.namesRecord(column, in: table) { return true }
            guard column.target != nil else { return false }
            return column.isRequired || exclusive.contains(column.name)
                || column.name == "case_id" && column.target == .tables(["cases"])
        }
        dependencies = columns.indices.filter { isDependency(columns[$0]) }
        optionalReferences = columns.indices.filter { columns[$0].target != nil && !isDependency(columns[$0]) }
        idColumns = columns.indices.filter { columns[$0].target != nil || Self.namesRecord(columns[$0], in: table) }
        inseparable = columns.enumerated().map { index, column in
            let isKey = index == 0 || column.name == Column.access.name
            let isPlaceholderTaken = Kind.isText(column.kind) && !Self.namesRecord(column, in: table)
            return isKey || exclusive.contains(column.name) || column.isRequired && !isPlaceholderTaken
                || Self.carriesMeaning(column.name, in: table)
        }
        instants = columns.indices.filter { columns[$0].kind.name == Kind.instant.name }
        sought = columns.indices.filter {
            // The id that a tombstone names is no record's any more.
            Kind.isSought(columns[$0].kind)
                && (!Self.namesRecord(columns[$0], in: table) || table.name == Table.tombstones.name)
        }
        special = Self.special(of: table)
    }

    /// `revisions.record` and `tombstones.record` hold ids as text, since the record may be gone.
    private static func namesRecord(_ column: Column, in table: Table) -> Bool {
        column.name == "record" && [Table.revisions.name, Table.tombstones.name].contains(table.name)
    }

    /// Columns without which the others would say something else: a rule about a field would become one about its
    /// record, a rule that ends one that does not, and two statements that follow one another two at one time.
    private static func carriesMeaning(_ column: String, in table: Table) -> Bool {
        switch table.name {
        case Table.accessRules.name: ["field", "until"].contains(column)
        case Table.statements.name: ["valid_from", "valid_to"].contains(column)
        default: false
        }
    }

    private static func special(of table: Table) -> Special {
        func indices(_ names: String...) -> [Int]? {
            let found = names.compactMap { table.index(of: $0) }
            return found.count == names.count ? found : nil
        }
        switch table.name {
        case Table.accessRules.name: return AccessRuleColumns(table).map { .accessRule($0) } ?? .none
        case Table.statements.name:
            return indices("subject_id", "property", "value", "object_id", "rank", "status").map {
                .statement(
                    StatementColumns(
                        subject: $0[0], property: $0[1], value: $0[2], object: $0[3], rank: $0[4], status: $0[5]))
            } ?? .none
        case Table.citations.name:
            return indices("statement_id", "stance").map { .citation(statement: $0[0], stance: $0[1]) } ?? .none
        case Table.statementRelations.name:
            return indices("from_id", "to_id").map { .statementRelation(from: $0[0], to: $0[1]) } ?? .none
        case Table.outcomes.name:
            return indices("effect", "effect_on_id").map { .outcome(effect: $0[0], effectOn: $0[1]) } ?? .none
        case Table.names.name: return indices("agent_id").map { .name(agent: $0[0]) } ?? .none
        default: return .none
        }
    }

    /// Whether a column has the names of persons or organizations.
    func isName(_ column: Int) -> Bool {
        let name = layout.table.columns[column].name
        if case .name = special { return name == "value" }
        return name == "name" && [Table.persons.name, Table.organizations.name].contains(layout.table.name)
    }

    /// Whether a record that this table's rows depend on may be in another table.
    func dependsOn(_ other: Table) -> Bool {
        if case .outcome = special, other.name == layout.table.name { return true }
        return dependencies.contains { index in
            switch layout.table.columns[index].target {
            case .tables(let names): names.contains(other.name)
            case .any, nil: true
            }
        }
    }
}

extension Kind {
    /// Free text, in which a placeholder can stand.
    static func isText(_ kind: Kind) -> Bool { kind.name == Kind.text.name || kind.name == Kind.languageText.name }

    /// Whether values of a kind can be told from others when they are met: not codes, dates, numbers and flags.
    static func isSought(_ kind: Kind) -> Bool {
        isText(kind) || [Kind.url.name, Kind.iri.name, Kind.path.name, Kind.sha256.name].contains(kind.name)
    }
}
