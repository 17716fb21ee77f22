import CaseBytes

extension RDFXMLParser {
    /// The attributes of a start tag that RDF/XML gives a meaning; nil where they are not there.
    struct Attributes {
        typealias Value = UnsafeBufferPointer<UInt8>

        var about: Value?
        var id: Value?
        var nodeID: Value?
        var resource: Value?
        var parseType: Value?
        var datatype: Value?
        var language: Value?
        var base: Value?
    }

    /// A property that an attribute names; `rdf:type` has an IRI for its value.
    struct PropertyAttribute {
        let predicate: TermReference
        let value: UnsafeBufferPointer<UInt8>
        let isType: Bool
    }

    mutating func startElement(_ element: XMLElementName, _ list: XMLAttributes) throws {
        let parent = top
        if top + 1 + markup.depth > options.depthLimit {
            throw GraphProblem(.limit, line: line, "elements are nested deeper than \(options.depthLimit) levels")
        }
        if frames[parent].content == .markup {
            markup.start(element, list)
            return try limitMarkup()
        }
        let mark = arena.count
        let name = names.name(namespace: element.namespace, localName: element.localName, arena: &arena)
        switch frames[parent].content {
        case .properties: try startProperty(name, element, list, mark)
        case .nodes, .collection, .textOrNode: try startNode(name, element, list, mark)
        case .document:
            hasRoot = true
            if name.role == .root { return try startRoot(list, mark) }
            try startNode(name, element, list, mark)
        case .nothing, .markup:
            throw malformed("<\(element.text)> stands where nothing may stand: the property has its value already")
        }
    }

    mutating func endElement(_ element: XMLElementName) throws {
        let frame = top
        if frame == 0 { return }
        switch frames[frame].content {
        case .textOrNode:
            try endLiteral(frame)
        case .collection:
            try endCollection(frame)
        case .markup:
            if markup.depth > 0 {
                markup.end(element)
                return try limitMarkup()
            }
            try endMarkup(frame)
        case .document, .nodes, .properties, .nothing: break
        }
        arena.truncate(to: frames[frame].arenaMark)
        top -= 1
    }

    /// Opens an element inside the one at the top, whose language and base it inherits.
    mutating func push(_ content: Frame.Content, _ mark: Int) {
        let frame = Frame(
            content: content, arenaMark: mark, language: frames[top].language, base: frames[top].base)
        top += 1
        if top == frames.count { frames.append(frame) } else { frames[top] = frame }
    }

    private mutating func startRoot(_ list: XMLAttributes, _ mark: Int) throws {
        push(.nodes, mark)
        try read(list)
        let a = attributes
        if !propertyAttributes.isEmpty || a.about != nil || a.id != nil || a.nodeID != nil || a.resource != nil
            || a.parseType != nil || a.datatype != nil
        {
            throw malformed("rdf:RDF has an attribute; it may have namespaces, xml:base and xml:lang only")
        }
        try readScope()
    }

    /// Sorts the attributes of a start tag into `attributes` and `propertyAttributes` (section 6.1.2).
    mutating func read(_ list: XMLAttributes) throws {
        attributes = Attributes()
        if !propertyAttributes.isEmpty { propertyAttributes.removeAll(keepingCapacity: true) }
        for attribute in list {
            guard let localName = attribute.localName else { continue }
            let name = names.name(namespace: attribute.namespace, localName: localName, arena: &arena)
            if attribute.isReserved && name.role != .language && name.role != .base { continue }
            switch name.role == .bare ? bareRole(localName) : name.role {
            case .about: attributes.about = attribute.value
            case .resource: attributes.resource = attribute.value
            case .datatype: attributes.datatype = attribute.value
            case .id: attributes.id = attribute.value
            case .nodeID: attributes.nodeID = attribute.value
            case .parseType: attributes.parseType = attribute.value
            case .language: attributes.language = attribute.value
            case .base: attributes.base = attribute.value
            case .type:
                propertyAttributes.append(
                    PropertyAttribute(
                        predicate: TermReference(RDFTerms.type), value: attribute.value, isType: true))
            case .root, .description, .li, .withdrawn:
                throw malformed("rdf:\(cString(localName).text) may not be an attribute")
            case .bare:
                throw malformed(
                    "the attribute \(cString(localName).text) has no namespace",
                    hint: "a property as an attribute needs a prefix")
            case .other:
                try requireIRI(name)
                propertyAttributes.append(
                    PropertyAttribute(predicate: name.iri, value: attribute.value, isType: false))
            }
        }
    }

    /// Five names of RDF/XML may stand without a prefix, as they did before 2004 (section 6.1.4).
    private func bareRole(_ localName: UnsafePointer<UInt8>) -> RDFXMLName.Role {
        let role = RDFXMLNames.role(rdf: cString(localName))
        return switch role {
        case .id, .about, .resource, .parseType, .type: role
        default: .bare
        }
    }

    /// Sets the base and the language of the element at the top.
    @inline(__always)
    mutating func readScope() throws {
        if let base = attributes.base { try setBase(base) }
        if let language = attributes.language { try setLanguage(language) }
    }

    private mutating func setBase(_ text: UnsafeBufferPointer<UInt8>) throws {
        let iri = try append(iri: text, base: frames[top].base)
        frames[top].base = TermReference(offset: iri.offset + 1, count: iri.count - 2)
    }

    private mutating func setLanguage(_ tag: UnsafeBufferPointer<UInt8>) throws {
        if tag.isEmpty {
            frames[top].language = TermReference()
            return
        }
        guard isLanguageTag(tag) else { throw malformed("xml:lang \"\(tag.text)\" is not a language tag") }
        let offset = arena.count
        arena.append(UInt8(0x40))
        arena.append(tag)
        frames[top].language = try limited(TermReference(offset: offset, count: tag.count + 1))
    }

    func requireIRI(_ name: RDFXMLName) throws {
        if !name.isIRI { throw malformed("the name \(bytes(name.iri).text) is not an absolute IRI") }
    }

    /// Emits the properties that attributes name (section 7.2.11, and 7.2.21).
    mutating func emitPropertyAttributes(_ subject: TermReference) throws {
        for index in propertyAttributes.indices {
            let property = propertyAttributes[index]
            if property.isType {
                let mark = arena.count
                try emit(subject, property.predicate, append(iri: property.value, base: frames[top].base))
                arena.truncate(to: mark)
            } else {
                beginLiteral()
                try appendLiteral(property.value)
                try emit(subject, property.predicate, finishLiteral(frames[top].language))
            }
        }
    }
}

/// The name of an element as libxml2 hands it over.
struct XMLElementName {
    let localName: UnsafePointer<UInt8>
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?

    var text: String {
        let local = cString(localName).text
        return prefix == nil ? local : "\(cString(prefix).text):\(local)"
    }
}
