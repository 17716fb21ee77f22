import CaseBytes
import CaseFiles
import CaseGraph

/// Takes a reader's quads: those without blank nodes are sorted as they are, the others wait for their labels.
///
/// Language tags are written in lower case.
final class GraphCollector: QuadSink {
    private var lines = SortedLines()
    private let nodes: BlankNodeGraph
    private let canonicalization: Canonicalization
    private let keepsLabels: Bool
    private var tags = LowerCaseTags()

    init(_ canonicalization: Canonicalization, keepsLabels: Bool) {
        self.canonicalization = canonicalization
        self.keepsLabels = keepsLabels
        nodes = BlankNodeGraph(canonicalization)
    }

    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws {
        let object = tags.lowered(object)
        if keepsLabels || !(mentionsBlankNode(subject) || mentionsBlankNode(object) || mentionsBlankNode(graph)) {
            try write(subject, predicate, object, graph)
            return
        }
        if object.count > 2, object[1] == UInt8(ascii: "<"), mentionsBlankNode(object) {
            throw GraphProblem(
                .unsupported, "a triple term holds a blank node, for which RDFC-1.0 has no canonical label",
                hint: "--keep-labels writes it as it is")
        }
        try nodes.add(subject: subject, predicate: predicate, object: object, graph: graph)
    }

    private func write(_ subject: TermBytes, _ predicate: TermBytes, _ object: TermBytes, _ graph: TermBytes) throws {
        let start = try lines.room(for: subject.count + predicate.count + object.count + graph.count + 6)
        var end = start
        append(subject, to: &end)
        append(predicate, to: &end)
        append(object, to: &end)
        if graph.count > 0 { append(graph, to: &end) }
        end[0] = UInt8(ascii: ".")
        end[1] = UInt8(ascii: "\n")
        lines.commit(end + 2 - start)
    }

    @inline(__always)
    private func append(_ term: TermBytes, to end: inout UnsafeMutablePointer<UInt8>) {
        guard let start = term.baseAddress else { return }
        copyBytes(from: start, to: end, count: term.count)
        end += term.count
        end[0] = UInt8(ascii: " ")
        end += 1
    }

    /// Gives the blank nodes their labels.
    ///
    /// - Returns: the old and the new ones.
    func canonicalize(interrupted: @escaping () throws -> Void) throws -> [(label: String, canonical: String)] {
        guard !nodes.isEmpty else { return [] }
        let canonicalizer = Canonicalizer(nodes, options: canonicalization, interrupted: interrupted)
        try canonicalizer.issueLabels()
        try canonicalizer.forEachLine { try lines.append($0) }
        return canonicalizer.issuedLabels
    }

    /// Hands out the lines in order.
    func finish(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var sorted = SortedLines()
        swap(&sorted, &lines)
        try sorted.finish(body)
    }
}

/// How many line feeds there are.
func lineCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    let feed = ByteVector(repeating: 0x0A)
    var (count, offset) = (0, 0)
    while offset &+ 16 <= bytes.count {
        let words = equalLanes(loadVector(start, offset), feed)
        count &+= (words.x.nonzeroBitCount &+ words.y.nonzeroBitCount) &>> 3
        offset &+= 16
    }
    while offset < bytes.count {
        if start[offset] == 0x0A { count &+= 1 }
        offset &+= 1
    }
    return count
}
