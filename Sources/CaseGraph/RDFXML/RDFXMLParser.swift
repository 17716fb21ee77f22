import CLibXML2
import CaseBytes

/// Makes quads of the events of an XML parser (RDF 1.1 XML Syntax, section 7). The stack of open elements is plain
/// values; their terms stand one after the other in an arena, which is cut back where an element ends.
struct RDFXMLParser: ~Copyable {
    /// An open element.
    struct Frame {
        enum Content {
            /// What stands before and behind the root.
            case document
            /// Node elements: in `rdf:RDF`, and in a property of `rdf:parseType="Collection"`.
            case nodes, collection
            /// Property elements: in a node element, or in a property of `rdf:parseType="Resource"`.
            case properties
            /// Text, or one node element: in a property element.
            case textOrNode
            /// Nothing more: in a property element that has its value.
            case nothing
            /// Any XML.
            case markup
        }

        var content: Content
        /// How much of the arena the elements around this one use.
        var arenaMark: Int
        /// What the element's properties, or the property itself, are about.
        var subject = TermReference()
        var predicate = TermReference()
        /// What stands behind a literal's closing quote: `@` and a language, `^^` and a datatype, or nothing.
        var suffix = TermReference()
        var hasDatatype = false
        /// `@` and the language in scope; empty where there is none.
        var language: TermReference
        /// The base in scope, without angle brackets; empty where there is none.
        var base: TermReference
        /// What `rdf:ID` names a property's statement; empty where it does not.
        var statement = TermReference()
        /// How many `rdf:li` there were.
        var members = 0
        /// The number of the last blank node of a collection; 0 before the first.
        var listNode = 0
    }

    let sink: any QuadSink
    let options: GraphReaderOptions
    var context: xmlParserCtxtPtr?
    /// What ended the parse: `GraphProblem`, or an error of the sink.
    private(set) var problem: (any Error)?
    /// The open elements, up to `top`; those above it are to be written over.
    var frames: [Frame] = []
    var top = 0
    var arena = ByteBuffer()
    var names = RDFXMLNames()
    /// What the start tag at hand says.
    var attributes = Attributes()
    var propertyAttributes: [PropertyAttribute] = []
    /// The literal at hand, with its opening quote, escaped; and how many bytes its value has.
    var literal = ByteBuffer()
    var literalLength = 0
    var markup = ExclusiveCanonicalXML()
    var identifiers: Set<SIMD2<UInt64>> = []
    var expansion = EntityExpansion()
    var startTag = StartTagScan()
    /// How many namespaces each open element declares, and all of them together.
    var namespaces: [Int] = []
    var namespacesInScope = 0
    /// How many attributes have a default.
    var defaults = 0
    var hasRoot = false
    /// Whether libxml2 came to the end of the document.
    var isComplete = false
    private var blankNodes = 0

    init(sink: any QuadSink, options: GraphReaderOptions) throws(GraphProblem) {
        self.sink = sink
        self.options = options
        frames.reserveCapacity(64)
        var base = TermReference()
        if let text = options.base {
            arena.append(text)
            let length = arena.count
            guard IRIParts.schemeEnd(arena.bytes) > 0, firstOutsideIRI(in: arena.base, count: length) == length else {
                throw GraphProblem(.malformed, "the base \(text) is not an absolute IRI")
            }
            base = TermReference(offset: 0, count: length)
        }
        frames.append(Frame(content: .document, arenaMark: arena.count, language: TermReference(), base: base))
    }

    // MARK: Problems

    var isStopped: Bool { problem != nil }

    /// Ends the parse; the first reason counts.
    mutating func stop(_ error: any Error) {
        guard problem == nil else { return }
        problem = error
        if let context { xmlStopParser(context) }
    }

    var line: Int {
        guard let context else { return 0 }
        return max(0, Int(xmlSAX2GetLineNumber(context)))
    }

    func malformed(_ message: String, hint: String? = nil) -> GraphProblem {
        GraphProblem(.malformed, line: line, message, hint: hint)
    }

    // MARK: Terms

    @inline(__always)
    func bytes(_ term: TermReference) -> TermBytes {
        TermBytes(start: term.start ?? UnsafePointer(arena.base + term.offset), count: term.count)
    }

    @inline(__always)
    func emit(_ subject: TermReference, _ predicate: TermReference, _ object: TermReference) throws {
        try emit(subject, predicate, bytes(object))
    }

    @inline(__always)
    func emit(_ subject: TermReference, _ predicate: TermReference, _ object: TermBytes) throws {
        try sink.add(
            subject: bytes(subject), predicate: bytes(predicate), object: object,
            graph: TermBytes(start: nil, count: 0))
    }

