import CaseBytes

/// Whether a text is a name without a colon (Namespaces in XML 1.0, production NCName; XML 1.0, fifth edition).
func isNCName(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress, text.count > 0 else { return false }
    var offset = 0
    while offset < text.count {
        var scalar = UInt32(start[offset])
        var length = 1
        if scalar >= 0x80 { (scalar, length) = decodeScalar(start + offset, available: text.count - offset) }
        guard length > 0, isNameStart(scalar) || (offset > 0 && isNamePart(scalar)) else { return false }
        offset += length
    }
    return true
}

private func isNameStart(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
        0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
        0x10000...0xEFFFF:
        true
    default: false
    }
}

private func isNamePart(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: false
    }
}

/// Whether a text is a language tag as far as N-Quads looks (production LANGTAG): letters, then letters and digits
/// behind hyphens.
func isLanguageTag(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var length = 0
    var isFirst = true
    for byte in text {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: length += 1
        case 0x30...0x39 where !isFirst: length += 1
        case 0x2D where length > 0:
            length = 0
            isFirst = false
        default: return false
        }
    }
    return length > 0
}

/// Whether a text is white space only (XML 1.0, production S).
@inline(__always)
func isWhiteSpace(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in text where byte != 0x20 && byte != 0x0A && byte != 0x09 && byte != 0x0D { return false }
    return true
}

/// A C string of libxml2, without the zero at its end.
@inline(__always)
func cString(_ start: UnsafePointer<UInt8>?) -> UnsafeBufferPointer<UInt8> {
    guard let start else { return UnsafeBufferPointer(start: nil, count: 0) }
    var count = 0
    while start[count] != 0 { count &+= 1 }
    return UnsafeBufferPointer(start: start, count: count)
}

/// The attributes of a start tag, as libxml2 hands them over: five pointers each. Valid during the callback only.
struct XMLAttributes: RandomAccessCollection {
    typealias Pointers = UnsafeMutablePointer<UnsafePointer<UInt8>?>

    let pointers: Pointers?
    let endIndex: Int
    var startIndex: Int { 0 }

    init(_ pointers: Pointers?, count: Int32) {
        self.pointers = pointers
        endIndex = pointers == nil ? 0 : Int(count)
    }

    subscript(index: Int) -> XMLAttribute {
        precondition(index >= 0 && index < endIndex)
        return XMLAttribute(pointers! + 5 * index)
    }
}

/// One attribute. Names and namespaces are interned by libxml2: equal texts have equal pointers.
struct XMLAttribute {
    let localName: UnsafePointer<UInt8>?
    let prefix: UnsafePointer<UInt8>?
    let namespace: UnsafePointer<UInt8>?
    /// Normalized, references resolved.
    let value: UnsafeBufferPointer<UInt8>

    @inline(__always)
    init(_ pointers: XMLAttributes.Pointers) {
        localName = pointers[0]
        prefix = pointers[1]
        namespace = pointers[2]
        if let start = pointers[3], let end = pointers[4], end >= start {
            value = UnsafeBufferPointer(start: start, count: end - start)
        } else {
            value = UnsafeBufferPointer(start: nil, count: 0)
        }
    }

    /// Whether XML keeps this name to itself: its prefix, or itself where it has none, begins with `xml` in any case.
    /// RDF/XML takes such attributes away before it looks (section 6.1.2).
    @inline(__always)
    var isReserved: Bool {
        guard let name = prefix ?? localName else { return false }
        return name[0] | 0x20 == 0x78 && name[1] | 0x20 == 0x6D && name[2] | 0x20 == 0x6C
    }
}
