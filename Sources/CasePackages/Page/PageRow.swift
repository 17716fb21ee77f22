import CaseBytes
import CaseModel

/// The columns that a page reads, whatever table they are in.
enum PageColumn: String, CaseIterable, Sendable {
    case about = "about_id"
    case agent = "agent_id"
    case alleged, author, boundary
    case assertedBy = "asserted_by_id"
    case assertedOn = "asserted_on"
    case caseID = "case_id"
    case certainty, closed, code
    case context = "context_id"
    case count, decided
    case decidedBy = "decided_by_id"
    case description, effect
    case effectOn = "effect_on_id"
    case ends
    case forum = "forum_id"
    case from = "from_id"
    case id
    case isCurrent = "is_current"
    case kind, label, locator, name, note
    case object = "object_id"
    case onBehalfOf = "on_behalf_of_id"
    case opened
    case place = "place_id"
    case proceeding = "proceeding_id"
    case property, published
    case publisher = "publisher_id"
    case rank
    case rankReason = "rank_reason"
    case reference, reliability, role, scheme
    case source = "source_id"
    case stance, starts
    case statement = "statement_id"
    case status
    case subject = "subject_id"
    case summary, title
    case to = "to_id"
    case url, value
}

/// Where a table holds the columns that a page reads. A dataset's own table may lack any of them.
struct PageColumns: Sendable {
    private let sources: [PageColumn: ColumnSource]

    init(_ layout: TableLayout) {
        var sources: [PageColumn: ColumnSource] = [:]
        for column in PageColumn.allCases { sources[column] = layout.exported(column.rawValue)?.source }
        self.sources = sources
    }

    subscript(column: PageColumn) -> ColumnSource? { sources[column] }
}

/// A row of a batch while it is held.
struct PageRow {
    let cells: BatchCells
    let row: Int
    let columns: PageColumns

    /// The cell; empty where the table has no such column.
    func bytes(_ column: PageColumn) -> UnsafeBufferPointer<UInt8> {
        columns[column].map { cells[row, $0] } ?? UnsafeBufferPointer(start: nil, count: 0)
    }

    /// The cell, cut where it is longer than so many bytes.
    func text(_ column: PageColumn, _ limit: Int) -> String { clipped(bytes(column), limit) }

    /// What a record is called; its id where nothing of that can be seen.
    func name(_ column: PageColumn, _ limit: Int) -> String {
        let name = text(column, limit)
        return name.unicodeScalars.contains(where: isVisible) ? name : text(.id)
    }

    private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value > 0x20 }
        switch scalar.properties.generalCategory {
        case .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: return false
        default: return true
        }
    }

    /// A code, a flag, a date or an id: short by their kinds.
    func text(_ column: PageColumn) -> String { clipped(bytes(column), 120) }

    func date(_ column: PageColumn) -> PageDate? { PageDate(text(column)) }

    /// The hash of an id; nil where there is none.
    func key(_ column: PageColumn) -> UInt64? {
        let cell = bytes(column)
        return cell.isEmpty ? nil : keyHash(cell)
    }
}

/// A text of at most so many bytes and an ellipsis, cut between two characters' code points.
func clipped(_ bytes: UnsafeBufferPointer<UInt8>, _ limit: Int) -> String {
    guard bytes.count > limit else { return bytes.text }
    var end = limit
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[..<end]).text + " …"
}

/// A text of at most so many bytes and an ellipsis.
package func clipped(_ text: String, _ limit: Int) -> String {
    var text = text
    return text.withUTF8 { clipped($0, limit) }
}
