import CaseBytes
import CaseModel

/// On what ground, and above which readers, a rule leaves something out.
struct Restriction: Sendable {
    let level: AccessLevel
    /// A number among the grounds, and its code.
    let ground: Int
    let code: String

    /// Which one of several rules about the same thing gives the ground: the strictest, and of those as strict the
    /// first by its code.
    func precedes(_ other: Restriction) -> Bool {
        level != other.level ? level > other.level : code.utf8.lexicographicallyPrecedes(other.code.utf8)
    }
}

/// Which columns of which records are left out, and why.
struct FieldRules: Sendable {
    struct Rule: Sendable {
        let column: Int
        var restriction: Restriction

        var ground: Int { restriction.ground }
    }

    /// By the hashes of the records' ids.
    private var rules: [UInt64: [Rule]] = [:]
    /// `keyHash(record, property)`: what statements must not say of the records, and why.
    private var properties: [UInt64: Int] = [:]

    var isEmpty: Bool { rules.isEmpty }

    /// The rules about a record's columns, in the order of the columns.
    subscript(record: UInt64) -> [Rule] { rules[record] ?? [] }

    /// Why a statement about a record's property is left out; nil where it is not.
    func ground(ofProperty property: UInt64, of record: UInt64) -> Int? {
        properties.isEmpty ? nil : properties[keyHash(record, property)]
    }

    /// - Returns: whether anything follows that did not before.
    mutating func add(_ restriction: Restriction, to column: Int, of record: UInt64, in layout: TableLayout) -> Bool {
        var list = rules[record] ?? []
        if let index = list.firstIndex(where: { $0.column == column }) {
            guard restriction.precedes(list[index].restriction) else { return false }
            list[index].restriction = restriction
        } else {
            list.append(Rule(column: column, restriction: restriction))
            list.sort { $0.column < $1.column }
        }
        rules[record] = list
        // What is derived from the column says the same.
        let name = layout.table.columns[column].name
        for column in layout.columns.map(\.column)
        where [name, name + "_earliest", name + "_latest"].contains(column.name) {
            if let property = column.property { properties[keyHash(record, keyHash(property))] = restriction.ground }
        }
        return true
    }
}
