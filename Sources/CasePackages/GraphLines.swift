import CaseBytes
import CaseModel

/// A JSON-LD document with one node a line, so that it is read with `grep` as well, and takes no more memory than its
/// text while it is made.
struct GraphLines: ~Copyable {
    private var buffer = ByteBuffer()
    private var written: [UInt8] = []
    private var isEmpty = true

    /// - Parameter count: about how many bytes are to be expected.
    init(context: JSON, expecting count: Int) {
        written.reserveCapacity(count)
        buffer.append("{\n\"@context\": " as StaticString)
        buffer.append(context.compact())
        buffer.append(",\n\"@graph\": [\n" as StaticString)
    }

    mutating func append(_ node: JSON) {
        if !isEmpty { buffer.append(",\n" as StaticString) }
        isEmpty = false
        buffer.append(node.compact())
        flush()
    }

    private mutating func flush() {
        written += buffer.bytes
        buffer.removeAll()
    }

    consuming func bytes() -> [UInt8] {
        buffer.append("\n]\n}\n" as StaticString)
        flush()
        return written
    }
}

extension JSON {
    /// A reference to a node.
    static func reference(_ id: String) -> JSON { .object(["@id": .string(id)]) }

    /// References to nodes: one of them is no array. nil where there is none.
    static func references(_ ids: [String]) -> JSON? {
        switch ids.count {
        case 0: nil
        case 1: reference(ids[0])
        default: .array(ids.map { reference($0) })
        }
    }

    /// nil for no text.
    static func text(_ text: String?) -> JSON? { text.map { .string($0) } }
}
