import CaseBytes
import CaseModel

// The tables that may have millions of rows: no text is made of a row that is not kept.
extension PageContent {
    mutating func addCitations(_ cells: BatchCells, _ count: Int, _ columns: PageColumns) {
        guard let statement = columns[.statement], let source = columns[.source] else { return }
        for row in 0..<count {
            let key = keyHash(cells[row, statement])
            let isSupport = columns[.stance].map { cells[row, $0].equals("supports") } ?? true
            if isSupport { attributions.add(statement: key, source: keyHash(cells[row, source])) }
            guard contradictions.isSurveyed(key) else { continue }
            let row = PageRow(cells: cells, row: row, columns: columns)
            contradictions.add(
                PageCitation(
                    source: row.text(.source), stance: row.text(.stance), locator: row.text(.locator, limits.titleBytes)
                ), to: key)
        }
    }

    mutating func addStatements(_ cells: BatchCells, _ count: Int, _ columns: PageColumns) {
        guard let id = columns[.id] else { return }
        let shown = shown ?? shownRecords()
        self.shown = shown
        for row in 0..<count {
            let key = keyHash(cells[row, id])
            if let subject = columns[.subject] {
                let about = keyHash(cells[row, subject])
                if shown.contains(about) { attributions.note(statement: key, about: about) }
            }
            guard contradictions.isSurveyed(key) else { continue }
            contradictions.add(statement(PageRow(cells: cells, row: row, columns: columns), key))
        }
    }

    private func statement(_ row: PageRow, _ key: UInt64) -> PageStatement {
        PageStatement(
            id: row.text(.id), key: key, subject: row.text(.subject), property: row.text(.property, 500),
            value: row.text(.value, limits.textBytes), object: row.text(.object), rank: row.text(.rank),
            rankReason: row.text(.rankReason), certainty: row.text(.certainty), status: row.text(.status),
            assertedBy: row.text(.assertedBy), assertedOn: row.date(.assertedOn),
            note: row.text(.note, limits.textBytes))
    }

    /// The hashes of the records whose sources the page names.
    private func shownRecords() -> Set<UInt64> {
        var ids = cases.map(\.id) + datedEvents.map(\.id) + undatedEvents.map(\.id) + outcomes.map(\.id)
        ids += proceedings.map(\.id)
        ids += (proceedingParts.parts + eventParts.parts).map(\.id)
        return Set(ids.map { keyHash($0) })
    }
}
