import CaseBytes

/// Sorts lines by their bytes and drops duplicates, in bounded memory.
///
/// A line ends with its line feed, and holds no byte below that. Lines gather in a run; a full run is sorted and goes
/// to a temporary file without a name. A run that begins behind the end of the one before continues it, so lines that
/// arrive in order are neither sorted nor merged. Memory is one run, its index (4 bytes a line, and 16 more while it is
/// sorted), and the longest line.
package struct SortedLines: ~Copyable {
    private let runLimit: Int
    private var bytes: ByteBuffer
    /// Where the lines of the run end.
    private var ends = WordBuffer()
    private var isAscending = true
    private var spill: LineSpill?

    package static let defaultRunLimit = 32 << 20

    /// - Parameter runLimit: how many bytes a run has at the most, where no single line has more; up to 1 GiB.
    package init(runLimit: Int = SortedLines.defaultRunLimit) {
        self.runLimit = min(max(runLimit, 1), 1 << 30)
        bytes = ByteBuffer(capacity: min(self.runLimit, 1 << 16))
    }

    /// Where a line of at most `count` bytes may be written, for `commit` to take.
    ///
    /// - Throws: `FileProblem` where a run cannot be written.
    package mutating func room(for count: Int) throws -> UnsafeMutablePointer<UInt8> {
        if bytes.count &+ count > bytes.capacity { try makeRoom(for: count) }
        return bytes.base + bytes.count
    }

    /// Takes a line that was written to `room`.
    ///
    /// - Parameter count: with the line feed.
    package mutating func commit(_ count: Int) {
        let start = bytes.count
        if isAscending, ends.count > 0 {
            let previous = ends.count > 1 ? Int(ends[ends.count &- 2]) : 0
            let order = compareLines(
                UnsafeBufferPointer(start: bytes.base + previous, count: start &- previous),
                UnsafeBufferPointer(start: bytes.base + start, count: count))
            if order == 0 { return }
            isAscending = order < 0
        }
        bytes.advance(by: count)
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Takes a copy of a line.
    package mutating func append(_ line: UnsafeBufferPointer<UInt8>) throws {
        guard let start = line.baseAddress else { return }
        try room(for: line.count).update(from: start, count: line.count)
        commit(line.count)
    }

    /// Ends it: hands out all lines in order, in pieces of whole lines, of about a megabyte.
    ///
    /// - Throws: `FileProblem` where runs cannot be written or read, and what `body` throws.
    package consuming func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let spill else {
            try writeRun(to: body)
            return
        }
        if bytes.count > 0 { try spillRun(to: spill) }
        // Merging has no use for the run's memory.
        bytes = ByteBuffer()
        ends = WordBuffer()
        try spill.merge(body)
    }

    /// Doubles as it fills; a run that has what it may have goes to the file.
    @inline(never)
    private mutating func makeRoom(for count: Int) throws {
        let needed = bytes.count + count
        if needed > runLimit, bytes.count > 0 {
            let target = try spill ?? LineSpill()
            spill = target
            try spillRun(to: target)
            if count <= bytes.capacity { return }
        }
        bytes.grow(to: max(bytes.count + count, min(runLimit, bytes.capacity * 2)))
    }

    private mutating func spillRun(to spill: LineSpill) throws {
        spill.beginRun()
        try writeRun(to: spill.append)
        bytes.removeAll()
        ends.count = 0
        isAscending = true
    }

    /// Hands out the lines of the run in order.
    private borrowing func writeRun(to body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if isAscending {
            try forEachPiece(of: UnsafeRawBufferPointer(bytes.bytes), body)
        } else {
            try writeSorted(bytes.base, ends: UnsafeBufferPointer(start: ends.base, count: ends.count), to: body)
        }
    }
}
