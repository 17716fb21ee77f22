import CLibXML2
package import CaseBytes

/// Reads RDF/XML (W3C Recommendation "RDF 1.1 XML Syntax", 2014) with the XML parser of libxml2.
///
/// All of the recommendation is read, in UTF-8, UTF-16, ISO 8859-1 and ASCII. Beyond it: white space inside a property
/// element that has its value in an attribute is passed over, as other readers do. Absolute IRIs stay as they stand;
/// relative ones are resolved by RFC 3986. An IRI that N-Quads cannot carry ends the parse. Language tags and text stand
/// as they are.
///
/// Bounds, beside the options': a literal in an element has `termLimit` bytes; an attribute, a comment, a processing
/// instruction, a CDATA section and a document type have at most 10 million bytes each, and all different names
/// together as much (libxml2's own bounds). Entities that the file declares are replaced, up to a mebibyte and sixteen
/// times the file's size; nothing outside the file is ever read.
package enum RDFXMLReader: GraphReader {
    private static let chunkSize = 1 << 16
    /// libxml2 asks for this before threads use it.
    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    package static func read(
        _ source: any ByteSource, options: GraphReaderOptions, into sink: any QuadSink
    ) throws {
        try read(source, options: options, into: sink, chunkSize: chunkSize)
    }

    /// - Parameter chunkSize: how many bytes libxml2 gets at a time; tests make it small.
    package static func read(
        _ source: any ByteSource, options: GraphReaderOptions, into sink: any QuadSink, chunkSize: Int
    ) throws {
        guard isReady else { return }
        caseexport_silence_libxml2()
        let parser = UnsafeMutablePointer<RDFXMLParser>.allocate(capacity: 1)
        defer { parser.deallocate() }
        parser.initialize(to: try RDFXMLParser(sink: sink, options: options))
        defer { parser.deinitialize(count: 1) }
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(chunkSize, 4))
        defer { buffer.deallocate() }
        // libxml2 tells the encoding by the first four bytes.
        let head = UnsafeMutableBufferPointer(rebasing: buffer[..<4])
        let first = try fill(head, from: source)
        guard first > 0 else { throw GraphProblem(.malformed, "the file is empty") }
        let context = try makeContext(parser, UnsafeBufferPointer(rebasing: head[..<first]))
        defer { free(context) }
        parser.pointee.context = context
        parser.pointee.expansion.read = first
        try push(source, UnsafeMutableBufferPointer(rebasing: buffer[..<chunkSize]), parser, context)
        if let problem = parser.pointee.problem { throw problem }
        // Where bytes cannot be converted from their encoding, libxml2 stops and says nothing of it to the parser.
        guard parser.pointee.isComplete else {
            try XMLEncoding.check(context)
            throw GraphProblem(
                .malformed, line: parser.pointee.line, "there are bytes that are not of the document's encoding",
                hint: "the XML declaration names the encoding; without one it is UTF-8, or UTF-16 with a mark")
        }
        if context.pointee.wellFormed == 0 { throw GraphProblem(.malformed, "the document is not well-formed XML") }
    }

    private static func push(
        _ source: any ByteSource, _ buffer: UnsafeMutableBufferPointer<UInt8>,
        _ parser: UnsafeMutablePointer<RDFXMLParser>, _ context: xmlParserCtxtPtr
    ) throws {
        while !parser.pointee.isStopped {
            let count = try fill(buffer, from: source)
            parser.pointee.expansion.read += count
            let bytes = UnsafeMutableRawPointer(buffer.baseAddress!).assumingMemoryBound(to: CChar.self)
            _ = xmlParseChunk(context, bytes, Int32(count), count == 0 ? 1 : 0)
            if count == 0 { return }
            if context.pointee.instate == XML_PARSER_START_TAG, let input = context.pointee.input {
                parser.pointee.check(pendingTag: input.pointee)
            }
        }
    }

    /// Fills a buffer as far as the source goes.
    private static func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>, from source: any ByteSource) throws -> Int {
        var count = 0
        while count < buffer.count {
            let read = try source.read(into: UnsafeMutableBufferPointer(rebasing: buffer[count...]))
            if read == 0 { break }
            count += read
        }
        return count
    }

    private static func makeContext(
        _ parser: UnsafeMutablePointer<RDFXMLParser>, _ head: UnsafeBufferPointer<UInt8>
    ) throws -> xmlParserCtxtPtr {
        var handler = RDFXMLHandler.make()
        let context = head.withMemoryRebound(to: CChar.self) {
            xmlCreatePushParserCtxt(&handler, parser, $0.baseAddress, Int32($0.count), nil)
        }
        guard let context else { throw GraphProblem(.limit, "there is no memory for an XML parser") }
        // NOENT replaces internal entities; without HUGE, libxml2 keeps its bounds.
        _ = xmlCtxtUseOptions(context, Int32(XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue))
        return context
    }

    private static func free(_ context: xmlParserCtxtPtr) {
        if let document = context.pointee.myDoc { xmlFreeDoc(document) }
        context.pointee.myDoc = nil
        xmlFreeParserCtxt(context)
    }
}
