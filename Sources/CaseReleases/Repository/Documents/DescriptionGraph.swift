import CaseBytes
import CaseModel

/// A graph of a few nodes without blank nodes, which is written as JSON-LD and as Turtle.
struct DescriptionGraph {
    /// What a property of a node is.
    enum Value {
        case iri(String)
        /// With a language tag, or none.
        case text(String, language: String? = nil)
        /// With a datatype, as `xsd:date`.
        case typed(String, String)
    }

    struct Node {
        let iri: String
        /// As `dcat:Dataset`.
        let types: [String]
        /// Each property once, with at least one value where it is there.
        let properties: [(name: String, values: [Value])]

        /// - Parameter properties: those without values are left out.
        init(_ iri: String, _ types: [String], _ properties: KeyValuePairs<String, [Value]>) {
            self.iri = iri
            self.types = types
            self.properties = properties.filter { !$0.value.isEmpty }.map { (name: $0.key, values: $0.value) }
        }
    }

    private let prefixes: [(String, String)]
    private let nodes: [Node]

    /// - Parameter nodes: the first of each IRI counts.
    init(prefixes: [(String, String)], _ nodes: [Node]) {
        self.prefixes = prefixes
        var seen: Set<[UInt8]> = []
        self.nodes = nodes.filter { seen.insert(Array($0.iri.utf8)).inserted }
    }

    // MARK: JSON-LD

    /// JSON-LD 1.1, its context inline.
    func jsonLD() -> [UInt8] {
        let context = JSON.object(prefixes.map { JSON.Member(key: $0.0, value: .string($0.1)) })
        return JSON.object(["@context": context, "@graph": .array(nodes.map(Self.document))]).pretty()
    }

    private static func document(_ node: Node) -> JSON {
        var members = [
            JSON.Member(key: "@id", value: .string(node.iri)), .init(key: "@type", value: .strings(node.types)),
        ]
        for property in node.properties {
            let values = property.values.map(document)
            members.append(.init(key: property.name, value: values.count == 1 ? values[0] : .array(values)))
        }
        return .object(members)
    }

    private static func document(_ value: Value) -> JSON {
        switch value {
        case .iri(let iri): .object(["@id": .string(iri)])
        case .text(let text, let language?): .object(["@language": .string(language), "@value": .string(text)])
        case .text(let text, nil): .string(text)
        case .typed(let text, let type): .object(["@type": .string(type), "@value": .string(text)])
        }
    }

    // MARK: Turtle

    /// RDF 1.1 Turtle.
    func turtle() -> [UInt8] {
        var text = prefixes.map { "@prefix \($0.0): <\($0.1)> .\n" }.joined()
        for node in nodes {
            text += "\n<\(node.iri)>\n    a \(node.types.joined(separator: ", "))"
            for property in node.properties {
                text += " ;\n    \(property.name) \(property.values.map(Self.turtle).joined(separator: ", "))"
            }
            text += " .\n"
        }
        return Array(text.utf8)
    }

    private static func turtle(_ value: Value) -> String {
        switch value {
        case .iri(let iri): "<\(iri)>"
        case .text(let text, let language?): "\(quoted(text))@\(language)"
        case .text(let text, nil): quoted(text)
        case .typed(let text, let type): "\(quoted(text))^^\(type)"
        }
    }

    /// A string in quotes, in which no line ends and no control stands (section 6.4).
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x09: quoted += "\\t"
            case 0x0A: quoted += "\\n"
            case 0x0D: quoted += "\\r"
            case 0..<0x20, 0x7F:
                quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16).uppercased()
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
