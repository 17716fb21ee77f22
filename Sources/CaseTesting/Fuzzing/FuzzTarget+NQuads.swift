import CaseBytes
import CaseGraph

extension FuzzTarget {
    /// N-Quads, and N-Triples: files whose quads all are in the default graph are the same in both.
    static let nquads = FuzzTarget("nquads") { bytes in
        var options = GraphReaderOptions()
        options.termLimit = 1 << 10
        options.windowSize = 64
        options.depthLimit = 8
        let quads = try checkGraphReader(bytes) { try NQuadsReader.read($0, options: options, into: $1) }
        let triples = try GraphReading { try NTriplesReader.read(MemorySource(bytes), options: options, into: $0) }
        if triples.problem == nil {
            try require(quads == triples, "N-Triples are read otherwise as N-Quads")
        }
        for line in quads.lines {
            try require(line.count <= 4 * (options.termLimit + 2), "a line is longer than its terms may be")
        }
    }
}
