import CaseModel

extension TableCheck {
    struct StatementColumns: Sendable {
        let subject, property, value, object, rank, status, from, to: Int
    }

    struct OutcomeColumns: Sendable {
        let proceeding, decided, effect, effectOn: Int
    }

    struct FileColumns: Sendable {
        let path, byteCount, sha256: Int
    }

    /// A table of the model whose rows mean more than their columns say.
    enum Special: Sendable {
        case none
        case statement(StatementColumns)
        case citation(statement: Int, stance: Int)
        case statementRelation(from: Int, to: Int)
        case outcome(OutcomeColumns)
        case proceeding(inCase: Int)
        case tombstone(record: Int)
        case accessRule(record: Int, field: Int, level: Int)
        case file(FileColumns)
        case concept
        case dataset
    }

    /// The model's own tables have all these columns: a dataset's schema can only add to them.
    static func special(of table: Table) -> Special {
        func index(_ name: String) -> Int { table.index(of: name)! }
        switch table.name {
        case "statements":
            return .statement(
                StatementColumns(
                    subject: index("subject_id"), property: index("property"), value: index("value"),
                    object: index("object_id"), rank: index("rank"), status: index("status"),
                    from: index("valid_from"), to: index("valid_to")))
        case "citations": return .citation(statement: index("statement_id"), stance: index("stance"))
        case "statement_relations": return .statementRelation(from: index("from_id"), to: index("to_id"))
        case "outcomes":
            return .outcome(
                OutcomeColumns(
                    proceeding: index("proceeding_id"), decided: index("decided"), effect: index("effect"),
                    effectOn: index("effect_on_id")))
        case "proceedings": return .proceeding(inCase: index("case_id"))
        case "tombstones": return .tombstone(record: index("record"))
        case "access_rules":
            return .accessRule(record: index("record_id"), field: index("field"), level: index("level"))
        case "files":
            return .file(FileColumns(path: index("path"), byteCount: index("byte_count"), sha256: index("sha256")))
        case "concepts": return .concept
        case "dataset": return .dataset
        default: return .none
        }
    }
}
