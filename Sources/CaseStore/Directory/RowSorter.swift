import CaseBytes
import CaseFiles
import CaseModel

/// Sorts the rows of a table into canonical order, in bounded memory: runs are sorted in memory, written to a
/// temporary file, and merged.
struct RowSorter: ~Copyable {
    private let columnCount: Int
    private let table: Table
    private let runLimit: Int
    private var run: SortedRun
    private var spill: Descriptor?
    private var spilled: [(offset: Int, length: Int)] = []
    private var spillEnd = 0
    private var merge: [RunCursor] = []
    private var memoryPosition = 0

    static let defaultRunLimit = 16 << 20

    init(table: Table, columnCount: Int, runLimit: Int = RowSorter.defaultRunLimit) {
        self.table = table
        self.columnCount = columnCount
        self.runLimit = runLimit
        run = SortedRun(columnCount: columnCount)
    }

    mutating func append(_ row: Row) throws {
        run.append(row, key: CanonicalOrder.key(of: row, in: table))
        if run.byteCount >= runLimit { try spillRun() }
    }

    private mutating func spillRun() throws {
        run.sort()
        if spill == nil { spill = try .temporary(in: temporaryDirectory()) }
        let length = try run.write(to: spill!)
        spilled.append((spillEnd, length))
        spillEnd += length
        run.removeAll()
    }

    /// Ends appending.
    mutating func finish() throws {
        if spilled.isEmpty {
            run.sort()
            return
        }
        if run.byteCount > 0 { try spillRun() }
        // All runs' buffers together take what one run took, however many there are.
        let bufferCount = max(1 << 12, min(128 << 10, runLimit / spilled.count))
        for (index, part) in spilled.enumerated() {
            var cursor = RunCursor(
                offset: part.offset, end: part.offset + part.length, order: index, bufferCount: bufferCount)
            if try cursor.advance(in: spill!, columnCount: columnCount) { push(cursor) }
        }
    }

    /// The next row in canonical order; nil at the end. Rows with the same key come in the order of their lines.
    mutating func next() throws -> (key: [UInt8], row: Row)? {
        if spilled.isEmpty {
            guard memoryPosition < run.count else { return nil }
            defer { memoryPosition += 1 }
            return run.row(memoryPosition)
        }
        guard !merge.isEmpty else { return nil }
        var cursor = merge[0]
        let result = cursor.current
        if try cursor.advance(in: spill!, columnCount: columnCount) {
            merge[0] = cursor
            sink(0)
        } else {
            let last = merge.removeLast()
            if !merge.isEmpty {
                merge[0] = last
                sink(0)
            }
        }
        return result
    }

    // A binary heap of the runs, by their current row.

    private mutating func push(_ cursor: RunCursor) {
        merge.append(cursor)
        var child = merge.count - 1
        while child > 0, merge[child].precedes(merge[(child - 1) / 2]) {
            merge.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < merge.count && merge[child].precedes(merge[least]) {
                least = child
            }
            if least == parent { return }
            merge.swapAt(parent, least)
            parent = least
        }
    }
}

/// Rows in memory, each as: length of the key (4 bytes), line (8), ends of the cells (4 each), cells, key.
private struct SortedRun {
    private let columnCount: Int
    private var bytes: [UInt8] = []
    private var offsets: [Int] = []

    init(columnCount: Int) { self.columnCount = columnCount }

    var count: Int { offsets.count }
    var byteCount: Int { bytes.count + offsets.count * 8 }

    mutating func append(_ row: Row, key: [UInt8]) {
        offsets.append(bytes.count)
        append(UInt32(key.count))
        append(UInt64(row.line))
        for end in row.ends { append(end) }
        bytes += row.cells
        bytes += key
    }

