import CaseBytes
import CaseGraph

extension FuzzTarget {
    /// Turtle, as far as it is read. What was read is Turtle again, and says the same.
    static let turtle = FuzzTarget("turtle") { bytes in
        var options = GraphReaderOptions()
        options.termLimit = 1 << 10
        options.windowSize = 64
        let quads = try checkGraphReader(bytes) { try TurtleReader.read($0, options: options, into: $1) }
        let again = try GraphReading { try TurtleReader.read(MemorySource(quads.file), options: .init(), into: $0) }
        try require(again.problem == nil && again.lines == quads.lines, "N-Quads are read otherwise as Turtle")
        for line in quads.lines {
            // A name has its prefix's IRI before it, and an escape has six bytes for one.
            try require(line.count <= 16 * (options.termLimit + 2), "a line is longer than its terms may be")
        }
    }
}
