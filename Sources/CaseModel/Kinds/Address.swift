import CaseBytes

extension Kind {
    /// An IRI that becomes a node. Limited to unreserved characters and `:/#`, so that every format's reader sees
    /// the same one: no percent signs, nothing that a template would encode (some encode `@`), and nothing that
    /// resolving it would change (RFC 3986, sections 3.1 and 5.2.4: a scheme in capitals, the segments `.` and `..`).
    /// With an authority, or a URN: `schema:name` is a prefixed name for some readers of CSV on the Web.
    package static let iri = Kind(
        "iri",
        "an IRI with scheme:// or urn:, of letters, digits and - . _ ~ : / #, without . and .. between slashes",
        rdf: .node, pattern: iriPattern,
        samples: ["http://www.wikidata.org/entity/Q84", "https://w3id.org/caseexport/ns#age", "urn:isbn:0451450523"],
        faults: [
            "no-scheme", "https://e.org/a b", "https://e.org/%41", "https://e.org/?q", "https://e.org/é",
            "https://e.org/@a", "HTTPS://e.org/", "https://e.org/a/../b", "https://e.org/.", "https://e.org/..#a",
            "schema:name", "mailto:a", "https:/a", "urn:",
        ],
        canonical: { trimmed($0) },
        verdict: { value in
            guard let scheme = schemeLength(value), value.count > scheme + 1, value.count <= 2000 else {
                return .malformed
            }
            let isPlain = value.allSatisfy { isUnreserved($0) || $0 == 0x3A || $0 == 0x2F || $0 == 0x23 }
            guard isPlain, value.count(where: { $0 == 0x23 }) <= 1, !value[..<scheme].contains(where: isUpper) else {
                return .malformed
            }
            let path = value[(scheme + 1)...].prefix { $0 != 0x23 }
            let isURN = value[..<scheme].elementsEqual("urn".utf8) && path.first != 0x2F && !path.isEmpty
            guard path.starts(with: "//".utf8) || isURN else { return .malformed }
            let hasSteps = path.split(separator: 0x2F).contains { segment in
                segment.count <= 2 && segment.allSatisfy { $0 == 0x2E }
            }
            return hasSteps ? .malformed : .canonical
        })

    /// Where something is on the web, or was: a literal, whatever it looks like inside.
    package static let url = Kind(
        "url", "an absolute URL, without white space or < > \" { } | \\ ^ `",
        rdf: .literal(datatype: .xsd + "anyURI"), csvw: "anyURI", isFreeText: true,
        pattern: #"[A-Za-z][0-9A-Za-z+.-]*:[^\s\#(unicodeSpaces)<>"{}|\\^`]+"#,
        samples: ["https://example.org/a?b=c&d=%20", "urn:isbn:0451450523"],
        faults: ["example.org", "https://e.org/a b", "https://e.org/a\u{A0}b", "https://e.org/<x>", "/path"],
        canonical: { trimmed($0) },
        verdict: { value in
            guard let scheme = schemeLength(value), value.count > scheme + 1, value.count <= 8000 else {
                return .malformed
            }
            for byte in value where byte <= 0x20 || urlExcluded.contains(byte) || byte == 0x7F { return .malformed }
            // Readers of CSV on the Web collapse white space in addresses, and some take Unicode's for it.
            let isPlain = value.allSatisfy { $0 < 0x80 }
            return isPlain || !String(decoding: value, as: UTF8.self).unicodeScalars.contains(where: isWhiteSpace)
                ? .canonical : .malformed
        })

    /// A language tag (BCP 47, RFC 5646), lower-case, since readers of RDF disagree about its case.
    package static let language = Kind(
        "language", "a BCP 47 language tag in lower case, such as en or en-gb",
        rdf: .literal(datatype: .xsd + "string"),
        pattern: languagePattern, samples: ["en", "en-gb", "zh-hant-tw"],
        faults: ["EN", "english language", "e", "en_GB", "-en", "en-a", "en-1"],
        canonical: { trimmed($0).lowercased() },
        verdict: { value in
            guard isLanguageTag(value) else { return .malformed }
            return value.contains(where: isUpper) ? .notCanonical : .canonical
        })

