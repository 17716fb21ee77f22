import CaseBytes
import CaseModel

/// Goes through a document node by node, and hands on a quad for each type and each value.
struct JSONLDParser: ~Copyable {
    var input: JSONLDInput
    let sink: any QuadSink
    private let options: GraphReaderOptions
    private var types: [[UInt8]: JSONLDType] = [:]
    private var base: BaseIRI?
    /// What a plain segment becomes an IRI behind; empty where there is no base.
    private var folder = Bytes([])
    /// By the types as they stand in the file.
    private var plans: [[UInt8]: JSONLDPlan] = [:]
    private var lastTypes: [UInt8] = []
    private var lastPlan: JSONLDPlan?
    private var nodeNumber = 0
    /// The node's IRI, in angle brackets.
    var subject = ByteBuffer()
    /// The object that is being made.
    var object = ByteBuffer()
    /// A string without its escapes.
    var text = ByteBuffer()

    init(_ source: any ByteSource, options: GraphReaderOptions, sink: any QuadSink) {
        input = JSONLDInput(source, limit: options.termLimit, windowSize: options.windowSize)
        self.options = options
        self.sink = sink
    }

    /// How many bytes a context may have, and how many kinds of nodes are kept.
    private static let contextLimit = 8 << 20
    private static let planLimit = 4096
    private static let typeLimit = 64

    private static let order = "the keys of a document are @context, @graph; those of a node @type, @id, and the rest"

    // MARK: The document

    mutating func document() throws {
        try input.take(0x7B, "a JSON object")
        try key("@context", "\"@context\" as the first key")
        try readContext()
        try input.take(0x2C, "a comma and \"@graph\"")
        try key("@graph", "\"@graph\" behind the context")
        try input.take(0x5B, "an array of nodes")
        if try input.next() == 0x5D {
            input.skip()
        } else {
            repeat { try node() } while try isFollowed(by: 0x5D, "a comma or the end of the array of nodes")
        }
        if try input.next() == 0x2C { throw input.unsupported("a key behind \"@graph\"", hint: Self.order) }
        try input.take(0x7D, "the end of the document's object")
        guard try input.next() == 0, input.isAtEnd else { throw input.expected("nothing behind the document's object") }
    }

    /// Moves behind a comma, or behind the closing bracket: then there is no more.
    @inline(__always)
    private mutating func isFollowed(by end: UInt8, _ what: StaticString) throws -> Bool {
        let byte = try input.next()
        guard byte == 0x2C || byte == end else { throw input.expected(what) }
        input.skip()
        return byte == 0x2C
    }

    /// Moves behind a key, which has to be this one, and its colon.
    private mutating func key(_ name: StaticString, _ what: StaticString) throws {
        let key = try input.string(what)
        guard try decoded(key).equals(name) else {
            throw input.unsupported(
                "found the key \"\(visible(try decoded(key).text))\"; expected \(what)", hint: Self.order)
        }
        try input.take(0x3A, "a colon")
    }

    private mutating func readContext() throws {
        if try input.next() != 0x7B, !input.isAtEnd {
            throw input.unsupported(
                "a context that does not stand in the file", hint: "nothing is ever looked up elsewhere")
        }
        let line = input.line
        let context = try JSONLDContextReader(try input.object(limit: Self.contextLimit), line: line)
        types = context.types
        let iri = context.base ?? options.base
        if let iri {
            guard IRISyntax.isAbsolute(iri), let base = BaseIRI(iri) else {
                throw GraphProblem(.unsupported, line: line, "the base \"\(visible(iri))\" is no absolute IRI")
            }
            self.base = base
            folder = Bytes(JSONLDPlan.folder(of: base))
        }
    }

    // MARK: A node

    private mutating func node() throws {
        if try input.next() != 0x7B { throw input.expected("a node: an object in braces") }
        input.skip()
        nodeNumber &+= 1
        if try input.next() == 0x7D { throw input.unsupported("a node without @type and @id") }
        try key("@type", "\"@type\" as the first key of a node")
        let plan = try readTypes()
        try input.take(0x2C, "a comma and \"@id\"")
        try key("@id", "\"@id\" as the second key of a node")
        let identifier = try input.string("the node's IRI as a string")
        let (folder, base) = (folder, base)
        try appendNode(identifier, folder: folder.bytes, base: base)
        swap(&subject, &object)
        for type in plan.types { try type.withUnsafeBufferPointer { try addType($0) } }
        var last = 0
        while try isFollowed(by: 0x7D, "a comma or the end of the node") {
            last = try property(plan, from: last)
        }
    }

