import CaseBytes

extension RDFXMLParser {
    /// How many bytes are escaped at a time, so that little more room is made than is used.
    private static let sliceLength = 1 << 14

    mutating func characters(_ text: UnsafeBufferPointer<UInt8>) throws {
        switch frames[top].content {
        case .textOrNode:
            try appendLiteral(text)
        case .markup:
            markup.append(text: text)
            try limitMarkup()
        case .document, .nodes, .collection, .properties, .nothing:
            if isWhiteSpace(text) { return }
            let expected =
                switch frames[top].content {
                case .properties: "property elements are"
                case .nothing: "nothing more is"
                default: "node elements are"
                }
            throw malformed("text stands where \(expected) expected: \(Self.excerpt(text))")
        }
    }

    private static func excerpt(_ text: UnsafeBufferPointer<UInt8>) -> String {
        String(text.text.drop { $0.isWhitespace }.prefix(40)).debugDescription
    }

    @inline(__always)
    mutating func beginLiteral() {
        literal.removeAll()
        literal.append(UInt8(0x22))
        literalLength = 0
    }

    @inline(__always)
    mutating func appendLiteral(_ text: UnsafeBufferPointer<UInt8>) throws {
        guard let start = text.baseAddress else { return }
        literalLength += text.count
        if literalLength > options.termLimit { throw termProblem("the characters of a literal") }
        var offset = 0
        while offset < text.count {
            let length = min(Self.sliceLength, text.count - offset)
            literal.reserve(6 * length)
            let first = literal.base + literal.count
            var end = first
            writeNQuads(start + offset, count: length, to: &end)
            literal.advance(by: end - first)
            offset += length
        }
    }

    /// Closes the literal at hand; what is returned lasts until the next one.
    @inline(__always)
    mutating func finishLiteral(_ suffix: TermReference) -> TermBytes {
        literal.append(UInt8(0x22))
        if !suffix.isEmpty { literal.append(bytes(suffix)) }
        return literal.bytes
    }

    /// Section 7.2.16.
    mutating func endLiteral(_ frame: Int) throws {
        let object = finishLiteral(frames[frame].suffix)
        if frames[frame].statement.isEmpty {
            try emit(frames[frame].subject, frames[frame].predicate, object)
        } else {
            try emitStatement(frame, object)
        }
    }

    /// Takes back the literal that has begun, since a node element is the property's value (section 7.2.15).
    mutating func dropWhiteSpace(_ frame: Int, before element: XMLElementName) throws {
        if frames[frame].hasDatatype {
            throw malformed("<\(element.text)> stands in a property element with rdf:datatype, which takes text only")
        }
        if !holdsWhiteSpace() { throw malformed("<\(element.text)> stands beside text: a property has one value") }
    }

    /// Whether the literal at hand, escaped as it is, has white space only.
    private func holdsWhiteSpace() -> Bool {
        var index = 1
        while index < literal.count {
            if literal.base[index] != 0x20 {
                guard literal.base[index] == 0x5C, index + 1 < literal.count else { return false }
                index += 1
                let escape = literal.base[index]
                guard escape == 0x6E || escape == 0x74 || escape == 0x72 else { return false }
            }
            index += 1
        }
        return true
    }

    /// Section 7.2.17.
    mutating func endMarkup(_ frame: Int) throws {
        beginLiteral()
        try appendLiteral(markup.text.bytes)
        try emitStatement(frame, finishLiteral(TermReference(RDFTerms.xmlLiteral)))
        markup.begin()
    }

    mutating func limitMarkup() throws {
        if markup.text.count > options.termLimit { throw termProblem("the characters of an XML literal") }
    }

    mutating func comment(_ text: UnsafeBufferPointer<UInt8>) throws {
        try expectData("a comment")
        guard frames[top].content == .markup else { return }
        markup.append(comment: text)
        try limitMarkup()
    }

    /// - Throws: `GraphProblem` where there may be nothing but data.
    func expectData(_ found: String) throws {
        if options.isDataOnly {
            throw GraphProblem(.malformed, line: line, "there is \(found), and a release has none in this file")
        }
    }

    mutating func instruction(_ target: UnsafeBufferPointer<UInt8>, _ data: UnsafeBufferPointer<UInt8>) throws {
        try expectData("a processing instruction")
        guard frames[top].content == .markup else { return }
        markup.append(instruction: target, data)
        try limitMarkup()
    }
}
