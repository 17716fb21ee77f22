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
    @exclusivity(unchecked) private var blankCount: Int

    private var described: [CSVWColumn] = []
    private var virtual: [CSVWColumn] = []
    private var describedCount = 0

    @exclusivity(unchecked) private var subjects = ByteBuffer()
    @exclusivity(unchecked) private var subjectEnds: [Int] = []
    @exclusivity(unchecked) private var predicateBuffer = ByteBuffer()
    @exclusivity(unchecked) private var object = ByteBuffer()
    @exclusivity(unchecked) private var node = ByteBuffer()

    private static let first = Array("<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>".utf8)
    private static let rest = Array("<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>".utf8)
    private static let end = Array("<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>".utf8)

    /// - Parameters:
    ///   - file: for messages.
    ///   - blankCount: how many blank nodes the tables before have made.
    init(
        _ table: CSVWTable, source: any ByteSource, file: String, options: GraphReaderOptions,
        blankCount: Int, sink: any QuadSink, warnings: CSVWWarnings
    ) throws {
        self.table = table
        self.file = file
        self.sink = sink
        self.warnings = warnings
        self.blankCount = blankCount
        skipped = table.dialect.skippedColumns
        scanner = CSVWScanner(
            source, dialect: table.dialect, file: file, recordLimit: options.termLimit,
            windowSize: options.windowSize)
        resolver = try CSVWResolver(tableURL: table.url)
    }

    /// Reads all rows.
    ///
    /// - Returns: how many blank nodes there are then.
    func read() throws -> Int {
        let hasRow = try readHeader()
        var plan = try makePlan()
        let columnCount = plan.sourceCount
        var short: (count: Int, first: Int) = (0, 0)
        if hasRow {
            repeat {
                let count = max(0, scanner.cells.count - skipped)
                if count < columnCount {
                    if short.count == 0 { short.first = row.number }
                    short.count += 1
                } else if count > plan.sourceCount {
                    warnings.warn("\(file): row \(row.number) has \(count) cells, and there are \(columnCount) columns")
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
        if short.count > 0 {
            warnings.warn(
                "\(file): \(short.count) rows have fewer cells than there are columns (\(columnCount)), "
                    + "the first of them is row \(short.first)")
        }
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
        for (index, (column, found)) in zip(described, titles).enumerated() {
            let titles = column.titles.isEmpty ? column.namedTitles : column.titles
            guard let expected = titles.first, let title = found.first,
                !titles.contains(where: { title in found.contains(where: title.matches) })
            else { continue }
            warnings.warn(
                "\(file): column \(index + 1) has the title \"\(visible(title.text))\", "
                    + "and is described as \"\(visible(expected.text))\"")
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
        let isPlain = plan.isPlain
        let isRequired = plan.isRequired
        for index in isPlain.indices {
            let isThere = index < plan.sourceCount && index + skipped < cells.count
            let text = isThere ? scanner.bytes(of: cells[index + skipped]) : empty
            if isPlain[index], !text.isEmpty || !isRequired[index] {
                row.set(index, text: text)
            } else {
                row.set(index, cell: text, plan.columns[index])
            }
        }
        try writeSubjects(plan)
        var blank = -1
        for output in plan.outputs { try write(output, of: plan, blank: &blank) }
    }

    private func writeSubjects(_ plan: CSVWPlan) throws(GraphProblem) {
        subjects.removeAll()
        subjectEnds.removeAll(keepingCapacity: true)
        for term in plan.subjects {
            try append(term, of: plan, to: &subjects)
            subjectEnds.append(subjects.count)
        }
    }

    @inline(__always)
    private func append(_ term: CSVWPlan.Term, of plan: CSVWPlan, to target: inout ByteBuffer) throws(GraphProblem) {
        if term.template < 0 {
            target.append(plan.bytes(of: term.run))
        } else {
            try resolver.append(term.template, of: plan, row, to: &target)
        }
    }

    /// A term that stands ready, or is made in a buffer.
    @inline(__always)
    private func bytes(of term: CSVWPlan.Term, of plan: CSVWPlan, in buffer: inout ByteBuffer) throws(GraphProblem)
        -> TermBytes
    {
        if term.template < 0 { return plan.bytes(of: term.run) }
        buffer.removeAll()
        try resolver.append(term.template, of: plan, row, to: &buffer)
        return buffer.bytes
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

    private func write(_ output: CSVWPlan.Output, of plan: CSVWPlan, blank: inout Int) throws {
        let value = row.values[output.column]
        if value.state == .null, !output.hasValue || !output.isVirtual { return }
        if value.state == .list, !output.hasValue, value.count == 0, !output.isOrdered { return }
        let predicate = try bytes(of: output.predicate, of: plan, in: &predicateBuffer)
        let subject = subject(output.subject, blank: &blank)
        if output.hasValue {
            try add(subject, predicate, try bytes(of: output.value, of: plan, in: &object))
        } else if value.state == .single {
            try add(subject, predicate, literal(value, output, plan))
        } else if output.isOrdered {
            try writeList(value, output, of: plan, subject, predicate)
        } else {
            for item in row.items[value.offset..<value.offset + value.count] {
                try add(subject, predicate, literal(item, output, plan))
            }
        }
    }

    @inline(__always)
    private func add(_ subject: TermBytes, _ predicate: TermBytes, _ object: TermBytes) throws {
        try sink.add(
            subject: subject, predicate: predicate, object: object, graph: UnsafeBufferPointer(start: nil, count: 0))
    }

    /// A value as a literal, in `object`.
    @inline(__always)
    private func literal(_ value: CSVWRow.Value, _ output: CSVWPlan.Output, _ plan: CSVWPlan) -> TermBytes {
        let text = row.bytes(of: value)
        object.removeAll()
        object.append(0x22)
        if let start = text.baseAddress {
            object.reserve(text.count * 6 + ByteBuffer.slack)
            var end = object.base + object.count
            writeNQuads(start, count: text.count, to: &end)
            object.count = end - object.base
        }
        object.append(0x22)
        object.append(plan.bytes(of: value.isPlain ? output.plainSuffix : output.suffix))
        return object.bytes
    }

    /// Writes an ordered value as a list (RDF Schema, section 5.2).
    private func writeList(
        _ value: CSVWRow.Value, _ output: CSVWPlan.Output, of plan: CSVWPlan, _ subject: TermBytes,
        _ predicate: TermBytes
    ) throws {
        let count = value.count
        func head(_ index: Int) -> TermBytes {
            object.removeAll()
            if index < count { appendBlank(blankCount + index, to: &object) } else { object.append(Self.end) }
            return object.bytes
        }
        try add(subject, predicate, head(0))
        for (index, item) in row.items[value.offset..<value.offset + count].enumerated() {
            node.removeAll()
            appendBlank(blankCount + index, to: &node)
            try Self.first.withUnsafeBufferPointer { try add(node.bytes, $0, literal(item, output, plan)) }
            try Self.rest.withUnsafeBufferPointer { try add(node.bytes, $0, head(index + 1)) }
        }
        blankCount += count
    }
}
