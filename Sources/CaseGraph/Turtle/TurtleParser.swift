import CaseBytes
import CaseModel

/// The grammar of Turtle (RDF 1.1 Turtle, section 6.5), as far as it is read.
struct TurtleParser: ~Copyable {
    var input: TurtleInput
    let options: GraphReaderOptions
    var prefixes = TurtlePrefixes()
    /// The terms at hand, as canonical N-Quads writes them.
    private var subject = ByteBuffer()
    private var predicate = ByteBuffer()
    var object = ByteBuffer()
    /// A literal's text without escapes.
    var text = ByteBuffer()

    init(_ source: any ByteSource, options: GraphReaderOptions) {
        input = TurtleInput(source, options: options)
        self.options = options
    }

    mutating func parse(into sink: any QuadSink) throws {
        while let byte = try input.next() {
            if byte == UInt8(ascii: "@") { try directive() } else { try statement(into: sink) }
        }
    }

    // MARK: Problems

    func malformed(_ message: String, hint: String? = nil) -> GraphProblem {
        GraphProblem(.malformed, line: input.line, message, hint: hint)
    }

    func unsupported(_ what: String) -> GraphProblem {
        GraphProblem(
            .unsupported, line: input.line, "\(what) not read",
            hint: "convert it to N-Quads, with rapper or serdi for example")
    }

    /// What was expected, and what is there.
    func expected(_ what: String, _ byte: UInt8?) -> GraphProblem {
        let found = byte.map { "\"\(visible(String(decoding: [$0], as: UTF8.self)))\"" } ?? "the end"
        return malformed("expected \(what), found \(found)")
    }

    // MARK: Statements

    /// `@prefix name: <iri> .`
    private mutating func directive() throws {
        for (index, letter) in "@prefix".utf8.enumerated() {
            guard try input.byte(at: index) == letter else { throw unsupported("directives but @prefix are") }
        }
        input.advance(by: 7)
        guard let byte = try input.byte(at: 0), byte == 0x20 || byte == 0x09 else {
            throw unsupported("directives but @prefix are")
        }
        guard try input.next() != nil else { throw expected("a prefix", nil) }
        let colon = try nameEnd()
        let name = Array(input.window[..<colon])
        guard try input.byte(at: colon) == UInt8(ascii: ":") else {
            throw expected("a colon behind the prefix", try input.byte(at: colon))
        }
        input.advance(by: colon + 1)
        guard try input.next() == UInt8(ascii: "<") else { throw expected("an IRI", try input.byte(at: 0)) }
        object.removeAll()
        try iri { $0.object.append($1) }
        try take(UInt8(ascii: "."), "a full stop")
        guard prefixes.count < TurtlePrefixes.limit else {
            throw GraphProblem(.limit, line: input.line, "there are more than \(TurtlePrefixes.limit) prefixes")
        }
        prefixes.set(name, to: Array(object.bytes.dropFirst().dropLast()))
    }

    private mutating func take(_ byte: UInt8, _ what: String) throws {
        let found = try input.next()
        guard found == byte else { throw expected(what, found) }
        input.advance(by: 1)
    }

    private mutating func statement(into sink: any QuadSink) throws {
        subject.removeAll()
        try resource("a subject") { $0.subject.append($1) }
        while true {
            predicate.removeAll()
            try verb()
            try objects(into: sink)
            switch try input.next() {
            case UInt8(ascii: "."):
                input.advance(by: 1)
                return
            case UInt8(ascii: ";"): if try isLastSemicolon() { return }
            case let byte: throw expected("\";\", \",\" or a full stop", byte)
            }
        }
    }

    /// Passes over semicolons, and the full stop that may follow them.
    private mutating func isLastSemicolon() throws -> Bool {
        while let byte = try input.next() {
            if byte == UInt8(ascii: ".") {
                input.advance(by: 1)
                return true
            }
            guard byte == UInt8(ascii: ";") else { return false }
            input.advance(by: 1)
        }
        throw expected("a full stop", nil)
    }

    private mutating func objects(into sink: any QuadSink) throws {
        while true {
            object.removeAll()
            try readObject()
            try input.expectWithinLimit(object.count)
            try sink.add(
                subject: subject.bytes, predicate: predicate.bytes, object: object.bytes,
                graph: TermBytes(start: nil, count: 0))
            guard try input.next() == UInt8(ascii: ",") else { return }
            input.advance(by: 1)
        }
    }

    /// `a`, or an IRI.
    private mutating func verb() throws {
        let first = try input.next()
        if first == UInt8(ascii: "a"), let second = try input.byte(at: 1),
            [0x20, 0x09, 0x0A, 0x0D, 0x3C].contains(second)
        {
            input.advance(by: 1)
            predicate.append(RDFTerms.type)
            return
        }
        try resource("a predicate") { $0.predicate.append($1) }
    }

    /// An IRI or a prefixed name.
    mutating func resource(
        _ what: String, _ append: (inout TurtleParser, UnsafeBufferPointer<UInt8>) -> Void
    ) throws {
        switch try input.next() {
        case UInt8(ascii: "<"): try iri(append)
        case UInt8(ascii: "_"), UInt8(ascii: "["): throw unsupported("blank nodes are")
        case UInt8(ascii: "("): throw unsupported("collections are")
        case nil: throw expected(what, nil)
        default: try prefixedName(what, append)
        }
    }
}

/// The namespaces of prefixes.
struct TurtlePrefixes {
    static let limit = 10_000

    private var names: [[UInt8]: Int] = [:]
    private var namespaces: [[UInt8]] = []
    /// The one that was found last, by what its name hashes to.
    private var recent = [(name: [UInt8], index: Int)](repeating: ([], -1), count: 256)

    var count: Int { namespaces.count }

    mutating func set(_ name: [UInt8], to namespace: [UInt8]) {
        names[name] = namespaces.count
        namespaces.append(namespace)
        recent = recent.map { _ in ([], -1) }
    }

    /// nil for a prefix that was not declared.
    mutating func namespace(of name: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let slot = Int(truncatingIfNeeded: keyHash(name)) & 255
        if recent[slot].index >= 0, recent[slot].name.withUnsafeBufferPointer({ equalBytes($0, name) }) {
            return namespaces[recent[slot].index]
        }
        guard let index = names[Array(name)] else { return nil }
        recent[slot] = (Array(name), index)
        return namespaces[index]
    }
}
