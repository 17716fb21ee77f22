import CaseBytes
import CaseModel

// Where things are that matching found by their keys only.
extension DatasetCheck {
    /// Reads the dataset once more and reports each finding where it is.
    ///
    /// What follows only from rows that could not be read is not reported: it would bury what is really wrong.
    func locate(_ pending: PendingFindings) throws {
        for layout in plan.schema.layouts {
            let reader = try snapshot.rows(of: layout, rowLimit: RowBatch.rowLimit)
            let table = plan.tables[layout.index]
            while let batch = try reader.next() {
                for row in 0..<batch.rowCount {
                    locateRecord(pending, batch, row, table)
                    if !pending.missing.isEmpty { locateReferences(pending, batch, row, table) }
                }
            }
        }
    }

    private func report(
        _ code: FindingCode, _ batch: RowBatch, _ row: Int, _ column: String?, _ message: @autoclosure () -> String
    ) {
        if findings.lists(code) {
            findings.append(Finding(code, at: snapshot.place(batch, row: row, column: column), message()))
        } else {
            findings.count(code)
        }
    }

    private func isBroken(_ table: String) -> Bool {
        plan.schema.layout(named: table).map { brokenTables.contains($0.index) } ?? false
    }

    private func locateRecord(_ pending: PendingFindings, _ batch: RowBatch, _ row: Int, _ table: TableCheck) {
        let key: UInt64
        switch table.layout.table.key {
        case .id: key = batch.withCell(row, 0) { KeyTag.untagged(keyHash($0)) }
        case .concept:
            let scheme = batch.withCell(row, 0) { keyHash($0) }
            key = batch.withCell(row, 1) { KeyTag.untagged(CheckPlan.conceptKey(scheme: scheme, code: $0)) }
        case .dataset: return
        }
        for found in pending.found(at: key) {
            if found.code == .unsupportedStatement, isBroken("citations") { continue }
            report(found.code, batch, row, found.column, found.message + stated(found, batch, row, table))
        }
    }

    /// What a statement says, where that is what the finding is about.
    private func stated(_ found: PendingFindings.Found, _ batch: RowBatch, _ row: Int, _ table: TableCheck) -> String {
        guard case .statement(let columns) = table.special,
            [.preferredDiffers, .undisputedDifference, .preferredTwice].contains(found.code)
        else { return "" }
        let value = batch.text(row, columns.value)
        let subject = visible(batch.text(row, columns.subject))
        return "; this one says \"\(visible(value.isEmpty ? batch.text(row, columns.object) : value))\" of \(subject)"
    }

    private func locateReferences(_ pending: PendingFindings, _ batch: RowBatch, _ row: Int, _ table: TableCheck) {
        for (index, column) in table.columns.enumerated() {
            let cell = batch.withCell(row, index) { Array($0) }
            if cell.isEmpty { continue }
            cell.withUnsafeBufferPointer { cell in
                switch column.action {
                case .reference:
                    guard isIdentifier(cell), pending.missing.contains(KeyTag.untagged(keyHash(cell))) else { return }
                    if let target = plan.schema.layoutIndex(ofID: cell), brokenTables.contains(target) { return }
                    report(
                        .unresolvedReference, batch, row, column.column.name,
                        "there is no record \"\(visible(cell.text))\"")
                case .code:
                    locateCode(pending, cell, scheme: column.column.scheme ?? "", batch, row, column.column.name)
                case .codeOfRowsScheme:
                    locateCode(pending, cell, scheme: batch.text(row, 0), batch, row, column.column.name)
                default: break
                }
            }
        }
    }

    private func locateCode(
        _ pending: PendingFindings, _ cell: UnsafeBufferPointer<UInt8>, scheme: String, _ batch: RowBatch, _ row: Int,
        _ column: String
    ) {
        let key = KeyTag.untagged(CheckPlan.conceptKey(scheme: keyHash(scheme), code: cell))
        guard pending.missing.contains(key), !isBroken("concepts") else { return }
        let code = cell.text
        var message = "\"\(visible(code))\" is not a code of the scheme \(visible(scheme))"
        let shipped = ShippedConcepts.codes(of: scheme)
        if let near = nearest(to: code, among: shipped) {
            message += "; did you mean \"\(near)\"?"
        } else if !shipped.isEmpty, shipped.count <= 12 {
            message += "; there are \(shipped.joined(separator: ", "))"
        }
        report(.unknownCode, batch, row, column, message)
    }
}
