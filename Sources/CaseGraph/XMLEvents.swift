import CLibXML2
package import CaseBytes

/// What is told of the elements of an XML document.
package protocol XMLEventSink: AnyObject {
    /// Takes the start of an element.
    ///
    /// - Parameters:
    ///   - name: without a prefix.
    ///   - namespace: its IRI; empty where there is none.
    ///   - line: from 1.
    func open(_ name: String, namespace: String, line: Int)

    /// Takes text, in pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>)

    /// Takes the end of the element that was begun last.
    func close()
}

/// Goes through an XML document element by element, in memory that does not grow with it.
///
/// A document type is refused, so that nothing is replaced and nothing outside the document is looked up. Elements may be
/// 200 deep, have 10,000 attributes and 4,096 namespaces in scope; beside that libxml2's own bounds hold, such as 10
/// million bytes an attribute.
package enum XMLEvents {
    /// - Throws: `GraphProblem`, and what the source throws.
    package static func read(_ source: any ByteSource, into sink: any XMLEventSink) throws {
        let state = XMLEventState(sink)
        caseexport_silence_libxml2()
        try withExtendedLifetime(state) {
            var handler = handler()
            let context = xmlCreatePushParserCtxt(
                &handler, Unmanaged.passUnretained(state).toOpaque(), nil, 0, nil)
            guard let context else { throw GraphProblem(.limit, "there is no memory for an XML parser") }
            defer { xmlFreeParserCtxt(context) }
            state.context = context
            _ = xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
            let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
            defer { buffer.deallocate() }
            while state.problem == nil {
                let count = try source.read(into: buffer)
                buffer.withMemoryRebound(to: CChar.self) {
                    _ = xmlParseChunk(context, $0.baseAddress, Int32(count), count == 0 ? 1 : 0)
                }
                if count == 0 { break }
                if context.pointee.instate == XML_PARSER_START_TAG, let input = context.pointee.input {
                    state.check(pendingTag: input.pointee)
                }
            }
            if let problem = state.problem { throw problem }
            // As in RDF/XML: libxml2 says nothing to the parser of bytes that it cannot convert.
            guard state.isComplete else {
                try XMLEncoding.check(context)
                throw GraphProblem(
                    .malformed, line: state.line, "there are bytes that are not of the document's encoding")
            }
            if context.pointee.wellFormed == 0 {
                throw GraphProblem(.malformed, "the document is not well-formed XML")
            }
        }
    }

    private static func state(_ context: UnsafeMutableRawPointer?) -> XMLEventState? {
        context.map { Unmanaged<XMLEventState>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func handler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { context, name, _, namespace, declared, _, _, _, _ in
            guard let state = XMLEvents.state(context), state.problem == nil else { return }
            guard state.enter(namespaces: Int(declared)) else { return }
            state.sink.open(XMLEvents.text(name), namespace: XMLEvents.text(namespace), line: state.line)
        }
        handler.endElementNs = { context, _, _, _ in
            guard let state = XMLEvents.state(context), state.problem == nil else { return }
            state.leave()
            state.sink.close()
        }
        let characters: charactersSAXFunc = { context, text, count in
            guard let state = XMLEvents.state(context), state.problem == nil else { return }
            state.sink.text(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.characters = characters
        handler.ignorableWhitespace = characters
        handler.cdataBlock = { context, text, count in
            guard let state = XMLEvents.state(context), state.problem == nil else { return }
            let text = UnsafeBufferPointer(start: text, count: Int(count))
            do throws(GraphProblem) {
                try XMLEncoding.check(section: text, line: state.line)
                state.sink.text(text)
            } catch {
                state.stop(error)
            }
        }
        handler.startDocument = { context in
            guard let state = XMLEvents.state(context) else { return }
            do throws(GraphProblem) { try XMLEncoding.check(state.context) } catch let unknown { state.stop(unknown) }
        }
        handler.endDocument = { context in XMLEvents.state(context)?.isComplete = true }
        handler.internalSubset = { context, _, _, _ in
            XMLEvents.state(context)?.stop("there is a document type", hint: "none is needed, and none is read")
        }
        handler.serror = { context, error in
            guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
            let message = error.pointee.message.map { String(cString: $0) } ?? "it is not well-formed XML"
            guard let state = XMLEvents.state(context) else { return }
            do throws(GraphProblem) { try XMLEncoding.check(state.context) } catch let unknown { state.stop(unknown) }
            state.stop(XMLEvents.trimmed(message))
        }
        return handler
    }

    private static func text(_ text: UnsafePointer<UInt8>?) -> String { text.map { String(cString: $0) } ?? "" }

    private static func trimmed(_ message: String) -> String {
        String(message.prefix { $0 != "\n" && $0 != "\r\n" })
    }
}

private final class XMLEventState {
    let sink: any XMLEventSink
    var context: xmlParserCtxtPtr?
    /// Whether libxml2 came to the end of the document.
    var isComplete = false
    private(set) var problem: GraphProblem?
    private var startTag = StartTagScan()
    /// How many namespaces each open element declares, and all of them together.
    private var namespaces: [Int] = []
    private var namespacesInScope = 0

    /// Where elements are handed out as they come, libxml2 does not count how deep they are.
    private static let depthLimit = 200
    /// libxml2 looks through those in scope for each name.
    private static let namespaceLimit = 4_096

    init(_ sink: any XMLEventSink) { self.sink = sink }

    var line: Int { context.map { max(0, Int(xmlSAX2GetLineNumber($0))) } ?? 0 }

    /// Notes the start of an element; false where there is more than may be.
    func enter(namespaces count: Int) -> Bool {
        namespaces.append(count)
        namespacesInScope += count
        if namespaces.count > Self.depthLimit {
            stop("elements are more than \(Self.depthLimit) deep", .limit)
        } else if namespacesInScope > Self.namespaceLimit {
            stop("more than \(Self.namespaceLimit) namespaces are in scope", .limit)
        }
        return problem == nil
    }

    func leave() { namespacesInScope -= namespaces.popLast() ?? 0 }

    func check(pendingTag input: xmlParserInput) {
        if startTag.isTooMany(in: input) {
            stop("an element has more than \(StartTagScan.limit) attributes", .limit)
        }
    }

    /// Ends the parse; the first reason counts.
    func stop(_ message: String, _ code: GraphProblem.Code = .malformed, hint: String? = nil) {
        stop(GraphProblem(code, line: line, message, hint: hint))
    }

    /// Ends the parse; the first reason counts.
    func stop(_ problem: GraphProblem) {
        guard self.problem == nil else { return }
        self.problem = problem
        if let context { xmlStopParser(context) }
    }
}
