import CaseBytes
import CaseFiles
package import CaseModel

/// Checks one batch: everything that can be said of its rows by themselves, and what has to be matched with other
/// rows later. Pure but for the files of documents: any batch, any thread.
///
/// It goes column by column, so that what a column asks for is decided once and not for each cell.
package struct BatchCheck {
    let plan: CheckPlan
    let table: TableCheck
    let batch: Batch
    var report = BatchReport()
    /// The untagged key of each row's record; 0 where its id cannot be used.
    var ids: [UInt64]

    static let valueLimit = 8 << 20

    package static func report(on batch: Batch, plan: CheckPlan) -> BatchReport {
        var check = BatchCheck(batch, plan: plan)
        check.run()
        return check.report
    }

    private init(_ batch: Batch, plan: CheckPlan) {
        self.batch = batch
        self.plan = plan
        table = plan.tables[batch.rows.layoutIndex]
        ids = Array(repeating: 0, count: batch.rowCount)
        report.keys.reserveCapacity(batch.rowCount * 4)
    }

    private mutating func run() {
        report.findings.append(batch.rows.findings)
        report.hasLostRows =
            !batch.rows.findings.isFit
            && batch.rows.findings.counts.keys.contains { $0 != .duplicateKey && $0 != .formatSyntax }
        scanBytes()
        batch.withCells { cells in
            for index in table.columns.indices { checkColumn(index, cells) }
            if table.hasComparedCells { noteCells(cells) }
            checkRules(cells)
            checkTable(cells)
        }
        if batch.rows.columnCount > batch.layout.storedCount { compareDerived() }
        report.findings.sortByRow()
    }

    // MARK: Findings

    mutating func report(_ code: FindingCode, row: Int, column: String? = nil, _ message: String) {
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

    /// One scan over all cells of the batch at once. One finding of a sort for a cell is enough, at the first place.
    private mutating func scanBytes() {
        var lastInvalid = -1
        var lastUnsettled = -1
        scanText(batch.rows.cells.bytes) { offset, fault in
            let cell = cellIndex(at: offset)
            let (row, column) = (cell / batch.rows.columnCount, cell % batch.rows.columnCount)
            guard column < batch.layout.storedCount else { return true }
            let name = batch.layout.table.columns[column].name
            let start = cell == 0 ? 0 : Int(batch.rows.ends[cell - 1])
            switch fault {
            case .invalidUTF8:
                // A cell that begins in the middle of a character is found with its column.
                if cell == lastInvalid || batch.rows.cells.bytes[start] & 0xC0 == 0x80 { return true }
                lastInvalid = cell
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
                if cell == lastUnsettled { return true }
                lastUnsettled = cell
                if batch.rows.withCell(row, column, { !isNormalized($0) }) {
                    report(.notNormalized, row: row, column: name, "the text is not in Normalization Form C")
                }
            }
            return true
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
}
