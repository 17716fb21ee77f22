import CaseFiles
import CaseGraph
import CaseReleases

/// A file that holds a graph, in any syntax that this library reads.
public struct GraphFile: Sendable {
    public let path: String

    public init(at path: String) { self.path = path }

    /// Reads the file and hands out its canonical N-Quads (W3C RDFC-1.0): sorted, without duplicates, blank nodes with
    /// canonical labels. Memory does not grow with the file, but for quads that mention blank nodes.
    ///
    /// - Parameter output: takes whole lines, about a megabyte at a time; nothing before all was read.
    /// - Throws: `DatasetError`: `noInput` where the file cannot be read, `unfit` where it does not follow its syntax or
    ///   goes past a limit.
    public func canonicalize(
        _ options: GraphOptions = GraphOptions(), output: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws(DatasetError) -> GraphReport {
        try reporting { GraphReport(try options.reading().read(path, output: output)) }
    }

    /// Reads the file and keeps nothing of it, which is faster than `canonicalize(_:output:)`: nothing is sorted.
    ///
    /// - Returns: how many quads the file states, each as often as it does.
    /// - Throws: `DatasetError`: `noInput` where the file cannot be read, `unfit` where it does not follow its syntax or
    ///   goes past a limit.
    public func countQuads(_ options: GraphOptions = GraphOptions()) throws(DatasetError) -> Int {
        try reporting { try options.reading().countQuads(in: path) }
    }

    private func reporting<Result>(_ body: () throws -> Result) throws(DatasetError) -> Result {
        do {
            return try body()
        } catch let problem as GraphProblem {
            let file = problem.file.map { name in
                splitPath(path).map { $0.parent == "." ? name : $0.parent + "/" + name } ?? name
            }
            let place = (file ?? path) + (problem.line > 0 ? ":\(problem.line)" : "")
            throw DatasetError(.unfit, "\(place): \(problem.message)" + (problem.hint.map { "; \($0)" } ?? ""))
        } catch {
            throw DatasetError(error)
        }
    }
}

/// How a graph file is read.
public struct GraphOptions: Sendable {
    /// What the file is written in; nil to tell by its name, or else by how it begins.
    public var syntax: GraphSyntax?
    /// The absolute IRI that relative ones are resolved against; nil where there must be none.
    public var base: String?
    /// The CSVW metadata of a CSV file, in its folder or in one below; nil to look for it where the standard says.
    public var metadata: String?
    /// Is told what a reader passes over; each message is one line.
    public var warn: (@Sendable (String) -> Void)?
    /// The hash that blank nodes are labelled with: `sha256`, as RDFC-1.0 has it, or `sha384`.
    public var algorithm = "sha256"
    /// How often the labelling of blank nodes may call itself before the graph is refused.
    public var callLimit = 10_000
    /// Whether blank nodes keep the labels of the file.
    public var keepsLabels = false
    /// Whether the SHA-256 digest of the canonical N-Quads is computed.
    public var hasDigest = true

    public init() {}

    func reading() throws(DatasetError) -> GraphReading {
        var reading = GraphReading()
        reading.syntax = syntax?.syntax
        reading.options.base = base
        if let warn { reading.warn = warn }
        if let metadata {
            guard syntax == nil || syntax == GraphSyntax(.csvw) else {
                throw DatasetError(.usage, "metadata describes CSV, and not \(syntax?.name ?? "")")
            }
            reading.metadata = metadata
        }
        reading.keepsLabels = keepsLabels
        reading.hasDigest = hasDigest
        guard let algorithm = Canonicalization.Algorithm(rawValue: algorithm) else {
            throw DatasetError(.usage, "there is no algorithm \"\(algorithm)\"; there are sha256 and sha384")
        }
        reading.canonicalization.algorithm = algorithm
        reading.canonicalization.callLimit = callLimit
        return reading
    }
}

/// What a graph file can be written in.
public struct GraphSyntax: Sendable, Hashable {
    let syntax: CaseReleases.GraphSyntax

    public var name: String { syntax.rawValue }

    /// Every syntax that is read.
    public static var all: [GraphSyntax] { CaseReleases.GraphSyntax.allCases.map(GraphSyntax.init) }

    /// nil where there is no syntax of this name.
    public init?(named name: String) {
        guard let syntax = CaseReleases.GraphSyntax(rawValue: name) else { return nil }
        self.syntax = syntax
    }

    init(_ syntax: CaseReleases.GraphSyntax) { self.syntax = syntax }
}

/// What a graph file holds.
public struct GraphReport: Sendable {
    /// What it was read as.
    public let syntax: GraphSyntax
    /// How many quads there are, each counted once.
    public let quadCount: Int
    /// The SHA-256 digest of the canonical N-Quads, in lower-case hexadecimal; nil where none was asked for.
    public let sha256: String?
    /// The labels of blank nodes in the file and their canonical ones, without `_:`, in the order of issuing.
    public let issuedLabels: [(label: String, canonical: String)]

    init(_ result: GraphResult) {
        syntax = GraphSyntax(result.syntax)
        quadCount = result.quadCount
        sha256 = result.sha256
        issuedLabels = result.issuedLabels
    }
}
