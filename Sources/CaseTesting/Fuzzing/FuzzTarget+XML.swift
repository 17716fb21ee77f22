import CaseBytes
import CaseGraph

extension FuzzTarget {
    /// XML that is read element by element, as PREMIS is.
    static let xml = FuzzTarget("xml") { bytes in
        let whole = try XMLReading(MemorySource(bytes))
        for sizes in pieceSizes {
            let pieces = try XMLReading(PiecewiseSource(bytes, sizes: sizes))
            // Of two things that are wrong, libxml2 finds the one or the other first.
            try requireEqual(
                pieces.problem == nil, whole.problem == nil, "in pieces of \(sizes) it ends otherwise than whole")
            if whole.problem == nil {
                try require(pieces.events == whole.events, "in pieces of \(sizes) it has other elements than whole")
            }
        }
        guard whole.problem == nil else { return }
        try require(isWellFormed(bytes), "what it reads is not well-formed")
        try require(whole.depth == 0, "an element has no end")
    }
}

/// What reading an XML document told.
private struct XMLReading {
    /// Text that comes in pieces is joined.
    var events: [String] = []
    var depth = 0
    var problem: GraphProblem?

    init(_ source: any ByteSource) throws {
        let sink = Sink()
        do {
            try XMLEvents.read(source, into: sink)
        } catch let problem as GraphProblem {
            self.problem = problem
        }
        (events, depth) = (sink.events, sink.depth)
    }

    private final class Sink: XMLEventSink {
        var events: [String] = []
        var depth = 0
        private var isText = false

        func open(_ name: String, namespace: String, line: Int) {
            events.append("open \(namespace) \(name) \(line)")
            depth += 1
            isText = false
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) {
            if isText { events[events.count - 1] += bytes.text } else { events.append("text " + bytes.text) }
            isText = true
        }

        func close() {
            events.append("close")
            depth -= 1
            isText = false
        }
    }
}
