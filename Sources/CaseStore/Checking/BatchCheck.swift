import CaseBytes
import CaseFiles
package import CaseModel

/// Checks one batch: everything that can be said of its rows by themselves, and what has to be matched with other
/// rows later. Pure but for the files of documents: any batch, any thread.
package struct BatchCheck {
    private let plan: CheckPlan
    private let table: TableCheck
    private let batch: Batch
    private var report = BatchReport()
    /// Keys that were reported lately, so that the same reference in row after row is reported once.
    private var recent: [UInt64]
    private var recentProperties: [UInt64]

    private static let recentCount = 1024
    private static let valueLimit = 8 << 20

    package static func report(on batch: Batch, plan: CheckPlan) -> BatchReport {
        var check = BatchCheck(batch, plan: plan)
        check.run()
        return check.report
    }

    private init(_ batch: Batch, plan: CheckPlan) {
        self.batch = batch
        self.plan = plan
        table = plan.tables[batch.rows.layoutIndex]
        recent = Array(repeating: 0, count: Self.recentCount)
        recentProperties = Array(repeating: 0, count: 256)
        report.keys.reserveCapacity(batch.rowCount * 4)
    }

    private mutating func run() {
        report.findings.append(batch.rows.findings)
        scanBytes()
        batch.withCells { cells in
            for row in 0..<batch.rowCount { checkRow(row, cells) }
        }
        if batch.rows.columnCount > batch.layout.storedCount { compareDerived() }
    }

    // MARK: Findings

    private mutating func report(_ code: FindingCode, row: Int, column: String? = nil, _ message: String) {
        guard report.findings.lists(code) else {
            report.findings.count(code)
            return
        }
        report.findings.append(Finding(code, at: place(row: row, column: column), message))
    }

    private func place(row: Int, column: String?) -> Place {
        let rows = batch.rows
        let key = batch.layout.keyColumns.map { rows.text(row, $0) }.filter { !$0.isEmpty }.joined(separator: "/")
        let line = rows.lines.isEmpty || rows.lines[row] == 0 ? nil : rows.lines[row]
        return Place(
            table: batch.layout.table.name, record: key.isEmpty ? nil : key, column: column,
            row: rows.firstRow + row + 1, file: line == nil ? nil : plan.fileNames[batch.layout.index], line: line)
    }

    // MARK: Bytes

    /// One scan over all cells of the batch at once.
    private mutating func scanBytes() {
        var faults: [(offset: Int, fault: TextFault)] = []
        scanText(batch.rows.cells.bytes) { offset, fault in
            faults.append((offset, fault))
            return faults.count < 100_000
        }
        if faults.isEmpty { return }
        var last = -1
        for (offset, fault) in faults {
            let cell = cellIndex(at: offset)
            // One finding of a sort for a cell is enough, and only the first place of it.
            if cell == last, fault == .unsettledNormalization { continue }
            let (row, column) = (cell / batch.rows.columnCount, cell % batch.rows.columnCount)
            guard column < batch.layout.storedCount else { continue }
            let name = batch.layout.table.columns[column].name
            let start = cell == 0 ? 0 : Int(batch.rows.ends[cell - 1])
            switch fault {
            case .invalidUTF8:
                if cell == last { continue }
                let byte = batch.rows.cells.bytes[offset]
                report(
                    .invalidUTF8, row: row, column: name,
                    "byte \(offset - start + 1) of the value, 0x\(hexadecimal([byte])), is not UTF-8")
            case .forbidden(let scalar):
                let code = String(scalar, radix: 16, uppercase: true)
                report(
                    .forbiddenCharacter, row: row, column: name,
                    "byte \(offset - start + 1) of the value is U+\(String(repeating: "0", count: 4 - min(4, code.utf8.count)))\(code)"
                )
            case .unsettledNormalization:
                if batch.rows.withCell(row, column, { !isNormalized($0) }) {
                    report(.notNormalized, row: row, column: name, "the text is not in Normalization Form C")
                }
            }
            last = cell
        }
    }

    /// Which cell the byte at an offset belongs to.
    private func cellIndex(at offset: Int) -> Int {
        var low = 0
        var high = batch.rows.ends.count
        while low < high {
            let middle = (low + high) / 2
            if Int(batch.rows.ends[middle]) > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func compareDerived() {
        for (index, column) in batch.layout.columns.enumerated() {
            guard case .derived(let derived) = column.source else { continue }
            for row in 0..<batch.rowCount {
                let given = batch.rows.text(row, batch.layout.storedCount + derived)
                guard !given.isEmpty else { continue }
                let own = batch.text(row, batch.layout.columns[index].source)
                if Array(given.utf8) != Array(own.utf8) {
                    report(
                        .derivedValue, row: row, column: column.column.name,
                        "\"\(visible(given))\" should be \(own.isEmpty ? "empty" : "\"\(visible(own))\"")")
                }
            }
        }
    }

    // MARK: Rows

    @inline(__always)
    private mutating func checkRow(_ row: Int, _ cells: BatchCells) {
        var id: UInt64 = 0
        var index = 0
        let columns = table.columns
        while index < columns.count {
            let cell = cells[row, .stored(index)]
            if cell.isEmpty {
                if columns[index].column.isRequired {
                    report(
                        .requiredValue, row: row, column: columns[index].column.name,
                        "\(columns[index].column.name) is empty")
                }
                index &+= 1
                continue
            }
            if cell[0] & 0xC0 == 0x80 {
                report(.invalidUTF8, row: row, column: columns[index].column.name, "byte 1 of the value is not UTF-8")
            }
            switch columns[index].action {
            case .text:
                if cell.count > Self.valueLimit {
                    report(
                        .valueTooLong, row: row, column: columns[index].column.name,
                        "the value has \(cell.count) bytes, and \(Self.valueLimit) are the limit")
                }
            case .key: id = checkKey(cell, row)
            case .reference(let target): checkReference(cell, target, index, row)
            case .code(let scheme):
                if hasForm(cell, index, row) {
                    note(KeyTag.untagged(CheckPlan.conceptKey(scheme: scheme, code: cell)) | KeyTag.reference)
                }
            case .codeOfRowsScheme:
                if hasForm(cell, index, row) {
                    note(
                        KeyTag.untagged(CheckPlan.conceptKey(scheme: keyHash(cells[row, .stored(0)]), code: cell))
                            | KeyTag.reference)
                }
            case .edtf: checkEDTF(cell, index, row)
            case .kind: _ = hasForm(cell, index, row)
            }
            index &+= 1
        }
        if table.hasComparedCells, id != 0 { noteCells(row, id, cells) }
        if let access = table.access, !cells[row, .stored(access)].equals("public") { report.restricted.append(id) }
        checkRules(row, id, cells)
        checkTable(row, id, cells)
    }

    /// Whether a value is in its kind's canonical form.
    @inline(__always)
    private mutating func hasForm(_ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: Int) -> Bool {
        let kind = table.columns[index].column.kind
        switch kind.verdict(cell) {
        case .canonical: return true
        case .notCanonical:
            let canonical = kind.canonical(cell.text)
            report(
                .valueNotCanonical, row: row, column: table.columns[index].column.name,
                "\"\(visible(cell.text))\" is written otherwise\(canonical.map { ": \"\(visible($0))\"" } ?? "")")
            return false
        case .malformed:
            // White space around a value is the commonest mistake: name it.
            let inner = trimmed(cell.text)
            let why =
                inner.utf8.count < cell.count && kind.verdict(of: inner) == .canonical
                ? ": there is white space around it" : ""
            report(
                .invalidValue, row: row, column: table.columns[index].column.name,
                "\"\(visible(cell.text))\" is not \(kind.expectation)\(why)")
            return false
        }
    }

    private mutating func checkKey(_ cell: UnsafeBufferPointer<UInt8>, _ row: Int) -> UInt64 {
        guard isIdentifier(cell) else {
            _ = hasForm(cell, 0, row)
            return 0
        }
        if plan.schema.layoutIndex(prefixCode: prefixCode(cell)) != batch.layout.index {
            report(
                .idPrefix, row: row, column: "id",
                "\"\(visible(cell.text))\" does not begin with \(batch.layout.table.prefix ?? "")_")
        }
        let key = KeyTag.untagged(keyHash(cell))
        report.keys.append(key | (batch.layout.table.name == "statements" ? KeyTag.statement : KeyTag.live))
        return key
    }

    @inline(__always)
    private mutating func checkReference(
        _ cell: UnsafeBufferPointer<UInt8>, _ target: ReferenceTarget, _ index: Int, _ row: Int
    ) {
        guard isIdentifier(cell) else {
            _ = hasForm(cell, index, row)
            return
        }
        guard let layout = plan.schema.layoutIndex(prefixCode: prefixCode(cell)) else {
            report(
                .referenceTable, row: row, column: table.columns[index].column.name,
                "no table has ids that begin as \"\(visible(cell.text))\" does")
            return
        }
        let targets = table.columns[index].targets
        if !targets.isEmpty, !targets[layout] {
            report(
                .referenceTable, row: row, column: table.columns[index].column.name,
                "\"\(visible(cell.text))\" is an id of \(plan.schema.layouts[layout].table.name), and the column is \(table.columns[index].column.kindDescription)"
            )
            return
        }
        note(KeyTag.untagged(keyHash(cell)) | KeyTag.reference)
    }

    /// Sets a key aside, unless the same was just set aside.
    @inline(__always)
    private mutating func note(_ key: UInt64) {
        let slot = Int(truncatingIfNeeded: key &>> 24) & (Self.recentCount &- 1)
        if recent[slot] == key { return }
        recent[slot] = key
        report.keys.append(key)
    }

    @inline(__always)
    private mutating func checkEDTF(_ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ row: Int) {
        guard let bounds = EDTF(cell) else {
            _ = hasForm(cell, index, row)
            return
        }
        if let earliest = bounds.earliest, let latest = bounds.latest, latest < earliest {
            report(
                .intervalOrder, row: row, column: table.columns[index].column.name,
                "\"\(visible(cell.text))\" ends before it starts")
        }
    }

    /// What the record's columns hold, to be compared with what statements say of it.
    private mutating func noteCells(_ row: Int, _ id: UInt64, _ cells: BatchCells) {
        for index in 1..<table.columns.count {
            let cell = cells[row, .stored(index)]
            if cell.isEmpty || table.columns[index].property == 0 { continue }
            report.cells.append(CellValue(key: keyHash(id, table.columns[index].property), value: keyHash(cell)))
        }
    }

    private mutating func checkRules(_ row: Int, _ id: UInt64, _ cells: BatchCells) {
        for (first, second) in table.ordered {
            let (start, end) = (cells[row, .stored(first)], cells[row, .stored(second)])
            if start.isEmpty || end.isEmpty { continue }
            if let earliest = EDTF(start)?.earliest, let latest = EDTF(end)?.latest, latest < earliest {
                let names = (table.columns[first].column.name, table.columns[second].column.name)
                report(
                    .intervalOrder, row: row, column: names.1,
                    "\(names.1) \"\(visible(end.text))\" is before \(names.0) \"\(visible(start.text))\"")
            }
        }
        for columns in table.exactlyOne {
            let filled = columns.count { !cells[row, .stored($0)].isEmpty }
            if filled != 1 {
                let names = columns.map { table.columns[$0].column.name }.joined(separator: " and ")
                report(
                    .exactlyOne, row: row,
                    filled == 0 ? "neither of \(names) has a value" : "each of \(names) has a value")
            }
        }
        for (rule, column) in table.acyclic {
            let cell = cells[row, .stored(column)]
            if cell.isEmpty { continue }
            if case .codeOfRowsScheme = table.columns[column].action {
                let scheme = keyHash(cells[row, .stored(0)])
                let own = CheckPlan.conceptKey(scheme: scheme, code: cells[row, .stored(1)])
                let wider = CheckPlan.conceptKey(scheme: scheme, code: cell)
                report.edges.append((rule, Edge(from: KeyTag.untagged(own), to: KeyTag.untagged(wider))))
            } else if id != 0 {
                report.edges.append((rule, Edge(from: id, to: KeyTag.untagged(keyHash(cell)))))
            }
        }
        for relation in table.relations {
            let kind = cells[row, .stored(relation.kind)]
            guard relation.kinds.contains(where: { $0.withUnsafeBufferPointer { equalBytes($0, kind) } }) else {
                continue
            }
            let from = KeyTag.untagged(keyHash(cells[row, .stored(relation.from)]))
            let to = KeyTag.untagged(keyHash(cells[row, .stored(relation.to)]))
            report.edges.append((relation.rule, Edge(from: from, to: to)))
        }
    }

    // MARK: Tables that mean more

    @inline(__always)
    private mutating func checkTable(_ row: Int, _ id: UInt64, _ cells: BatchCells) {
        switch table.special {
        case .none: break
        case .statement(let columns): checkStatement(row, id, cells, columns)
        case .citation(let statement, let stance):
            if cells[row, .stored(stance)].equals("supports") {
                report.keys.append(KeyTag.untagged(keyHash(cells[row, .stored(statement)])) | KeyTag.support)
            }
        case .statementRelation(let from, let to):
            report.keys.append(KeyTag.untagged(keyHash(cells[row, .stored(from)])) | KeyTag.related)
            report.keys.append(KeyTag.untagged(keyHash(cells[row, .stored(to)])) | KeyTag.related)
        case .outcome(let columns): checkOutcome(row, id, cells, columns)
        case .proceeding(let column):
            report.proceedings.append((id, KeyTag.untagged(keyHash(cells[row, .stored(column)]))))
        case .tombstone(let column):
            report.keys.append(KeyTag.untagged(keyHash(cells[row, .stored(column)])) | KeyTag.tombstone)
        case .accessRule(let record, let field, let level):
            checkField(row, cells[row, .stored(record)], cells[row, .stored(field)])
            if !cells[row, .stored(level)].equals("public") {
                report.restricted.append(KeyTag.untagged(keyHash(cells[row, .stored(record)])))
            }
        case .file(let columns): checkFile(row, cells, columns)
        case .concept:
            let key = CheckPlan.conceptKey(scheme: keyHash(cells[row, .stored(0)]), code: cells[row, .stored(1)])
            report.keys.append(KeyTag.untagged(key) | KeyTag.live)
        case .dataset:
            let base = cells[row, .stored(0)]
            if let last = base.last, last != 0x2F, last != 0x23 {
                report(.invalidValue, row: row, column: "base", "\"\(visible(base.text))\" does not end in / or #")
            }
        }
    }

    @inline(__always)
    private mutating func checkStatement(
        _ row: Int, _ id: UInt64, _ cells: BatchCells, _ columns: TableCheck.StatementColumns
    ) {
        let subject = cells[row, .stored(columns.subject)]
        let property = cells[row, .stored(columns.property)]
        guard let layout = plan.schema.layoutIndex(prefixCode: prefixCode(subject)), !property.isEmpty else { return }
        let propertyHash = keyHash(property)
        let pair = keyHash(propertyHash, UInt64(layout))
        let slot = Int(truncatingIfNeeded: pair &>> 32) & 255
        if recentProperties[slot] != pair {
            guard plan.properties.contains(pair) else {
                report(
                    .unknownProperty, row: row, column: "property",
                    "\"\(visible(property.text, limit: 120))\" is not a property of \(plan.schema.layouts[layout].table.name), the table of \(visible(subject.text))"
                )
                return
            }
            recentProperties[slot] = pair
        }
        let isPreferred = cells[row, .stored(columns.rank)].equals("preferred")
        let status = cells[row, .stored(columns.status)]
        let isOpen = status.equals("accepted") || status.equals("unreviewed")
        guard id != 0, isPreferred || isOpen else { return }
        let value = cells[row, .stored(columns.value)]
        let from = cells[row, .stored(columns.from)]
        let to = cells[row, .stored(columns.to)]
        report.claims.append(
            Claim(
                key: keyHash(KeyTag.untagged(keyHash(subject)), propertyHash),
                value: keyHash(value.isEmpty ? cells[row, .stored(columns.object)] : value),
                statement: id | (isPreferred ? Claim.isPreferred : 0) | (isOpen ? Claim.isOpen : 0),
                from: from.isEmpty ? .min : EDTF(from)?.earliest.map { Int32(clamping: $0.ordinal) } ?? .min,
                to: to.isEmpty ? .max : EDTF(to)?.latest.map { Int32(clamping: $0.ordinal) } ?? .max))
    }

    private mutating func checkOutcome(
        _ row: Int, _ id: UInt64, _ cells: BatchCells, _ columns: TableCheck.OutcomeColumns
    ) {
        let effect = cells[row, .stored(columns.effect)]
        let actsOn = cells[row, .stored(columns.effectOn)]
        if effect.isEmpty != actsOn.isEmpty {
            report(
                .effectPair, row: row, column: effect.isEmpty ? "effect" : "effect_on_id",
                effect.isEmpty
                    ? "effect_on_id is \"\(visible(actsOn.text))\" and effect is empty"
                    : "effect is \"\(visible(effect.text))\" and effect_on_id is empty")
        }
        let decided = cells[row, .stored(columns.decided)]
        let bounds = decided.isEmpty ? nil : EDTF(decided)
        report.outcomes.append(
            OutcomeFact(
                key: id, proceeding: KeyTag.untagged(keyHash(cells[row, .stored(columns.proceeding)])),
                actsOn: actsOn.isEmpty || effect.isEmpty ? 0 : KeyTag.untagged(keyHash(actsOn)),
                earliest: bounds?.earliest?.ordinal ?? .min, latest: bounds?.latest?.ordinal ?? .max))
    }

    private mutating func checkField(
        _ row: Int, _ record: UnsafeBufferPointer<UInt8>, _ field: UnsafeBufferPointer<UInt8>
    ) {
        guard !field.isEmpty, let layout = plan.schema.layoutIndex(prefixCode: prefixCode(record)) else { return }
        let table = plan.schema.layouts[layout].table
        if table.column(named: field.text) == nil || field.equals("id") {
            report(
                .accessField, row: row, column: "field",
                "\(table.name) has no column \"\(visible(field.text))\" that could be withheld")
        }
    }

    private mutating func checkFile(_ row: Int, _ cells: BatchCells, _ columns: TableCheck.FileColumns) {
        let path = cells[row, .stored(columns.path)]
        guard Kind.path.verdict(path) == .canonical else { return }
        guard let documents = plan.documentsPath else {
            report(.fileMissing, row: row, column: "path", "there is no directory documents/ beside the dataset")
            return
        }
        do {
            let (byteCount, sha256) = try fixity(of: documents + "/" + path.text, below: documents)
            let stated = cells[row, .stored(columns.byteCount)].text
            if stated != String(byteCount) {
                report(
                    .fileSize, row: row, column: "byte_count",
                    "the file has \(byteCount) bytes, and the record says \(visible(stated))")
            } else if sha256 != cells[row, .stored(columns.sha256)].text {
                report(.fileDigest, row: row, column: "sha256", "the file's digest is \(sha256)")
            }
        } catch {
            report(.fileMissing, row: row, column: "path", "\(error)")
        }
    }
}
