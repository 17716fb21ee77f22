import CaseBytes

/// The characters of IRIs (RFC 3987, section 2.2), for readers that refuse what others would drop.
package enum IRISyntax {
    /// Whether bytes are an absolute IRI: a scheme, and behind it nothing that may not stand there.
    package static func isAbsolute(_ iri: UnsafeBufferPointer<UInt8>) -> Bool {
        let parts = IRIParts(iri)
        guard parts.schemeEnd > 0, hasCharacters(iri, parts) else { return false }
        return isAuthority(iri[parts.schemeEnd..<parts.authorityEnd].dropFirst(2))
    }

    package static func isAbsolute(_ iri: String) -> Bool {
        var iri = iri
        return iri.withUTF8 { isAbsolute($0) }
    }

    /// Whether bytes are letters, digits and `-._~` only, some, and not `.` or `..`: one segment of a path, which is
    /// resolved by appending it to a folder.
    @inline(__always)
    package static func isPlainSegment(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in text where !isIn(byte, 0x03FF_6000_0000_0000, 0x47FF_FFFE_87FF_FFFE) { return false }
        return !text.isEmpty && !(text[0] == 0x2E && (text.count == 1 || text.count == 2 && text[1] == 0x2E))
    }

    @inline(__always)
    private static func isIn(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        let word = byte < 64 ? low : byte < 128 ? high : 0
        return word &>> UInt64(byte & 63) & 1 != 0
    }

    private static func hasCharacters(_ iri: UnsafeBufferPointer<UInt8>, _ parts: IRIParts) -> Bool {
        guard let start = iri.baseAddress else { return false }
        var index = 0
        while index < iri.count {
            let byte = iri[index]
            if byte >= 0x80 {
                let (scalar, length) = decodeScalar(start + index, available: iri.count - index)
                let isInQuery = index >= parts.pathEnd && index < parts.queryEnd
                guard length > 0, isUniversal(scalar) || isInQuery && isPrivate(scalar) else { return false }
                index += length
                continue
            }
            if byte == 0x25 {
                guard index + 2 < iri.count, isHexadecimal(iri[index + 1]), isHexadecimal(iri[index + 2]) else {
                    return false
                }
            } else if byte == 0x23 {
                // The first one ends the path or the query; another may not follow.
                guard index == parts.queryEnd else { return false }
            } else if byte == 0x5B || byte == 0x5D {
                guard index < parts.authorityEnd else { return false }
            } else if !isIn(byte, 0xAFFF_FFFA_0000_0000, 0x47FF_FFFE_87FF_FFFF) {
                return false
            }
            index += 1
        }
        return true
    }

    /// `[iuserinfo "@"] ihost [":" port]`. What stands in brackets is an address of IPv6; whether it is one that there
    /// can be is not looked at.
    private static func isAuthority(_ authority: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var host = authority
        if let at = host.firstIndex(of: 0x40) {
            guard !host[..<at].contains(where: isBracket) else { return false }
            host = host[(at + 1)...]
        }
        if host.first == 0x5B, let end = host.firstIndex(of: 0x5D) {
            let address = host[(host.startIndex + 1)..<end]
            let isPlausible = address.allSatisfy { isHexadecimal($0) || $0 == 0x3A || $0 == 0x2E }
            host = host[(end + 1)...]
            guard !address.isEmpty, isPlausible, host.isEmpty || host.first == 0x3A else { return false }
        }
        guard !host.contains(where: { isBracket($0) || $0 == 0x40 }) else { return false }
        guard let colon = host.firstIndex(of: 0x3A) else { return true }
        return host[(colon + 1)...].allSatisfy { $0 &- 0x30 < 10 }
    }

    private static func isBracket(_ byte: UInt8) -> Bool { byte == 0x5B || byte == 0x5D }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
    }

    /// `ucschar`
    private static func isUniversal(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x10000...0xDFFFF: scalar & 0xFFFF <= 0xFFFD
        case 0xE1000...0xEFFFD: true
        default: false
        }
    }

    /// `iprivate`
    private static func isPrivate(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }
}
