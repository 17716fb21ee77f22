package import CaseBytes
package import CaseModel

/// Reads NDJSON row by row: one flat object a line (RFC 8259), whose keys are column names.
package final class NDJSONFileRows: FileRows {
    private var window: FileWindow
    private let fileName: String
    private let layout: TableLayout
    private var line = 0
    private let columnByName: [String: Int]
    private let defaults: [[UInt8]?]
    /// The cells of the row that is being read.
    private var values: [[UInt8]]
    private var seen: [Bool]
    package let columnCount: Int

    package init(_ source: any ByteSource, fileName: String, layout: TableLayout) {
        window = FileWindow(source)
        self.fileName = fileName
        self.layout = layout
        defaults = layout.table.columns.map { $0.defaultValue.map { Array($0.utf8) } }
        columnCount = layout.storedCount + layout.derivedCount
        var columns: [String: Int] = [:]
        for column in layout.columns {
            switch column.source {
            case .stored(let index): columns[column.column.name] = index
            case .derived(let index): columns[column.column.name] = layout.storedCount + index
            }
        }
        columnByName = columns
        values = Array(repeating: [], count: columnCount)
        seen = Array(repeating: false, count: columnCount)
    }

    package func next(into builder: inout RowBatchBuilder) throws -> FileRow {
        while true {
            guard let (start, end) = try nextLine(&builder.findings) else { return .end }
            line += 1
            let isFirst = line == 1
            var bytes = UnsafeBufferPointer(start: window.start + start, count: end - start)
            if isFirst, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
                builder.findings.append(Finding(.byteOrderMark, at: place(), "the file begins with a byte order mark"))
                bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(3))
            }
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            for index in values.indices {
                values[index].removeAll(keepingCapacity: true)
                seen[index] = false
            }
            if let problem = parse(bytes) {
                builder.findings.append(Finding(problem.code, at: place(column: problem.column), problem.message))
                return .skipped
            }
            for index in values.indices {
                if values[index].isEmpty, index < defaults.count, let value = defaults[index] {
                    value.withUnsafeBufferPointer { builder.append(cell: $0) }
                } else {
                    values[index].withUnsafeBufferPointer { builder.append(cell: $0) }
                }
            }
            builder.note(line: line)
            return .row
        }
    }

    private func place(column: String? = nil) -> Place {
        Place(table: layout.table.name, column: column, file: fileName, line: line)
    }

    private func nextLine(_ findings: inout FindingList) throws -> (Int, Int)? {
        while true {
            let start = window.position
            let offset = firstIndex(of: 0x0A, 0x0A, 0x0A, 0x0A, in: window.start + start, count: window.count - start)
            if start + offset < window.count {
                window.position = start + offset + 1
                return (start, start + offset)
            }
            if try window.refill() { continue }
            guard window.isAtEnd else {
                line += 1
                findings.append(
                    Finding(.jsonSyntax, at: place(), "the line is longer than \(FileWindow.recordLimit >> 20) MiB"))
                return nil
            }
            if window.position >= window.count { return nil }
            let rest = window.position
            window.position = window.count
            return (rest, window.count)
        }
    }

    private struct Problem {
        var code: FindingCode = .jsonSyntax
        var column: String?
        let message: String
    }

    /// Reads one object into `values`.
    private func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Problem? {
        var scanner = JSONScanner(bytes, isText: false)
        func expected(_ what: String) -> Problem {
            let problem = scanner.expected(what)
            return Problem(message: "\(problem.message) at character \(problem.column)")
        }
        scanner.skipSpace()
        guard scanner.take(0x7B) else { return expected("{") }
        scanner.skipSpace()
        var isAtEnd = scanner.take(0x7D)
        while !isAtEnd {
            scanner.skipSpace()
            var key: [UInt8] = []
            guard scanner.string(into: &key) else { return expected("a key in quotes") }
            let name = String(decoding: key, as: UTF8.self)
            scanner.skipSpace()
            guard scanner.take(0x3A) else { return expected("a colon") }
            scanner.skipSpace()
            guard let column = columnByName[name] else {
                return Problem(
                    code: .headerColumn, column: name,
                    message: "the table \(layout.table.name) has no column \"\(visible(name))\"")
            }
            guard !seen[column] else {
                return Problem(code: .headerColumn, column: name, message: "the key is there twice")
            }
            seen[column] = true
            if scanner.isNext(0x22) {
                guard scanner.string(into: &values[column]) else { return expected("a string") }
            } else {
                guard let word = scanner.word() else {
                    return expected("a string, a number, true, false or null")
                }
                if !word.equals("null") { values[column].append(contentsOf: word) }
            }
            scanner.skipSpace()
            isAtEnd = scanner.take(0x7D)
            if !isAtEnd, !scanner.take(0x2C) { return expected("a comma or }") }
        }
        scanner.skipSpace()
        return scanner.isAtEnd ? nil : expected("nothing behind the object")
    }
}
