import CaseBytes

/// Hands out the lines of a run in order, without duplicates.
///
/// - Parameters:
///   - base: the lines, and `ByteBuffer.slack` bytes behind them.
///   - ends: where each line ends.
func writeSorted(
    _ base: UnsafePointer<UInt8>, ends: UnsafeBufferPointer<UInt32>, to body: (UnsafeRawBufferPointer) throws -> Void
) throws {
    let entries = UnsafeMutableBufferPointer<LineEntry>.allocate(capacity: ends.count)
    defer { entries.deallocate() }
    var start: UInt32 = 0
    for (index, end) in ends.enumerated() {
        entries.initializeElement(at: index, to: LineEntry(key: 0, offset: start, count: end - start))
        start = end
    }
    var sorting = LineSorting(base: base, seed: .random(in: 1 ... .max))
    sorting.loadKeys(entries, depth: 0)
    sorting.sort(entries, depth: 0)
    var buffer = ByteBuffer(capacity: pieceCount)
    var previous = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    for entry in entries {
        let line = UnsafeBufferPointer(start: base + Int(entry.offset), count: Int(entry.count))
        if equalBytes(line, previous) { continue }
        if buffer.count > 0, buffer.count + line.count > pieceCount {
            try body(UnsafeRawBufferPointer(buffer.bytes))
            buffer.removeAll()
        }
        buffer.append(line)
        previous = line
    }
    if buffer.count > 0 { try body(UnsafeRawBufferPointer(buffer.bytes)) }
}

private struct LineEntry: BitwiseCopyable {
    /// Eight bytes of the line, the first of them highest, from the depth that is being sorted.
    var key: UInt64
    let offset: UInt32
    let count: UInt32
}

/// Quicksort in three parts, eight bytes of every line at a time (Bentley and Sedgewick 1997). Lines of N-Quads begin
/// alike for dozens of bytes, which are compared once here and not once for every comparison.
private struct LineSorting {
    let base: UnsafePointer<UInt8>
    /// Pivots are drawn, so that no order of lines is a bad one that somebody can prepare.
    private var state: UInt64

    typealias Entries = UnsafeMutableBufferPointer<LineEntry>

    init(base: UnsafePointer<UInt8>, seed: UInt64) {
        self.base = base
        state = seed
    }

    mutating func sort(_ all: Entries, depth start: Int) {
        var entries = all
        var depth = start
        while entries.count > 16 {
            let (low, high) = partition(entries)
            let less = Entries(rebasing: entries[..<low])
            let equal = Entries(rebasing: entries[low..<high])
            let greater = Entries(rebasing: entries[high...])
            // Lines that have ended and are alike so far are the same line.
            let isDone = Int(equal[0].count) <= depth + 8
            if !isDone { loadKeys(equal, depth: depth + 8) }
            // The largest part goes on here, so that calls are nested only as deep as the number has binary digits.
            if equal.count >= less.count, equal.count >= greater.count {
                sort(less, depth: depth)
                sort(greater, depth: depth)
                if isDone { return }
                entries = equal
                depth += 8
            } else {
                if !isDone { sort(equal, depth: depth + 8) }
                sort(less.count < greater.count ? less : greater, depth: depth)
                entries = less.count < greater.count ? greater : less
            }
        }
        insertionSort(entries, depth: depth)
    }

    func loadKeys(_ entries: Entries, depth: Int) {
        for index in entries.indices {
            let entry = entries[index]
            let start = UnsafeRawPointer(base) + Int(entry.offset)
            let rest = Int(entry.count) - depth
            guard rest > 0 else {
                entries[index].key = 0
                continue
            }
            let word = UInt64(bigEndian: start.loadUnaligned(fromByteOffset: depth, as: UInt64.self))
            entries[index].key = rest >= 8 ? word : word & (UInt64.max &<< UInt64(64 - 8 * rest))
        }
    }

    /// Brings those below a drawn key to the front and those above it to the end.
    private mutating func partition(_ entries: Entries) -> (low: Int, high: Int) {
        let (a, b, c) = (draw(entries).key, draw(entries).key, draw(entries).key)
        let pivot = max(min(a, b), min(max(a, b), c))
        var (low, index, high) = (0, 0, entries.count)
        while index < high {
            let key = entries[index].key
            if key < pivot {
                entries.swapAt(low, index)
                low += 1
                index += 1
            } else if key > pivot {
                high -= 1
                entries.swapAt(index, high)
            } else {
                index += 1
            }
        }
        return (low, high)
    }

    /// xorshift64 (Marsaglia 2003).
    private mutating func draw(_ entries: Entries) -> LineEntry {
        state ^= state &<< 13
        state ^= state &>> 7
        state ^= state &<< 17
        return entries[Int(state % UInt64(entries.count))]
    }

    private func insertionSort(_ entries: Entries, depth: Int) {
        for index in entries.indices.dropFirst() {
            let entry = entries[index]
            var place = index
            while place > 0, precedes(entry, entries[place - 1], depth: depth) {
                entries[place] = entries[place - 1]
                place -= 1
            }
            entries[place] = entry
        }
    }

    private func precedes(_ a: LineEntry, _ b: LineEntry, depth: Int) -> Bool {
        if a.key != b.key { return a.key < b.key }
        return compareLines(line(a, from: depth), line(b, from: depth)) < 0
    }

    private func line(_ entry: LineEntry, from depth: Int) -> UnsafeBufferPointer<UInt8> {
        let start = min(depth, Int(entry.count))
        return UnsafeBufferPointer(start: base + Int(entry.offset) + start, count: Int(entry.count) - start)
    }
}
