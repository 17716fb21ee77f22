package import CaseModel

/// Holds a release against the job's gates before it is published.
package struct GateCheck {
    private let gates: Job.Gates
    /// Rows by table, of the tables that have any; of the release before too, where there is one.
    private let rowCounts: [String: Int]
    private let previous: [String: Int]?
    private let warnings: [FindingCode: Int]
    /// How much is withheld, and was in the release before; nil where that may have become less.
    private let withheld: (now: Int, before: Int)?

    package init(
        gates: Job.Gates, rowCounts: [String: Int], previous: [String: Int]?, warnings: [FindingCode: Int],
        withheld: (now: Int, before: Int)? = nil
    ) {
        self.withheld = withheld
        self.gates = gates
        self.rowCounts = rowCounts
        self.previous = previous
        self.warnings = warnings
    }

    /// What is against it, a sentence each; empty where nothing is.
    package func refusals() -> [String] { shortTables() + shrunkTables() + tooLittleWithheld() + tooManyWarnings() }

    private func shortTables() -> [String] {
        gates.minimumRows.sorted { $0.key < $1.key }.compactMap { table, minimum in
            let count = rowCounts[table] ?? 0
            return count < minimum ? "\(table) has \(count) rows, and the gate asks for \(minimum)" : nil
        }
    }

    private func shrunkTables() -> [String] {
        guard let previous else { return [] }
        return previous.sorted { $0.key < $1.key }.compactMap { table, before in
            let now = rowCounts[table] ?? 0
            let allowed = gates.maximumShrinkByTable[table] ?? gates.maximumShrink
            guard before > 0, now < before, Self.isMore(before - now, than: allowed, of: before) else { return nil }
            return
                "\(table) has \(now) rows, \(before) in the release before: that is \(percent(before - now, of: before)) less, and the gate allows \(percent(allowed))"
        }
    }

    /// Where a table of access rules is lost, everything that they withheld would be published.
    private func tooLittleWithheld() -> [String] {
        guard let (now, before) = withheld, now < before,
            Self.isMore(before - now, than: gates.maximumUncovered, of: before)
        else { return [] }
        return [
            "\(now) records, values and references are withheld, \(before) in the release before: that is \(percent(before - now, of: before)) less, and the gate allows \(percent(gates.maximumUncovered)); if they are to be public, accept it"
        ]
    }

    /// Half a row is no row: 29 of 100 are not more than 0.29.
    private static func isMore(_ part: Int, than share: Double, of whole: Int) -> Bool {
        Double(part) > share * Double(whole) + 1e-6
    }

    private func tooManyWarnings() -> [String] {
        var refusals: [String] = []
        let total = warnings.values.reduce(0, +)
        if let maximum = gates.maximumWarnings, total > maximum {
            refusals.append("the check has \(total) warnings, and the gate allows \(maximum)")
        }
        for (name, maximum) in gates.maximumWarningsByCode.sorted(by: { $0.key < $1.key }) {
            let count = warnings.first { $0.key.name == name }?.value ?? 0
            if count > maximum {
                refusals.append("the check warns \(count) times of \(name), and the gate allows \(maximum)")
            }
        }
        return refusals
    }

    private func percent(_ part: Int, of whole: Int) -> String { percent(Double(part) / Double(whole)) }

    private func percent(_ part: Double) -> String {
        let tenths = Int((part * 1000).rounded(.up))
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
