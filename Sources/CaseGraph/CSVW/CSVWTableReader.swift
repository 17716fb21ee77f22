import CaseBytes
import CaseModel

/// Makes the triples of one table, in minimal mode (Generating RDF from Tabular Data on the Web, section 4.6).
final class CSVWTableReader {
    private let table: CSVWTable
    private let file: String
    private let scanner: CSVWScanner
    private let sink: any QuadSink
    private let warnings: CSVWWarnings
    private let resolver: CSVWResolver
    private let row = CSVWRow()
    private let skipped: Int
    private var sourceRow = 1
    /// How many blank nodes there are.
    private var blankCount: Int

    private var described: [CSVWColumn] = []
    private var virtual: [CSVWColumn] = []
    private var describedCount = 0

    private var subjects = ByteBuffer()
    private var subjectEnds: [Int] = []
    private var predicate = ByteBuffer()
    private var object = ByteBuffer()
    private var node = ByteBuffer()

    private static let first = Array("<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>".utf8)
    private static let rest = Array("<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>".utf8)
    private static let end = Array("<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>".utf8)

    /// - Parameters:
    ///   - file: for messages.
    ///   - blankCount: how many blank nodes the tables before have made.
    init(
        _ table: CSVWTable, source: any ByteSource, file: String, termLimit: Int, blankCount: Int,
        sink: any QuadSink, warnings: CSVWWarnings
    ) throws {
        self.table = table
        self.file = file
        self.sink = sink
        self.warnings = warnings
        self.blankCount = blankCount
        skipped = table.dialect.skippedColumns
        scanner = CSVWScanner(source, dialect: table.dialect, file: file, recordLimit: termLimit)
        resolver = try CSVWResolver(tableURL: table.url)
    }

    /// Reads all rows.
    ///
    /// - Returns: how many blank nodes there are then.
    func read() throws -> Int {
        let hasRow = try readHeader()
        var plan = try makePlan()
        if hasRow {
            repeat {
                let count = max(0, scanner.cells.count - skipped)
                if count > plan.sourceCount {
                    widen(to: count)
                    report(plan)
                    plan = try makePlan()
                }
                try readRow(plan)
                row.number += 1
                sourceRow += 1
            } while try scanner.nextRow(counting: &sourceRow)
        }
        report(plan)
        return blankCount
    }

    private func report(_ plan: CSVWPlan) {
        for column in plan.columns {
            if let summary = column.summary { warnings.warn("\(file): \(summary)") }
        }
    }

    // MARK: - The header

    /// Reads the lines before the rows, and the first row.
    ///
    /// - Returns: false where there is no row.
    private func readHeader() throws -> Bool {
        try scanner.skipLines(table.dialect.skippedRows)
        sourceRow += table.dialect.skippedRows
        var titles: [[CSVWTitle]] = []
        var headerCount = 0
        for _ in 0..<table.dialect.headerRowCount {
            guard try scanner.nextRow(counting: &sourceRow) else { break }
            sourceRow += 1
            let cells = scanner.cells.dropFirst(skipped)
            headerCount = max(headerCount, cells.count)
            while titles.count < cells.count { titles.append([]) }
            for (index, cell) in cells.enumerated() {
                let text = scanner.bytes(of: cell).text
                if trimmed(text).isEmpty { continue }
                titles[index].append(CSVWTitle(text: text, language: table.properties.language ?? "und"))
            }
        }
        row.number = 1
        let hasRow = try scanner.nextRow(counting: &sourceRow)
        virtual = table.schema.columns.filter(\.isVirtual)
        described = table.schema.columns.filter { !$0.isVirtual }
        if !table.schema.describesColumns {
            described = titles.map { CSVWColumn(titles: $0.map { CSVWTitle(text: $0.text, language: "und") }) }
            if table.dialect.headerRowCount == 0, hasRow { widen(to: scanner.cells.count - skipped) }
            describedCount = described.count
        } else {
            describedCount = described.count
            if table.dialect.headerRowCount > 0 { compare(titles) }
            widen(to: headerCount)
        }
        return hasRow
    }

    /// Makes columns for cells that no description is for.
    private func widen(to count: Int) {
        while described.count < count { described.append(CSVWColumn()) }
    }

    private func makePlan() throws -> CSVWPlan {
        try CSVWPlan(table, columns: described + virtual, describedCount: describedCount, resolver: resolver)
    }

    /// Warns where the header is not that of the description (Metadata Vocabulary, section 5.5.1).
    private func compare(_ titles: [[CSVWTitle]]) {
        if titles.count != described.count {
            warnings.warn(
                "\(file): the file has \(titles.count) columns, and its description has \(described.count)")
        }
        for (index, (column, found)) in zip(described, titles).enumerated() where !column.titles.isEmpty {
            if found.isEmpty || column.titles.contains(where: { title in found.contains(where: title.matches) }) {
                continue
            }
            warnings.warn(
                "\(file): column \(index + 1) has the title \"\(visible(found[0].text))\", "
                    + "and is described as \"\(visible(column.titles[0].text))\"")
        }
    }

