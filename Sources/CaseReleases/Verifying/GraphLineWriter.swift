import CaseBytes
import CaseGraph

/// Puts terms together to lines of canonical N-Quads, language tags in lower case.
struct GraphLineWriter: ~Copyable {
    private var buffer = ByteBuffer()
    /// How many bytes of the buffer are the subject and the space behind it.
    private var subjectCount = 0
    private var tags = LowerCaseTags()

    /// The line that was written last, with its line end.
    var line: UnsafeBufferPointer<UInt8> { buffer.bytes }

    /// - Returns: whether the subject is another than that of the line before.
    /// - Throws: `GraphProblem` for a blank node, which no release has, and which no two formats call the same.
    mutating func write(
        _ subject: TermBytes, _ predicate: TermBytes, _ object: TermBytes, _ graph: TermBytes
    ) throws(GraphProblem) -> Bool {
        let begins = !isSubject(subject)
        if begins {
            buffer.removeAll()
            append(subject)
            subjectCount = buffer.count
        } else {
            buffer.truncate(to: subjectCount)
        }
        append(predicate)
        append(tags.lowered(object))
        if graph.count > 0 { append(graph) }
        buffer.append(UInt8(ascii: "."))
        buffer.append(UInt8(ascii: "\n"))
        if begins && mentionsBlankNode(subject) || mentionsBlankNode(object) || mentionsBlankNode(graph) {
            throw GraphProblem(.unsupported, "there is a blank node, and no record of a release is one")
        }
        return begins
    }

    private func isSubject(_ subject: TermBytes) -> Bool {
        subjectCount == subject.count + 1 && subject.count > 0
            && equalBytes(subject, UnsafeBufferPointer(start: buffer.base, count: subject.count))
    }

    @inline(__always)
    private mutating func append(_ term: TermBytes) {
        buffer.append(term)
        buffer.append(UInt8(ascii: " "))
    }
}

/// Language tags in lower case, which are the same tags (RDF 1.1 Concepts, section 3.3; RDF 1.2 has them so in its
/// canonical form), so that a graph has one hash whatever it was read from.
struct LowerCaseTags: ~Copyable {
    private var buffer = ByteBuffer()

    /// The term with its tags in lower case: itself, or a copy that is there until the next call.
    mutating func lowered(_ object: TermBytes) -> TermBytes {
        guard hasUpperCaseTag(object) else { return object }
        buffer.removeAll()
        buffer.append(object)
        var start = 0
        while let mark = firstMark(in: buffer.bytes, from: start) {
            start = mark + 1
            guard buffer.base[mark] == UInt8(ascii: "@") else { continue }
            while start < buffer.count, buffer.base[start] != UInt8(ascii: " ") {
                if (0x41...0x5A).contains(buffer.base[start]) { buffer.base[start] |= 0x20 }
                start += 1
            }
        }
        return buffer.bytes
    }

    private func hasUpperCaseTag(_ object: TermBytes) -> Bool {
        guard let last = object.last else { return false }
        if last == UInt8(ascii: ">") {
            // A triple term may have one inside.
            return object.count > 2 && object[1] == UInt8(ascii: "<")
        }
        guard last != UInt8(ascii: "\""), object[0] == UInt8(ascii: "\"") else { return false }
        for byte in object.reversed() {
            if byte == UInt8(ascii: "@") { return false }
            if (0x41...0x5A).contains(byte) { return true }
        }
        return false
    }
}
