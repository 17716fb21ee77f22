import CLibXML2
import CaseBytes

/// What bounds the XML itself.
extension RDFXMLParser {
    /// libxml2 looks through the namespaces in scope for each name, and through the defaults for each element.
    private static let namespaceLimit = 4_096
    private static let defaultLimit = 100

    mutating func declare(namespaces count: Int) throws {
        namespaces.append(count)
        namespacesInScope += count
        if namespacesInScope > Self.namespaceLimit {
            throw GraphProblem(.limit, line: line, "more than \(Self.namespaceLimit) namespaces are in scope")
        }
    }

    mutating func leaveNamespaces() { namespacesInScope -= namespaces.popLast() ?? 0 }

    /// Counts the attributes to which the document type gives a default.
    mutating func addDefault() throws {
        defaults += 1
        if defaults > Self.defaultLimit {
            throw GraphProblem(
                .limit, line: line, "the document type gives more than \(Self.defaultLimit) attributes a default")
        }
    }

    mutating func check(pendingTag input: xmlParserInput) {
        if startTag.isTooMany(in: input) {
            stop(GraphProblem(.limit, line: line, "an element has more than \(StartTagScan.limit) attributes"))
        }
    }

    /// Counts what an entity, or the default of an attribute, adds.
    mutating func expand(_ count: Int) throws {
        if expansion.add(count) {
            throw GraphProblem(
                .limit, line: line, "the entities and defaults of the document type make the file many times larger",
                hint: "replace the entities by their text before you read the file")
        }
    }

    func unknownEntity(_ name: UnsafeBufferPointer<UInt8>) -> GraphProblem {
        malformed(
            "the entity &\(name.text); is not declared in the file",
            hint: "external entities and external parts of a document type are never read")
    }

    /// Ends the parse for what libxml2 has found. Its warnings are about what this reader checks itself, or what makes
    /// no difference.
    mutating func stop(on error: xmlError) {
        guard error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let line = max(0, Int(error.line))
        switch UInt32(truncatingIfNeeded: error.code) {
        // libxml2 takes other characters than ASCII in a namespace's name for a fault. This reader checks the IRIs.
        case XML_WAR_NS_URI.rawValue, XML_WAR_NS_URI_RELATIVE.rawValue: break
        case XML_ERR_DOCUMENT_END.rawValue where top > 0:
            stop(GraphProblem(.malformed, line: line, "the file ends before its root element does"))
        case XML_ERR_DOCUMENT_END.rawValue where !hasRoot, XML_ERR_DOCUMENT_EMPTY.rawValue:
            stop(GraphProblem(.malformed, line: line, "the file has no root element, so it is no XML"))
        case XML_ERR_NO_MEMORY.rawValue:
            let message = "there is no room for more names: all different ones together may have 10 million bytes"
            stop(GraphProblem(.limit, line: line, message))
        case XML_ERR_ENTITY_LOOP.rawValue, XML_ERR_NAME_TOO_LONG.rawValue:
            stop(GraphProblem(.limit, line: line, Self.message(of: error)))
        case XML_ERR_INTERNAL_ERROR.rawValue:
            do throws(GraphProblem) { try XMLEncoding.check(context) } catch let unknown { stop(unknown) }
            stop(Self.internalProblem(Self.message(of: error), line: line))
        case XML_ERR_UNKNOWN_ENCODING.rawValue, XML_ERR_UNSUPPORTED_ENCODING.rawValue:
            stop(GraphProblem(.unsupported, line: line, Self.message(of: error), hint: "convert the file to UTF-8"))
        default:
            stop(GraphProblem(.malformed, line: line, Self.message(of: error)))
        }
    }

    /// libxml2 has one code for its bounds, for bytes that are no characters, and for what it cannot go on behind; only
    /// its words tell which it is.
    private static func internalProblem(_ message: String, line: Int) -> GraphProblem {
        if message.contains("detected an error") || message.hasSuffix("encoder error") {
            return GraphProblem(.malformed, line: line, "there are bytes that are not of the document's encoding")
        }
        guard message.lowercased().contains("huge") else { return GraphProblem(.malformed, line: line, message) }
        return GraphProblem(.limit, line: line, "\(message); a tag, comment or section may have 10 million bytes")
    }

    /// libxml2's words, in the form of ours.
    private static func message(of error: xmlError) -> String {
        let text = cString(error.message.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) })
        var message = String(text.text.split(separator: "\n").first ?? "the document is not well-formed")
        if let first = message.first, first.isUppercase, !(message.dropFirst().first?.isUppercase ?? false) {
            message = first.lowercased() + message.dropFirst()
        }
        while message.last == "." || message.last == " " || message.last == "!" { message.removeLast() }
        return message
    }
}