    // MARK: - Rows

    private func readRow(_ plan: CSVWPlan) throws {
        let cells = scanner.cells
        if table.dialect.skipsBlankRows, cells.allSatisfy({ $0.count == 0 }) {
            row.number -= 1
            return
        }
        row.sourceNumber = sourceRow
        row.begin(columns: plan.columns.count)
        let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for (index, column) in plan.columns.enumerated() {
            let isThere = index < plan.sourceCount && index + skipped < cells.count
            let text = isThere ? scanner.bytes(of: cells[index + skipped]) : empty
            if column.isPlain {
                row.set(index, text: text)
            } else {
                row.set(index, cell: text, column)
            }
        }
        try writeSubjects(plan)
        var blank = -1
        for output in plan.outputs { try write(output, plan.columns[output.column], blank: &blank) }
    }

    private func writeSubjects(_ plan: CSVWPlan) throws(GraphProblem) {
        subjects.removeAll()
        subjectEnds.removeAll(keepingCapacity: true)
        for term in plan.subjects {
            try append(term, to: &subjects)
            subjectEnds.append(subjects.count)
        }
    }

    @inline(__always)
    private func append(_ term: CSVWPlan.Term, to target: inout ByteBuffer) throws(GraphProblem) {
        switch term {
        case .constant(let bytes): target.append(bytes)
        case .template(let template): try resolver.append(template, row, to: &target)
        }
    }

    /// The subject of a cell; -1 stands for the row's own blank node, which is made where it is needed.
    @inline(__always)
    private func subject(_ index: Int, blank: inout Int) -> TermBytes {
        if index < 0 {
            if blank < 0 {
                blank = subjects.count
                appendBlank(blankCount, to: &subjects)
                blankCount += 1
            }
            return UnsafeBufferPointer(rebasing: subjects.bytes[blank...])
        }
        return UnsafeBufferPointer(
            rebasing: subjects.bytes[(index == 0 ? 0 : subjectEnds[index - 1])..<subjectEnds[index]])
    }

    private func appendBlank(_ number: Int, to target: inout ByteBuffer) {
        target.append("_:g" as StaticString)
        target.append(String(number))
    }

    private func write(_ output: CSVWPlan.Output, _ column: CSVWPlan.Column, blank: inout Int) throws {
        let value = row.values[output.column]
        if value.state == .null, output.value == nil || !column.isVirtual { return }
        if value.state == .list, output.value == nil, value.count == 0, !column.isOrdered { return }
        predicate.removeAll()
        try append(output.predicate, to: &predicate)
        object.removeAll()
        if let term = output.value {
            try append(term, to: &object)
            return try add(subject(output.subject, blank: &blank))
        }
        if value.state == .single {
            appendLiteral(value, column)
            return try add(subject(output.subject, blank: &blank))
        }
        if column.isOrdered { return try writeList(value, column, subject(output.subject, blank: &blank)) }
        for item in row.items[value.offset..<value.offset + value.count] {
            object.removeAll()
            appendLiteral(item, column)
            try add(subject(output.subject, blank: &blank))
        }
    }

    @inline(__always)
    private func add(_ subject: TermBytes) throws {
        try sink.add(
            subject: subject, predicate: predicate.bytes, object: object.bytes,
            graph: UnsafeBufferPointer(start: nil, count: 0))
    }

    @inline(__always)
    private func appendLiteral(_ value: CSVWRow.Value, _ column: CSVWPlan.Column) {
        let text = row.bytes(of: value)
        object.append(0x22)
        if let start = text.baseAddress {
            object.reserve(text.count * 6 + ByteBuffer.slack)
            var end = object.base + object.count
            writeNQuads(start, count: text.count, to: &end)
            object.count = end - object.base
        }
        object.append(0x22)
        object.append(value.isPlain ? column.plainSuffix : column.suffix)
    }

    /// Writes an ordered value as a list (RDF Schema, section 5.2).
    private func writeList(_ value: CSVWRow.Value, _ column: CSVWPlan.Column, _ subject: TermBytes) throws {
        let count = value.count
        func head(_ index: Int) {
            object.removeAll()
            if index < count { appendBlank(blankCount + index, to: &object) } else { object.append(Self.end) }
        }
        head(0)
        try add(subject)
        for (index, item) in row.items[value.offset..<value.offset + count].enumerated() {
            node.removeAll()
            appendBlank(blankCount + index, to: &node)
            predicate.removeAll()
            predicate.append(Self.first)
            object.removeAll()
            appendLiteral(item, column)
            try add(node.bytes)
            predicate.removeAll()
            predicate.append(Self.rest)
            head(index + 1)
            try add(node.bytes)
        }
        blankCount += count
    }
}
