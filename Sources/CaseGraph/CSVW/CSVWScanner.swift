import CaseBytes
import CaseModel

/// Splits CSV into rows and cells as a dialect says (Model for Tabular Data, section 8, which is not normative: where
/// it would read on, a quote inside a cell and text behind a closing quote are refused).
final class CSVWScanner {
    struct Cell {
        var start: Int
        var count: Int
        /// Whether it stands in `scratch`, without its escapes, and not in the window.
        var isCopied: Bool
    }

    private let source: any ByteSource
    private let dialect: CSVWDialect
    private let file: String
    private let recordLimit: Int
    @exclusivity(unchecked) private var window: ByteBuffer
    @exclusivity(unchecked) private var scratch = ByteBuffer()
    @exclusivity(unchecked) private var position = 0
    @exclusivity(unchecked) private var isAtEnd = false
    private var hasBegun = false
    /// The line that the next row begins on, from 1.
    @exclusivity(unchecked) private(set) var line = 1
    /// The cells of the row, the skipped columns among them.
    @exclusivity(unchecked) private(set) var cells: [Cell] = []

    // What a scan stops at.
    private let delimiter: [UInt8]
    private let quote: [UInt8]
    private let escape: UInt8?
    private let stops: (UInt8, UInt8, UInt8, UInt8)?
    private let stopTable: [Bool]
    private let lookahead: Int
    private let trimsStart: Bool
    private let trimsEnd: Bool

    /// How many cells a row may have.
    static let cellLimit = 1 << 14

    init(
        _ source: any ByteSource, dialect: CSVWDialect, file: String, recordLimit: Int = 32 << 20,
        windowSize: Int = 1 << 18
    ) {
        self.source = dialect.encoding == .utf8 ? source : TranscodingSource(source, encoding: dialect.encoding)
        self.dialect = dialect
        self.file = file
        self.recordLimit = recordLimit
        window = ByteBuffer(capacity: windowSize)
        delimiter = dialect.delimiter
        quote = dialect.quote ?? []
        escape = dialect.doublesQuotes || quote.isEmpty ? nil : 0x5C
        trimsStart = dialect.trim == .both || dialect.trim == .start
        trimsEnd = dialect.trim == .both || dialect.trim == .end
        var firsts: Set<UInt8> = [delimiter[0]]
        if let first = quote.first { firsts.insert(first) }
        if let escape { firsts.insert(escape) }
        for terminator in dialect.lineTerminators { firsts.insert(terminator[0]) }
        stopTable = (0...255).map { firsts.contains(UInt8($0)) }
        let list = firsts.sorted() + Array(repeating: delimiter[0], count: 4)
        stops = firsts.count <= 4 ? (list[0], list[1], list[2], list[3]) : nil
        lookahead = max(2, delimiter.count, 2 * quote.count, dialect.lineTerminators.map(\.count).max() ?? 0)
    }

