import CaseBytes
import CaseModel
import Testing

@Suite struct RowBatchBuilderTests {
    private func append(_ cells: [String], to builder: inout RowBatchBuilder) {
        for cell in cells { Array(cell.utf8).withUnsafeBufferPointer { builder.append(cell: $0) } }
    }

    /// A builder cannot be copied, which `#expect` would do to show it.
    private func expect(_ condition: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(condition, sourceLocation: sourceLocation)
    }

    private func texts(_ batch: RowBatch) -> [[String]] {
        (0..<batch.rowCount).map { row in (0..<batch.columnCount).map { batch.text(row, $0) } }
    }

    @Test func rowsInBatches() {
        var builder = RowBatchBuilder(layoutIndex: 3, columnCount: 2, rowLimit: 2)
        expect(builder.isEmpty && !builder.isFull)
        append(["per_1", ""], to: &builder)
        expect(!builder.isEmpty && !builder.isFull && builder.rowCount == 1)
        append(["", "é🕊️"], to: &builder)
        expect(builder.isFull)
        let first = builder.seal()
        #expect(texts(first) == [["per_1", ""], ["", "é🕊️"]])
        #expect(first.layoutIndex == 3 && first.firstRow == 0 && first.lines == [] && first.findings.isEmpty)
        expect(builder.isEmpty && builder.tableRowCount == 2)
        append(["a", "b"], to: &builder)
        let second = builder.seal()
        #expect(texts(second) == [["a", "b"]] && second.firstRow == 2)
        #expect(texts(first) == [["per_1", ""], ["", "é🕊️"]])
    }

    @Test func cellsInParts() {
        var builder = RowBatchBuilder(layoutIndex: 0, columnCount: 2)
        for part in ["a", "", "bc"] { Array(part.utf8).withUnsafeBufferPointer { builder.append(part: $0) } }
        builder.endCell()
        builder.append(start: nil, count: 0)
        #expect(texts(builder.seal()) == [["abc", ""]])
    }

    @Test func rowsTakenOutAndBack() {
        var builder = RowBatchBuilder(layoutIndex: 0, columnCount: 3)
        append(["a", "bb", ""], to: &builder)
        builder.note(line: 7)
        append(["c", "", "ddd"], to: &builder)
        builder.note(line: 9)
        expect(builder.lastLine == 9)
        let last = builder.removeLastRow()
        #expect((0..<3).map { last.text($0) } == ["c", "", "ddd"] && last.line == 9)
        expect(builder.rowCount == 1 && builder.lastLine == 7)
        let first = builder.removeLastRow()
        #expect((0..<3).map { first.text($0) } == ["a", "bb", ""] && first.line == 7)
        expect(builder.isEmpty)
        builder.append(last)
        builder.append(first)
        let batch = builder.seal()
        #expect(texts(batch) == [["c", "", "ddd"], ["a", "bb", ""]] && batch.lines == [9, 7])
    }

    @Test func fullByBytes() {
        var builder = RowBatchBuilder(layoutIndex: 0, columnCount: 1)
        let cell = [UInt8](repeating: 0x61, count: RowBatch.byteLimit - 1)
        cell.withUnsafeBufferPointer { builder.append(cell: $0) }
        expect(!builder.isFull)
        append(["b"], to: &builder)
        expect(builder.isFull)
        let batch = builder.seal()
        #expect(batch.rowCount == 2 && batch.text(1, 0) == "b" && batch.withCell(0, 0) { $0.count } == cell.count)
    }

    @Test func findingsAloneAreABatch() {
        var builder = RowBatchBuilder(layoutIndex: 0, columnCount: 1)
        builder.findings.append(Finding(.missingHeader, at: Place(file: "a.csv"), "empty"))
        expect(!builder.isEmpty)
        let batch = builder.seal()
        #expect(batch.rowCount == 0 && batch.findings.counts == [.missingHeader: 1])
        expect(builder.isEmpty)
    }
}

@Suite struct DeriverTests {
    private func derive(_ table: String, _ rows: [[String: String]], superseded: Set<UInt64> = []) -> [[String: String]]
    {
        let layout = Schema.standard.layout(named: table)!
        var builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: layout.storedCount)
        for row in rows { builder.append(Row(values: layout.table.columns.map { row[$0.name] ?? "" })) }
        let batch = Deriver(superseded: superseded).batch(builder.seal(), layout: layout)
        return (0..<batch.rowCount).map { row in
            Dictionary(
                uniqueKeysWithValues: layout.columns.compactMap { column in
                    guard case .derived = column.source else { return nil }
                    return (column.column.name, batch.text(row, column.source))
                })
        }
    }

    @Test func bounds() {
        let derived = derive(
            "persons",
            [
                ["born": "1970~", "died": "2014-06-19"], [:], ["born": "../1970"],
                ["born": "not a date", "died": "2014/.."],
            ])
        let empty = ["born_earliest": "", "born_latest": "", "died_earliest": "", "died_latest": ""]
        #expect(
            derived == [
                [
                    "born_earliest": "1970-01-01", "born_latest": "1970-12-31", "died_earliest": "2014-06-19",
                    "died_latest": "2014-06-19",
                ],
                empty, empty.merging(["born_latest": "1970-12-31"]) { $1 },
                empty.merging(["died_earliest": "2014-01-01"]) { $1 },
            ])
    }

    @Test func outcomesInForce() {
        let derived = derive("outcomes", [["id": "out_1"], ["id": "out_2"]], superseded: [keyHash("out_2")])
        #expect(derived.map { $0["is_current"] } == ["true", "false"])
    }

    @Test func tablesWithoutDerivedColumns() { #expect(derive("citations", [["id": "cit_1"]]) == [[:]]) }

    /// Each derived column stands behind the one that it follows from.
    @Test func places() {
        let names = Schema.standard.layout(named: "outcomes")!.columns.map(\.column.name)
        let decided = names.firstIndex(of: "decided")!
        #expect(Array(names[decided...(decided + 2)]) == ["decided", "decided_earliest", "decided_latest"])
        #expect(names[names.firstIndex(of: "effect_on_id")! + 1] == "is_current")
    }
}
