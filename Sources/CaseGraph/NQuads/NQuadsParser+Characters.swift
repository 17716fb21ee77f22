import CaseBytes

extension NQuadsParser {
    /// Decodes a character that is not ASCII.
    @inline(__always)
    func scalar(_ start: UnsafePointer<UInt8>) throws(GraphProblem) -> (scalar: UInt32, length: Int) {
        // Every form of UTF-8 ends before a line end does, which follows.
        let result = decodeScalar(start, available: 4)
        if result.length == 0 { throw invalidText(start) }
        return result
    }

    /// `UCHAR` from its backslash: `\u` and four hexadecimal digits, or `\U` and eight.
    func escapedScalar() throws(GraphProblem) -> (scalar: UInt32, length: Int) {
        let count =
            switch at[1] {
            case 0x75: 4
            case 0x55: 8
            default: 0
            }
        guard count > 0 else { throw badEscape() }
        var value: UInt32 = 0
        for index in 0..<count {
            guard let digit = hexValue(at[2 + index]) else { throw badEscape() }
            guard value < 0x1000_0000 else { throw badEscape() }
            value = value &<< 4 | digit
        }
        guard value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else {
            throw problem("\(name(of: value)) is no character that UTF-8 can carry")
        }
        return (value, count + 2)
    }

    private func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte &- 0x30)
        case 0x41...0x46: UInt32(byte &- 0x37)
        case 0x61...0x66: UInt32(byte &- 0x57)
        default: nil
        }
    }

    /// Appends a character as UTF-8.
    mutating func append(_ scalar: UInt32) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        for byte in UTF8.encode(scalar).unsafelyUnwrapped { scratch.append(byte) }
    }

    /// Appends a character of a string in its canonical form.
    mutating func appendEscaped(_ scalar: UInt32) {
        let start = scratch.count
        append(scalar)
        var text = (UInt32(0), UInt32(0))
        let count = scratch.count - start
        withUnsafeMutableBytes(of: &text) { $0.copyBytes(from: UnsafeRawBufferPointer(scratch.bytes)[start...]) }
        scratch.truncate(to: start)
        scratch.reserve(24 + ByteBuffer.slack)
        withUnsafeBytes(of: text) { text in
            guard let bytes = text.bindMemory(to: UInt8.self).baseAddress else { return }
            var end = scratch.base + start
            writeNQuads(bytes, count: count, to: &end)
            scratch.advance(by: end - (scratch.base + start))
        }
    }

    // MARK: Blank nodes

    /// `BLANK_NODE_LABEL`. (The colon that the recommendation's grammar has in labels is taken back by its errata and
    /// refused by its tests.)
    mutating func blankNode() throws(GraphProblem) -> NQuadsTerm {
        let start = at
        guard at[1] == 0x3A else { throw expected("a blank node", "\"_:\" and a label") }
        at += 2
        guard let first = try labelCharacter(), first.canBegin else {
            throw expected("the label of a blank node", "a letter, a digit or _")
        }
        at += first.length
        // Full stops belong to the label if something follows that does.
        var end = at
        while true {
            if at[0] == 0x2E {
                at += 1
            } else if let next = try labelCharacter() {
                at += next.length
                end = at
            } else {
                break
            }
        }
        at = end
        let count = end - start
        try expectWithinLimit(count)
        return NQuadsTerm(input: start, count: count)
    }

    /// How long the character here is, where it may stand in a label (`PN_CHARS`), and whether it may begin one.
    @inline(__always)
    private func labelCharacter() throws(GraphProblem) -> (length: Int, canBegin: Bool)? {
        switch at[0] {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: return (1, true)
        case 0x2D: return (1, false)
        case 0x80...0xFF:
            let (scalar, length) = try scalar(at)
            if isNameStart(scalar) { return (length, true) }
            let isName = scalar == 0xB7 || (0x300...0x36F).contains(scalar) || (0x203F...0x2040).contains(scalar)
            return isName ? (length, false) : nil
        default: return nil
        }
    }

    /// `PN_CHARS_BASE` beyond ASCII.
    private func isNameStart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F,
            0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }
}
