import CaseBytes
import CaseModel

// What a column's kind asks of its cells.
extension BatchCheck {
    mutating func checkColumn(_ index: Int, _ cells: BatchCells) {
        let column = table.columns[index]
        if column.column.isRequired {
            for row in 0..<batch.rowCount where cells.stored(row, index).isEmpty {
                report(.requiredValue, row: row, column: column.column.name, "\(column.column.name) is empty")
            }
        }
        switch column.action {
        case .text: checkTexts(index, cells)
        case .key: checkKeys(cells)
        case .reference: checkReferences(column, index, cells)
        case .code(let scheme): checkCodes(scheme: scheme, index, cells)
        case .codeOfRowsScheme: checkCodes(scheme: nil, index, cells)
        case .edtf: checkDates(index, cells)
        case .kind: checkKind(column.column.kind, index, cells)
        }
    }

    /// Free text: its bytes were scanned; what is left is its length, and that no character crosses into it.
    private mutating func checkTexts(_ index: Int, _ cells: BatchCells) {
        for row in 0..<batch.rowCount {
            let cell = cells.stored(row, index)
            if cell.isEmpty { continue }
            if cell[0] & 0xC0 == 0x80 {
                report(
                    .invalidUTF8, row: row, column: table.columns[index].column.name, "byte 1 of the value is not UTF-8"
                )
            }
            if cell.count > Self.valueLimit {
                report(
                    .valueTooLong, row: row, column: table.columns[index].column.name,
                    "the value has \(cell.count) bytes, and \(Self.valueLimit) are the limit")
            }
        }
    }

    private mutating func checkKeys(_ cells: BatchCells) {
        let tag = batch.layout.table.name == "statements" ? KeyTag.statement : KeyTag.live
        for row in 0..<batch.rowCount {
            let cell = cells.stored(row, 0)
            if cell.isEmpty { continue }
            guard isIdentifier(cell) else {
                reportForm(of: cell, 0, row)
                continue
            }
            if plan.schema.layoutIndex(ofID: cell) != batch.layout.index {
                let prefix = batch.layout.table.prefix ?? ""
                report(.idPrefix, row: row, column: "id", "\"\(visible(cell.text))\" does not begin with \(prefix)_")
            }
            let key = KeyTag.untagged(keyHash(cell))
            ids[row] = key
            report.keys.append(key | tag)
        }
    }

    /// References to the same record, row after row, are set aside once: what refers to what is not counted here.
    private mutating func checkReferences(_ column: TableCheck.ColumnCheck, _ index: Int, _ cells: BatchCells) {
        var recent = RecentKeys()
        for row in 0..<batch.rowCount {
            let cell = cells.stored(row, index)
            if cell.isEmpty { continue }
            let key = KeyTag.untagged(keyHash(cell))
            if recent.contains(key) { continue }
            guard isIdentifier(cell) else {
                reportForm(of: cell, index, row)
                continue
            }
            guard let layout = plan.schema.layoutIndex(ofID: cell) else {
                report(
                    .referenceTable, row: row, column: column.column.name,
                    "no table has ids that begin as \"\(visible(cell.text))\" does")
                continue
            }
            if !column.targets.isEmpty, !column.targets[layout] {
                let other = plan.schema.layouts[layout].table.name
                report(
                    .referenceTable, row: row, column: column.column.name,
                    "\"\(visible(cell.text))\" is an id of \(other), and the column is \(column.column.kindDescription)"
                )
                continue
            }
            recent.insert(key)
            report.keys.append(key | KeyTag.reference)
        }
    }

    /// - Parameter scheme: the hash of the scheme; nil for the one that the row names in its first cell.
    private mutating func checkCodes(scheme: UInt64?, _ index: Int, _ cells: BatchCells) {
        var recent = RecentKeys()
        let isCode = Kind.code.verdict
        for row in 0..<batch.rowCount {
            let cell = cells.stored(row, index)
            if cell.isEmpty { continue }
            let key = KeyTag.untagged(
                CheckPlan.conceptKey(scheme: scheme ?? keyHash(cells.stored(row, 0)), code: cell))
            if recent.contains(key) { continue }
            guard isCode(cell) == .canonical else {
                reportForm(of: cell, index, row)
                continue
            }
            recent.insert(key)
            report.keys.append(key | KeyTag.reference)
        }
    }

    /// The derived columns behind an EDTF column have its bounds: a date that has neither is not one.
    private mutating func checkDates(_ index: Int, _ cells: BatchCells) {
        guard let derived = batch.layout.derivations.firstIndex(of: .earliest(of: index)) else { return }
        for row in 0..<batch.rowCount {
            let cell = cells.stored(row, index)
            if cell.isEmpty { continue }
            if cells.derived(row, derived).isEmpty && cells.derived(row, derived + 1).isEmpty {
                reportForm(of: cell, index, row)
            } else if cell.contains(0x2F), let bounds = EDTF(cell), let earliest = bounds.earliest,
                let latest = bounds.latest, latest < earliest
            {
                report(
                    .intervalOrder, row: row, column: table.columns[index].column.name,
                    "\"\(visible(cell.text))\" ends before it starts")
            }
        }
    }

    private mutating func checkKind(_ kind: Kind, _ index: Int, _ cells: BatchCells) {
        let verdict = kind.verdict
        // Columns of IRIs repeat a few long values.
        var recent = RecentKeys()
        let repeats = kind.name == Kind.iri.name
        for row in 0..<batch.rowCount {
            let cell = cells.stored(row, index)
            if cell.isEmpty { continue }
            let key = repeats ? keyHash(cell) : 0
            if repeats, recent.contains(key) { continue }
            if verdict(cell) != .canonical {
                reportForm(of: cell, index, row)
            } else if repeats {
                recent.insert(key)
            }
        }
    }

    /// Reports a value that is not in its kind's canonical form.
    private mutating func reportForm(of cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: Int) {
        let column = table.columns[index].column
        let shown = "\"\(visible(cell.text))\""
        // Bytes that are no text at all were reported as such, but for a cell that begins inside a character.
        if String(validating: cell, as: UTF8.self) == nil {
            if cell[0] & 0xC0 == 0x80 {
                report(.invalidUTF8, row: row, column: column.name, "byte 1 of the value is not UTF-8")
            }
            return
        }
        if column.kind.verdict(cell) == .notCanonical {
            let canonical = column.kind.canonical(cell.text).map { ": \"\(visible($0))\"" } ?? ""
            report(.valueNotCanonical, row: row, column: column.name, "\(shown) has another canonical form\(canonical)")
            return
        }
        // White space around a value is the commonest mistake: name it.
        let inner = trimmed(cell.text)
        let isPadded = inner.utf8.count < cell.count && column.kind.verdict(of: inner) == .canonical
        let why = isPadded ? ": there is white space around it" : ""
        report(.invalidValue, row: row, column: column.name, "\(shown) is not \(column.kind.expectation)\(why)")
    }
}
