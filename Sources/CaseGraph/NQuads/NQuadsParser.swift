import CaseBytes

/// The grammar of N-Quads (RDF 1.1 N-Quads, section 5), on whole lines.
///
/// The last byte of what is parsed ends a line, and no terminal holds a line end, so that every scan stops there.
struct NQuadsParser: ~Copyable {
    enum Syntax { case quads, triples }

    /// The number of the line that is being parsed, from 1.
    var line = 1
    /// The byte that is looked at.
    var at: UnsafePointer<UInt8>
    /// Terms that had to be written anew.
    var scratch = ByteBuffer(capacity: 1 << 10)
    let termLimit: Int
    private let depthLimit: Int
    private let syntax: Syntax

    init(_ syntax: Syntax, options: GraphReaderOptions) {
        self.syntax = syntax
        termLimit = options.termLimit
        depthLimit = options.depthLimit
        at = UnsafePointer(scratch.base)
    }

    mutating func parse(_ start: UnsafePointer<UInt8>, count: Int, into sink: any QuadSink) throws {
        at = start
        let end = start + count
        while at < end {
            skipBlanks()
            switch at[0] {
            case 0x3C, 0x5F: try statement(into: sink)
            case 0x0A, 0x0D, 0x23: break
            default: throw notAStatement()
            }
            try endOfLine(before: end)
        }
    }

    private mutating func statement(into sink: any QuadSink) throws {
        scratch.removeAll()
        let subject = try resource("a subject")
        skipBlanks()
        let predicate = try predicate()
        skipBlanks()
        let object = try object(depth: 0)
        skipBlanks()
        var graph = NQuadsTerm.none
        if at[0] != 0x2E { graph = try graphName() }
        at += 1
        try sink.add(
            subject: resolve(subject), predicate: resolve(predicate), object: resolve(object), graph: resolve(graph))
    }

    // MARK: Terms by their places

    private mutating func resource(_ place: StaticString) throws(GraphProblem) -> NQuadsTerm {
        switch at[0] {
        case 0x3C: return try iri()
        case 0x5F: return try blankNode()
        default: throw expected(place, "an IRI or a blank node")
        }
    }

    private mutating func predicate() throws(GraphProblem) -> NQuadsTerm {
        guard at[0] == 0x3C else { throw expected("a predicate", "an IRI") }
        return try iri()
    }

    private mutating func object(depth: Int) throws(GraphProblem) -> NQuadsTerm {
        switch at[0] {
        case 0x22: return try literal()
        case 0x3C:
            // No IRI begins like that, so this is a triple term.
            if at[1] == 0x3C { return try tripleTerm(depth: depth + 1) }
            return try iri()
        case 0x5F: return try blankNode()
        default: throw expected("an object", "an IRI, a blank node or a literal")
        }
    }

    /// The graph's name and the full stop, which it ends at.
    private mutating func graphName() throws(GraphProblem) -> NQuadsTerm {
        let isTerm = at[0] == 0x3C || at[0] == 0x5F || at[0] == 0x22
        guard isTerm else { throw expected("the end of the statement", "a full stop") }
        if syntax == .triples {
            throw problem(
                "found a fourth term, and N-Triples have three", hint: "read it as N-Quads, which name graphs")
        }
        let name = try resource("the name of a graph")
        skipBlanks()
        guard at[0] == 0x2E else { throw expected("the end of the statement", "a full stop") }
        return name
    }

    /// `<<( subject predicate object )>>` (RDF 1.2 N-Quads, section 2.3).
    private mutating func tripleTerm(depth: Int) throws(GraphProblem) -> NQuadsTerm {
        guard depth <= depthLimit else {
            throw GraphProblem(.limit, line: line, "triple terms are nested more than \(depthLimit) deep")
        }
        guard at[2] == 0x28 else { throw problem("\"<<\" begins nothing here; a triple term begins with \"<<(\"") }
        at += 3
        skipBlanks()
        let subject = try resource("the subject of a triple term")
        skipBlanks()
        let predicate = try predicate()
        skipBlanks()
        let object = try object(depth: depth)
        skipBlanks()
        guard at[0] == 0x29, at[1] == 0x3E, at[2] == 0x3E else { throw expected("the end of a triple term", ")>>") }
        at += 3
        let parts = [subject, predicate, object]
        return try compose(count: parts.reduce(10) { $0 + $1.count }) { parser in
            parser.scratch.append("<<( ")
            for part in parts {
                parser.scratch.append(parser.resolve(part))
                parser.scratch.append(0x20)
            }
            parser.scratch.append(")>>")
        }
    }

    // MARK: Between terms

    @inline(__always)
    mutating func skipBlanks() { while at[0] == 0x20 || at[0] == 0x09 { at += 1 } }

    /// Blanks, a comment, and the end of the line.
    @inline(__always)
    private mutating func endOfLine(before end: UnsafePointer<UInt8>) throws(GraphProblem) {
        skipBlanks()
        if at[0] == 0x23 { try comment(before: end) }
        if at[0] == 0x0D {
            at += 1
            if at < end, at[0] == 0x0A { at += 1 }
        } else if at[0] == 0x0A {
            at += 1
        } else {
            throw expected("the next statement", "a line of its own for it")
        }
        line += 1
    }

    private mutating func comment(before end: UnsafePointer<UInt8>) throws(GraphProblem) {
        while at[0] != 0x0A, at[0] != 0x0D {
            at += at[0] < 0x80 ? 1 : try scalar(at).length
        }
    }

    // MARK: What is written anew

    @inline(__always)
    func resolve(_ term: NQuadsTerm) -> TermBytes {
        UnsafeBufferPointer(start: term.input ?? UnsafePointer(scratch.base + term.offset), count: term.count)
    }

    /// A term that is put together in the scratch space.
    ///
    /// - Parameter count: how many bytes `body` appends at the most, so that nothing moves meanwhile.
    mutating func compose(
        count: Int, _ body: (inout NQuadsParser) -> Void
    ) throws(GraphProblem) -> NQuadsTerm {
        try expectWithinLimit(count)
        scratch.reserve(count)
        let offset = scratch.count
        body(&self)
        return NQuadsTerm(input: nil, offset: offset, count: scratch.count - offset)
    }

    @inline(__always)
    func expectWithinLimit(_ count: Int) throws(GraphProblem) {
        if count > termLimit { throw termTooLong() }
    }
}

/// A term: a part of the input, or of the scratch space.
struct NQuadsTerm: BitwiseCopyable {
    var input: UnsafePointer<UInt8>?
    var offset = 0
    var count: Int

    static var none: NQuadsTerm { NQuadsTerm(input: nil, count: 0) }
}
