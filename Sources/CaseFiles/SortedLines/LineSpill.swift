import CaseBytes
import Glibc

/// Sorted runs of lines in a temporary file without a name.
final class LineSpill {
    private let file: Descriptor
    private var length = 0
    /// Where in the file stretches begin whose lines ascend; one may have come of several runs.
    private var starts: [Int] = []
    private var last: [UInt8] = []
    private var beginsRun = false

    init() throws(FileProblem) { file = try .temporary(in: temporaryDirectory()) }

    func beginRun() { beginsRun = true }

    /// Takes whole lines, which come behind those that the run has already.
    func append(_ lines: UnsafeRawBufferPointer) throws {
        if beginsRun {
            beginsRun = false
            if !continues(lines) { starts.append(length) }
        }
        try file.write(lines)
        length += lines.count
        last = Array(lastLine(lines))
    }

    private func continues(_ lines: UnsafeRawBufferPointer) -> Bool {
        guard !starts.isEmpty, let start = lines.bindMemory(to: UInt8.self).baseAddress else { return false }
        let first = firstLine(start, before: start + lines.count)
        return last.withUnsafeBufferPointer { compareLines($0, first) < 0 }
    }

    /// Hands out all lines in order, without duplicates, in pieces of whole lines.
    ///
    /// - Throws: `FileProblem` where the file cannot be read, and what `body` throws.
    func merge(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        // However many runs there are, and however long a line: the pages are the system's, and given back when a
        // stretch has passed them.
        let mapping = mmap(nil, length, PROT_READ, MAP_SHARED, file.number, 0)
        guard let mapping, mapping != MAP_FAILED else {
            throw FileProblem(.noInput, "map", file.path, errno: errno)
        }
        defer { munmap(mapping, length) }
        madvise(mapping, length, MADV_SEQUENTIAL)
        let window = max(1 << 16, (32 << 20) / starts.count)
        let ends = starts.dropFirst() + [length]
        var cursors = zip(starts, ends).map {
            LineCursor(UnsafeRawPointer(mapping) + $0, end: UnsafeRawPointer(mapping) + $1, window: window)
        }
        if cursors.count == 1 {
            try forEachPiece(of: UnsafeRawBufferPointer(start: mapping, count: length)) { piece in
                try body(piece)
                if let end = piece.baseAddress { cursors[0].release(before: end) }
            }
        } else {
            try mergeLines(&cursors, body)
        }
    }
}

/// Where a merge stands in one stretch.
private struct LineCursor {
    private(set) var line: UnsafeBufferPointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private var released: UnsafeRawPointer
    private let window: Int

    init(_ start: UnsafeRawPointer, end: UnsafeRawPointer, window: Int) {
        self.end = end.assumingMemoryBound(to: UInt8.self)
        self.window = window
        released = start
        line = firstLine(start.assumingMemoryBound(to: UInt8.self), before: self.end)
        releaseLongLine()
    }

    /// Moves to the next line; false at the end.
    @inline(__always)
    mutating func advance() -> Bool {
        guard let start = line.baseAddress, start + line.count < end else { return false }
        let next = start + line.count
        line = firstLine(next, before: end)
        if UnsafeRawPointer(next) - released > window { release(before: UnsafeRawPointer(next)) }
        releaseLongLine()
        return true
    }

    /// A long line was read to its end to find that; until it is written, its pages need not be there.
    @inline(__always)
    private mutating func releaseLongLine() {
        guard line.count > window, let start = line.baseAddress else { return }
        release(before: UnsafeRawPointer(start + line.count))
        released = UnsafeRawPointer(start)
    }

    /// Gives pages back that are not needed now.
    mutating func release(before place: UnsafeRawPointer) {
        let page = UInt(sysconf(CInt(_SC_PAGESIZE)))
        let (from, to) = (UInt(bitPattern: released) & ~(page - 1), UInt(bitPattern: place) & ~(page - 1))
        if to > from { madvise(UnsafeMutableRawPointer(bitPattern: from), Int(to - from), MADV_DONTNEED) }
        released = place
    }
}

private func mergeLines(_ heap: inout [LineCursor], _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    for start in (0..<heap.count / 2).reversed() { sink(&heap, from: start) }
    var buffer = ByteBuffer(capacity: pieceCount)
    var previous = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    while !heap.isEmpty {
        let line = heap[0].line
        if !equalBytes(line, previous) {
            if buffer.count > 0, buffer.count + line.count > pieceCount {
                try body(UnsafeRawBufferPointer(buffer.bytes))
                buffer.removeAll()
            }
            buffer.append(line)
            previous = line
        }
        if !heap[0].advance() { heap.swapRemoveFirst() }
        sink(&heap, from: 0)
    }
    if buffer.count > 0 { try body(UnsafeRawBufferPointer(buffer.bytes)) }
}

/// Restores the heap below a place whose cursor has moved on.
private func sink(_ heap: inout [LineCursor], from start: Int) {
    var parent = start
    while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2]
        where child < heap.count && compareLines(heap[child].line, heap[least].line) < 0 {
            least = child
        }
        if least == parent { return }
        heap.swapAt(parent, least)
        parent = least
    }
}

extension [LineCursor] {
    fileprivate mutating func swapRemoveFirst() {
        swapAt(0, count - 1)
        removeLast()
    }
}
