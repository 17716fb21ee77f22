import CaseBytes
import CaseModel

extension JSONLDParser {
    static let typeProperty = Bytes(Array("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>".utf8))

    /// One value: a string, which the term of its key makes a literal or a node (JSON-LD 1.1 Processing Algorithms and
    /// API, section 5.3.2).
    @inline(__always)
    mutating func value(_ entry: JSONLDPlan.Entry, of plan: JSONLDPlan) throws {
        guard try input.next() == 0x22 else { throw noString() }
        let string = try input.string("a string")
        if entry.isNode {
            try appendNode(string, folder: plan.bytes(entry.affix), base: plan.bases[entry.base])
        } else {
            try appendLiteral(string, suffix: plan.bytes(entry.affix))
        }
        try sink.add(
            subject: subject.bytes, predicate: plan.bytes(entry.predicate), object: object.bytes,
            graph: TermBytes(start: nil, count: 0))
    }

    func addType(_ type: TermBytes) throws {
        try sink.add(
            subject: subject.bytes, predicate: Self.typeProperty.bytes, object: type,
            graph: TermBytes(start: nil, count: 0))
    }

    private mutating func appendLiteral(_ string: JSONLDString, suffix: UnsafeBufferPointer<UInt8>) throws {
        object.removeAll()
        if string.isCanonical {
            object.reserve(string.count + suffix.count + 2)
            object.append(0x22)
            object.append(input.bytes(of: string))
        } else {
            let text = try decoded(string)
            object.reserve(6 * text.count + 2 + suffix.count + ByteBuffer.slack)
            object.append(0x22)
            if let start = text.baseAddress {
                var end = object.base + object.count
                writeNQuads(start, count: text.count, to: &end)
                object.advance(by: end - (object.base + object.count))
            }
        }
        object.append(0x22)
        object.append(suffix)
    }

    /// Makes the object the node that a string means, in angle brackets (section 5.2, IRI expansion, document relative).
    @inline(__always)
    mutating func appendNode(
        _ string: JSONLDString, folder: UnsafeBufferPointer<UInt8>, base: @autoclosure () -> BaseIRI?
    ) throws {
        let reference = string.hasEscapes ? try decoded(string) : input.bytes(of: string)
        object.removeAll()
        if !folder.isEmpty, IRISyntax.isPlainSegment(reference) {
            object.append(folder)
            object.append(reference)
        } else {
            object.append(0x3C)
            try appendIRI(reference, base: base())
        }
        object.append(0x3E)
    }

    @inline(never)
    private mutating func appendIRI(_ reference: UnsafeBufferPointer<UInt8>, base: BaseIRI?) throws {
        try resolve(reference, base: base)
        guard IRISyntax.isAbsolute(UnsafeBufferPointer(rebasing: object.bytes.dropFirst())) else {
            throw input.malformed(
                "\"\(visible(reference.text))\" gives no IRI that is allowed (RFC 3987)",
                hint: "readers of JSON-LD drop the values of such IRIs without a word")
        }
    }

    private mutating func resolve(_ reference: UnsafeBufferPointer<UInt8>, base: BaseIRI?) throws {
        // Keywords and what looks like them are no IRIs (section 5.2, steps 1 and 2), and blank nodes are not written.
        if reference.first == 0x40 {
            throw input.unsupported("\"\(visible(reference.text))\", which looks like a keyword, in place of an IRI")
        }
        if reference.count >= 2, reference[0] == 0x5F, reference[1] == 0x3A {
            throw input.unsupported("the blank node \"\(visible(reference.text))\"")
        }
        let parts = IRIParts(reference)
        // An absolute IRI stands for itself: nothing of its path is taken away.
        if parts.schemeEnd > 0 {
            object.append(reference)
            return
        }
        guard let base else {
            throw input.malformed(
                "\"\(visible(reference.text))\" is relative, and there is no base", hint: "give one with --base")
        }
        let firstSegment = reference[..<parts.pathEnd].prefix { $0 != 0x2F }
        guard !firstSegment.contains(0x3A) else {
            throw input.malformed("\"\(visible(reference.text))\" is no IRI: what stands before its colon is no scheme")
        }
        base.resolve(reference, into: &object)
    }

    @inline(never)
    private mutating func noString() -> GraphProblem {
        switch input.current {
        case 0x7B: input.unsupported("an object in place of a value", hint: "values are strings, or arrays of strings")
        case 0x5B: input.unsupported("an array inside an array", hint: "values are strings, or arrays of strings")
        case 0x74, 0x66:
            input.unsupported(
                "a boolean in place of a value", hint: "values are strings; their terms have the datatypes")
        case 0x6E: input.unsupported("null in place of a value", hint: "leave the key out")
        case 0x2D, 0x30...0x39:
            input.unsupported(
                "a number in place of a value", hint: "values are strings; their terms have the datatypes")
        default: input.expected("a value")
        }
    }

    /// The text of a string, without escapes.
    mutating func decoded(_ string: JSONLDString) throws -> UnsafeBufferPointer<UInt8> {
        let bytes = input.bytes(of: string)
        guard string.hasEscapes, let start = bytes.baseAddress else { return bytes }
        text.removeAll()
        text.reserve(bytes.count)
        var offset = 0
        while offset < bytes.count {
            let byte = start[offset]
            guard byte == 0x5C else {
                text.append(byte)
                offset += 1
                continue
            }
            let escape = start[offset + 1]
            offset += 2
            switch escape {
            case 0x62: text.append(0x08)
            case 0x66: text.append(0x0C)
            case 0x6E: text.append(0x0A)
            case 0x72: text.append(0x0D)
            case 0x74: text.append(0x09)
            case 0x75:
                offset -= 2
                guard let (value, length) = escapedScalar(start + offset), let scalar = Unicode.Scalar(value) else {
                    throw input.malformed("an escape that is no character")
                }
                for unit in UTF8.encode(scalar).unsafelyUnwrapped { text.append(unit) }
                offset += length
            default: text.append(escape)
            }
        }
        return text.bytes
    }
}
