import CaseBytes
import CaseModel

/// Writes small documents in Turtle (W3C Recommendation of 25 February 2014), for people to read.
struct TurtleText {
    private let prefixes: [(prefix: String, namespace: String)]
    private(set) var text = ""

    /// - Parameter prefixes: declared at the top, and used for every IRI that they abbreviate.
    init(prefixes: [(prefix: String, namespace: String)]) {
        self.prefixes = prefixes.sorted { $0.prefix < $1.prefix }
        for (prefix, namespace) in self.prefixes { text += "@prefix \(prefix): <\(namespace)> .\n" }
    }

    mutating func comment(_ line: String) { text += "\n# \(line)\n" }

    /// Adds a subject with its predicates and objects; those without an object are left out.
    mutating func add(_ subject: String, _ properties: [TurtleProperty]) {
        text += "\n\(subject) \(Self.list(properties, indent: 4)) .\n"
    }

    /// A blank node with its properties, for the place of an object.
    static func node(_ properties: [TurtleProperty], indent: Int) -> String {
        let space = String(repeating: " ", count: indent)
        return "[\n\(space)    \(list(properties, indent: indent + 4))\n\(space)]"
    }

    private static func list(_ properties: [TurtleProperty], indent: Int) -> String {
        let space = String(repeating: " ", count: indent)
        return properties.filter { !$0.objects.isEmpty }.map {
            "\($0.predicate) \($0.objects.joined(separator: " , "))"
        }
        .joined(separator: " ;\n\(space)")
    }

    /// An IRI, abbreviated where what is left of it is a plain local name.
    func iri(_ iri: String) -> String {
        for (prefix, namespace) in prefixes where iri.utf8.starts(with: namespace.utf8) {
            let local = iri.utf8.dropFirst(namespace.utf8.count)
            if let first = local.first, isLower(first | 0x20),
                local.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F })
            {
                return "\(prefix):\(String(local) ?? "")"
            }
        }
        return "<\(iri)>"
    }

    /// A literal: `xsd:string`, or in a language.
    static func literal(_ text: String, language: String? = nil) -> String {
        var text = text
        let escaped = text.withUTF8 { bytes -> String in
            guard let start = bytes.baseAddress else { return "" }
            var buffer = ByteBuffer(capacity: 6 * bytes.count)
            var end = buffer.base
            writeNQuads(start, count: bytes.count, to: &end)
            buffer.advance(by: end - buffer.base)
            return buffer.bytes.text
        }
        return "\"\(escaped)\"" + (language.map { "@" + $0 } ?? "")
    }

    static func collection(_ items: [String]) -> String { "( \(items.joined(separator: " ")) )" }
}

/// A predicate with its objects, as Turtle writes them.
struct TurtleProperty {
    let predicate: String
    let objects: [String]

    init(_ predicate: String, _ objects: String...) {
        self.predicate = predicate
        self.objects = objects
    }

    init(_ predicate: String, _ objects: [String]) {
        self.predicate = predicate
        self.objects = objects
    }
}