    /// The bytes of a cell, until the next row is read.
    @inline(__always)
    func bytes(of cell: Cell) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: (cell.isCopied ? scratch.base : window.base) + cell.start, count: cell.count)
    }

    private enum Outcome { case row, comment, more, end }

    /// Moves to the next row that is no comment.
    ///
    /// - Parameter sourceRow: is counted up for each comment that is passed over.
    /// - Returns: false at the end.
    /// - Throws: `GraphProblem`, and what the source throws.
    func nextRow(counting sourceRow: inout Int) throws -> Bool {
        while true {
            switch try scan() {
            case .row: return true
            case .comment: sourceRow += 1
            case .end: return false
            case .more: try refill()
            }
        }
    }

    /// Passes over lines, whatever stands on them.
    func skipLines(_ count: Int) throws {
        var skipped = 0
        while skipped < count {
            if let end = try lineEnd(from: position) {
                if end == position { return }
                position = end
                line += 1
                skipped += 1
            } else {
                try refill()
            }
        }
    }

    private func problem(_ message: String, hint: String? = nil) -> GraphProblem {
        GraphProblem(.malformed, file: file, line: line, message, hint: hint)
    }

    private func refill() throws {
        window.removeFirst(position)
        position = 0
        if window.count == window.capacity {
            guard window.capacity < recordLimit else {
                throw GraphProblem(
                    .limit, file: file, line: line, "a row is longer than \(recordLimit >> 20) MiB",
                    hint: "a quote is probably not closed")
            }
            window.grow(to: window.capacity * 2)
        }
        while window.count < window.capacity {
            let room = UnsafeMutableBufferPointer(
                start: window.base + window.count, count: window.capacity - window.count)
            let count = try source.read(into: room)
            if count == 0 {
                isAtEnd = true
                break
            }
            window.advance(by: count)
            if count < room.count, window.count >= 1 << 12 { break }
        }
        if !hasBegun {
            hasBegun = true
            if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }
    }

    private func terminatorLength(at index: Int) -> Int {
        for terminator in dialect.lineTerminators where matches(terminator, at: index) { return terminator.count }
        return 0
    }

    @inline(__always)
    private func matches(_ token: [UInt8], at index: Int) -> Bool {
        guard index + token.count <= window.count else { return false }
        for offset in 0..<token.count where window.base[index + offset] != token[offset] { return false }
        return true
    }

    /// Behind the end of the line; nil where more bytes are needed.
    private func lineEnd(from start: Int) throws -> Int? {
        var index = start
        while index < window.count {
            if !isAtEnd, window.count - index < lookahead { return nil }
            let length = terminatorLength(at: index)
            if length > 0 { return index + length }
            index += 1
        }
        return isAtEnd ? index : nil
    }

    /// The next byte that may end a cell, quote it or escape something; the end of the window where there is none.
    @inline(__always)
    private func nextStop(from index: Int) -> Int {
        let start = UnsafePointer(window.base)
        let count = window.count
        if let stops {
            return index
                &+ firstIndex(of: stops.0, stops.1, stops.2, stops.3, in: start + index, count: count &- index)
        }
        var index = index
        while index < count, !stopTable[Int(start[index])] { index += 1 }
        return index
    }

    private func scan() throws -> Outcome {
        if position >= window.count { return isAtEnd ? .end : .more }
        if let prefix = dialect.commentPrefix {
            if !isAtEnd, window.count - position < prefix.count { return .more }
            if matches(prefix, at: position) {
                guard let end = try lineEnd(from: position) else { return .more }
                position = end
                line += 1
                return .comment
            }
        }
        cells.removeAll(keepingCapacity: true)
        scratch.removeAll()
        var index = position
        var lines = 0
        while true {
            if trimsStart {
                while index < window.count, window.base[index] == 0x20 || window.base[index] == 0x09,
                    !matches(delimiter, at: index)
                { index += 1 }
            }
            var cell = Cell(start: index, count: 0, isCopied: false)
            let isQuoted: Bool
            if !isAtEnd, window.count - index < lookahead { return .more }
            if !quote.isEmpty, matches(quote, at: index) {
                isQuoted = true
                guard let end = try quoted(from: index + quote.count, into: &cell, lines: &lines) else { return .more }
                index = end
            } else {
                isQuoted = false
                guard let end = try plain(from: index, into: &cell) else { return .more }
                index = end
            }
            if trimsEnd { trimEnd(of: &cell) }
            if isQuoted, trimsStart { trimStart(of: &cell) }
            try check(cell)
            guard cells.count < Self.cellLimit else {
                throw GraphProblem(.limit, file: file, line: line, "a row has more than \(Self.cellLimit) cells")
            }
            cells.append(cell)
            if index < window.count, matches(delimiter, at: index) {
                index += delimiter.count
                continue
            }
            let length = terminatorLength(at: index)
            guard length > 0 || index >= window.count else {
                throw problem("there is text behind a closing quote")
            }
            line += lines + 1
            position = index + length
            return .row
        }
    }

    /// Reads a cell without quotes; gives the place of what ends it, nil where more bytes are needed.
    private func plain(from start: Int, into cell: inout Cell) throws -> Int? {
        var index = start
        var copied = start
        while true {
            index = nextStop(from: index)
            if index >= window.count {
                guard isAtEnd else { return nil }
                break
            }
            if !isAtEnd, window.count - index < lookahead { return nil }
            if matches(delimiter, at: index) || terminatorLength(at: index) > 0 { break }
            if !quote.isEmpty, matches(quote, at: index) {
                throw problem(
                    "there is a quote inside a cell that does not begin with one",
                    hint: "a cell with a quote has to stand in quotes, and the quote twice")
            }
            if window.base[index] == escape, index + 1 < window.count {
                copy(from: copied, to: index, into: &cell)
                copied = index + 1
                index += 2
            } else {
                index += 1
            }
        }
        finish(from: copied, to: index, start: start, &cell)
        return index
    }

    /// Reads the rest of a cell in quotes; gives the place behind them, nil where more bytes are needed.
    private func quoted(from start: Int, into cell: inout Cell, lines: inout Int) throws -> Int? {
        let first = quote[0]
        var index = start
        var copied = start
        while true {
            index += firstIndex(
                of: first, escape ?? first, 0x0A, 0x0A, in: window.base + index, count: window.count - index)
            if index >= window.count {
                guard isAtEnd else { return nil }
                throw problem("the file ends inside quotes", hint: "the row that is not closed begins on this line")
            }
            if !isAtEnd, window.count - index < lookahead { return nil }
            let byte = window.base[index]
            if byte == 0x0A {
                lines += 1
                index += 1
            } else if byte == escape, index + 1 < window.count {
                copy(from: copied, to: index, into: &cell)
                copied = index + 1
                index += 2
            } else if matches(quote, at: index) {
                guard escape == nil, matches(quote, at: index + quote.count) else { break }
                copy(from: copied, to: index, into: &cell)
                copied = index + quote.count
                index += 2 * quote.count
            } else {
                index += 1
            }
        }
        finish(from: copied, to: index, start: start, &cell)
        index += quote.count
        if trimsEnd {
            while index < window.count, window.base[index] == 0x20 || window.base[index] == 0x09,
                !matches(delimiter, at: index)
            { index += 1 }
        }
        if !isAtEnd, window.count - index < lookahead { return nil }
        return index
    }

    private func copy(from start: Int, to end: Int, into cell: inout Cell) {
        if !cell.isCopied { cell = Cell(start: scratch.count, count: 0, isCopied: true) }
        scratch.append(window.base + start, count: end - start)
    }

    private func finish(from copied: Int, to end: Int, start: Int, _ cell: inout Cell) {
        if cell.isCopied {
            scratch.append(window.base + copied, count: end - copied)
            cell.count = scratch.count - cell.start
        } else {
            cell = Cell(start: start, count: end - start, isCopied: false)
        }
    }

    private func trimEnd(of cell: inout Cell) {
        let bytes = bytes(of: cell)
        while cell.count > 0, isSpace(bytes[cell.count - 1]) { cell.count -= 1 }
    }

    private func trimStart(of cell: inout Cell) {
        while cell.count > 0, isSpace(bytes(of: cell)[0]) {
            cell.start += 1
            cell.count -= 1
        }
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// - Throws: `GraphProblem` where a cell is not UTF-8.
    @inline(__always)
    private func check(_ cell: Cell) throws {
        let bytes = bytes(of: cell)
        guard let start = bytes.baseAddress else { return }
        var offset = 0
        while true {
            offset = firstUnprintable(in: start, from: offset, count: cell.count)
            if offset >= cell.count { return }
            if start[offset] < 0x80 {
                offset += 1
                continue
            }
            let length = decodeScalar(start + offset, available: cell.count - offset).length
            guard length > 0 else {
                throw problem("the file is not UTF-8", hint: "the dialect's \"encoding\" may name another encoding")
            }
            offset += length
        }
    }
}
