import CaseBytes
import CaseGraph

/// Keeps quads as lines.
final class RDFXMLLines: QuadSink {
    private(set) var lines: [String] = []

    func add(subject: TermBytes, predicate: TermBytes, object: TermBytes, graph: TermBytes) {
        lines.append("\(subject.text) \(predicate.text) \(object.text)\(graph.text)")
    }
}

let rdfNamespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

/// The quads of a file, in the order of the file.
func readRDFXML(
    _ bytes: [UInt8], base: String? = nil, chunkSize: Int = 1 << 16,
    change: (inout GraphReaderOptions) -> Void = { _ in }
) throws -> [String] {
    var options = GraphReaderOptions(base: base)
    change(&options)
    let lines = RDFXMLLines()
    try RDFXMLReader.read(
        MemorySource(bytes, chunkLimit: max(1, chunkSize - 1)), options: options, into: lines, chunkSize: chunkSize)
    return lines.lines
}

/// The quads of what stands inside `rdf:RDF`, without the RDF namespace's name.
func readRDF(_ content: String, base: String? = nil) throws -> [String] {
    try readRDFXML(Array(rdfDocument(content).utf8), base: base).map { line in
        line.split(separator: " ").map { term in
            term.hasPrefix("<" + rdfNamespace)
                ? "rdf:" + term.dropFirst(rdfNamespace.count + 1).dropLast() : String(term)
        }.joined(separator: " ")
    }
}

func rdfDocument(_ content: String, documentType: String = "") -> String {
    "\(documentType)<rdf:RDF xmlns:rdf=\"\(rdfNamespace)\" xmlns:e=\"http://e/\">\(content)</rdf:RDF>"
}

/// The quads of one property element about `<http://e/s>`: their objects.
func readObjects(_ properties: String, documentType: String = "", chunkSize: Int = 1 << 16) throws -> [String] {
    let content = "<rdf:Description rdf:about=\"http://e/s\">\(properties)</rdf:Description>"
    return try readRDFXML(Array(rdfDocument(content, documentType: documentType).utf8), chunkSize: chunkSize).map {
        String($0.split(separator: " ", maxSplits: 2)[2])
    }
}

/// What is wrong with a file; nil where it is read.
func problem(
    _ bytes: [UInt8], base: String? = nil, change: (inout GraphReaderOptions) -> Void = { _ in }
) throws -> GraphProblem? {
    do {
        _ = try readRDFXML(bytes, base: base, change: change)
        return nil
    } catch let problem as GraphProblem {
        return problem
    }
}

func problem(_ content: String, documentType: String = "") throws -> GraphProblem? {
    try problem(Array(rdfDocument(content, documentType: documentType).utf8))
}
