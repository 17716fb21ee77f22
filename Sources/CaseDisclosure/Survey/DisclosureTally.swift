import CaseModel

/// Counts what is left out.
struct DisclosureTally {
    private struct Place: Hashable {
        let layout: Int
        let column: Int
        let ground: Int
    }

    private let schema: Schema
    private let audience: String
    private let asOf: String
    private var records: [Place: Int] = [:]
    private var fields: [Place: Int] = [:]
    private var references: [Place: Int] = [:]

    init(schema: Schema, audience: String, asOf: String) {
        self.schema = schema
        self.audience = audience
        self.asOf = asOf
    }

    mutating func countRecord(in layout: Int, _ ground: Int) {
        records[Place(layout: layout, column: -1, ground: ground), default: 0] += 1
    }

    mutating func countField(_ column: Int, in layout: Int, _ ground: Int) {
        fields[Place(layout: layout, column: column, ground: ground), default: 0] += 1
    }

    mutating func countReference(_ column: Int, in layout: Int, _ ground: Int) {
        references[Place(layout: layout, column: column, ground: ground), default: 0] += 1
    }

    /// The counts, in the order of the schema's tables and columns, and of the grounds' codes.
    func report(_ grounds: [String]) -> DisclosureReport {
        DisclosureReport(
            audience: audience, asOf: asOf, records: list(records, grounds), fields: list(fields, grounds),
            references: list(references, grounds))
    }

    private func list(_ counts: [Place: Int], _ grounds: [String]) -> [DisclosureReport.Count] {
        let order = Dictionary(
            schema.tables.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        func table(_ place: Place) -> Table { schema.layouts[place.layout].table }
        let sorted = counts.sorted { a, b in
            let (x, y) = (a.key, b.key)
            if x.layout != y.layout { return order[table(x).name] ?? 0 < order[table(y).name] ?? 0 }
            if x.column != y.column { return x.column < y.column }
            return grounds[x.ground].utf8.lexicographicallyPrecedes(grounds[y.ground].utf8)
        }
        return sorted.map { place, count in
            DisclosureReport.Count(
                table: table(place).name, column: place.column < 0 ? nil : table(place).columns[place.column].name,
                ground: grounds[place.ground], count: count)
        }
    }
}