    /// Emits the statement of a property element, and what its `rdf:ID` says about it (section 7.3).
    mutating func emitStatement(_ frame: Int, _ object: TermBytes) throws {
        let (subject, predicate) = (frames[frame].subject, frames[frame].predicate)
        try emit(subject, predicate, object)
        let statement = frames[frame].statement
        if statement.isEmpty { return }
        try emit(statement, TermReference(RDFTerms.type), TermReference(RDFTerms.statement))
        try emit(statement, TermReference(RDFTerms.subject), subject)
        try emit(statement, TermReference(RDFTerms.predicate), predicate)
        try emit(statement, TermReference(RDFTerms.object), object)
    }

    mutating func emitStatement(_ frame: Int, _ object: TermReference) throws {
        try emitStatement(frame, bytes(object))
    }

    mutating func newBlankNode() -> Int {
        blankNodes += 1
        return blankNodes
    }

    /// Appends the label of a blank node that the file does not name.
    mutating func append(blankNode number: Int) -> TermReference {
        let offset = arena.count
        arena.append("_:g" as StaticString)
        append(decimal: number)
        return TermReference(offset: offset, count: arena.count - offset)
    }

    mutating func append(decimal number: Int) {
        var power = 1
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            arena.append(0x30 + UInt8(number / power % 10))
            power /= 10
        }
    }

    /// Appends the label of a blank node that the file names. A name may end with a full stop, a label may not.
    mutating func append(nodeID name: UnsafeBufferPointer<UInt8>) throws -> TermReference {
        guard isNCName(name) else { throw malformed("rdf:nodeID \"\(name.text)\" is not a name without a colon") }
        let offset = arena.count
        let endsWithStop = name[name.count - 1] == 0x2E
        arena.append(endsWithStop ? "_:d" as StaticString : "_:n")
        arena.append(name)
        if endsWithStop { arena.append(UInt8(0x5F)) }
        return try limited(TermReference(offset: offset, count: arena.count - offset))
    }

    /// Appends an IRI in angle brackets. An absolute one stays as it is; a relative one is resolved (section 5.3).
    mutating func append(iri text: UnsafeBufferPointer<UInt8>, base: TermReference) throws -> TermReference {
        let offset = arena.count
        arena.append(UInt8(0x3C))
        if IRIParts.schemeEnd(text) > 0 {
            arena.append(text)
        } else {
            guard !base.isEmpty else {
                throw malformed(
                    "the IRI \"\(text.text)\" is relative, and the file has no xml:base",
                    hint: "name the IRI of the file: --base IRI")
            }
            arena.reserve(base.count + text.count + 16)
            appendIRI(text, base: bytes(base), IRIParts(bytes(base)), to: &arena)
        }
        let length = arena.count - offset - 1
        let found = firstOutsideIRI(in: arena.base + offset + 1, count: length)
        if found < length {
            let character = String(UnicodeScalar(arena.base[offset + 1 + found]))
            throw malformed(
                "\"\(text.text)\" is not an IRI: it holds \(character.debugDescription)",
                hint: "write the character percent-encoded")
        }
        arena.append(UInt8(0x3E))
        return try limited(TermReference(offset: offset, count: length + 2))
    }

    /// Appends the IRI of `rdf:ID`, which may be used once (section 7.2.31).
    mutating func append(id name: UnsafeBufferPointer<UInt8>, base: TermReference) throws -> TermReference {
        guard isNCName(name) else { throw malformed("rdf:ID \"\(name.text)\" is not a name without a colon") }
        let offset = arena.count
        arena.append(UInt8(0x23))
        arena.append(name)
        // A copy, for the arena may move while the IRI is appended.
        var reference = ByteBuffer(capacity: name.count + 1)
        reference.append(UnsafeBufferPointer(start: arena.base + offset, count: arena.count - offset))
        arena.truncate(to: offset)
        let iri = try append(iri: reference.bytes, base: base)
        let key = SIMD2(keyHash(bytes(iri)), keyHash(bytes(iri), seed: 0x5899_65CC_7537_4CC3))
        guard identifiers.insert(key).inserted else {
            throw malformed("rdf:ID \"\(name.text)\" stands twice in the file", hint: "use rdf:about to refer to it")
        }
        return iri
    }

    /// Bounds what the open elements hold together.
    @inline(__always)
    func limited(_ term: TermReference) throws -> TermReference {
        if arena.count > options.termLimit { throw termProblem("the IRIs of the open elements") }
        return term
    }

    func termProblem(_ what: String) -> GraphProblem {
        GraphProblem(.limit, line: line, "\(what) have more than \(options.termLimit) bytes")
    }
}

/// The IRIs that RDF/XML itself brings in.
enum RDFTerms {
    static let type: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    static let statement: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement>"
    static let subject: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#subject>"
    static let predicate: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate>"
    static let object: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#object>"
    static let first: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>"
    static let rest: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>"
    static let `nil`: StaticString = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"
    static let xmlLiteral: StaticString = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>"
    static let string: StaticString = "^^<http://www.w3.org/2001/XMLSchema#string>"
    static let langString: StaticString = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
}
