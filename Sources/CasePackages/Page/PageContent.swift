package import CaseModel

/// Collects from the disclosed batches what the page shows. Bounded: at most so many records of each sort; it counts
/// what it leaves out.
///
/// Cost: a hash and a look-up for each statement and each citation, a copy for each record that is kept.
package struct PageContent: Sendable {
    let schema: Schema
    let limits: PageLimits
    /// The tables that are read, by the index of their layouts.
    let tables: [Int: (table: PageTable, columns: PageColumns)]

    var cases: [PageCase] = []
    var datedEvents: [PageEvent] = []
    var undatedEvents: [PageEvent] = []
    var proceedings: [PageProceeding] = []
    var proceedingRelations: [PageProceedingRelation] = []
    var outcomes: [PageOutcome] = []
    /// In proceedings.
    var proceedingParts: PageParts
    /// In events, and in whatever else a dataset's own schema gives parts in.
    var eventParts: PageParts
    /// Those that outcomes are about, by id.
    var namedParts: [String: PageParticipation] = [:]
    var sources: [PageSource] = []
    var contradictions: PageContradictions
    var attributions: PageAttributions
    /// What a record is called, by id.
    var labels: [String: String] = [:]
    /// What a code is called, by scheme and code.
    var conceptLabels: [String: String] = [:]
    /// Rows seen of each table.
    var rowCounts: [PageTable: Int] = [:]

    /// Labels kept, by table.
    var labelCounts: [PageTable: Int] = [:]
    /// Hashes of participations that kept outcomes are about.
    var wantedParts: Set<UInt64> = []
    /// Ids whose labels are kept in any case.
    var wantedLabels: Set<String> = []
    /// Hashes of the records that are shown, worked out when the first statement comes.
    var shown: Set<UInt64>?

    package init(schema: Schema) { self.init(schema: schema, limits: PageLimits()) }

    package init(schema: Schema, limits: PageLimits) {
        self.schema = schema
        self.limits = limits
        var tables: [Int: (table: PageTable, columns: PageColumns)] = [:]
        for table in PageTable.allCases {
            guard let layout = schema.layout(named: table.rawValue) else { continue }
            tables[layout.index] = (table, PageColumns(layout))
        }
        self.tables = tables
        proceedingParts = PageParts(limits)
        eventParts = PageParts(limits)
        contradictions = PageContradictions(limits)
        attributions = PageAttributions(limit: limits.weighedCitations)
    }

    /// Called in a first pass, with rows of `statement_relations` only: which statements contradict each other.
    package mutating func survey(_ rows: RowBatch) {
        contradictions.survey(rows, of: schema.layouts[rows.layoutIndex].table)
    }

    /// Whether the second pass gives it the rows of this table.
    package func wants(_ layout: TableLayout) -> Bool { tables[layout.index] != nil }

    /// Called in the second pass: tables in streaming order, the rows of each in theirs.
    package mutating func add(_ batch: Batch) {
        guard let (table, columns) = tables[batch.layout.index] else { return }
        rowCounts[table, default: 0] += batch.rowCount
        batch.withCells { cells in
            switch table {
            case .citations: addCitations(cells, batch.rowCount, columns)
            case .statements: addStatements(cells, batch.rowCount, columns)
            default:
                for row in 0..<batch.rowCount { add(PageRow(cells: cells, row: row, columns: columns), of: table) }
            }
        }
    }
}

/// The tables that a page reads, by the names that the model gives them.
enum PageTable: String, CaseIterable, Sendable {
    case cases, citations, concepts, documents, events, organizations, outcomes, participations, persons, places
    case proceedings
    case proceedingRelations = "proceeding_relations"
    case sources, statements
}
