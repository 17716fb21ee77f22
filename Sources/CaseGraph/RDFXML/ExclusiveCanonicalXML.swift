import CaseBytes

/// Writes the content of an element in Exclusive XML Canonicalization 1.0 with comments and without a list of
/// inclusive prefixes, which is what RDF/XML makes of `rdf:parseType="Literal"` (section 7.2.17).
struct ExclusiveCanonicalXML: ~Copyable {
    private struct Namespace {
        let prefix: UnsafePointer<UInt8>?
        let name: UnsafePointer<UInt8>?
    }

    private(set) var text = ByteBuffer()
    /// How many elements are open.
    var depth: Int { marks.count }
    /// The declarations that open elements have, outermost first, and where those of each element begin.
    private var declared: [Namespace] = []
    private var marks: [Int] = []

    mutating func begin() {
        text.removeAll()
        declared.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
    }

    mutating func start(_ element: XMLElementName, _ attributes: XMLAttributes) {
        marks.append(declared.count)
        text.append(UInt8(0x3C))
        append(prefix: element.prefix, element.localName)
        declare(element.prefix, element.namespace)
        for attribute in attributes where attribute.prefix != nil { declare(attribute.prefix, attribute.namespace) }
        appendDeclarations()
        // By namespace, those without one first, then by local name (Canonical XML 1.0, section 2.2).
        let order = attributes.sorted {
            let namespaces = compare($0.namespace, $1.namespace)
            return namespaces == 0 ? compare($0.localName, $1.localName) < 0 : namespaces < 0
        }
        for attribute in order {
            text.append(UInt8(0x20))
            append(prefix: attribute.prefix, attribute.localName)
            append(value: attribute.value)
        }
        text.append(UInt8(0x3E))
    }

    mutating func end(_ element: XMLElementName) {
        text.append("</" as StaticString)
        append(prefix: element.prefix, element.localName)
        text.append(UInt8(0x3E))
        if let mark = marks.popLast() { declared.removeSubrange(mark...) }
    }

    mutating func append(text characters: UnsafeBufferPointer<UInt8>) {
        append(characters) { byte in
            switch byte {
            case 0x26: "&amp;"
            case 0x3C: "&lt;"
            case 0x3E: "&gt;"
            case 0x0D: "&#xD;"
            default: nil
            }
        }
    }

    mutating func append(comment characters: UnsafeBufferPointer<UInt8>) {
        text.append("<!--" as StaticString)
        text.append(characters)
        text.append("-->" as StaticString)
    }

    mutating func append(instruction target: UnsafeBufferPointer<UInt8>, _ data: UnsafeBufferPointer<UInt8>) {
        text.append("<?" as StaticString)
        text.append(target)
        if !data.isEmpty {
            text.append(UInt8(0x20))
            text.append(data)
        }
        text.append("?>" as StaticString)
    }

    private mutating func append(prefix: UnsafePointer<UInt8>?, _ localName: UnsafePointer<UInt8>?) {
        if prefix != nil {
            text.append(cString(prefix))
            text.append(UInt8(0x3A))
        }
        text.append(cString(localName))
    }

    private mutating func append(value: UnsafeBufferPointer<UInt8>) {
        text.append("=\"" as StaticString)
        append(value) { byte in
            switch byte {
            case 0x26: "&amp;"
            case 0x3C: "&lt;"
            case 0x22: "&quot;"
            case 0x09: "&#x9;"
            case 0x0A: "&#xA;"
            case 0x0D: "&#xD;"
            default: nil
            }
        }
        text.append(UInt8(0x22))
    }

    @inline(__always)
    private mutating func append(_ characters: UnsafeBufferPointer<UInt8>, escape: (UInt8) -> StaticString?) {
        for byte in characters {
            if let reference = escape(byte) { text.append(reference) } else { text.append(byte) }
        }
    }

    /// Notes a prefix that the element at hand uses, unless an element around it has declared it as the same.
    private mutating func declare(_ prefix: UnsafePointer<UInt8>?, _ name: UnsafePointer<UInt8>?) {
        // `xml` is never declared.
        if cString(prefix).equals("xml") { return }
        if let last = declared.last(where: { compare($0.prefix, prefix) == 0 }) {
            if compare(last.name, name) == 0 { return }
        } else if prefix == nil && name == nil {
            return
        }
        declared.append(Namespace(prefix: prefix, name: name))
    }

    private mutating func appendDeclarations() {
        guard let mark = marks.last, mark < declared.count else { return }
        declared[mark...].sort { compare($0.prefix, $1.prefix) < 0 }
        for index in mark..<declared.count {
            let namespace = declared[index]
            text.append(" xmlns" as StaticString)
            if namespace.prefix != nil {
                text.append(UInt8(0x3A))
                text.append(cString(namespace.prefix))
            }
            append(value: cString(namespace.name))
        }
    }
}

/// Compares two C strings by their bytes; no string comes before all others.
private func compare(_ a: UnsafePointer<UInt8>?, _ b: UnsafePointer<UInt8>?) -> Int {
    if a == b { return 0 }
    guard let a else { return -1 }
    guard let b else { return 1 }
    var index = 0
    while a[index] == b[index] && a[index] != 0 { index += 1 }
    return Int(a[index]) - Int(b[index])
}