    private mutating func append<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
    }

    mutating func sort() {
        let columns = columnCount
        bytes.withUnsafeBytes { bytes in
            offsets.sort { a, b in
                let left = StoredRow(bytes, at: a, columnCount: columns)
                let right = StoredRow(bytes, at: b, columnCount: columns)
                let order = CanonicalOrder.compare(left.key, right.key)
                return order == 0 ? left.line < right.line : order < 0
            }
        }
    }

    func row(_ index: Int) -> (key: [UInt8], row: Row) {
        bytes.withUnsafeBytes { StoredRow($0, at: offsets[index], columnCount: columnCount).row }
    }

    /// Writes all rows in order.
    ///
    /// - Returns: how many bytes that were.
    func write(to file: borrowing Descriptor) throws -> Int {
        var buffer = ByteBuffer(capacity: 1 << 18)
        var length = 0
        for offset in offsets {
            bytes.withUnsafeBytes { bytes in
                let row = StoredRow(bytes, at: offset, columnCount: columnCount)
                buffer.append(
                    UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[offset..<offset + row.byteCount]))
            }
            if buffer.count >= 1 << 18 || offset == offsets.last {
                try file.write(UnsafeRawBufferPointer(buffer.bytes))
                length += buffer.count
                buffer.removeAll()
            }
        }
        return length
    }
}

/// A row as it lies in a run.
private struct StoredRow {
    private let start: UnsafeRawPointer
    private let columnCount: Int

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int, columnCount: Int) {
        start = bytes.baseAddress! + offset
        self.columnCount = columnCount
    }

    private var keyCount: Int { Int(start.loadUnaligned(as: UInt32.self)) }
    var line: UInt64 { start.loadUnaligned(fromByteOffset: 4, as: UInt64.self) }
    private var headerCount: Int { 12 + 4 * columnCount }
    private var cellCount: Int {
        columnCount == 0 ? 0 : Int(start.loadUnaligned(fromByteOffset: 8 + 4 * columnCount, as: UInt32.self))
    }
    var byteCount: Int { headerCount + cellCount + keyCount }

    var key: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            start: (start + headerCount + cellCount).assumingMemoryBound(to: UInt8.self), count: keyCount)
    }

    var row: (key: [UInt8], row: Row) {
        var row = Row()
        row.line = Int(line)
        row.ends = (0..<columnCount).map { start.loadUnaligned(fromByteOffset: 12 + 4 * $0, as: UInt32.self) }
        row.cells = Array(UnsafeRawBufferPointer(start: start + headerCount, count: cellCount))
        return (Array(key), row)
    }

    /// How many bytes have to be there before the row's own length can be told.
    static func headerCount(columnCount: Int) -> Int { 12 + 4 * columnCount }
}

/// Where a merge stands in one run.
private struct RunCursor {
    private var offset: Int
    private let end: Int
    private let order: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private(set) var current: (key: [UInt8], row: Row) = ([], Row())

    private let bufferCount: Int

    init(offset: Int, end: Int, order: Int, bufferCount: Int) {
        self.bufferCount = bufferCount
        self.offset = offset
        self.end = end
        self.order = order
    }

    func precedes(_ other: RunCursor) -> Bool {
        let comparison = current.key.withUnsafeBufferPointer { own in
            other.current.key.withUnsafeBufferPointer { CanonicalOrder.compare(own, $0) }
        }
        return comparison == 0 ? order < other.order : comparison < 0
    }

    /// Moves to the next row; false at the end of the run.
    mutating func advance(in file: borrowing Descriptor, columnCount: Int) throws -> Bool {
        let header = StoredRow.headerCount(columnCount: columnCount)
        if buffer.count - position < header { try refill(atLeast: header, from: file) }
        guard buffer.count - position >= header else { return false }
        var length = buffer.withUnsafeBytes { StoredRow($0, at: position, columnCount: columnCount).byteCount }
        if buffer.count - position < length {
            try refill(atLeast: length, from: file)
            length = buffer.withUnsafeBytes { StoredRow($0, at: position, columnCount: columnCount).byteCount }
        }
        current = buffer.withUnsafeBytes { StoredRow($0, at: position, columnCount: columnCount).row }
        position += length
        return true
    }

    private mutating func refill(atLeast needed: Int, from file: borrowing Descriptor) throws {
        let kept = buffer.count - position
        let count = min(max(needed - kept, bufferCount), end - offset)
        var grown = [UInt8](repeating: 0, count: kept + count)
        grown.withUnsafeMutableBytes { $0.copyBytes(from: buffer[position...]) }
        try grown.withUnsafeMutableBytes { bytes in
            if count > 0 { try file.read(into: bytes.baseAddress! + kept, count: count, at: offset) }
        }
        offset += count
        buffer = grown
        position = 0
    }
}
