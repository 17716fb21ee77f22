import CaseBytes

/// A term, or a part of one, that some other memory holds: text that never moves, or a run of the parser's arena.
struct TermReference {
    /// Nil where the term is in the arena.
    var start: UnsafePointer<UInt8>?
    var offset = 0
    var count = 0

    @inline(__always)
    init() {}

    @inline(__always)
    init(offset: Int, count: Int) {
        self.offset = offset
        self.count = count
    }

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.count = count
    }

    @inline(__always)
    init(_ text: StaticString) { self.init(text.utf8Start, count: text.utf8CodeUnitCount) }

    @inline(__always)
    var isEmpty: Bool { count == 0 }
}

/// The name of an element or attribute as RDF/XML sees it.
struct RDFXMLName {
    /// What RDF/XML does with a name (sections 5.1 and 7.2.2 to 7.2.4).
    enum Role: UInt8 {
        /// A class or property, like any name that is not below.
        case other
        case root, description, id, about, nodeID, resource, parseType, datatype, type, li
        /// `rdf:aboutEach`, `rdf:aboutEachPrefix` and `rdf:bagID`, which RDF/XML does not have any more.
        case withdrawn
        case language, base
        /// In no namespace.
        case bare
    }

    var role: Role
    /// The namespace's name and the local name, in angle brackets.
    var iri: TermReference
    /// Whether that is an absolute IRI.
    var isIRI: Bool
}

/// Ready IRIs of the names of a file, found by libxml2's pointers to namespace and local name, which do not change
/// during a parse. Bounded: what does not fit any more is made anew each time.
struct RDFXMLNames: ~Copyable {
    private struct Slot {
        var namespace: UnsafePointer<UInt8>?
        /// Nil in a free slot.
        var localName: UnsafePointer<UInt8>?
        var name = RDFXMLName(role: .other, iri: TermReference(), isIRI: false)
    }

    private static let slotCount = 1 << 12
    private static let byteLimit = 1 << 20
    static let rdf: StaticString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

    private let slots: UnsafeMutablePointer<Slot>
    private var count = 0
    private var byteCount = 0

    init() {
        slots = .allocate(capacity: Self.slotCount)
        slots.initialize(repeating: Slot(), count: Self.slotCount)
    }

    deinit {
        for index in 0..<Self.slotCount { slots[index].name.iri.start?.deallocate() }
        slots.deallocate()
    }

    /// - Parameter arena: takes the IRI where there is no room for it here.
    @inline(__always)
    mutating func name(
        namespace: UnsafePointer<UInt8>?, localName: UnsafePointer<UInt8>, arena: inout ByteBuffer
    ) -> RDFXMLName {
        let key = UInt(bitPattern: localName) &* 0x9E37_79B9_7F4A_7C15 ^ UInt(bitPattern: namespace)
        var index = Int(truncatingIfNeeded: (key &* 0xE703_7ED1_A0B4_28DB) &>> 52)
        while let found = slots[index].localName {
            if found == localName && slots[index].namespace == namespace { return slots[index].name }
            index = (index &+ 1) & (Self.slotCount &- 1)
        }
        return make(namespace: namespace, localName: localName, slot: index, arena: &arena)
    }

    @inline(never)
    private mutating func make(
        namespace: UnsafePointer<UInt8>?, localName: UnsafePointer<UInt8>, slot: Int, arena: inout ByteBuffer
    ) -> RDFXMLName {
        let offset = arena.count
        arena.append(UInt8(0x3C))
        arena.append(cString(namespace))
        arena.append(cString(localName))
        let length = arena.count - offset - 1
        let iri = UnsafeBufferPointer(start: arena.base + offset + 1, count: length)
        var name = RDFXMLName(
            role: Self.role(cString(namespace), cString(localName)),
            iri: TermReference(offset: offset, count: length + 2),
            isIRI: IRIParts.schemeEnd(iri) > 0 && firstOutsideIRI(in: arena.base + offset + 1, count: length) == length
        )
        arena.append(UInt8(0x3E))
        guard count < Self.slotCount / 2, byteCount + length + 2 <= Self.byteLimit else { return name }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: length + 2)
        copy.update(from: arena.base + offset, count: length + 2)
        arena.truncate(to: offset)
        name.iri = TermReference(copy, count: length + 2)
        slots[slot] = Slot(namespace: namespace, localName: localName, name: name)
        count += 1
        byteCount += length + 2
        return name
    }

    private static func role(
        _ namespace: UnsafeBufferPointer<UInt8>, _ localName: UnsafeBufferPointer<UInt8>
    ) -> RDFXMLName.Role {
        if namespace.isEmpty { return .bare }
        if namespace.equals("http://www.w3.org/XML/1998/namespace") {
            return localName.equals("lang") ? .language : localName.equals("base") ? .base : .other
        }
        guard namespace.equals(rdf) else { return .other }
        return role(rdf: localName)
    }

    static func role(rdf localName: UnsafeBufferPointer<UInt8>) -> RDFXMLName.Role {
        switch localName.text {
        case "RDF": .root
        case "Description": .description
        case "ID": .id
        case "about": .about
        case "nodeID": .nodeID
        case "resource": .resource
        case "parseType": .parseType
        case "datatype": .datatype
        case "type": .type
        case "li": .li
        case "aboutEach", "aboutEachPrefix", "bagID": .withdrawn
        default: .other
        }
    }
}