    /// A key and its value.
    ///
    /// - Returns: where to look for the next key first.
    @inline(__always)
    private mutating func property(_ plan: JSONLDPlan, from hint: Int) throws -> Int {
        let string = try input.string("a key in quotes")
        let key = string.hasEscapes ? try decoded(string) : input.bytes(of: string)
        guard let index = plan.index(of: key, from: hint) else { throw unknown(key) }
        guard plan.mark(index, in: nodeNumber) else {
            throw input.malformed("the key \"\(visible(key.text))\" is there twice in a node")
        }
        let entry = plan.entry(index)
        try input.take(0x3A, "a colon")
        if try input.next() == 0x5B {
            try values(entry, of: plan)
        } else {
            try value(entry, of: plan)
        }
        return index &+ 1
    }

    /// An array of strings: a set.
    private mutating func values(_ entry: JSONLDPlan.Entry, of plan: JSONLDPlan) throws {
        input.skip()
        if try input.next() == 0x5D {
            input.skip()
            return
        }
        repeat { try value(entry, of: plan) } while try isFollowed(by: 0x5D, "a comma or the end of the array")
    }

    @inline(never)
    private func unknown(_ key: UnsafeBufferPointer<UInt8>) -> GraphProblem {
        let name = "\"\(visible(key.text))\""
        if key.first == 0x40 { return input.unsupported("the keyword \(name) in a node", hint: Self.order) }
        return input.unsupported(
            "the key \(name) is no term of the node's types",
            hint: "readers of JSON-LD drop such keys without a word: define it in the context, or take it out")
    }

    // MARK: Types

    private mutating func readTypes() throws -> JSONLDPlan {
        if try input.next() == 0x22 {
            let string = try input.string("a type")
            let name = try decoded(string)
            if let lastPlan, lastTypes.withUnsafeBufferPointer({ equalBytes($0, name) }) { return lastPlan }
            return try plan(of: [Array(name)])
        }
        try input.take(0x5B, "a type, or an array of types")
        if try input.next() == 0x5D { throw input.unsupported("a node without a type") }
        var names: [[UInt8]] = []
        repeat {
            names.append(Array(try decoded(try input.string("a type"))))
            guard names.count <= Self.typeLimit else {
                throw GraphProblem(.limit, line: input.line, "a node has more than \(Self.typeLimit) types")
            }
        } while try isFollowed(by: 0x5D, "a comma or the end of the types")
        return try plan(of: names)
    }

    private mutating func plan(of names: [[UInt8]]) throws -> JSONLDPlan {
        // No name holds a quote that JSON would not escape; a byte that is not UTF-8 keeps them apart.
        let key = Array(names.joined(separator: [0xFF]))
        let plan = try plans[key] ?? makePlan(names)
        if plans.count >= Self.planLimit { plans.removeAll() }
        plans[key] = plan
        lastPlan = plan
        lastTypes = names.count == 1 ? names[0] : [0xFF]
        return plan
    }

    /// The terms of all types together (JSON-LD 1.1, section 4.1.9); where two define the same term, they agree.
    private func makePlan(_ names: [[UInt8]]) throws -> JSONLDPlan {
        var iris: [[UInt8]] = []
        var terms: [(key: [UInt8], term: JSONLDTerm)] = []
        for name in names {
            guard let type = types[name] else {
                iris.append(try typeIRI(name))
                continue
            }
            iris.append(type.iri)
            for term in type.terms {
                guard let other = terms.first(where: { $0.key == term.key }) else {
                    terms.append(term)
                    continue
                }
                guard other.term == term.term else {
                    throw input.unsupported(
                        "two types of the node define \"\(visible(String(decoding: term.key, as: UTF8.self)))\" differently"
                    )
                }
            }
        }
        return JSONLDPlan(types: iris, terms: terms, base: base)
    }

    private func typeIRI(_ name: [UInt8]) throws -> [UInt8] {
        guard name.withUnsafeBufferPointer({ IRISyntax.isAbsolute($0) }) else {
            throw input.unsupported(
                "the type \"\(visible(String(decoding: name, as: UTF8.self)))\" is neither a term of the context nor an absolute IRI"
            )
        }
        return [0x3C] + name + [0x3E]
    }
}
