import CaseBytes
import CaseGraph
import CaseTesting
import Testing

@Suite struct CanonicalizationTests {
    private final class Nodes: QuadSink {
        let graph: BlankNodeGraph
        init(_ options: Canonicalization) { graph = BlankNodeGraph(options) }

        func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph name: TermBytes) throws {
            try graph.add(subject: subject, predicate: predicate, object: object, graph: name)
        }
    }

    private func canonical(
        _ text: String, _ options: Canonicalization = Canonicalization(), interrupted: @escaping () throws -> Void = {}
    ) throws -> [String] {
        let nodes = Nodes(options)
        try NQuadsReader.read(MemorySource(Array(text.utf8)), options: GraphReaderOptions(), into: nodes)
        let canonicalizer = Canonicalizer(nodes.graph, options: options, interrupted: interrupted)
        try canonicalizer.issueLabels()
        var lines: [String] = []
        try canonicalizer.forEachLine { lines.append(String(decoding: $0.dropLast(3), as: UTF8.self)) }
        return lines.sorted()
    }

    /// A graph of `count` nodes, its edges drawn; `order` numbers its nodes, and its lines stand in a drawn order.
    private func drawnGraph(count: Int, order: [Int], edges: Range<Int>, seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        var lines: [String] = []
        for _ in edges {
            let (a, b) = (Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator))
            let predicate = ["p", "q"].randomElement(using: &generator)!
            let name = ["", "<urn:g> ", "_:n\(order[0]) "].randomElement(using: &generator)!
            lines.append("_:n\(order[a]) <urn:\(predicate)> _:n\(order[b]) \(name).")
        }
        var shuffling = SeededGenerator(seed: seed &+ UInt64(order[0]))
        return lines.shuffled(using: &shuffling).joined(separator: "\n")
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func labelsAndOrderDoNotMatter(seed: UInt64) throws {
        let count = 3 + Int(seed % 5)
        var generator = SeededGenerator(seed: seed)
        let first = try canonical(drawnGraph(count: count, order: Array(0..<count), edges: 0..<2 * count, seed: seed))
        for _ in 0..<5 {
            let order = Array(0..<count).shuffled(using: &generator)
            let other = try canonical(drawnGraph(count: count, order: order, edges: 0..<2 * count, seed: seed))
            #expect(other == first, "seed \(seed)")
        }
    }

    /// Two graphs of six nodes with the same degrees everywhere: one ring, and two.
    @Test func ringsAreToldApart() throws {
        func rings(_ lengths: Int...) -> String {
            var text = ""
            var start = 0
            for length in lengths {
                for node in 0..<length { text += "_:e\(start + node) <urn:p> _:e\(start + (node + 1) % length) .\n" }
                start += length
            }
            return text
        }
        #expect(try canonical(rings(6)) != canonical(rings(3, 3)))
        #expect(try canonical(rings(3, 3)).count == 6)
    }

    @Test func duplicatesAreOneQuad() throws {
        let line = "_:a <urn:p> \"x\" .\n"
        #expect(try canonical(line + line) == canonical(line))
        #expect(try canonical(line) == ["_:c14n0 <urn:p> \"x\""])
    }

    private func clique(_ count: Int) -> String {
        (0..<count).flatMap { a in
            (0..<count).compactMap { b in a == b ? nil : "_:e\(a) <urn:p> _:e\(b) .\n" }
        }.joined()
    }

    @Test func poisonEndsByTheLimitOnCalls() throws {
        func code(_ limit: Int) throws -> GraphProblem.Code? {
            var options = Canonicalization()
            options.callLimit = limit
            do {
                _ = try canonical(clique(10), options)
                return nil
            } catch let problem as GraphProblem { return problem.code }
        }
        #expect(try code(10_000) == .limit)
        #expect(try code(1) == .limit)
        #expect(try canonical(clique(4)).count == 12)
    }

    /// Nodes that stand beside each other in many graphs: their orders must not be tried one by one.
    @Test func manyGraphsBetweenTwoNodes() throws {
        let text = (0..<200).map { "_:a <urn:p> _:b <urn:g\($0)> .\n_:b <urn:p> _:a <urn:g\($0)> .\n" }.joined()
        #expect(try canonical(text).count == 400)
    }

    /// Nodes that are alike, and beside nothing that has no label: no calls are needed, however many there are.
    @Test func manyLeaves() throws {
        let text = (0..<20_000).map { "<urn:s> <urn:p> _:e\($0) .\n" }.joined()
        #expect(try canonical(text).count == 20_000)
    }

    @Test func longChainsEndByALimit() throws {
        var options = Canonicalization()
        options.callLimit = .max
        let ring = (0..<3_000).map { "_:e\($0) <urn:p> _:e\(($0 + 1) % 3_000) .\n" }.joined()
        #expect(throws: GraphProblem.self) { try canonical(ring, options) }
    }

    @Test func memoryIsBounded() throws {
        var options = Canonicalization()
        options.byteLimit = 10_000
        #expect(throws: GraphProblem.self) { try canonical(clique(20), options) }
    }

    @Test func itCanBeInterrupted() throws {
        struct Interrupted: Error {}
        #expect(throws: Interrupted.self) { try canonical(clique(10), interrupted: { throw Interrupted() }) }
    }

    @Test(arguments: [
        ("_:a", true), ("<urn:a>", false), ("<urn:_:a>", false), ("\"_:a\"", false), ("\"a\\\"_:\"@en_", false),
        ("<<( <urn:a> <urn:b> _:c )>>", true), ("<<( <urn:_> <urn:b> \"_:\\\"_\"@en )>>", false),
        ("<<( <urn:a> <urn:b> <<( _:a <urn:b> \"c\" )>> )>>", true), ("", false),
    ])
    func blankNodesAreSeen(term: String, mentions: Bool) {
        #expect(Array(term.utf8).withUnsafeBufferPointer { mentionsBlankNode($0) } == mentions)
    }
}
