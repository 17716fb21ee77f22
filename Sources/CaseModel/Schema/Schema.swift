/// The tables of a dataset: those of the model, and the ones it brings itself.
package struct Schema: Sendable {
    /// In the order of the documentation.
    package let tables: [Table]
    /// In streaming order: by the IRIs of their records, so that the graph of a dataset comes sorted.
    package let layouts: [TableLayout]
    private let indexByName: [String: Int]
    private let indexByPrefix: [UInt32: Int]

    package init(tables: [Table]) {
        self.tables = tables
        layouts = tables.sorted { Array($0.subjectPrefix.utf8).lexicographicallyPrecedes(Array($1.subjectPrefix.utf8)) }
            .enumerated().map { TableLayout($0.element, index: $0.offset) }
        indexByName = Dictionary(layouts.map { ($0.table.name, $0.index) }, uniquingKeysWith: { first, _ in first })
        indexByPrefix = Dictionary(
            layouts.compactMap { layout in layout.table.prefix.map { (Self.code(of: $0), layout.index) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The model's own tables (one file each under `Tables/`), in the order of the documentation.
    package static let standard = Schema(tables: [
        .dataset, .persons, .organizations, .names, .organizationRelations, .relationships, .cases, .places, .events,
        .participations, .proceedings, .proceedingRelations, .outcomes, .sources, .captures, .statements, .citations,
        .statementRelations, .documents, .files, .accessRules, .revisions, .tombstones, .concepts,
    ])

    package func table(named name: String) -> Table? { layout(named: name)?.table }

    package func layout(named name: String) -> TableLayout? { indexByName[name].map { layouts[$0] } }

    /// The table that an id's three letters name.
    @inline(__always)
    package func layoutIndex(prefixCode: UInt32) -> Int? { indexByPrefix[prefixCode] }

    static func code(of prefix: String) -> UInt32 { prefix.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
