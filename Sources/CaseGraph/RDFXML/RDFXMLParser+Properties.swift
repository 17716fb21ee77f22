import CaseBytes

extension RDFXMLParser {
    /// Opens a property element (section 7.2.14).
    mutating func startProperty(
        _ name: RDFXMLName, _ element: XMLElementName, _ list: XMLAttributes, _ mark: Int
    ) throws {
        let node = top
        var predicate = name.iri
        switch name.role {
        case .other, .type, .language, .base: try requireIRI(name)
        case .li: predicate = member(of: node)
        case .bare: throw bareElement(element)
        default: throw malformed("<\(element.text)> may not be a property element")
        }
        push(.textOrNode, mark)
        let frame = top
        frames[frame].subject = frames[node].subject
        frames[frame].predicate = predicate
        try read(list)
        try readScope()
        if attributes.about != nil {
            throw malformed("rdf:about stands on the property element <\(element.text)>; it belongs on a node")
        }
        if let id = attributes.id { frames[frame].statement = try append(id: id, base: frames[frame].base) }
        if let parseType = attributes.parseType {
            try startParseType(parseType, element)
        } else if attributes.resource != nil || attributes.nodeID != nil || !propertyAttributes.isEmpty {
            try startEmpty(element)
        } else {
            if let datatype = attributes.datatype {
                frames[frame].suffix = try suffix(datatype)
                frames[frame].hasDatatype = true
            } else {
                frames[frame].suffix = frames[frame].language
            }
            beginLiteral()
        }
    }

    /// `rdf:li` stands for `rdf:_1`, `rdf:_2` and so on (section 7.4).
    private mutating func member(of node: Int) -> TermReference {
        frames[node].members += 1
        let offset = arena.count
        arena.append(UInt8(0x3C))
        arena.append(RDFXMLNames.rdf)
        arena.append(UInt8(0x5F))
        append(decimal: frames[node].members)
        arena.append(UInt8(0x3E))
        return TermReference(offset: offset, count: arena.count - offset)
    }

    /// Sections 7.2.17 to 7.2.20; a parse type that RDF/XML does not know is read as `Literal`.
    private mutating func startParseType(_ type: Attributes.Value, _ element: XMLElementName) throws {
        let a = attributes
        if a.resource != nil || a.nodeID != nil || a.datatype != nil || !propertyAttributes.isEmpty {
            throw malformed("<\(element.text)> has rdf:parseType, and beside it an attribute other than rdf:ID")
        }
        let frame = top
        if type.equals("Resource") {
            let node = append(blankNode: newBlankNode())
            try emitStatement(frame, node)
            frames[frame].subject = node
            frames[frame].content = .properties
        } else if type.equals("Collection") {
            frames[frame].content = .collection
        } else {
            frames[frame].content = .markup
            markup.begin()
        }
    }

    /// A property element whose value is in its attributes (section 7.2.21). White space inside is passed over.
    private mutating func startEmpty(_ element: XMLElementName) throws {
        let a = attributes
        if a.datatype != nil {
            throw malformed("<\(element.text)> has rdf:datatype, but its value is no literal")
        }
        if a.resource != nil && a.nodeID != nil {
            throw malformed("<\(element.text)> has both rdf:resource and rdf:nodeID")
        }
        let frame = top
        let object =
            if let resource = a.resource {
                try append(iri: resource, base: frames[frame].base)
            } else if let nodeID = a.nodeID {
                try append(nodeID: nodeID)
            } else {
                append(blankNode: newBlankNode())
            }
        frames[frame].content = .nothing
        try emitStatement(frame, object)
        try emitPropertyAttributes(object)
    }

    /// Appends `^^` and a datatype; nothing for `xsd:string`, which canonical N-Quads leaves out.
    private mutating func suffix(_ datatype: Attributes.Value) throws -> TermReference {
        let offset = arena.count
        arena.append("^^" as StaticString)
        let iri = try append(iri: datatype, base: frames[top].base)
        let suffix = TermReference(offset: offset, count: iri.count + 2)
        if bytes(suffix).equals(RDFTerms.langString) {
            throw malformed("a literal of the datatype rdf:langString needs xml:lang, and no rdf:datatype")
        }
        return bytes(suffix).equals(RDFTerms.string) ? TermReference() : suffix
    }
}
