import CaseBytes
import CaseGraph
import CaseModel

/// A format of a release that carries its graph.
struct GraphFile: Sendable, Hashable {
    enum Syntax: Sendable { case nquads, rdfxml, jsonld, turtle, csvw }

    /// As profiles call it.
    let format: String
    let syntax: Syntax
    /// Of its file; of tables, of their metadata.
    let path: String

    /// In the order in which each is preferred to compare the others with.
    static let all = [
        GraphFile(format: "nquads", syntax: .nquads, path: "data/rdf/dataset.nq"),
        GraphFile(format: "jsonld", syntax: .jsonld, path: "data/jsonld/dataset.jsonld"),
        GraphFile(format: "rdfxml", syntax: .rdfxml, path: "data/rdf/dataset.rdf"),
        GraphFile(format: "turtle", syntax: .turtle, path: "data/rdf/dataset.ttl"),
        GraphFile(format: "csv", syntax: .csvw, path: "data/csv/csv-metadata.json"),
    ]

    /// The folder of tables, with a slash at its end.
    static let tables = "data/csv/"

    /// How many bytes the format has.
    func byteCount(_ files: DeepFiles) -> Int {
        guard syntax == .csvw else { return files.byteCount(of: path) }
        return files.names(in: Self.tables).reduce(0) { $0 + files.byteCount(of: Self.tables + $1) }
    }

    /// Reads the file, or the tables, from the beginning.
    ///
    /// - Parameters:
    ///   - source: takes the place of the file's own bytes.
    ///   - warn: is told what CSV on the Web passes over.
    ///   - opened: is told the path of each file that is read from now on.
    /// - Throws: `GraphProblem`, and what reading and the sink throw.
    func read(
        _ files: DeepFiles, from source: (any ByteSource)? = nil, into sink: any QuadSink,
        warn: @escaping (String) -> Void = { _ in }, opened: @escaping (String) -> Void = { _ in }
    ) throws {
        var options = GraphReaderOptions()
        // What our writers do not write is not of the release's making.
        options.isDataOnly = true
        if syntax == .csvw {
            let reader = CSVWGraphReader(options: options, warn: warn) { name in
                opened(Self.tables + name)
                guard !name.hasSuffix(".json") || files.byteCount(of: Self.tables + name) <= DeepFiles.documentLimit
                else {
                    throw GraphProblem(.limit, "it has more than \(DeepFiles.documentLimit >> 20) MiB")
                }
                return try files.open(Self.tables + name)
            }
            return try reader.read("csv-metadata.json", into: sink)
        }
        opened(path)
        guard let source = try source ?? files.open(path) else { return }
        switch syntax {
        case .nquads: try NQuadsReader.read(source, options: options, into: sink)
        case .jsonld: try JSONLDReader.read(source, options: options, into: sink)
        case .turtle: try TurtleReader.read(source, options: options, into: sink)
        case .rdfxml, .csvw: try RDFXMLReader.read(source, options: options, into: sink)
        }
    }

    /// Where a problem is.
    ///
    /// - Parameter opened: the file that was opened last.
    func place(of problem: GraphProblem, opened: String?) -> Place {
        let file = problem.file.map { syntax == .csvw ? Self.tables + $0 : $0 } ?? opened ?? path
        return Place(file: file, line: problem.line > 0 ? problem.line : nil)
    }
}
