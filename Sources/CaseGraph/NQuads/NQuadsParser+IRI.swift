import CaseBytes

extension NQuadsParser {
    /// `IRIREF`, absolute (RDF 1.1 N-Quads, section 5.2).
    mutating func iri() throws(GraphProblem) -> NQuadsTerm {
        let start = at
        let written = scratch.count
        var offset = 1
        var copied = 0
        while true {
            offset += plainIRICount(start + offset)
            let byte = start[offset]
            if byte == 0x3E { break }
            at = start + offset
            if byte >= 0x80 {
                offset += try scalar(at).length
            } else if byte == 0x5C {
                let (scalar, length) = try escapedScalar()
                guard scalar >= 0x80 || isIRICharacter(UInt8(scalar)) else {
                    throw problem("an IRI may not hold \(name(of: scalar)), escaped or not", hint: iriHint)
                }
                scratch.append(UnsafeBufferPointer(start: start + copied, count: offset - copied))
                append(scalar)
                offset += length
                copied = offset
            } else {
                throw forbiddenInIRI(byte)
            }
        }
        offset += 1
        at = start + offset
        var term = NQuadsTerm(input: start, count: offset)
        if copied > 0 {
            scratch.append(UnsafeBufferPointer(start: start + copied, count: offset - copied))
            term = NQuadsTerm(input: nil, offset: written, count: scratch.count - written)
        }
        try expectWithinLimit(term.count)
        guard hasScheme(resolve(term)) else { throw relative(resolve(term)) }
        return term
    }

    /// How many bytes from here may stand in an IRI as they are. Looks at up to fifteen bytes more.
    @inline(__always)
    private func plainIRICount(_ start: UnsafePointer<UInt8>) -> Int {
        let patterns = IRIPatterns()
        var offset = 0
        while true {
            let words = patterns.hits(loadVector(start, offset))
            if words.x | words.y != 0 { return offset &+ firstLane(words) }
            offset &+= 16
        }
    }

    private func isIRICharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D: false
        default: true
        }
    }

    /// Whether an IRI, in its brackets, begins with a scheme (RFC 3986, section 3.1).
    @inline(__always)
    private func hasScheme(_ iri: TermBytes) -> Bool {
        guard iri.count > 3, isLetter(iri[1]) else { return false }
        var index = 2
        while index < iri.count {
            switch iri[index] {
            case 0x3A: return true
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: index &+= 1
            default: return false
            }
        }
        return false
    }

    private var iriHint: String { "percent-encode it (RFC 3986, section 2.1)" }

    @inline(never)
    private func forbiddenInIRI(_ byte: UInt8) -> GraphProblem {
        if byte == 0x0A || byte == 0x0D { return problem("an IRI is not closed by \">\" in its line") }
        return problem("an IRI may not hold \(name(of: UInt32(byte)))", hint: iriHint)
    }

    @inline(never)
    private func relative(_ iri: TermBytes) -> GraphProblem {
        problem("found the relative IRI \(shown(iri)); expected an absolute one", hint: "begin it with its scheme")
    }
}

@inline(__always)
func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

/// Finds what may not stand in an IRI as it is: U+0000–U+0020, `<>"{}|^` and `` ` ``, the backslash, and what is not
/// ASCII, which has to be checked.
private struct IRIPatterns {
    private let space = ByteVector(repeating: 0x20)
    private let quote = ByteVector(repeating: 0x22)
    private let open = ByteVector(repeating: 0x3C)
    private let close = ByteVector(repeating: 0x3E)
    private let backslash = ByteVector(repeating: 0x5C)
    private let caret = ByteVector(repeating: 0x5E)
    private let grave = ByteVector(repeating: 0x60)
    private let brace = ByteVector(repeating: 0x7B)
    private let bar = ByteVector(repeating: 0x7C)
    private let endBrace = ByteVector(repeating: 0x7D)
    private let high = SIMD2<UInt64>(repeating: 0x8080_8080_8080_8080)

    @inline(__always)
    func hits(_ vector: ByteVector) -> SIMD2<UInt64> {
        let bits = unsafeBitCast(vector, to: SIMD2<UInt64>.self)
        let brackets = equalLanes(vector, open) | equalLanes(vector, close) | equalLanes(vector, quote)
        let escapes = equalLanes(vector, backslash) | equalLanes(vector, caret) | equalLanes(vector, grave)
        let braces = equalLanes(vector, brace) | equalLanes(vector, bar) | equalLanes(vector, endBrace)
        return brackets | escapes | braces | equalLanes(vector, space) | controlBits(bits) | (bits & high)
    }
}
