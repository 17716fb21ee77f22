import CaseBytes
import CaseModel

/// The columns of the table of access rules.
struct AccessRuleColumns: Sendable {
    let record, field, level, ground, until, onExpiry: Int

    init?(_ table: Table) {
        guard table.name == Table.accessRules.name, let record = table.index(of: "record_id"),
            let field = table.index(of: "field"), let level = table.index(of: "level"),
            let ground = table.index(of: "ground"), let until = table.index(of: "until"),
            let onExpiry = table.index(of: "on_expiry")
        else { return nil }
        (self.record, self.field, self.level, self.ground) = (record, field, level, ground)
        (self.until, self.onExpiry) = (until, onExpiry)
    }

    /// Whether the rule of a row is in force on a day.
    ///
    /// It is to the day that `until` names, included; past that only `release` ends it, since what is to be reviewed
    /// stays as it is until somebody has. What is no day is taken for one that keeps the rule in force. `imposed` is not
    /// looked at: the day is that of the last change, and a rule that was entered without changing anything else would
    /// come too late.
    func isInForce(_ row: Int, of rows: RowBatch, on day: ReleaseDay) -> Bool {
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

    /// Whether the day is after a date; not where either is none.
    func isAfter(_ date: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let ordinal, !date.isEmpty, let other = EDTF.day(date)?.ordinal else { return false }
        return ordinal > other
    }
}
