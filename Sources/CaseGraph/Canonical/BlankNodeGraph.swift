import CaseBytes

/// The quads of a dataset that mention blank nodes, in memory. (All others are their own canonical form.)
package final class BlankNodeGraph {
    private let options: Canonicalization
    /// The quads as lines of N-Quads, with the labels of the file.
    var text = ByteBuffer()
    private(set) var quads: [BlankNodeQuad] = []
    /// The labels of the file, by the number of the node.
    private var labels: [Range<Int>] = []
    private var labelText = ByteBuffer()
    /// The nodes whose label has this hash.
    private var numbers: [UInt64: [Int32]] = [:]

    package init(_ options: Canonicalization) { self.options = options }

    package var isEmpty: Bool { quads.isEmpty }
    var nodeCount: Int { labels.count }

    /// Takes a quad, a blank node in one of its places.
    ///
    /// - Throws: `GraphProblem` where there are too many.
    package func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws(GraphProblem)
    {
        let start = text.count
        var quad = BlankNodeQuad(start: start)
        for (index, term) in [subject, predicate, object, graph].enumerated() where !term.isEmpty {
            quad.parts[index] = BlankNodeQuad.Part(
                offset: UInt32(truncatingIfNeeded: text.count - start), count: UInt32(truncatingIfNeeded: term.count),
                node: term[0] == 0x5F ? number(of: term) : -1)
            text.append(term)
            text.append(0x20)
        }
        text.append(0x2E)
        text.append(0x0A)
        quad.count = text.count - start
        quads.append(quad)
        let used = text.count + labelText.count + quads.count * MemoryLayout<BlankNodeQuad>.stride + labels.count * 96
        guard used <= options.byteLimit, labels.count < Int32.max else {
            throw GraphProblem(
                .limit, "quads with blank nodes take more than \(options.byteLimit >> 20) MiB",
                hint: "name the nodes by IRIs, which need no memory")
        }
    }

    private func number(of label: TermBytes) -> Int32 {
        let hash = keyHash(label)
        if let known = numbers[hash]?.first(where: { equalBytes(self.label(of: Int($0)), label) }) { return known }
        let number = Int32(truncatingIfNeeded: labels.count)
        let start = labelText.count
        labelText.append(label)
        labels.append(start..<labelText.count)
        numbers[hash, default: []].append(number)
        return number
    }

    /// A node's label in the file, with `_:`. Valid until the next quad is added.
    func label(of node: Int) -> TermBytes { UnsafeBufferPointer(rebasing: labelText.bytes[labels[node]]) }

    func bytes(of part: BlankNodeQuad.Part, in quad: BlankNodeQuad) -> TermBytes {
        UnsafeBufferPointer(start: text.base + quad.start + Int(part.offset), count: Int(part.count))
    }

    /// Ends adding: a dataset is a set.
    func removeDuplicates() {
        func line(_ quad: BlankNodeQuad) -> TermBytes {
            UnsafeBufferPointer(start: text.base + quad.start, count: quad.count)
        }
        quads.sort { line($0).lexicographicallyPrecedes(line($1)) }
        var kept = 0
        for index in quads.indices where kept == 0 || !equalBytes(line(quads[index]), line(quads[kept - 1])) {
            quads[kept] = quads[index]
            kept += 1
        }
        quads.removeLast(quads.count - kept)
    }
}

/// A quad that mentions a blank node.
struct BlankNodeQuad: BitwiseCopyable {
    struct Part: BitwiseCopyable {
        /// In the quad's line.
        var offset: UInt32 = 0
        /// 0 for the default graph.
        var count: UInt32 = 0
        /// The number of the blank node; -1 where it is none.
        var node: Int32 = -1
    }

    /// The line in `BlankNodeGraph.text`.
    let start: Int
    var count = 0
    /// Subject, predicate, object, graph.
    var parts: InlineArray<4, Part> = [Part(), Part(), Part(), Part()]

    init(start: Int) { self.start = start }
}
