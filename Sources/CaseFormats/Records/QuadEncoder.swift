import CaseBytes
import CaseGraph
import CaseModel

/// Encodes rows as canonical N-Quads (RDFC-1.0, appendix A): a line a triple, the lines of a row in the order of their
/// bytes. Rows come in the order of their subjects, so nothing is left to sort.
struct QuadEncoder: BatchEncoder {
    /// Columns that share a property, in one run of `terms`; one column for most.
    private struct Group {
        let start: Int
        let count: Int
        /// The lines that every row has: the classes, where the property is rdf:type.
        let hasClasses: Bool
    }

    private let subject: SubjectPlan
    private let groups: [Group]
    private let terms: [PlannedTerm]
    /// Each ` <property> <class> .` and a line feed, in order.
    private let classes: [Bytes]
    private let arena: Bytes
    private let fixedCount: Int
    private let lineCount: Int

    init(_ layout: GraphLayout) {
        subject = SubjectPlan(layout, lead: "<" + layout.subjectPrefix, tail: ">")
        let byProperty = Dictionary(grouping: layout.columns, by: \.property)
        var arena: [UInt8] = []
        var terms: [PlannedTerm] = []
        var groups: [Group] = []
        // In the order of the lines, in which `>` follows a property.
        for property in Set(byProperty.keys).union([GraphLayout.type]).sorted(by: { precedes($0 + ">", $1 + ">") }) {
            let columns = byProperty[property] ?? []
            groups.append(
                Group(start: terms.count, count: columns.count, hasClasses: property == GraphLayout.type))
            for column in columns {
                var plan = TermPlan(nquads: column)
                plan.lead = Array(" <\(property)> ".utf8) + plan.lead
                plan.tail += Array(" .\n".utf8)
                terms.append(PlannedTerm(plan, source: column.source, arena: &arena))
            }
        }
        classes = layout.classes.sorted { precedes($0 + ">", $1 + ">") }
            .map { Bytes(Array(" <\(GraphLayout.type)> <\($0)> .\n".utf8)) }
        self.groups = groups
        self.terms = terms
        self.arena = Bytes(arena)
        lineCount = terms.count + classes.count
        fixedCount = terms.reduce(0) { $0 + $1.fixedCount } + classes.reduce(0) { $0 + $1.count }
    }

    func encode(_ batch: Batch, into buffer: inout ByteBuffer) -> EncodedCount {
        let escape = NQuadsEscape()
        var tripleCount = 0
        batch.withCells { cells in
            terms.withUnsafeBufferPointer { terms in
                for row in 0..<batch.rowCount {
                    // Room for the row if every byte of it were an escape of six, with the subject on every line.
                    let cellCount = cells.byteCount(ofRow: row)
                    let subjectLimit = subject.fixedCount + cellCount
                    buffer.reserve(7 * cellCount + fixedCount + (lineCount + 1) * subjectLimit)
                    let start = buffer.base + buffer.count
                    var end = start
                    subject.write(row: row, of: cells, to: &end)
                    let subjectCount = end - start
                    // The subject stands where the first line begins; every further line copies it.
                    end = start
                    for group in groups {
                        if group.hasClasses && group.count == 0 {
                            for line in classes {
                                copyLine(subject: start, subjectCount, to: &end)
                                copyWithSlack(from: line.base, to: end, count: line.count)
                                end += line.count
                            }
                            tripleCount &+= classes.count
                            continue
                        }
                        var present = group.hasClasses ? classes.count : 0
                        var only = group.start
                        for index in group.start..<group.start + group.count
                        where cells[row, terms[index].source].count > 0 {
                            present += 1
                            only = index
                        }
                        if present == 0 { continue }
                        if present == 1, !group.hasClasses {
                            copyLine(subject: start, subjectCount, to: &end)
                            terms[only].write(
                                cells[row, terms[only].source], row: row, of: cells, arena: arena.base,
                                escape: escape, to: &end)
                            tripleCount &+= 1
                        } else {
                            tripleCount &+= writeGroup(
                                group, terms: terms, row: row, of: cells, subject: start, subjectCount, to: &end)
                        }
                    }
                    buffer.advance(by: end - start)
                }
            }
        }
        return EncodedCount(rows: batch.rowCount, triples: tripleCount)
    }

    @inline(__always)
    private func copyLine(
        subject: UnsafePointer<UInt8>, _ count: Int, to end: inout UnsafeMutablePointer<UInt8>
    ) {
        if end != subject { copyWithSlack(from: subject, to: end, count: count) }
        end += count
    }

    /// Writes the lines of several values of one property: in order, and each once.
    ///
    /// - Returns: how many lines that was.
    private func writeGroup(
        _ group: Group, terms: UnsafeBufferPointer<PlannedTerm>, row: Int, of cells: BatchCells,
        subject: UnsafePointer<UInt8>, _ subjectCount: Int, to end: inout UnsafeMutablePointer<UInt8>
    ) -> Int {
        var lines = group.hasClasses ? classes.map { Array($0.bytes) } : []
        for index in group.start..<group.start + group.count where !cells[row, terms[index].source].isEmpty {
            lines.append(SharedProperties.term(terms[index], row: row, of: cells, arena: arena))
        }
        var count = 0
        for line in Set(lines).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            copyLine(subject: subject, subjectCount, to: &end)
            end.update(from: line, count: line.count)
            end += line.count
            count += 1
        }
        return count
    }
}
