import CaseBytes
import CaseModel
import CaseStore

extension FuzzTarget {
    /// Tables as CSV: with the header that is in the bytes, and behind one of ours.
    static let csv = FuzzTarget("csv") { bytes in
        _ = try checkRows(bytes, .csv)
        let header = Array("id,name,description\r\n".utf8)
        let reading = try checkRows(header + bytes, .csv)
        try checkStrictly(bytes, reading)
        let rows = reading.rows.compactMap { $0 }
        let written = header + rows.flatMap(csvLine)
        let again = try FileReading(written, .csv, pieceLimit: .max)
        try require(again.findings.isEmpty, "rows that were written are refused: \(again.findings)")
        try require(again.rows == rows, "rows that were written are read otherwise")
    }

    /// Tables as NDJSON.
    static let ndjson = FuzzTarget("ndjson") { bytes in
        let reading = try checkRows(bytes, .ndjson)
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (row, line) in Swift.zip(reading.rows.compactMap { $0 }, reading.lines) {
            // The other reader of JSON agrees about each row. (This one leaves UTF-8 to the check of the text.)
            if String(validating: lines[line - 1], as: UTF8.self) == nil { continue }
            guard let object = try? JSON(parsing: Array(lines[line - 1])), let members = object.members else {
                throw FuzzFailure("line \(line) gives a row and is no JSON object")
            }
            for member in members {
                guard let column = FileReading.columns.firstIndex(of: member.key) else {
                    throw FuzzFailure("line \(line) has a key that is no column, and gives a row")
                }
                switch member.value {
                case .string(let text), .number(let text):
                    // Half a surrogate pair, which is no character, is left to the check of the text by the one reader.
                    let cell = String(decoding: row[column], as: UTF8.self)
                    try require(Array(cell.utf8) == Array(text.utf8), "line \(line) is read as another text")
                case .boolean(let flag):
                    try require(row[column] == Array(String(flag).utf8), "line \(line) is read as another text")
                case .null: try require(row[column].isEmpty, "line \(line) is read as a text, and is none")
                case .array, .object: throw FuzzFailure("line \(line) gives a row and has values that are no cells")
                }
            }
        }
    }

    private static func checkRows(_ bytes: [UInt8], _ form: FileReading.Form) throws -> FileReading {
        let whole = try FileReading(bytes, form, pieceLimit: .max)
        for limit in [1, 3, 16] {
            let pieces = try FileReading(bytes, form, pieceLimit: limit)
            try require(
                pieces == whole, "in pieces of \(limit) it is read otherwise than whole:\n  \(pieces)\n  \(whole)")
        }
        return whole
    }

    /// What keeps to RFC 4180 is read as that has it.
    private static func checkStrictly(_ bytes: [UInt8], _ reading: FileReading) throws {
        guard let records = try? StrictCSV.records(bytes) else { return }
        let expected = records.compactMap { record -> [[UInt8]]?? in
            if record == [[]] { return nil }
            return record.count == FileReading.columns.count ? .some(record) : .some(nil)
        }
        try require(reading.rows == expected, "CSV that keeps to RFC 4180 is read otherwise")
        try require(
            reading.findings.allSatisfy { $0.hasPrefix(FindingCode.rowWidth.name) },
            "CSV that keeps to RFC 4180 is refused: \(reading.findings)")
    }

    /// A row as the writers of CSV write it.
    private static func csvLine(_ cells: [[UInt8]]) -> [UInt8] {
        let written = cells.map { cell -> [UInt8] in
            var buffer = ByteBuffer(capacity: 2 * cell.count + 64)
            cell.withUnsafeBufferPointer { cell in
                guard let text = cell.baseAddress, cell.count > 0 else { return }
                guard needsCSVQuotes(text, count: cell.count, delimiter: 0x2C) else {
                    buffer.append(cell)
                    return
                }
                var end = buffer.base
                writeCSVQuoted(text, count: cell.count, to: &end)
                buffer.count = end - buffer.base
            }
            return buffer.array()
        }
        return Array(written.joined(separator: [0x2C])) + [0x0D, 0x0A]
    }
}

/// What reading a table's file gave.
private struct FileReading: Equatable {
    enum Form { case csv, ndjson }

    static let columns = ["id", "name", "description"]
    private static let layout = TableLayout(
        Table(
            name: "things", key: .id(prefix: "thg"), classIRI: "http://example.org/Thing", documentation: "Things.",
            columns: columns.map { Column(name: $0, kind: .text, property: nil, documentation: "A text.") }),
        index: 0)

    /// nil for one that was passed over.
    var rows: [[[UInt8]]?] = []
    /// Of the rows that were read.
    var lines: [Int] = []
    var findings: [String] = []

    init(_ bytes: [UInt8], _ form: Form, pieceLimit: Int) throws {
        let source = PiecewiseSource(bytes, sizes: [pieceLimit])
        var list = FindingList()
        let rows: any FileRows
        switch form {
        case .csv:
            rows = try CSVFileRows(source, fileName: "things", layout: Self.layout, findings: &list)
        case .ndjson:
            rows = NDJSONFileRows(source, fileName: "things", layout: Self.layout)
        }
        var builder = RowBatchBuilder(layoutIndex: 0, columnCount: rows.columnCount)
        reading: while true {
            switch try rows.next(into: &builder) {
            case .end: break reading
            case .skipped: self.rows.append(nil)
            case .row:
                lines.append(builder.lastLine)
                let row = builder.removeLastRow()
                self.rows.append((0..<rows.columnCount).map { column in row.withCell(column) { Array($0) } })
            }
        }
        list.append(builder.findings)
        findings = list.findings.map { "\($0.code.name) \($0.place.line ?? 0): \($0.message)" }
    }
}
