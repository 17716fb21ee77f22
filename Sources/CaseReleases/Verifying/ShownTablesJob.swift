import CaseBytes
import CaseModel

/// Reads the tables of the `excel` format: a byte order mark, one delimiter in all rows, CR LF, quotes as RFC 4180 has
/// them.
struct ShownTablesJob: Sendable {
    let files: DeepFiles
    let hash: SipHash

    static let folder = "data/excel/"

    /// - Throws: what is no fault of the files: `Interrupted`.
    func run() throws -> TablesOutcome {
        var outcome = TablesOutcome(folder: Self.folder)
        var summer = RowSummer(hash)
        for name in files.names(in: Self.folder) where name.hasSuffix(".csv") {
            let path = Self.folder + name
            let table = String(name.dropLast(4))
            outcome.paths[table] = path
            do {
                guard let source = try files.open(path) else { continue }
                try ShownRows(source).read(table, into: &summer)
            } catch let problem as ShownRows.Problem {
                outcome.findings.append(
                    Finding(.formatSyntax, at: Place(table: table, file: path, line: problem.line), problem.message))
            } catch {
                outcome.findings.append(try unreadable(path, error))
            }
        }
        outcome.sums = summer.sums
        return outcome
    }
}

/// The rows of one table that is made for spreadsheets.
private final class ShownRows {
    struct Problem: Error {
        let line: Int
        let message: String
    }

    private enum State { case start, plain, quoted, quote, carriageReturn }

    private let source: any ByteSource
    private var cell = ByteBuffer()
    private var state = State.start
    private var line = 1
    private var delimiter: UInt8?
    private var width = 0
    private var headerWidth: Int?

    private static let cellLimit = 32 << 20

    init(_ source: any ByteSource) { self.source = source }

    func read(_ table: String, into summer: inout RowSummer) throws {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
        defer { buffer.deallocate() }
        var mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        while true {
            let count = try source.read(into: buffer)
            if count == 0 { break }
            for byte in buffer[..<count] {
                if let expected = mark.first {
                    guard byte == expected else { throw problem("the file does not begin with a byte order mark") }
                    mark.removeFirst()
                } else {
                    try take(byte, table, &summer)
                }
            }
        }
        guard mark.isEmpty, headerWidth != nil else { throw problem("the file has no header") }
        guard state == .start, width == 0, cell.count == 0 else { throw problem("the last line does not end") }
    }

    private func problem(_ message: String) -> Problem { Problem(line: line, message: message) }

    private func take(_ byte: UInt8, _ table: String, _ summer: inout RowSummer) throws {
        switch state {
        case .quoted:
            if byte == 0x22 { state = .quote } else { try append(byte) }
        case .quote where byte == 0x22:
            try append(byte)
            state = .quoted
        case .carriageReturn:
            guard byte == 0x0A else { throw problem("a line ends with CR alone") }
            try endRow(table, &summer)
        default:
            try takePlain(byte, &summer)
        }
        if byte == 0x0A { line += 1 }
    }

    /// A byte outside of quotes.
    private func takePlain(_ byte: UInt8, _ summer: inout RowSummer) throws {
        switch byte {
        case 0x0D: state = .carriageReturn
        case 0x0A: throw problem("a line ends with LF alone")
        case 0x2C where (delimiter ?? byte) == byte, 0x3B where (delimiter ?? byte) == byte:
            delimiter = byte
            endCell(&summer)
        case 0x22:
            guard state == .start else { throw problem("there is a quote inside a cell that does not begin with one") }
            state = .quoted
        default:
            guard state != .quote else { throw problem("there is text behind a closing quote") }
            try append(byte)
            state = .plain
        }
    }

    private func append(_ byte: UInt8) throws {
        guard cell.count < Self.cellLimit else { throw problem("a cell has more than \(Self.cellLimit >> 20) MiB") }
        cell.append(byte)
    }

    private func endCell(_ summer: inout RowSummer) {
        if headerWidth != nil { summer.append(cell.bytes, asShown: true) }
        cell.removeAll()
        width += 1
        state = .start
    }

    private func endRow(_ table: String, _ summer: inout RowSummer) throws {
        endCell(&summer)
        if let headerWidth {
            guard width == headerWidth else {
                throw problem("the row has \(width) cells, the header has \(headerWidth)")
            }
            summer.endRow(of: table)
        } else {
            headerWidth = width
        }
        width = 0
    }
}