    /// A media type (RFC 6838, section 4.2), lower-case, without parameters. It may hold `&`, which XML escapes.
    package static let mediaType = Kind(
        "mediatype", "a media type in lower case without parameters, such as text/csv",
        rdf: .literal(datatype: .xsd + "string"), isFreeText: true,
        pattern: "[0-9a-z!#$&^_.+-]+/[0-9a-z!#$&^_.+-]+", samples: ["text/csv", "application/ld+json"],
        faults: ["Text/CSV", "csv", "text/", "text/csv; charset=utf-8"], canonical: { trimmed($0).lowercased() },
        verdict: { value in
            guard let slash = value.firstIndex(of: 0x2F), slash > 0, slash < value.count - 1, value.count <= 255 else {
                return .malformed
            }
            var isLowerCase = true
            for (index, byte) in value.enumerated() where index != slash {
                guard isAlphanumeric(byte) || mediaTypeMarks.contains(byte) else { return .malformed }
                if isUpper(byte) { isLowerCase = false }
            }
            return isLowerCase ? .canonical : .notCanonical
        })

    /// A relative path below `documents/`, of the names on which all packaging tools agree.
    package static let path = Kind(
        "path", "a relative path of letters, digits and . _ - below documents/, at most 180 bytes",
        rdf: .literal(datatype: .xsd + "string"),
        pattern: #"(\.*[0-9A-Za-z_-][0-9A-Za-z._-]*/)*\.*[0-9A-Za-z_-][0-9A-Za-z._-]*"#,
        samples: ["report.pdf", "2018/report-1_redacted.pdf"],
        faults: ["/etc/passwd", "../x", "a//b", "a b", "a/./b", "é.pdf", "a/"],
        verdict: { value in
            guard value.count <= 180 else { return .malformed }
            var segment = 0
            var dots = 0
            for byte in value {
                if byte == 0x2F {
                    guard segment > 0, segment != dots else { return .malformed }
                    segment = 0
                    dots = 0
                    continue
                }
                guard isAlphanumeric(byte) || byte == 0x2E || byte == 0x5F || byte == 0x2D else { return .malformed }
                segment += 1
                if byte == 0x2E { dots += 1 }
            }
            return segment > 0 && segment != dots ? .canonical : .malformed
        })

    /// A SHA-256 digest (FIPS 180-4) in lower-case hexadecimal.
    package static let sha256 = Kind(
        "sha256", "a SHA-256 digest: 64 lower-case hexadecimal digits", rdf: .literal(datatype: .xsd + "string"),
        pattern: "[0-9a-f]{64}", samples: [String(repeating: "0a", count: 32)],
        faults: [String(repeating: "0A", count: 32), "abc"],
        canonical: { trimmed($0).lowercased() },
        verdict: { value in
            guard value.count == 64 else { return .malformed }
            var isLowerCase = true
            for byte in value {
                if isDigit(byte) || (0x61...0x66).contains(byte) { continue }
                guard (0x41...0x46).contains(byte) else { return .malformed }
                isLowerCase = false
            }
            return isLowerCase ? .canonical : .notCanonical
        })
}

/// A scheme with an authority, or a URN, and a path whose segments are not `.` or `..`.
private let iriPattern: String = {
    let marks = "0-9A-Za-z_~:-"
    let segment = "([\(marks)]|[.][\(marks)]|[.][.][.\(marks)])[.\(marks)]*"
    let path = "(/(\(segment))?)*"
    return "([a-z][0-9a-z+.-]*:/(/(\(segment))?)\(path)|urn:\(segment)\(path))(#[./\(marks)]*)?"
}()

/// What Unicode takes for white space and is none in XML Schema's patterns.
private let unicodeSpaces =
    "\u{85}\u{A0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}"
    + "\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}"

/// RFC 5646, section 2.1, as `isLanguageTag` has it.
private let languagePattern =
    "([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"
    + "(-([0-9a-z]{5,8}|[0-9][0-9a-z]{3}))*(-[0-9a-wyz](-[0-9a-z]{2,8})+)*(-x(-[0-9a-z]{1,8})+)?"

private let urlExcluded: [UInt8] = Array("<>\"{}|\\^`".utf8)
private let mediaTypeMarks: [UInt8] = Array("!#$&-^_.+".utf8)

/// Unicode's property White_Space.
private func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
