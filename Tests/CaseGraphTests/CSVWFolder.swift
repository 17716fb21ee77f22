import CaseBytes
import CaseGraph

/// Files in memory, read as a folder that has metadata.
struct CSVWFolder {
    var files: [String: [UInt8]]
    /// How many bytes a read gives at the most.
    var chunkLimit = Int.max

    init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

    /// A table `t.csv` and its metadata; `properties` stand in the table's description.
    init(csv: String, columns: String = "", schema: String = "", properties: String = "") {
        let list = columns.isEmpty ? "" : "\"columns\": [\(columns)]"
        let members = [list, schema].filter { !$0.isEmpty }.joined(separator: ", ")
        let further = properties.isEmpty ? "" : ", \(properties)"
        self.init([
            "t.csv": csv,
            "m.json": """
            {"@context": "http://www.w3.org/ns/csvw", "url": "t.csv"\(members.isEmpty ? "" : ", \"tableSchema\": {\(members)}")\(further)}
            """,
        ])
    }

    struct Reading {
        /// As N-Quads has them, without ` .` at the end.
        var quads: [String] = []
        var warnings: [String] = []
        var problem: GraphProblem?

        /// The objects of all quads.
        var objects: [String] {
            quads.map { quad in String(quad.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)[2]) }
        }

        var predicates: [String] { quads.map { String($0.split(separator: " ")[1]) } }
        var subjects: [String] { quads.map { String($0.split(separator: " ")[0]) } }
    }

    /// Reads an entry; a problem that is not a `GraphProblem` is thrown.
    func read(
        _ entry: String = "m.json", metadata: String? = nil, base: String? = "http://e/", termLimit: Int? = nil
    ) throws -> Reading {
        var reading = Reading()
        let sink = QuadTexts()
        var options = GraphReaderOptions(base: base.map { $0.hasSuffix("/") ? $0 + entry : $0 })
        if let termLimit { options.termLimit = termLimit }
        var warnings: [String] = []
        let reader = CSVWGraphReader(options: options, warn: { warnings.append($0) }) { path in
            files[path].map { MemorySource($0, chunkLimit: chunkLimit) }
        }
        do {
            try reader.read(entry, metadata: metadata, into: sink)
        } catch let problem as GraphProblem {
            reading.problem = problem
        }
        reading.quads = sink.quads
        reading.warnings = warnings
        return reading
    }
}

/// Keeps quads as texts.
final class QuadTexts: QuadSink {
    private(set) var quads: [String] = []

    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) {
        let terms = [subject, predicate, object, graph].filter { !$0.isEmpty }
        quads.append(terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
    }
}
