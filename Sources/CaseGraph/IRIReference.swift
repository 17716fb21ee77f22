package import CaseBytes

/// An absolute IRI that references are resolved against (RFC 3986, section 5, for IRIs as RFC 3987, section 6.5, has it).
package struct BaseIRI: Sendable {
    package let bytes: [UInt8]
    private let parts: IRIParts

    /// - Returns: nil where the text has no scheme.
    package init?(_ iri: String) {
        bytes = Array(iri.utf8)
        parts = bytes.withUnsafeBufferPointer { IRIParts($0) }
        guard parts.schemeEnd > 0 else { return nil }
    }

    /// Appends the IRI that a reference means: RFC 3986, section 5.2.2, strictly.
    package func resolve(_ reference: UnsafeBufferPointer<UInt8>, into target: inout ByteBuffer) {
        bytes.withUnsafeBufferPointer { appendIRI(reference, base: $0, parts, to: &target) }
    }

    /// The IRI that a reference means.
    package func resolve(_ reference: String) -> String {
        var target = ByteBuffer()
        var reference = reference
        reference.withUTF8 { resolve($0, into: &target) }
        return target.bytes.text
    }
}

/// Appends the IRI that a reference means beside a base: RFC 3986, section 5.2.2, strictly.
///
/// - Parameters:
///   - base: absolute; where it lies in the target, that has to have room for both.
///   - parts: the base's.
func appendIRI(
    _ reference: UnsafeBufferPointer<UInt8>, base: UnsafeBufferPointer<UInt8>, _ parts: IRIParts,
    to target: inout ByteBuffer
) {
    let own = IRIParts(reference)
    if own.schemeEnd > 0 || own.authorityEnd > 0 {
        if own.schemeEnd == 0 { target.append(slice(base, 0, parts.schemeEnd)) }
        target.append(slice(reference, 0, own.authorityEnd))
        let start = target.count
        target.append(slice(reference, own.authorityEnd, own.pathEnd))
        removeDotSegments(&target, from: start)
        target.append(slice(reference, own.pathEnd, reference.count))
        return
    }
    target.append(slice(base, 0, parts.authorityEnd))
    if own.pathEnd == 0 {
        let hasQuery = own.queryEnd > 0
        target.append(slice(base, parts.authorityEnd, hasQuery ? parts.pathEnd : parts.queryEnd))
        target.append(reference)
        return
    }
    let start = target.count
    if reference[0] != 0x2F { appendFolder(of: base, parts, to: &target) }
    target.append(slice(reference, 0, own.pathEnd))
    removeDotSegments(&target, from: start)
    target.append(slice(reference, own.pathEnd, reference.count))
}

/// The base's path up to its last slash (section 5.2.3).
private func appendFolder(of base: UnsafeBufferPointer<UInt8>, _ parts: IRIParts, to target: inout ByteBuffer) {
    var end = parts.pathEnd
    while end > parts.authorityEnd, base[end - 1] != 0x2F { end -= 1 }
    if end > parts.authorityEnd {
        target.append(slice(base, parts.authorityEnd, end))
    } else if parts.authorityEnd > parts.schemeEnd {
        target.append(0x2F)
    }
}

/// Where the components of an IRI reference end (RFC 3986, appendix B).
package struct IRIParts: Sendable {
    /// Behind the colon; 0 where there is no scheme.
    package var schemeEnd = 0
    /// Behind the authority, whose two slashes belong to it; `schemeEnd` where there is none.
    package var authorityEnd = 0
    package var pathEnd = 0
    /// Behind the query; `pathEnd` where there is none.
    package var queryEnd = 0

    package init(_ reference: UnsafeBufferPointer<UInt8>) {
        let count = reference.count
        func end(from start: Int, at a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
            var index = start
            while index < count, reference[index] != a, reference[index] != b, reference[index] != c { index += 1 }
            return index
        }
        schemeEnd = Self.schemeEnd(reference)
        authorityEnd = schemeEnd
        if count >= schemeEnd + 2, reference[schemeEnd] == 0x2F, reference[schemeEnd + 1] == 0x2F {
            authorityEnd = end(from: schemeEnd + 2, at: 0x2F, 0x3F, 0x23)
        }
        pathEnd = end(from: authorityEnd, at: 0x3F, 0x23, 0x23)
        queryEnd = pathEnd
        if pathEnd < count, reference[pathEnd] == 0x3F { queryEnd = end(from: pathEnd, at: 0x23, 0x23, 0x23) }
    }

    /// How long the scheme is, with its colon; 0 where there is none.
    package static func schemeEnd(_ reference: UnsafeBufferPointer<UInt8>) -> Int {
        for (index, byte) in reference.enumerated() {
            let isLetter = (byte | 0x20) &- 0x61 < 26
            if index == 0 {
                guard isLetter else { return 0 }
            } else if byte == 0x3A {
                return index + 1
            } else {
                guard isLetter || byte &- 0x30 < 10 || byte == 0x2B || byte == 0x2D || byte == 0x2E else { return 0 }
            }
        }
        return 0
    }
}

private func slice(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[start..<max(start, end)])
}

/// Takes `.` and `..` out of a path that stands at the end of a buffer (RFC 3986, section 5.2.4), in place.
private func removeDotSegments(_ buffer: inout ByteBuffer, from start: Int) {
    let path = buffer.base
    let end = buffer.count
    var read = start
    var written = start
    func isDot(_ index: Int) -> Bool { index < end && path[index] == 0x2E }
    func isBreak(_ index: Int) -> Bool { index >= end || path[index] == 0x2F }
    while read < end {
        let slash = path[read] == 0x2F ? 1 : 0
        let dots = isDot(read + slash) ? (isDot(read + slash + 1) ? 2 : 1) : 0
        if dots > 0, isBreak(read + slash + dots) {
            if slash == 1, dots == 2 {
                while written > start {
                    written -= 1
                    if path[written] == 0x2F { break }
                }
            }
            read += slash + dots
            if slash == 0 {
                read = min(read + 1, end)
            } else if read >= end {
                path[written] = 0x2F
                written += 1
            }
            continue
        }
        repeat {
            path[written] = path[read]
            written += 1
            read += 1
        } while read < end && path[read] != 0x2F
    }
    buffer.truncate(to: written)
}
