import CaseBytes

/// The forms in which a value can stand in a file of a release.
///
/// Of a value that was cut the forms are cut too: what begins so is found.
func writtenForms(of value: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
    let raw = Array(value)
    // Most values have nothing that any form changes.
    guard raw.contains(where: needsForms) else { return [raw] }
    var forms = [raw, csv(raw), json(raw), escaped(XMLEscape(), raw), escaped(NQuadsEscape(), raw), percent(raw)]
    forms += [html(raw, apostrophe: "&#39;"), html(raw, apostrophe: "'"), html(raw, apostrophe: "&apos;")]
    // White space that a text is folded at, in what is for people.
    forms += [[0x0A], [0x0A, 0x20]].map { fold in raw.flatMap { $0 == 0x20 ? fold : [$0] } }
    var seen: Set<[UInt8]> = []
    return forms.filter { seen.insert($0).inserted }
}

private func needsForms(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: false
    default: true
    }
}

private func csv(_ value: [UInt8]) -> [UInt8] { value.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } }

private func json(_ value: [UInt8]) -> [UInt8] { escaped(JSONEscape(), value) }

private func escaped(_ escape: some TextEscape, _ value: [UInt8]) -> [UInt8] {
    // Six bytes for one at the most, and room behind.
    var buffer = ByteBuffer(capacity: value.count * 6 + ByteBuffer.slack)
    var end = buffer.base
    value.withUnsafeBufferPointer {
        if let start = $0.baseAddress { writeEscaped(escape, start, count: $0.count, hasSlack: false, to: &end) }
    }
    buffer.advance(by: end - buffer.base)
    return Array(buffer.bytes)
}

/// RFC 3986, section 2.3: all but unreserved characters.
private func percent(_ value: [UInt8]) -> [UInt8] {
    value.flatMap { byte in needsForms(byte) ? Array("%".utf8) + hexadecimal(byte) : [byte] }
}

private func hexadecimal(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}

/// As the page escapes text.
private func html(_ value: [UInt8], apostrophe: String) -> [UInt8] {
    value.flatMap { byte -> [UInt8] in
        switch byte {
        case 0x26: Array("&amp;".utf8)
        case 0x3C: Array("&lt;".utf8)
        case 0x3E: Array("&gt;".utf8)
        case 0x22: Array("&quot;".utf8)
        case 0x27: Array(apostrophe.utf8)
        default: [byte]
        }
    }
}
