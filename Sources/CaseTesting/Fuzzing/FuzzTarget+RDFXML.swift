import CLibXML2
import CaseBytes
import CaseGraph

extension FuzzTarget {
    /// RDF/XML. What it takes is well-formed XML for libxml2 too, given all of it at once.
    static let rdfxml = FuzzTarget("rdfxml") { bytes in
        var options = GraphReaderOptions(base: "http://example.org/base/file.rdf")
        options.termLimit = 1 << 12
        options.windowSize = 64
        options.depthLimit = 16
        let reading = try checkGraphReader(bytes) { try RDFXMLReader.read($0, options: options, into: $1) }
        if reading.problem == nil { try require(isWellFormed(bytes), "what it reads is not well-formed") }
        // How libxml2 is fed is another matter than how the bytes come. Of two things that are wrong, it finds the one or
        // the other first.
        let whole = try GraphReading { try RDFXMLReader.read(MemorySource(bytes), options: options, into: $0) }
        for size in [1, 5, 64] {
            let pieces = try GraphReading {
                try RDFXMLReader.read(MemorySource(bytes), options: options, into: $0, chunkSize: size)
            }
            try require(
                (pieces.problem == nil) == (whole.problem == nil),
                "parsed in pieces of \(size) it ends otherwise than whole: \(pieces), \(whole)")
            if whole.problem == nil {
                try require(pieces.lines == whole.lines, "parsed in pieces of \(size) it has other quads than whole")
            }
        }
    }

    static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        let options = XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
        let document = bytes.withUnsafeBytes { bytes in
            xmlReadMemory(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, nil, Int32(options))
        }
        defer { xmlFreeDoc(document) }
        return document != nil
    }
}
