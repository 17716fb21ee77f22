import CaseBytes

extension NQuadsParser {
    /// `literal`: a quoted string, and its language tag or datatype.
    mutating func literal() throws(GraphProblem) -> NQuadsTerm {
        let text = try quoted()
        let end = at
        skipBlanks()
        if at[0] == 0x40 {
            let tag = try languageTag()
            return try joined(text, endingAt: end, tag)
        }
        if at[0] == 0x5E {
            guard at[1] == 0x5E else { throw expected("a datatype", "^^ and an IRI") }
            let carets = at
            at += 2
            skipBlanks()
            guard at[0] == 0x3C else { throw expected("a datatype", "an IRI") }
            let isAdjacent = carets + 2 == at
            let datatype = try iri()
            if resolve(datatype).equals("<http://www.w3.org/2001/XMLSchema#string>") { return text }
            if isAdjacent, let start = datatype.input, start == carets + 2 {
                return try joined(text, endingAt: end, NQuadsTerm(input: carets, count: datatype.count + 2))
            }
            return try compose(count: text.count + 2 + datatype.count) { parser in
                parser.scratch.append(parser.resolve(text))
                parser.scratch.append("^^")
                parser.scratch.append(parser.resolve(datatype))
            }
        }
        at = end
        return text
    }

    /// A string and what follows it, which is one piece where they are so in the input.
    @inline(__always)
    private mutating func joined(
        _ text: NQuadsTerm, endingAt end: UnsafePointer<UInt8>, _ suffix: NQuadsTerm
    ) throws(GraphProblem) -> NQuadsTerm {
        if let start = text.input, suffix.input == end {
            let count = text.count + suffix.count
            try expectWithinLimit(count)
            return NQuadsTerm(input: start, count: count)
        }
        return try compose(count: text.count + suffix.count) { parser in
            parser.scratch.append(parser.resolve(text))
            parser.scratch.append(parser.resolve(suffix))
        }
    }

    /// `STRING_LITERAL_QUOTE`, with its quotes, in canonical escapes.
    private mutating func quoted() throws(GraphProblem) -> NQuadsTerm {
        let start = at
        let written = scratch.count
        var offset = 1
        var copied = 0
        while true {
            offset += asciiRunNQuads(start + offset)
            let byte = start[offset]
            if byte == 0x22 { break }
            if byte == 0x5C, isCanonicalEscape(start[offset + 1]) {
                offset += 2
                continue
            }
            at = start + offset
            let (scalar, length, isCanonical) = try textScalar()
            if !isCanonical {
                scratch.append(UnsafeBufferPointer(start: start + copied, count: offset - copied))
                appendEscaped(scalar)
                // An escape is longer than what it stands for.
                try expectWithinLimit(scratch.count - written)
                copied = offset + length
            }
            offset += length
        }
        offset += 1
        at = start + offset
        try expectWithinLimit(offset)
        guard copied > 0 else { return NQuadsTerm(input: start, count: offset) }
        scratch.append(UnsafeBufferPointer(start: start + copied, count: offset - copied))
        let count = scratch.count - written
        try expectWithinLimit(count)
        return NQuadsTerm(input: nil, offset: written, count: count)
    }

    /// One character of a string that is not plain ASCII, and whether it stands there in its canonical form.
    private func textScalar() throws(GraphProblem) -> (scalar: UInt32, length: Int, isCanonical: Bool) {
        let byte = at[0]
        if byte >= 0x80 {
            let (scalar, length) = try scalar(at)
            return (scalar, length, scalar != 0xFFFE && scalar != 0xFFFF)
        }
        if byte == 0x0A || byte == 0x0D {
            throw problem(
                "a literal is not closed by a quotation mark in its line", hint: "a line break in it is written \\n")
        }
        guard byte == 0x5C else { return (UInt32(byte), 1, false) }
        if at[1] == 0x27 { return (0x27, 2, false) }
        let (scalar, length) = try escapedScalar()
        return (scalar, length, length == 6 && isWrittenEscaped(scalar) && hasUpperCaseDigits(at + 2))
    }

    /// Whether the canonical form of a character is `\u` and its number.
    private func isWrittenEscaped(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x08, 0x09, 0x0A, 0x0C, 0x0D: false
        case 0...0x1F, 0x7F, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private func hasUpperCaseDigits(_ start: UnsafePointer<UInt8>) -> Bool {
        (0..<4).allSatisfy { start[$0] < 0x61 }
    }

    /// `\b \t \n \f \r \" \\`
    @inline(__always)
    private func isCanonicalEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x62, 0x74, 0x6E, 0x66, 0x72, 0x22, 0x5C: true
        default: false
        }
    }

    /// `LANGTAG`, or `LANG_DIR` of RDF 1.2, which ends in a base direction.
    private mutating func languageTag() throws(GraphProblem) -> NQuadsTerm {
        let start = at
        at += 1
        guard isLetter(at[0]) else { throw expected("a language tag", "a letter") }
        while isLetter(at[0]) { at += 1 }
        while at[0] == 0x2D {
            at += 1
            if at[0] == 0x2D {
                try direction()
                break
            }
            let part = at
            while isLetter(at[0]) || (0x30...0x39).contains(at[0]) { at += 1 }
            guard at > part else { throw expected("a part of a language tag", "a letter or a digit") }
        }
        return NQuadsTerm(input: start, count: at - start)
    }

    /// `--ltr` or `--rtl`, from its second hyphen.
    private mutating func direction() throws(GraphProblem) {
        let letters = (at[1], at[2], at[3])
        guard letters == (0x6C, 0x74, 0x72) || letters == (0x72, 0x74, 0x6C) else {
            throw expected("a base direction", "ltr or rtl")
        }
        at += 4
    }
}
