import CaseBytes
import CaseGraph

/// What a reader made of a graph file: the lines of its quads, and how it ended.
struct GraphReading: Equatable, CustomStringConvertible {
    /// As bytes, each without its end: strings would be equal where their bytes are not.
    var lines: [[UInt8]] = []
    var problem: GraphProblem?

    /// Reads; other errors than `GraphProblem` are thrown on.
    init(_ read: (any QuadSink) throws -> Void) throws {
        let sink = Sink()
        do {
            try read(sink)
        } catch let problem as GraphProblem {
            self.problem = problem
        }
        lines = sink.lines
    }

    var description: String {
        let ending = problem.map { "\($0.code): \($0)" } ?? "complete"
        return String(decoding: file, as: UTF8.self).debugDescription + ", " + ending
    }

    /// The quads as a file of N-Quads.
    var file: [UInt8] { lines.flatMap { $0 + [0x0A] } }

    private final class Sink: QuadSink {
        var lines: [[UInt8]] = []

        func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws {
            var line = Array(subject) + [0x20] + Array(predicate) + [0x20] + Array(object)
            if !graph.isEmpty { line += [0x20] + Array(graph) }
            lines.append(line + Array(" .".utf8))
        }
    }
}

/// Bytes that come in pieces whose sizes go round a list.
final class PiecewiseSource: ByteSource {
    private let bytes: [UInt8]
    private let sizes: [Int]
    private var position = 0
    private var turn = 0

    /// - Parameter sizes: not empty, each at least 1.
    init(_ bytes: [UInt8], sizes: [Int]) {
        self.bytes = bytes
        self.sizes = sizes
    }

    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let count = min(buffer.count, bytes.count - position, sizes[turn % sizes.count])
        turn += 1
        _ = buffer.update(fromContentsOf: bytes[position..<position + count])
        position += count
        return count
    }
}

/// In what pieces inputs are read beside being read whole.
let pieceSizes = [[1], [2, 7, 1, 16], [17, 3]]

/// What is so of any reader of graphs.
///
/// - Parameter read: reads all of a source.
/// - Returns: what it made of the bytes.
func checkGraphReader(
    _ bytes: [UInt8], read: (any ByteSource, any QuadSink) throws -> Void
) throws -> GraphReading {
    let whole = try GraphReading { try read(MemorySource(bytes), $0) }
    for sizes in pieceSizes {
        let pieces = try GraphReading { try read(PiecewiseSource(bytes, sizes: sizes), $0) }
        try requireEqual(pieces.problem, whole.problem, "in pieces of \(sizes) it ends otherwise than whole")
        // What came before a problem may differ: a reader hands on quads when it has all of them.
        if whole.problem == nil {
            try require(pieces.lines == whole.lines, "in pieces of \(sizes) it has other quads than whole")
        }
    }
    try checkCanonical(whole)
    return whole
}

/// Quads that a reader handed on are canonical N-Quads: read as such, they come back byte for byte.
func checkCanonical(_ reading: GraphReading) throws {
    let again = try GraphReading { try NQuadsReader.read(MemorySource(reading.file), options: .init(), into: $0) }
    try require(
        again.problem == nil, "what it handed on is no N-Quads: \(again.problem.map(String.init(describing:)) ?? "")")
    for (line, other) in zip(reading.lines, again.lines) {
        try requireEqual(
            String(decoding: line, as: UTF8.self).debugDescription,
            String(decoding: other, as: UTF8.self).debugDescription, "what it handed on is not canonical")
    }
    try require(reading.lines == again.lines, "what it handed on is not canonical")
}
