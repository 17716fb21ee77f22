package import CaseBytes

/// What all readers of graph files take.
package struct GraphReaderOptions: Sendable {
    /// What relative IRIs are resolved against; nil where there must be none.
    package var base: String?
    /// How many bytes a single term or value may have.
    package var termLimit = 32 << 20
    /// How deep elements and objects may be nested.
    package var depthLimit = 256
    /// How many bytes of a file are in memory at once, unless one term or row has more.
    package var windowSize = 1 << 18
    /// Whether RDF/XML and Turtle may have only what is data: no comment, processing instruction or document type.
    package var isDataOnly = false

    package init(base: String? = nil) { self.base = base }
}

/// Reads a graph file as a stream, in memory that does not grow with it.
///
/// Nothing is looked up on the network, and nothing that a reader does not understand is passed over in silence.
package protocol GraphReader {
    /// Reads everything.
    ///
    /// - Throws: `GraphProblem`, and what the source and the sink throw.
    static func read(_ source: any ByteSource, options: GraphReaderOptions, into sink: any QuadSink) throws
}
