import CaseBytes

extension RDFXMLParser {
    /// Opens a node element (section 7.2.11).
    mutating func startNode(
        _ name: RDFXMLName, _ element: XMLElementName, _ list: XMLAttributes, _ mark: Int
    ) throws {
        let parent = top
        switch name.role {
        case .description, .other, .type: break
        case .language, .base: break
        case .bare: throw bareElement(element)
        default: throw malformed("<\(element.text)> may not be a node element")
        }
        if frames[parent].content == .textOrNode { try dropWhiteSpace(parent, before: element) }
        push(.properties, mark)
        try read(list)
        try readScope()
        if let subject = try nodeIdentifier(of: element, allowing: attributes.about) {
            frames[top].subject = subject
        } else {
            frames[top].subject = append(blankNode: newBlankNode())
        }
        let subject = frames[top].subject
        try join(subject, to: parent)
        if name.role != .description {
            try requireIRI(name)
            try emit(subject, TermReference(RDFTerms.type), name.iri)
        }
        try emitPropertyAttributes(subject)
    }

    func bareElement(_ element: XMLElementName) -> GraphProblem {
        malformed(
            "<\(element.text)> has no namespace, so it names no class or property",
            hint: "RDF/XML writes classes and properties with a prefix, or below an xmlns")
    }

    /// The subject that the attributes of a node element name; nil where they name none.
    private mutating func nodeIdentifier(
        of element: XMLElementName, allowing about: Attributes.Value?
    ) throws -> TermReference? {
        let a = attributes
        if a.resource != nil || a.parseType != nil || a.datatype != nil {
            let attribute = a.resource != nil ? "resource" : a.parseType != nil ? "parseType" : "datatype"
            throw malformed("rdf:\(attribute) stands on the node element <\(element.text)>; it belongs on a property")
        }
        if (about != nil && (a.id != nil || a.nodeID != nil)) || (a.id != nil && a.nodeID != nil) {
            throw malformed("<\(element.text)> has more than one of rdf:about, rdf:ID and rdf:nodeID")
        }
        if let about { return try append(iri: about, base: frames[top].base) }
        if let id = a.id { return try append(id: id, base: frames[top].base) }
        if let nodeID = a.nodeID { return try append(nodeID: nodeID) }
        return nil
    }

    /// Makes a node the value of the property element that it stands in, or a member of the collection.
    private mutating func join(_ subject: TermReference, to parent: Int) throws {
        switch frames[parent].content {
        case .textOrNode:
            frames[parent].content = .nothing
            try emitStatement(parent, subject)
        case .collection:
            let mark = arena.count
            let last = frames[parent].listNode
            let number = newBlankNode()
            let node = append(blankNode: number)
            if last == 0 {
                try emitStatement(parent, node)
            } else {
                let previous = append(blankNode: last)
                try emit(previous, TermReference(RDFTerms.rest), node)
            }
            try emit(node, TermReference(RDFTerms.first), subject)
            frames[parent].listNode = number
            arena.truncate(to: mark)
        default: break
        }
    }

    /// Closes the list of a property of `rdf:parseType="Collection"` (section 7.2.19).
    mutating func endCollection(_ frame: Int) throws {
        let end = TermReference(RDFTerms.nil)
        if frames[frame].listNode == 0 { return try emitStatement(frame, end) }
        try emit(append(blankNode: frames[frame].listNode), TermReference(RDFTerms.rest), end)
    }
}
