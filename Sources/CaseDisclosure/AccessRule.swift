import CaseBytes
import CaseModel

/// The columns of the table of access rules.
struct AccessRuleColumns: Sendable {
    let record, field, level, ground, imposed, until, onExpiry: Int

    init?(_ table: Table) {
        guard table.name == Table.accessRules.name, let record = table.index(of: "record_id"),
            let field = table.index(of: "field"), let level = table.index(of: "level"),
            let ground = table.index(of: "ground"), let imposed = table.index(of: "imposed"),
            let until = table.index(of: "until"), let onExpiry = table.index(of: "on_expiry")
        else { return nil }
        (self.record, self.field, self.level, self.ground) = (record, field, level, ground)
        (self.imposed, self.until, self.onExpiry) = (imposed, until, onExpiry)
    }

    /// Whether the rule of a row is in force on a day.
    ///
    /// It is from the day on which it was imposed to the last day that `until` names, both included; past that only
    /// `release` ends it, since what is to be reviewed stays as it is until somebody has. What is no day is taken for
    /// one that keeps the rule in force.
    func isInForce(_ row: Int, of rows: RowBatch, on day: ReleaseDay) -> Bool {
        if rows.withCell(row, imposed, { day.isBefore($0) }) { return false }
        guard rows.withCell(row, until, { day.isAfter($0) }) else { return true }
        return !rows.withCell(row, onExpiry) { $0.equals("release") }
    }
}

/// The day whose rules are applied.
struct ReleaseDay: Sendable {
    private let ordinal: Int?

    init(_ date: String) {
        var date = date
        ordinal = date.withUTF8 { EDTF.day($0)?.ordinal }
    }

    /// Whether the day is before a date; not where either is none.
    func isBefore(_ date: UnsafeBufferPointer<UInt8>) -> Bool { compare(date) { $0 < $1 } }

    func isAfter(_ date: UnsafeBufferPointer<UInt8>) -> Bool { compare(date) { $0 > $1 } }

    private func compare(_ date: UnsafeBufferPointer<UInt8>, _ relation: (Int, Int) -> Bool) -> Bool {
        guard let ordinal, !date.isEmpty, let other = EDTF.day(date)?.ordinal else { return false }
        return relation(ordinal, other)
    }
}
