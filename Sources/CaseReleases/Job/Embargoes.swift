import CaseDisclosure
import CaseModel
import CaseStore

/// The access rules of a dataset that end by themselves.
struct Embargoes: Sendable {
    /// A rule that ends on a day.
    struct Rule: Sendable, Equatable {
        let record: String
        /// One column of it; nil for the whole record.
        let field: String?
        /// The last day that it is in force, `2026-11-21`.
        let until: String
        /// A code of the scheme `access-ground`.
        let ground: String
        /// Whether it is released then; otherwise somebody has to look at it first, and it stays withheld.
        let isReleased: Bool
    }

    /// In the order of their days.
    let rules: [Rule]

    init(_ snapshot: any DatasetSnapshot) throws {
        var rules: [Rule] = []
        if let layout = snapshot.schema.layout(named: "access_rules"),
            let record = layout.table.index(of: "record_id"), let field = layout.table.index(of: "field"),
            let until = layout.table.index(of: "until"), let ground = layout.table.index(of: "ground"),
            let onExpiry = layout.table.index(of: "on_expiry")
        {
            let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
            while let rows = try reader.next() {
                for row in 0..<rows.rowCount {
                    let day = rows.text(row, until)
                    guard Self.end(of: day) != nil else { continue }
                    let column = rows.text(row, field)
                    rules.append(
                        Rule(
                            record: rows.text(row, record), field: column.isEmpty ? nil : column, until: day,
                            ground: rows.text(row, ground), isReleased: rows.text(row, onExpiry) == "release"))
                }
            }
        }
        self.rules = rules.sorted { ($0.until, $0.record, $0.field ?? "") < ($1.until, $1.record, $1.field ?? "") }
    }

    /// When a rule whose last day this is has ended: the midnight after it; nil where it is no day.
    private static func end(of day: String) -> Int? {
        guard day.utf8.count == 10, Kind.date.verdict(of: day) == .canonical else { return nil }
        return secondsSince1970(day + "T00:00:00Z") + 86400
    }

    /// The latest end of an embargo that has come.
    func latestEnd(before now: Int) -> Int? {
        rules.filter(\.isReleased).compactMap { Self.end(of: $0.until) }.filter { $0 <= now }.max()
    }

    /// The days on which rules end from now on, each with its rules.
    func coming(from now: Int) -> [(day: String, rules: [Rule])] {
        var days: [(day: String, rules: [Rule])] = []
        for rule in rules {
            guard let end = Self.end(of: rule.until), end > now else { continue }
            let day = Instants.day(end)
            if days.last?.day == day { days[days.count - 1].rules.append(rule) } else { days.append((day, [rule])) }
        }
        return days
    }
}
