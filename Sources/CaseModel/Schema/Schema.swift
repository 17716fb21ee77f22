/// The tables of a dataset: those of the model, and the ones it brings itself.
package struct Schema: Sendable {
    /// In the order of the documentation.
    package let tables: [Table]
    /// In streaming order: by the IRIs of their records, so that the graph of a dataset comes sorted.
    package let layouts: [TableLayout]
    private let indexByName: [String: Int]
    /// By the three letters of a prefix as a number in base 26; -1 where no table has it.
    private let indexByPrefix: [Int16]

    package init(tables: [Table]) {
        self.tables = tables
        layouts = tables.sorted { Array($0.subjectPrefix.utf8).lexicographicallyPrecedes(Array($1.subjectPrefix.utf8)) }
            .enumerated().map { TableLayout($0.element, index: $0.offset) }
        indexByName = Dictionary(layouts.map { ($0.table.name, $0.index) }, uniquingKeysWith: { first, _ in first })
        var indices = [Int16](repeating: -1, count: 26 * 26 * 26)
        for layout in layouts.reversed() {
            let letters = (layout.table.prefix ?? "").utf8.map { Int($0) - 0x61 }
            guard letters.count == 3, letters.allSatisfy({ (0..<26).contains($0) }) else { continue }
            indices[(letters[0] * 26 + letters[1]) * 26 + letters[2]] = Int16(layout.index)
        }
        indexByPrefix = indices
    }

    /// The model's own tables (one file each under `Tables/`), in the order of the documentation.
    package static let standard = Schema(tables: [
        .dataset, .persons, .organizations, .names, .organizationRelations, .relationships, .cases, .places, .events,
        .participations, .proceedings, .proceedingRelations, .outcomes, .sources, .captures, .statements, .citations,
        .statementRelations, .documents, .files, .accessRules, .revisions, .tombstones, .concepts,
    ])

    package func table(named name: String) -> Table? { layout(named: name)?.table }

    package func layout(named name: String) -> TableLayout? { indexByName[name].map { layouts[$0] } }

    /// The table that an id's three letters name; nil for what does not begin as an id of this schema does.
    package func layoutIndex(ofID id: UnsafeBufferPointer<UInt8>) -> Int? {
        guard id.count > 4, id[3] == 0x5F else { return nil }
        let (a, b, c) = (Int(id[0] &- 0x61), Int(id[1] &- 0x61), Int(id[2] &- 0x61))
        guard a < 26, b < 26, c < 26 else { return nil }
        let index = indexByPrefix[(a * 26 + b) * 26 + c]
        return index < 0 ? nil : Int(index)
    }
}
