import CaseBytes

/// Writes XML 1.0: elements and text, each element below the root on one line, with text escaped and what XML cannot
/// carry replaced by U+FFFD.
package struct XMLWriter: ~Copyable {
    private var buffer = ByteBuffer()
    private var written: [UInt8] = []
    private var depth = 0

    /// - Parameter count: about how many bytes are to be expected.
    package init(expecting count: Int) {
        written.reserveCapacity(count)
        buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" as StaticString)
    }

    /// - Parameter attributes: as they are written; they hold no text from outside.
    package mutating func open(_ name: StaticString, attributes: StaticString = "") {
        tag(name, attributes)
        if depth == 0 { buffer.append(0x0A) }
        depth += 1
    }

    package mutating func close(_ name: StaticString) {
        depth -= 1
        endTag(name)
        if depth <= 1 {
            buffer.append(0x0A)
            written += buffer.bytes
            buffer.removeAll()
        }
    }

    package mutating func element(_ name: StaticString, _ text: String, attributes: StaticString = "") {
        tag(name, attributes)
        append(text)
        endTag(name)
        endLine()
    }

    /// An element that has attributes and nothing in it.
    ///
    /// - Parameter attributes: names with values that may come from outside; what is nil is left out.
    package mutating func empty(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) {
        buffer.append(0x3C)
        buffer.append(name)
        for (key, value) in attributes {
            guard let value else { continue }
            buffer.append(0x20)
            buffer.append(key)
            buffer.append("=\"" as StaticString)
            append(attribute: value)
            buffer.append(0x22)
        }
        buffer.append("/>" as StaticString)
        endLine()
    }

    /// Right below the root each element has a line of its own.
    private mutating func endLine() {
        if depth == 1 { buffer.append(0x0A) }
    }

    /// What a parser would make a space of is written as a reference (XML 1.0, section 3.3.3).
    private mutating func append(attribute value: String) {
        var run = ""
        for scalar in value.unicodeScalars {
            let reference: StaticString
            switch scalar {
            case "\"": reference = "&quot;"
            case "\t": reference = "&#9;"
            case "\n": reference = "&#10;"
            default:
                run.unicodeScalars.append(scalar)
                continue
            }
            append(run)
            buffer.append(reference)
            run = ""
        }
        append(run)
    }

    private mutating func tag(_ name: StaticString, _ attributes: StaticString) {
        buffer.append(0x3C)
        buffer.append(name)
        if attributes.utf8CodeUnitCount > 0 { buffer.append(0x20) }
        buffer.append(attributes)
        buffer.append(0x3E)
    }

    private mutating func endTag(_ name: StaticString) {
        buffer.append("</" as StaticString)
        buffer.append(name)
        buffer.append(0x3E)
    }

    private mutating func append(_ text: String) {
        var text = text
        if text.unicodeScalars.contains(where: { !Self.isCharacter($0) }) {
            var scalars = String.UnicodeScalarView()
            for scalar in text.unicodeScalars { scalars.append(Self.isCharacter(scalar) ? scalar : "\u{FFFD}") }
            text = String(scalars)
        }
        text.withUTF8 { bytes in
            guard let first = bytes.baseAddress else { return }
            buffer.reserve(5 * bytes.count)
            var end = buffer.base + buffer.count
            let start = end
            writeEscaped(XMLEscape(), first, count: bytes.count, hasSlack: false, to: &end)
            buffer.advance(by: end - start)
        }
    }

    /// XML 1.0, section 2.2.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: true
        default: false
        }
    }

    /// What was written, when the root is closed.
    package consuming func bytes() -> [UInt8] { written }
}
