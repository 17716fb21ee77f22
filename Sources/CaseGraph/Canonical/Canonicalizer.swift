import CaseBytes

/// RDFC-1.0 on the quads of a dataset that mention blank nodes (section 4.4, Canonicalization Algorithm).
package final class Canonicalizer {
    let graph: BlankNodeGraph
    let options: Canonicalization
    private let interrupted: () throws -> Void
    /// The canonical number of each node; -1 where none is issued.
    private(set) var canonical: [Int32]
    private var issued: [Int32] = []
    /// For each node where the quads that mention it begin in `mentions`.
    private var mentionStarts: [Int] = []
    private var mentions: [Int32] = []
    /// What Hash First Degree Quads gives for each node.
    private(set) var firstHashes: [[UInt8]] = []
    private var calls = 0
    private var steps = 0

    /// - Parameter interrupted: throws when the work shall end.
    package init(_ graph: BlankNodeGraph, options: Canonicalization, interrupted: @escaping () throws -> Void) {
        self.graph = graph
        self.options = options
        self.interrupted = interrupted
        graph.removeDuplicates()
        canonical = Array(repeating: -1, count: graph.nodeCount)
    }

    /// Issues the canonical labels.
    ///
    /// - Throws: `GraphProblem` where that takes more work than the options allow.
    package func issueLabels() throws {
        collectMentions()
        for node in 0..<graph.nodeCount {
            if node % 1024 == 0 { try interrupted() }
            firstHashes.append(hashFirstDegree(node))
        }
        let nodes = (0..<graph.nodeCount).sorted {
            firstHashes[$0] == firstHashes[$1] ? $0 < $1 : firstHashes[$0].lexicographicallyPrecedes(firstHashes[$1])
        }
        var shared: [ArraySlice<Int>] = []
        var rest = nodes[...]
        while let first = rest.first {
            let group = rest.prefix { firstHashes[$0] == firstHashes[first] }
            rest = rest.dropFirst(group.count)
            if group.count == 1 { issue(Int32(first)) } else { shared.append(group) }
        }
        for group in shared { try issueLabels(of: group) }
    }

    /// Steps 5.2 and 5.3: the nodes of one hash, told apart by what is around them.
    private func issueLabels(of group: ArraySlice<Int>) throws {
        var paths: [(hash: [UInt8], issuer: LabelIssuer)] = []
        for node in group where canonical[node] < 0 {
            try interrupted()
            var issuer = LabelIssuer()
            issuer.issue(Int32(node))
            paths.append(try hashNDegree(Int32(node), issuer: issuer, depth: 0))
        }
        paths.sort { $0.hash.lexicographicallyPrecedes($1.hash) }
        for path in paths {
            for node in path.issuer.order { issue(node) }
        }
    }

    private func issue(_ node: Int32) {
        guard canonical[Int(node)] < 0 else { return }
        canonical[Int(node)] = Int32(truncatingIfNeeded: issued.count)
        issued.append(node)
    }

    private func collectMentions() {
        var counts = Array(repeating: 0, count: graph.nodeCount + 1)
        for quad in graph.quads { forEachNode(of: quad) { counts[$0 + 1] += 1 } }
        for node in 0..<graph.nodeCount { counts[node + 1] += counts[node] }
        mentionStarts = counts
        mentions = Array(repeating: 0, count: counts.last ?? 0)
        for (index, quad) in graph.quads.enumerated() {
            forEachNode(of: quad) { node in
                mentions[counts[node]] = Int32(truncatingIfNeeded: index)
                counts[node] += 1
            }
        }
    }

    /// Each blank node of a quad once.
    private func forEachNode(of quad: BlankNodeQuad, _ body: (Int) -> Void) {
        let (subject, object, graph) = (quad.parts[0].node, quad.parts[2].node, quad.parts[3].node)
        if subject >= 0 { body(Int(subject)) }
        if object >= 0, object != subject { body(Int(object)) }
        if graph >= 0, graph != subject, graph != object { body(Int(graph)) }
    }

    func quads(mentioning node: Int32) -> [BlankNodeQuad] {
        mentions[mentionStarts[Int(node)]..<mentionStarts[Int(node) + 1]].map { graph.quads[Int($0)] }
    }

    // MARK: The limit on work

    func countCall(depth: Int) throws {
        calls += 1
        if calls % 64 == 0 { try interrupted() }
        guard calls <= options.callLimit else { throw tooMuch("\(options.callLimit) calls of Hash N-Degree Quads") }
        guard depth <= Canonicalization.depthLimit else {
            throw GraphProblem(
                .limit, "Hash N-Degree Quads is nested more than \(Canonicalization.depthLimit) deep",
                hint: "name the nodes by IRIs; this limit cannot be raised")
        }
    }

    func countSteps(_ number: Int) throws {
        steps += number
        let limit = options.callLimit.multipliedReportingOverflow(by: Canonicalization.stepsPerCall)
        guard limit.overflow || steps <= limit.partialValue else {
            throw tooMuch("the steps of \(options.callLimit) calls of Hash N-Degree Quads")
        }
    }

    private func tooMuch(_ what: String) -> GraphProblem {
        GraphProblem(.limit, "the blank nodes cannot be told apart by \(what)", hint: Self.hint)
    }

    private static let hint =
        "the graph may be made to take for ever; name its nodes by IRIs, or raise the limit if you trust it"

    // MARK: What comes of it

    /// Hands out the quads with canonical labels, as lines in no order.
    package func forEachLine(_ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
        var line = ByteBuffer()
        for quad in graph.quads {
            line.removeAll()
            append(quad, to: &line) { node, line in
                line.append("_:c14n")
                line.append(String(canonical[Int(node)]))
            }
            try body(line.bytes)
        }
    }

    /// The labels of the file and those that were issued for them, without `_:`, in the order of issuing.
    package var issuedLabels: [(label: String, canonical: String)] {
        issued.enumerated().map { number, node in
            let label = graph.label(of: Int(node))
            return (UnsafeBufferPointer(rebasing: label.dropFirst(2)).text, "c14n\(number)")
        }
    }

    /// Appends a quad in canonical N-Quads, its blank nodes as `writeNode` writes them.
    func append(
        _ quad: BlankNodeQuad, to line: inout ByteBuffer, _ writeNode: (Int32, inout ByteBuffer) -> Void
    ) {
        for index in 0..<4 where quad.parts[index].count > 0 {
            let part = quad.parts[index]
            if part.node >= 0 { writeNode(part.node, &line) } else { line.append(graph.bytes(of: part, in: quad)) }
            line.append(0x20)
        }
        line.append(0x2E)
        line.append(0x0A)
    }
}
