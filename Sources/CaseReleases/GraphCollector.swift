import CaseBytes
import CaseFiles
import CaseGraph

/// Takes a reader's quads: those without blank nodes are sorted as they are, the others wait for their labels.
///
/// Language tags are written in lower case, which is the same tag (RDF 1.1 Concepts, section 3.3; RDF 1.2 has them so in
/// its canonical form), so that a graph has one hash whatever it was read from.
final class GraphCollector: QuadSink {
    private var lines = SortedLines()
    private let nodes: BlankNodeGraph
    private let canonicalization: Canonicalization
    private let keepsLabels: Bool
    private var tagged = ByteBuffer()

    init(_ canonicalization: Canonicalization, keepsLabels: Bool) {
        self.canonicalization = canonicalization
        self.keepsLabels = keepsLabels
        nodes = BlankNodeGraph(canonicalization)
    }

    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) throws {
        let object = hasUpperCaseTag(object) ? withLowerCaseTags(object) : object
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

    // MARK: Language tags

    private func hasUpperCaseTag(_ object: TermBytes) -> Bool {
        guard let last = object.last else { return false }
        if last == UInt8(ascii: ">") {
            // A triple term may have one inside.
            return object.count > 2 && object[1] == UInt8(ascii: "<")
        }
        guard last != UInt8(ascii: "\""), object[0] == UInt8(ascii: "\"") else { return false }
        for byte in object.reversed() {
            if byte == UInt8(ascii: "@") { return false }
            if (0x41...0x5A).contains(byte) { return true }
        }
        return false
    }

    private func withLowerCaseTags(_ object: TermBytes) -> TermBytes {
        tagged.removeAll()
        tagged.append(object)
        var start = 0
        while let mark = firstMark(in: tagged.bytes, from: start) {
            start = mark + 1
            guard tagged.base[mark] == UInt8(ascii: "@") else { continue }
            while start < tagged.count, tagged.base[start] != UInt8(ascii: " ") {
                if (0x41...0x5A).contains(tagged.base[start]) { tagged.base[start] |= 0x20 }
                start += 1
            }
        }
        return tagged.bytes
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
