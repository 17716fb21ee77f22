import CaseBytes
import CaseFiles
import CaseModel

/// The rows of one file, in canonical order.
///
/// A small file is sorted in memory. A large one is gone through once for its keys alone: if it is in order already,
/// canonically or by bytes, its rows stream; if not, they are sorted in runs on disk.
final class DirectoryReader: RowReader {
    private enum Way {
        case unopened
        /// The file is in the order that the rows are delivered in, or in that of the keys' bytes.
        case streaming(any FileRows, byBytes: Bool)
        case sorted
        case end
    }

    private let open: @Sendable (inout FindingList) throws -> any FileRows
    private let byteCount: Int
    private let fileName: String
    private let layout: TableLayout
    private let rowLimit: Int
    private let runLimit: Int
    private var builder: RowBatchBuilder
    private var way = Way.unopened
    private var sorter: RowSorter?
    private var order = CanonicalRows()
    private var lastKey: [UInt8]?
    private var lastLine = 0

    init(
        fileName: String, byteCount: Int, layout: TableLayout, rowLimit: Int, runLimit: Int,
        open: @escaping @Sendable (inout FindingList) throws -> any FileRows
    ) {
        self.open = open
        self.byteCount = byteCount
        self.fileName = fileName
        self.layout = layout
        self.rowLimit = rowLimit
        self.runLimit = runLimit
        builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: layout.storedCount, rowLimit: rowLimit)
    }

    func next() throws -> RowBatch? {
        while true {
            switch way {
            case .unopened: try begin()
            case .streaming(let rows, let byBytes):
                if let batch = try stream(rows, byBytes: byBytes) { return batch }
            case .sorted:
                if let batch = try takeSorted() { return batch }
            case .end: return nil
            }
        }
    }

    private func begin() throws {
        var findings = FindingList()
        let rows = try open(&findings)
        let columnCount = rows.columnCount
        builder = RowBatchBuilder(layoutIndex: layout.index, columnCount: columnCount, rowLimit: rowLimit)
        builder.findings.append(findings)
        if byteCount > runLimit {
            switch try orderOfKeys() {
            case .canonical: way = .streaming(rows, byBytes: false)
            case .byBytes: way = .streaming(rows, byBytes: true)
            case .none: try sort(rows, columnCount: columnCount)
            }
        } else {
            try sort(rows, columnCount: columnCount)
        }
    }

    private enum KeyOrder { case canonical, byBytes, none }

    /// Goes through the file for its keys. What is wrong with rows is reported when they are read again.
    private func orderOfKeys() throws -> KeyOrder {
        var findings = FindingList()
        let rows = try open(&findings)
        var scratch = RowBatchBuilder(layoutIndex: layout.index, columnCount: rows.columnCount)
        var last: [UInt8] = []
        var isCanonical = true
        var isByBytes = layout.table.prefix != nil
        while isCanonical || isByBytes {
            switch try rows.next(into: &scratch) {
            case .end: return isCanonical ? .canonical : .byBytes
            case .skipped: continue
            case .row: break
            }
            let key = CanonicalOrder.key(of: scratch.removeLastRow(), in: layout.table)
            if isCanonical,
                last.withUnsafeBufferPointer({ last in key.withUnsafeBufferPointer { CanonicalOrder.compare(last, $0) }
                }) > 0, !last.isEmpty
            {
                isCanonical = false
            }
            if isByBytes, key.lexicographicallyPrecedes(last) { isByBytes = false }
            last = key
        }
        return .none
    }

    private func sort(_ rows: any FileRows, columnCount: Int) throws {
        var scratch = RowBatchBuilder(layoutIndex: layout.index, columnCount: columnCount)
        var sorter = RowSorter(table: layout.table, columnCount: columnCount, runLimit: runLimit)
        loop: while true {
            switch try rows.next(into: &scratch) {
            case .end: break loop
            case .skipped: continue
            case .row: try sorter.append(scratch.removeLastRow())
            }
            try Interruption.check()
        }
        builder.findings.append(scratch.findings)
        try sorter.finish()
        self.sorter = consume sorter
        way = .sorted
    }

    private func takeSorted() throws -> RowBatch? {
        while let (key, row) = try sorter?.next() {
            noteDuplicate(of: key, line: row.line)
            builder.append(row)
            if builder.isFull { return builder.seal() }
        }
        sorter = nil
        way = .end
        return builder.isEmpty ? nil : builder.seal()
    }

    private func stream(_ rows: any FileRows, byBytes: Bool) throws -> RowBatch? {
        while true {
            // The row is appended, looked at, and taken out again where others have to come before it.
            switch try rows.next(into: &builder) {
            case .end:
                order.finish(into: &builder)
                way = .end
                return builder.isEmpty ? nil : builder.seal()
            case .skipped: continue
            case .row: break
            }
            let sealed = try settle(byBytes: byBytes)
            if let sealed { return sealed }
        }
    }

    /// Puts the row that was just read where it belongs, and ends the batch before it where that is full.
    private func settle(byBytes: Bool) throws -> RowBatch? {
        guard byBytes || builder.isFull else {
            let (key, line) = (builder.lastKey(of: layout.table), builder.lastLine)
            noteDuplicate(of: key, line: line)
            return nil
        }
        let row = builder.removeLastRow()
        let key = CanonicalOrder.key(of: row, in: layout.table)
        noteDuplicate(of: key, line: row.line)
        if byBytes { _ = key.withUnsafeBufferPointer { order.prepare(for: $0, in: &builder) } }
        let sealed = builder.isFull ? builder.seal() : nil
        builder.append(row)
        return sealed
    }

    private func noteDuplicate(of key: [UInt8], line: Int) {
        if key == lastKey, !key.isEmpty, layout.table.key != .dataset, layout.table.key != .concept {
            builder.findings.append(
                Finding(
                    .duplicateKey,
                    at: Place(
                        table: layout.table.name, record: key.withUnsafeBufferPointer { $0.text }, file: fileName,
                        line: line), "the key is there already, on line \(lastLine)"))
        }
        lastKey = key
        lastLine = line
    }
}
