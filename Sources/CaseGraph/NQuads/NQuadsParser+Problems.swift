import CaseBytes

/// What the parser says of a line. Off the path of lines that are right.
extension NQuadsParser {
    @inline(never)
    func problem(_ message: String, hint: String? = nil) -> GraphProblem {
        GraphProblem(.malformed, line: line, message, hint: hint)
    }

    @inline(never)
    func expected(_ place: StaticString, _ what: StaticString) -> GraphProblem {
        problem("found \(found()) in place of \(place); expected \(what)")
    }

    @inline(never)
    func notAStatement() -> GraphProblem {
        if line == 1, at[0] == 0xEF, at[1] == 0xBB, at[2] == 0xBF {
            return problem("found a byte order mark, which N-Quads do not have", hint: "remove the first three bytes")
        }
        if at[0] == 0x40 {
            return problem(
                "found a directive; N-Quads have none", hint: "Turtle and TriG are not read; convert it to N-Quads")
        }
        return expected("a statement", "an IRI or a blank node")
    }

    @inline(never)
    func badEscape() -> GraphProblem {
        if at[1] == 0x75 || at[1] == 0x55 {
            return problem("\"\\\(at[1] == 0x75 ? "u" : "U")\" needs \(at[1] == 0x75 ? 4 : 8) hexadecimal digits")
        }
        return problem("found the escape \\ and \(name(of: at + 1)), which there is not here")
    }

    @inline(never)
    func invalidText(_ start: UnsafePointer<UInt8>) -> GraphProblem {
        problem(
            "the byte 0x\(hexadecimal(CollectionOfOne(start[0]))) is not UTF-8 here",
            hint: "N-Quads are UTF-8; convert the file, for example with iconv")
    }

    @inline(never)
    func termTooLong() -> GraphProblem {
        GraphProblem(.limit, line: line, "a term has more than \(termLimit) bytes")
    }

    private func found() -> String { name(of: at) }

    /// What stands at a place, for a message.
    private func name(of start: UnsafePointer<UInt8>) -> String {
        if start[0] == 0x0A || start[0] == 0x0D { return "the end of the line" }
        guard start[0] >= 0x80 else { return name(of: UInt32(start[0])) }
        let (scalar, length) = decodeScalar(start, available: 4)
        return length > 0 ? name(of: scalar) : "the byte 0x\(hexadecimal(CollectionOfOne(start[0])))"
    }

    func name(of scalar: UInt32) -> String {
        if scalar == 0x20 { return "a space" }
        if (0x21...0x7E).contains(scalar), let character = Unicode.Scalar(scalar) { return "\"\(character)\"" }
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// A term for a message, cut where it is long.
    func shown(_ term: TermBytes) -> String {
        term.count <= 80 ? term.text : UnsafeBufferPointer(rebasing: term[..<80]).text + "…"
    }
}
