package import CaseBytes
package import CaseModel

/// Reads CSV (RFC 4180; LF and CR LF end a line) row by row.
package final class CSVFileRows: FileRows {
    private struct Field {
        var start: Int
        var end: Int
        /// Whether quotes inside it are written twice.
        var hasQuotes: Bool
    }

    private var window: FileWindow
    private let fileName: String
    private let layout: TableLayout
    private var line = 1
    /// The fields of a record, no more of them than could be of use.
    private var fields: [Field] = []
    private var fieldLimit = CSVFileRows.columnLimit
    /// How many fields the record has.
    private var fieldCount = 0
    private var headerCount = 0

    /// How many columns a header may have: nobody has as many, and a file of commas must not fill the memory.
    private static let columnLimit = 2000

    /// For each column of a row, stored and then derived, the field that holds it, or -1.
    private var fieldOfColumn: [Int] = []
    private let defaults: [[UInt8]?]
    private var isBroken = false

    /// Reads a file's header.
    ///
    /// - Parameter findings: what is wrong with the header. A file whose header cannot be used has no rows.
    package init(_ source: any ByteSource, fileName: String, layout: TableLayout, findings: inout FindingList) throws {
        window = FileWindow(source)
        self.fileName = fileName
        self.layout = layout
        defaults = layout.table.columns.map { $0.defaultValue.map { Array($0.utf8) } }
        try readHeader(&findings)
    }

    /// How many columns a row has here: the stored ones, and the derived ones where the file has any of them.
    package private(set) var columnCount = 0

    private func place(line: Int, column: String? = nil) -> Place {
        Place(table: layout.table.name, column: column, file: fileName, line: line)
    }

    private func readHeader(_ findings: inout FindingList) throws {
        columnCount = layout.storedCount
        fieldOfColumn = Array(repeating: -1, count: layout.storedCount)
        // A read may give less than there is.
        while window.count < 4, try window.refill() {}
        if window.count >= 3, window.start[0] == 0xEF, window.start[1] == 0xBB, window.start[2] == 0xBF {
            findings.append(Finding(.byteOrderMark, at: place(line: 1), "the file begins with a byte order mark"))
            window.position = 3
        } else if window.count >= 2, Self.isUTF16(window.start[0], window.start[1]) {
            findings.append(Finding(.invalidUTF8, at: place(line: 1), "the file is UTF-16, not UTF-8"))
            isBroken = true
            return
        }
        guard window.position < window.count else {
            findings.append(Finding(.missingHeader, at: place(line: 1), "the file is empty"))
            isBroken = true
            return
        }
        guard try readRecord(&findings) else {
            isBroken = true
            return
        }
        guard fieldCount <= Self.columnLimit else {
            findings.append(
                Finding(
                    .headerColumn, at: place(line: 1),
                    "the header has \(fieldCount) columns, and \(Self.columnLimit) are the limit"))
            isBroken = true
            return
        }
        headerCount = fieldCount
        fieldLimit = headerCount
        var names: [String] = []
        for index in fields.indices {
            let name = text(of: fields[index])
            if names.contains(name) {
                findings.append(Finding(.headerColumn, at: place(line: 1, column: name), "the column is there twice"))
            } else if let column = layout.columns.first(where: { $0.column.name == name }) {
                switch column.source {
                case .stored(let stored): fieldOfColumn[stored] = index
                case .derived(let derived):
                    if columnCount == layout.storedCount {
                        columnCount += layout.derivedCount
                        fieldOfColumn += Array(repeating: -1, count: layout.derivedCount)
                    }
                    fieldOfColumn[layout.storedCount + derived] = index
                }
            } else {
                findings.append(
                    Finding(
                        .headerColumn, at: place(line: 1, column: name),
                        "the table \(layout.table.name) has no column \"\(visible(name))\"" + remark(on: name)))
            }
            names.append(name)
        }
        for (index, column) in layout.table.columns.enumerated() where column.isRequired && fieldOfColumn[index] < 0 {
            findings.append(
                Finding(
                    .missingColumn, at: place(line: 1, column: column.name), "the header has no column \(column.name)"))
            isBroken = true
        }
    }

    /// What is probably wrong with a name in the header.
    private func remark(on name: String) -> String {
        if fields.count == 1, let mark = [";", "\t"].first(where: { name.utf8.contains($0.utf8.first!) }) {
            return ": cells have to be separated by commas, not by \(mark == ";" ? "semicolons" : "tabs")"
        }
        let known = layout.columns.map(\.column.name)
        if known.contains(trimmed(name)) { return ": there is white space around it" }
        return nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// Whether a file that begins so is UTF-16: with its byte order mark, or a letter in two bytes, one of them NUL.
    private static func isUTF16(_ first: UInt8, _ second: UInt8) -> Bool {
        (first ^ second == 1 && first | second == 0xFF) || (first == 0) != (second == 0)
    }

    private func text(of field: Field) -> String {
        let bytes = UnsafeBufferPointer(start: window.start + field.start, count: field.end - field.start)
        return field.hasQuotes ? String(decoding: Self.unquoted(bytes), as: UTF8.self) : bytes.text
    }

    /// Quotes that are written twice, written once.
    private static func unquoted(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            plain.append(bytes[index])
            index += bytes[index] == 0x22 ? 2 : 1
        }
        return plain
    }

    package func next(into builder: inout RowBatchBuilder) throws -> FileRow {
        while true {
            if isBroken { return .end }
            let first = line
            guard try readRecord(&builder.findings) else { return .end }
            // A line with nothing on it holds nothing that could be lost.
            if fieldCount == 1, fields[0].start == fields[0].end, headerCount > 1 { continue }
            guard fieldCount == headerCount else {
                builder.findings.append(
                    Finding(
                        .rowWidth, at: place(line: first),
                        "the row has \(fieldCount) cells, the header has \(headerCount)"))
                return .skipped
            }
            for column in 0..<columnCount { append(column, to: &builder) }
            builder.note(line: first)
            return .row
        }
    }

    @inline(__always)
    private func append(_ column: Int, to builder: inout RowBatchBuilder) {
        let index = fieldOfColumn[column]
        if index >= 0 {
            let field = fields[index]
            if field.end > field.start {
                let bytes = UnsafeBufferPointer(start: window.start + field.start, count: field.end &- field.start)
                if field.hasQuotes {
                    Self.unquoted(bytes).withUnsafeBufferPointer { builder.append(cell: $0) }
                } else {
                    builder.append(cell: bytes)
                }
                return
            }
        }
        if column < defaults.count, let value = defaults[column] {
            value.withUnsafeBufferPointer { builder.append(cell: $0) }
        } else {
            builder.endCell()
        }
    }

    @inline(__always)
    private func append(_ field: Field) {
        if fieldCount < fieldLimit { fields.append(field) }
        fieldCount &+= 1
    }

    private enum Scan { case record, end, more, broken }

    /// Finds the fields of the next record and moves behind it.
    ///
    /// - Returns: false at the end of the file, and where it is broken, which is reported.
    private func readRecord(_ findings: inout FindingList) throws -> Bool {
        while true {
            switch scan(&findings) {
            case .record: return true
            case .end: return false
            case .broken:
                isBroken = true
                return false
            case .more:
                if try window.refill() { continue }
                if window.isAtEnd { continue }
                findings.append(
                    Finding(
                        .csvSyntax, at: place(line: line),
                        "a row that begins here is longer than \(FileWindow.recordLimit >> 20) MiB; its quotes are probably not closed"
                    ))
                isBroken = true
                return false
            }
        }
    }

    private func scan(_ findings: inout FindingList) -> Scan {
        let start = window.start
        let count = window.count
        var position = window.position
        if position >= count { return window.isAtEnd ? .end : .more }
        fields.removeAll(keepingCapacity: true)
        fieldCount = 0
        var lines = 0
        while true {
            var field = Field(start: position, end: position, hasQuotes: false)
            if position < count, start[position] == 0x22 {
                position += 1
                field.start = position
                quoted: while true {
                    let offset = firstIndex(of: 0x22, 0x0A, 0x22, 0x0A, in: start + position, count: count - position)
                    position += offset
                    if position >= count {
                        guard window.isAtEnd else { return .more }
                        findings.append(
                            Finding(
                                .csvSyntax, at: place(line: line + lines),
                                "the file ends inside quotes; the row begins on line \(line)"))
                        return .broken
                    }
                    if start[position] == 0x0A {
                        lines += 1
                        position += 1
                        continue
                    }
                    if position + 1 >= count, !window.isAtEnd { return .more }
                    if position + 1 < count, start[position + 1] == 0x22 {
                        field.hasQuotes = true
                        position += 2
                        continue
                    }
                    field.end = position
                    position += 1
                    break quoted
                }
                if position < count, start[position] != 0x2C, start[position] != 0x0A, start[position] != 0x0D {
                    findings.append(
                        Finding(.csvSyntax, at: place(line: line + lines), "there is text behind a closing quote"))
                    return .broken
                }
            } else {
                position += firstIndex(of: 0x2C, 0x0A, 0x0D, 0x22, in: start + position, count: count - position)
                if position < count, start[position] == 0x22 {
                    findings.append(
                        Finding(
                            .csvSyntax, at: place(line: line),
                            "there is a quote inside a cell that does not begin with one"))
                    return .broken
                }
                field.end = position
            }
            if position >= count {
                guard window.isAtEnd else { return .more }
                append(field)
                line += lines + 1
                window.position = position
                return .record
            }
            append(field)
            switch start[position] {
            case 0x2C: position += 1
            case 0x0A:
                line += lines + 1
                window.position = position + 1
                return .record
            default:
                if position + 1 >= count {
                    guard window.isAtEnd else { return .more }
                    findings.append(Finding(.lineEnds, at: place(line: line + lines), "the line ends with CR alone"))
                    return .broken
                }
                guard start[position + 1] == 0x0A else {
                    findings.append(Finding(.lineEnds, at: place(line: line + lines), "the line ends with CR alone"))
                    return .broken
                }
                line += lines + 1
                window.position = position + 2
                return .record
            }
        }
    }
}
