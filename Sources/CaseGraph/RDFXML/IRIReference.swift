import CaseBytes

/// A reference to an IRI, cut into the five components of RFC 3986, section 3, and RFC 3987.
struct IRIReference {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Ends before the colon; nil in a relative reference.
    private(set) var scheme: Range<Int>?
    /// Without the slashes.
    private(set) var authority: Range<Int>?
    private(set) var path: Range<Int>
    /// Without the question mark.
    private(set) var query: Range<Int>?
    /// Without the number sign.
    private(set) var fragment: Range<Int>?

    /// Cuts as the expression of RFC 3986, appendix B, does; every text is a reference.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        var end = bytes.count
        if let sign = bytes.firstIndex(of: 0x23) {
            fragment = sign + 1..<end
            end = sign
        }
        if let mark = bytes[..<end].firstIndex(of: 0x3F) {
            query = mark + 1..<end
            end = mark
        }
        var start = 0
        if let colon = schemeLength(of: UnsafeBufferPointer(rebasing: bytes[..<end])) {
            scheme = 0..<colon
            start = colon + 1
        }
        if end - start >= 2, bytes[start] == 0x2F, bytes[start + 1] == 0x2F {
            let rest = bytes[start + 2..<end]
            let close = rest.firstIndex(of: 0x2F) ?? end
            authority = start + 2..<close
            start = close
        }
        path = start..<end
    }

    /// Appends what this reference stands for beside a base (RFC 3986, section 5.2.2).
    ///
    /// - Parameter base: absolute; its fragment is left out.
    func append(to buffer: inout ByteBuffer, base: IRIReference) {
        base.append(base.scheme, closing: 0x3A, to: &buffer)
        let hasAuthority = authority != nil
        (hasAuthority ? self : base).appendAuthority(to: &buffer)
        if hasAuthority || !path.isEmpty {
            let start = buffer.count
            if !hasAuthority && bytes[path.lowerBound] != 0x2F { base.appendFolder(to: &buffer) }
            append(path, to: &buffer)
            removeDotSegments(from: start, in: &buffer)
        } else {
            base.append(base.path, to: &buffer)
        }
        let takesQuery = hasAuthority || !path.isEmpty || query != nil
        (takesQuery ? self : base).appendQuery(to: &buffer)
        if let fragment {
            buffer.append(UInt8(0x23))
            append(fragment, to: &buffer)
        }
    }

    private func append(_ range: Range<Int>, to buffer: inout ByteBuffer) {
        buffer.append(UnsafeBufferPointer(rebasing: bytes[range]))
    }

    private func append(_ range: Range<Int>?, closing byte: UInt8, to buffer: inout ByteBuffer) {
        guard let range else { return }
        append(range, to: &buffer)
        buffer.append(byte)
    }

    private func appendAuthority(to buffer: inout ByteBuffer) {
        guard let authority else { return }
        buffer.append("//" as StaticString)
        append(authority, to: &buffer)
    }

    private func appendQuery(to buffer: inout ByteBuffer) {
        guard let query else { return }
        buffer.append(UInt8(0x3F))
        append(query, to: &buffer)
    }

    /// The path up to its last slash, which another path is put behind (RFC 3986, section 5.2.3).
    private func appendFolder(to buffer: inout ByteBuffer) {
        if let slash = bytes[path].lastIndex(of: 0x2F) {
            append(path.lowerBound..<slash + 1, to: &buffer)
        } else if authority != nil {
            buffer.append(UInt8(0x2F))
        }
    }
}

/// How many bytes stand before the colon of a scheme (RFC 3986, section 3.1); nil where there is none.
@inline(__always)
func schemeLength(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var offset = 0
    while offset < bytes.count {
        let byte = bytes[offset]
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: break
        case 0x30...0x39, 0x2B, 0x2D, 0x2E: if offset == 0 { return nil }
        case 0x3A: return offset > 0 ? offset : nil
        default: return nil
        }
        offset &+= 1
    }
    return nil
}

/// Takes `.` and `..` out of the path that begins at an offset and ends with the buffer, in place: what is written
/// never passes what is read (RFC 3986, section 5.2.4).
private func removeDotSegments(from start: Int, in buffer: inout ByteBuffer) {
    let path = UnsafeMutableBufferPointer(start: buffer.base, count: buffer.count)
    var read = start
    var write = start
    func isNext(_ text: StaticString) -> Bool {
        UnsafeBufferPointer(rebasing: path[read..<min(path.count, read + text.utf8CodeUnitCount)]).equals(text)
    }
    func isRest(_ text: StaticString) -> Bool { path.count - read == text.utf8CodeUnitCount && isNext(text) }
    func dropSegment() {
        while write > start {
            write -= 1
            if path[write] == 0x2F { return }
        }
    }
    while read < path.count {
        if isNext("../") {
            read += 3
        } else if isNext("./") || isNext("/./") {
            read += 2
        } else if isRest("/.") {
            read += 1
            path[read] = 0x2F
        } else if isNext("/../") {
            read += 3
            dropSegment()
        } else if isRest("/..") {
            read += 2
            path[read] = 0x2F
            dropSegment()
        } else if isRest(".") || isRest("..") {
            read = path.count
        } else {
            repeat {
                path[write] = path[read]
                write += 1
                read += 1
            } while read < path.count && path[read] != 0x2F
        }
    }
    buffer.truncate(to: write)
}

/// The offset of the first byte that no IRI holds (N-Quads, production IRIREF: U+0000–U+0020, `<>"{}|^` `` ` `` `\`),
/// or `count`. Reads up to 15 bytes more than `count`: they must be there.
@inline(__always)
func firstOutsideIRI(in start: UnsafePointer<UInt8>, count: Int) -> Int {
    let patterns = (
        ByteVector(repeating: 0x20), ByteVector(repeating: 0x3C), ByteVector(repeating: 0x3E),
        ByteVector(repeating: 0x22), ByteVector(repeating: 0x7B), ByteVector(repeating: 0x7D)
    )
    let others = (
        ByteVector(repeating: 0x7C), ByteVector(repeating: 0x5E), ByteVector(repeating: 0x60),
        ByteVector(repeating: 0x5C)
    )
    var offset = 0
    while offset < count {
        let v = loadVector(start, offset)
        let bits = unsafeBitCast(v, to: SIMD2<UInt64>.self)
        let first = equalLanes(v, patterns.0) | equalLanes(v, patterns.1) | equalLanes(v, patterns.2)
        let second = equalLanes(v, patterns.3) | equalLanes(v, patterns.4) | equalLanes(v, patterns.5)
        let third = equalLanes(v, others.0) | equalLanes(v, others.1) | equalLanes(v, others.2)
        let words = first | second | third | equalLanes(v, others.3) | (controlBits(bits) & ~bits)
        if words.x | words.y != 0 { return min(count, offset &+ firstLane(words)) }
        offset &+= 16
    }
    return count
}
