import CaseBytes
import CaseFiles
import CaseModel

/// Reads NDJSON row by row: one flat object a line (RFC 8259), whose keys are column names.
final class NDJSONFileRows: FileRows {
    private var window: FileWindow
    private let fileName: String
    private let layout: TableLayout
    private var line = 0
    private let columnByName: [String: Int]
    private let defaults: [[UInt8]?]
    /// The cells of the row that is being read.
    private var values: [[UInt8]]
    private var seen: [Bool]
    let columnCount: Int

    init(path: String, fileName: String, layout: TableLayout) throws {
        window = try FileWindow(path)
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

    func next(into builder: inout RowBatchBuilder) throws -> FileRow {
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
        var position = 0
        func skipSpace() {
            while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 || bytes[position] == 0x0D
            { position += 1 }
        }
        func expected(_ what: String) -> Problem {
            let found =
                position < bytes.count
                ? "\"\(visible(UnsafeBufferPointer(rebasing: bytes[position...]).text, limit: 12))\""
                : "the end of the line"
            return Problem(message: "expected \(what), found \(found) at byte \(position + 1)")
        }
        skipSpace()
        guard position < bytes.count, bytes[position] == 0x7B else { return expected("{") }
        position += 1
        skipSpace()
        var isFirst = true
        while true {
            guard position < bytes.count else { return expected("a key or }") }
            if bytes[position] == 0x7D, isFirst || bytes[position - 1] != 0x2C {
                position += 1
                skipSpace()
                return position == bytes.count ? nil : expected("nothing behind the object")
            }
            var key: [UInt8] = []
            guard Self.string(bytes, &position, into: &key) else { return expected("a key in quotes") }
            let name = String(decoding: key, as: UTF8.self)
            skipSpace()
            guard position < bytes.count, bytes[position] == 0x3A else { return expected("a colon") }
            position += 1
            skipSpace()
            guard let column = columnByName[name] else {
                return Problem(
                    code: .headerColumn, column: name,
                    message: "the table \(layout.table.name) has no column \"\(visible(name))\"")
            }
            guard !seen[column] else {
                return Problem(code: .headerColumn, column: name, message: "the key is there twice")
            }
            seen[column] = true
            guard Self.value(bytes, &position, into: &values[column]) else {
                return expected("a string, a number, true, false or null")
            }
            skipSpace()
            if position < bytes.count, bytes[position] == 0x2C {
                position += 1
                skipSpace()
                if position < bytes.count, bytes[position] == 0x7D { return expected("a key") }
            } else if position >= bytes.count || bytes[position] != 0x7D {
                return expected("a comma or }")
            }
            isFirst = false
        }
    }

    private static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, into value: inout [UInt8])
        -> Bool
    {
        guard position < bytes.count else { return false }
        if bytes[position] == 0x22 { return string(bytes, &position, into: &value) }
        let start = position
        while position < bytes.count, isAlphanumeric(bytes[position]) || [0x2B, 0x2D, 0x2E].contains(bytes[position]) {
            position += 1
        }
        let word = UnsafeBufferPointer(rebasing: bytes[start..<position])
        if word.equals("null") { return true }
        guard word.equals("true") || word.equals("false") || isNumber(word) else { return false }
        value.append(contentsOf: word)
        return true
    }

    /// RFC 8259, section 6.
    private static func isNumber(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = word.first == 0x2D ? 1 : 0
        func digits() -> Int {
            let start = index
            while index < word.count, isDigit(word[index]) { index += 1 }
            return index - start
        }
        let first = index
        let whole = digits()
        guard whole == 1 || whole > 1 && word[first] != 0x30 else { return false }
        if index < word.count, word[index] == 0x2E {
            index += 1
            guard digits() > 0 else { return false }
        }
        if index < word.count, word[index] | 0x20 == 0x65 {
            index += 1
            if index < word.count, word[index] == 0x2B || word[index] == 0x2D { index += 1 }
            guard digits() > 0 else { return false }
        }
        return index == word.count
    }

    /// RFC 8259, section 7. A lone surrogate becomes three bytes that are not UTF-8, which the check then reports.
    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, into value: inout [UInt8])
        -> Bool
    {
        guard position < bytes.count, bytes[position] == 0x22 else { return false }
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x22 {
                position += 1
                return true
            }
            guard byte >= 0x20 else { return false }
            position += 1
            guard byte == 0x5C else {
                value.append(byte)
                continue
            }
            guard position < bytes.count else { return false }
            let escape = bytes[position]
            position += 1
            switch escape {
            case 0x22, 0x5C, 0x2F: value.append(escape)
            case 0x62: value.append(0x08)
            case 0x66: value.append(0x0C)
            case 0x6E: value.append(0x0A)
            case 0x72: value.append(0x0D)
            case 0x74: value.append(0x09)
            case 0x75:
                guard var scalar = hexadecimal(bytes, &position) else { return false }
                if (0xD800...0xDBFF).contains(scalar), position + 1 < bytes.count, bytes[position] == 0x5C,
                    bytes[position + 1] == 0x75
                {
                    var ahead = position + 2
                    if let low = hexadecimal(bytes, &ahead), (0xDC00...0xDFFF).contains(low) {
                        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                        position = ahead
                    }
                }
                append(scalar, to: &value)
            default: return false
            }
        }
        return false
    }

    private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[position]
            let lower = byte | 0x20
            if isDigit(byte) {
                value = value << 4 | UInt32(byte - 0x30)
            } else if (0x61...0x66).contains(lower) {
                value = value << 4 | UInt32(lower - 0x57)
            } else {
                return nil
            }
            position += 1
        }
        return value
    }

    private static func append(_ scalar: UInt32, to value: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: value.append(UInt8(scalar))
        case 0..<0x800: value += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
        case 0..<0x10000:
            value += [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)]
        default:
            value += [
                UInt8(0xF0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3F), UInt8(0x80 | scalar >> 6 & 0x3F),
                UInt8(0x80 | scalar & 0x3F),
            ]
        }
    }
}
