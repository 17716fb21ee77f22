import CaseBytes
import CaseModel

/// What checking a table's rows needs to know, worked out once.
struct TableCheck: Sendable {
    enum Action: Sendable {
        /// Only the scan of its bytes.
        case text
        case key
        case reference(ReferenceTarget)
        /// A code of this scheme: the hash of `scheme/`.
        case code(scheme: UInt64)
        /// A code of the scheme in the row's first cell.
        case codeOfRowsScheme
        /// An EDTF date.
        case edtf
        case kind
    }

    struct ColumnCheck: Sendable {
        let column: Column
        let action: Action
        /// The hash of the property, for statements about it.
        let property: UInt64
        /// For a reference: which of the schema's layouts it may lead to.
        let targets: [Bool]
    }

    let layout: TableLayout
    let columns: [ColumnCheck]
    /// Rules whose columns are known, as indices.
    let ordered: [(Int, Int)]
    let exactlyOne: [[Int]]
    /// The number of the rule, and the column whose references must not lead back.
    let acyclic: [(rule: Int, column: Int)]
    let relations: [(rule: Int, from: Int, to: Int, kind: Int, kinds: [[UInt8]])]
    let special: Special
    /// The column that says who may see the record.
    let access: Int?
    /// Whether statements about these records are compared with their columns.
    let hasComparedCells: Bool
}

/// What checking a dataset needs to know, worked out once from its schema.
package struct CheckPlan: Sendable {
    let schema: Schema
    let tables: [TableCheck]
    /// The acyclic rules, for messages: the table, and the column unless the table's rows are the relations themselves.
    let acyclicRules: [(table: String, column: String?)]
    /// Which properties the columns of a table have: `keyHash(hash of the IRI, table's index)`.
    let properties: Set<UInt64>
    /// The file that holds each table, in a store that has files.
    let fileNames: [String?]
    var documents: (any DocumentFiles)?

    package init(_ snapshot: any DatasetSnapshot) {
        schema = snapshot.schema
        documents = snapshot.documents
        fileNames = snapshot.schema.layouts.map { snapshot.fileName(of: $0) }
        var rules: [(table: String, column: String?)] = []
        var properties: Set<UInt64> = []
        var tables: [TableCheck] = []
        for layout in snapshot.schema.layouts {
            for column in layout.columns {
                if let property = column.column.property {
                    properties.insert(keyHash(keyHash(property), UInt64(layout.index)))
                }
            }
            tables.append(TableCheck(layout, schema: snapshot.schema, rules: &rules))
        }
        self.tables = tables
        self.properties = properties
        acyclicRules = rules
    }

    /// The hash that a concept is found by: that of its scheme's, joined with that of its code.
    @inline(__always)
    static func conceptKey(scheme: UInt64, code: UnsafeBufferPointer<UInt8>) -> UInt64 {
        keyHash(scheme, keyHash(code))
    }
}

extension TableCheck {
    init(_ layout: TableLayout, schema: Schema, rules: inout [(table: String, column: String?)]) {
        self.layout = layout
        let table = layout.table
        columns = table.columns.enumerated().map { index, column in
            var targets: [Bool] = []
            if case .tables(let names) = column.target {
                targets = schema.layouts.map { names.contains($0.table.name) }
            }
            return ColumnCheck(
                column: column, action: Self.action(of: column, at: index, in: table),
                property: column.property.map { keyHash($0) } ?? 0, targets: targets)
        }
        var ordered: [(Int, Int)] = []
        var exactlyOne: [[Int]] = []
        var acyclic: [(rule: Int, column: Int)] = []
        var relations: [(rule: Int, from: Int, to: Int, kind: Int, kinds: [[UInt8]])] = []
        for rule in table.rules {
            switch rule {
            case .ordered(let first, let second):
                if let a = table.index(of: first), let b = table.index(of: second) { ordered.append((a, b)) }
            case .exactlyOne(let names): exactlyOne.append(names.compactMap { table.index(of: $0) })
            case .acyclic(let name):
                if let column = table.index(of: name) {
                    acyclic.append((rules.count, column))
                    rules.append((table.name, name))
                }
            case .acyclicRelation(let from, let to, let kinds):
                if let from = table.index(of: from), let to = table.index(of: to), let kind = table.index(of: "kind") {
                    relations.append((rules.count, from, to, kind, kinds.map { Array($0.utf8) }))
                    rules.append((table.name, nil))
                }
            }
        }
        self.ordered = ordered
        self.exactlyOne = exactlyOne
        self.acyclic = acyclic
        self.relations = relations
        special = Self.special(of: table)
        access = table.prefix == nil ? nil : table.index(of: Column.access.name)
        // Who says so is the bulk of a dataset, and is what statements are made of, not what they are about.
        hasComparedCells =
            !["statements", "citations", "statement_relations"].contains(table.name) && table.prefix != nil
    }

    private static func action(of column: Column, at index: Int, in table: Table) -> Action {
        if index == 0, table.prefix != nil { return .key }
        if let target = column.target { return .reference(target) }
        switch column.scheme {
        case Table.schemeOfSchemes, Table.codeOfItself: return .kind
        case Table.schemeOfRow: return .codeOfRowsScheme
        case let scheme?: return .code(scheme: keyHash(scheme))
        case nil: break
        }
        if column.kind.name == Kind.edtf.name { return .edtf }
        return column.kind.name == Kind.text.name || column.kind.name == Kind.languageText.name ? .text : .kind
    }
}
