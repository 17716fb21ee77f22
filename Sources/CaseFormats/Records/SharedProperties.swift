import CaseBytes
import CaseGraph
import CaseModel

/// The columns of a table that have a property in common with another column, or with the classes: a row may say the
/// same in two of them, and a graph, being a set, has it once.
struct SharedProperties: Sendable {
    private struct Group: Sendable {
        let members: [PlannedTerm]
        /// Objects that every row has: the classes, where the property is rdf:type.
        let constants: [[UInt8]]
    }

    private let groups: [Group]
    private let arena: Bytes

    init(_ layout: GraphLayout) {
        var arena: [UInt8] = []
        groups = Dictionary(grouping: layout.columns, by: \.property).compactMap { property, columns in
            let constants = property == GraphLayout.type ? layout.classes.map { Array("<\($0)>".utf8) } : []
            guard columns.count + constants.count > 1 else { return nil }
            return Group(
                members: columns.map { PlannedTerm(TermPlan(nquads: $0), source: $0.source, arena: &arena) },
                constants: constants)
        }
        self.arena = Bytes(arena)
    }

    var isEmpty: Bool { groups.isEmpty }

    /// How many of a row's triples it says more than once.
    @inline(__always)
    func repeatedCount(row: Int, of cells: BatchCells) -> Int {
        var count = 0
        for group in groups {
            var present = group.constants.count
            for member in group.members where !cells[row, member.source].isEmpty { present += 1 }
            if present > 1 { count += repeatedCount(in: group, row: row, of: cells) }
        }
        return count
    }

    @inline(never)
    private func repeatedCount(in group: Group, row: Int, of cells: BatchCells) -> Int {
        var terms = group.constants
        for member in group.members where !cells[row, member.source].isEmpty {
            terms.append(Self.term(member, row: row, of: cells, arena: arena))
        }
        return terms.count - Set(terms).count
    }

    /// An object as canonical N-Quads writes it.
    static func term(_ planned: PlannedTerm, row: Int, of cells: BatchCells, arena: Bytes) -> [UInt8] {
        var buffer = ByteBuffer()
        buffer.reserve(6 * cells.byteCount(ofRow: row) + planned.fixedCount)
        var end = buffer.base
        planned.write(
            cells[row, planned.source], row: row, of: cells, arena: arena.base, escape: NQuadsEscape(), to: &end)
        buffer.advance(by: end - buffer.base)
        return buffer.array()
    }
}
