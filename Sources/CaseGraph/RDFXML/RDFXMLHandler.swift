import CLibXML2
import CaseBytes

/// The callbacks of libxml2's SAX interface, version 2. Each hands its event to the parser that is its context, and
/// stops the parse where that throws.
///
/// Of a document type, only internal entities and defaults of attributes are used. External entities, external
/// subsets and parameter entities are never looked up: nothing here loads them, and a reference to one ends the parse.
enum RDFXMLHandler {
    typealias Context = UnsafeMutableRawPointer

    static func make() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.serror = { context, error in
            guard let error else { return }
            RDFXMLHandler.parser(context)?.pointee.stop(on: error.pointee)
        }
        setContent(&handler)
        setDocumentType(&handler)
        return handler
    }

    static func parser(_ context: Context?) -> UnsafeMutablePointer<RDFXMLParser>? {
        context?.assumingMemoryBound(to: RDFXMLParser.self)
    }

    /// Hands an event on, unless the parse is over.
    @inline(__always)
    static func with(_ context: Context?, _ body: (inout RDFXMLParser) throws -> Void) {
        guard let parser = parser(context), !parser.pointee.isStopped else { return }
        do { try body(&parser.pointee) } catch { parser.pointee.stop(error) }
    }

    private static func setContent(_ handler: inout xmlSAXHandler) {
        handler.startElementNs = { context, localName, prefix, namespace, declared, _, count, defaulted, attributes in
            guard let localName else { return }
            let element = XMLElementName(localName: localName, prefix: prefix, namespace: namespace)
            let list = XMLAttributes(attributes, count: count)
            RDFXMLHandler.with(context) {
                if defaulted > 0 { try $0.expand(list.suffix(Int(defaulted)).reduce(0) { $0 + $1.value.count + 64 }) }
                try $0.declare(namespaces: Int(declared))
                try $0.startElement(element, list)
            }
        }
        handler.endElementNs = { context, localName, prefix, namespace in
            guard let localName else { return }
            let element = XMLElementName(localName: localName, prefix: prefix, namespace: namespace)
            RDFXMLHandler.with(context) {
                $0.leaveNamespaces()
                try $0.endElement(element)
            }
        }
        let characters: charactersSAXFunc = { context, text, count in
            let text = UnsafeBufferPointer(start: text, count: Int(count))
            RDFXMLHandler.with(context) { try $0.characters(text) }
        }
        // The same for both: so libxml2 hands over all text alike.
        handler.characters = characters
        handler.ignorableWhitespace = characters
        handler.cdataBlock = { context, text, count in
            let text = UnsafeBufferPointer(start: text, count: Int(count))
            RDFXMLHandler.with(context) {
                try XMLEncoding.check(section: text, line: $0.line)
                try $0.characters(text)
            }
        }
        handler.comment = { context, text in RDFXMLHandler.with(context) { try $0.comment(cString(text)) } }
        handler.processingInstruction = { context, target, data in
            RDFXMLHandler.with(context) { try $0.instruction(cString(target), cString(data)) }
        }
    }

    private static func setDocumentType(_ handler: inout xmlSAXHandler) {
        handler.startDocument = { context in
            guard let parser = RDFXMLHandler.parser(context) else { return }
            xmlSAX2StartDocument(parser.pointee.context)
            RDFXMLHandler.with(context) { try XMLEncoding.check($0.context) }
        }
        handler.endDocument = { context in RDFXMLHandler.with(context) { $0.isComplete = true } }
        handler.internalSubset = { context, name, publicID, systemID in
            RDFXMLHandler.with(context) { try $0.expectData("a document type") }
            if let parser = RDFXMLHandler.parser(context), !parser.pointee.isStopped {
                xmlSAX2InternalSubset(parser.pointee.context, name, publicID, systemID)
            }
        }
        handler.entityDecl = { context, name, type, _, _, content in
            guard let parser = RDFXMLHandler.parser(context), !parser.pointee.isStopped else { return }
            if type == Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue) {
                xmlSAX2EntityDecl(parser.pointee.context, name, type, nil, nil, content)
            }
        }
        handler.getEntity = { context, name in
            guard let parser = RDFXMLHandler.parser(context), !parser.pointee.isStopped else { return nil }
            let entity = xmlSAX2GetEntity(parser.pointee.context, name)
            RDFXMLHandler.with(context) {
                guard let entity else { throw $0.unknownEntity(cString(name)) }
                try $0.expand(Int(entity.pointee.length))
            }
            return parser.pointee.isStopped ? nil : entity
        }
        handler.attributeDecl = { context, _, _, _, value, _, tree in
            xmlFreeEnumeration(tree)
            if value == Int32(XML_ATTRIBUTE_IMPLIED.rawValue) || value == Int32(XML_ATTRIBUTE_REQUIRED.rawValue) {
                return
            }
            RDFXMLHandler.with(context) { try $0.addDefault() }
        }
        handler.getParameterEntity = { context, name in
            RDFXMLHandler.with(context) {
                throw GraphProblem(
                    .unsupported, line: $0.line, "the document type uses the parameter entity %\(cString(name).text);",
                    hint: "parameter entities and external parts of a document type are never read")
            }
            return nil
        }
        handler.resolveEntity = { _, _, _ in nil }
    }
}
