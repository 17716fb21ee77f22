import CaseBytes
import CaseModel

/// Compares the JSON-LD context in the schema with the one that the records are written with.
enum ContextCheck {
    private static let context = "data/schema/context.jsonld"
    private static let records = "data/jsonld/dataset.jsonld"
    private static let limit = DeepFiles.documentLimit

    /// - Throws: what reading throws.
    static func run(_ descriptions: ReleaseDescriptions, _ files: DeepFiles, to findings: inout FindingList) throws {
        guard let schema = try descriptions.json(context, to: &findings), files.has(records),
            let source = try files.open(records)
        else { return }
        guard let inline = try contextBytes(source), let written = try? JSON(parsing: inline) else {
            findings.append(
                Finding(.formatSyntax, at: Place(file: records, line: 1), "it does not begin with its context"))
            return
        }
        if schema["@context"] != written {
            findings.append(
                Finding(.metadataDiffers, at: Place(file: context), "it is not the context that \(records) has"))
        }
    }

    /// The first value of the document: that of its context.
    private static func contextBytes(_ source: any ByteSource) throws -> [UInt8]? {
        var extent = ValueExtent()
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
        defer { buffer.deallocate() }
        while bytes.count < limit {
            let count = try source.read(into: buffer)
            if count == 0 { return nil }
            let start = bytes.count
            bytes += buffer[..<count]
            guard let end = extent.end(in: bytes, from: start) else { continue }
            let value = bytes[..<end].drop { $0 != UInt8(ascii: ":") }.dropFirst()
            return Array(value)
        }
        return nil
    }
}

/// Where the value of an object's first member ends, in text that comes in pieces.
private struct ValueExtent {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// How many bytes there are to the end of the value; nil where it does not end yet.
    mutating func end(in bytes: [UInt8], from start: Int) -> Int? {
        for index in start..<bytes.count {
            let byte = bytes[index]
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == 0x22 {
                    isInString = false
                }
            } else if byte == 0x22 {
                isInString = true
            } else if byte == 0x7B || byte == 0x5B {
                depth += 1
            } else if byte == 0x7D || byte == 0x5D {
                depth -= 1
                if depth == 1 { return index + 1 }
                if depth <= 0 { return nil }
            }
        }
        return nil
    }
}
