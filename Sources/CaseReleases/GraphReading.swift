import CaseBytes
import CaseFiles
package import CaseGraph
import Glibc

/// Reads a graph file and gives its canonical N-Quads: sorted, without duplicates, blank nodes with canonical labels.
package struct GraphReading: Sendable {
    /// What the file is written in; nil to tell by its name, or else by how it begins.
    package var syntax: GraphSyntax?
    package var options = GraphReaderOptions()
    package var canonicalization = Canonicalization()
    /// Whether blank nodes keep the labels that the reader gave them; the lines are canonical then, the graph is not.
    package var keepsLabels = false
    /// Whether the SHA-256 digest is computed.
    package var hasDigest = false
    /// The CSVW metadata of a CSV file, in its folder or in one below; nil to look for it where the standard says.
    package var metadata: String?
    /// Is told what a reader passes over.
    package var warn: @Sendable (String) -> Void = { _ in }

    package init() {}

    /// Reads a file.
    ///
    /// - Parameter output: takes the canonical N-Quads, in pieces of whole lines; nothing before all was read.
    /// - Throws: `GraphProblem`, `FileProblem`, `Interrupted`, and what `output` throws.
    package func read(_ path: String, output: (UnsafeRawBufferPointer) throws -> Void) throws -> GraphResult {
        let collector = GraphCollector(canonicalization, keepsLabels: keepsLabels)
        let syntax = try read(path, into: collector)
        let labels = try collector.canonicalize(interrupted: { try Interruption.check() })
        var hash = RunningDigests(.sha256)
        var count = 0
        try collector.finish { piece in
            try Interruption.check()
            if hasDigest { hash.update(piece) }
            count += lineCount(piece.bindMemory(to: UInt8.self))
            try output(piece)
        }
        return GraphResult(
            syntax: syntax, quadCount: count, sha256: hasDigest ? hash.finished().sha256 : nil,
            issuedLabels: labels)
    }

    /// Reads a file and keeps nothing of it.
    ///
    /// - Returns: how many quads it states, each as often as it does.
    /// - Throws: `GraphProblem`, `FileProblem`, `Interrupted`
    package func countQuads(in path: String) throws -> Int {
        let counter = QuadCounter()
        _ = try read(path, into: counter)
        return counter.count
    }

    private func read(_ path: String, into sink: any QuadSink) throws -> GraphSyntax {
        let file = try GraphSource(path)
        let syntax = try self.syntax ?? GraphSyntax(of: path, beginning: try file.beginning(4096))
        if metadata != nil, syntax != .csvw {
            throw GraphProblem(
                .unsupported, "it is taken for \(syntax.rawValue), which no metadata describes",
                hint: "leave --metadata out, or say --from csvw")
        }
        switch syntax {
        case .nquads: try NQuadsReader.read(file, options: options, into: sink)
        case .rdfxml: try RDFXMLReader.read(file, options: options, into: sink)
        case .jsonld: try JSONLDReader.read(file, options: options, into: sink)
        case .csvw: try readTables(path, into: sink)
        case .ntriples: try NTriplesReader.read(file, options: options, into: sink)
        }
        return syntax
    }

    /// Reads CSV files through their metadata, and no file outside of the folder of the one that is named.
    private func readTables(_ path: String, into sink: any QuadSink) throws {
        guard let (folder, name) = splitPath(path) else { throw FileProblem(.noInput, "read", path) }
        let reader = CSVWGraphReader(options: options, warn: warn) { try GraphSource($0, inFolder: folder) }
        try reader.read(name, metadata: try metadata.map { try pathOfMetadata($0, in: folder) }, into: sink)
    }

    private func pathOfMetadata(_ metadata: String, in folder: String) throws -> String {
        // It is opened again below the folder; what is there now says what is wrong with it.
        _ = try Descriptor.reading(metadata)
        guard let path = relativePath(of: metadata, below: folder) else {
            throw GraphProblem(
                .unsupported, "the metadata \(metadata) is not in the folder of the file that it describes",
                hint: "put it there, or into a folder below")
        }
        return path
    }
}

/// What came of reading a graph file.
package struct GraphResult: Sendable {
    package let syntax: GraphSyntax
    /// How many quads there are, each counted once.
    package let quadCount: Int
    /// Of the canonical N-Quads, in lower-case hexadecimal; nil where none was asked for.
    package let sha256: String?
    /// The labels of blank nodes and those that were issued for them, without `_:`, in the order of issuing.
    package let issuedLabels: [(label: String, canonical: String)]
}

/// Counts quads, and lets go of them.
private final class QuadCounter: QuadSink {
    var count = 0

    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) { count += 1 }
}

/// A file that is read from its beginning to its end.
final class GraphSource: ByteSource {
    private let file: Descriptor

    init(_ path: String) throws(FileProblem) { file = try .reading(path) }

    /// Opens a file by its path in a folder, following no link on the way; nil where there is none.
    init?(_ name: String, inFolder folder: String) throws(FileProblem) {
        do {
            file = try .reading(folder + "/" + name, below: folder, mayBeLink: true)
        } catch  where error.errno == ENOENT {
            return nil
        }
    }

    /// The first bytes, which are read again later.
    func beginning(_ limit: Int) throws(FileProblem) -> [UInt8] {
        let buffer = ByteBuffer(capacity: limit)
        let count = min(try file.byteCount(), limit)
        try file.read(into: buffer.base, count: count, at: 0)
        return Array(UnsafeBufferPointer(start: buffer.base, count: count))
    }

    /// - Throws: `FileProblem`, `Interrupted`
    func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        try Interruption.check()
        guard let start = buffer.baseAddress else { return 0 }
        return try file.read(into: start, count: min(buffer.count, 1 << 20))
    }
}
