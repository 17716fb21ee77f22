import CaseBytes

/// The prefixes of the CSVW initial context (http://www.w3.org/ns/csvw): those of RDFa 1.1, and its own.
enum CSVWPrefixes {
    /// The namespace of a prefix; nil where there is no such prefix.
    static func namespace(_ prefix: UnsafeBufferPointer<UInt8>) -> String? {
        guard prefix.count <= 8 else { return nil }
        return namespaces[prefix.text]
    }

    /// Appends a text to a buffer, a known prefix replaced by its namespace (JSON-LD API, section 6.3).
    ///
    /// - Returns: false where the text begins with no such prefix; nothing is appended then.
    static func expand(_ text: UnsafeBufferPointer<UInt8>, into target: inout ByteBuffer) -> Bool {
        guard let colon = text.firstIndex(of: 0x3A), let namespace = namespace(.init(rebasing: text[..<colon])) else {
            return false
        }
        let rest = UnsafeBufferPointer(rebasing: text[(colon + 1)...])
        guard !(rest.count >= 2 && rest[0] == 0x2F && rest[1] == 0x2F) else { return false }
        target.append(namespace)
        target.append(rest)
        return true
    }

    private static let namespaces: [String: String] = [
        "as": "https://www.w3.org/ns/activitystreams#", "cc": "http://creativecommons.org/ns#",
        "csvw": "http://www.w3.org/ns/csvw#", "ctag": "http://commontag.org/ns#", "dc": "http://purl.org/dc/terms/",
        "dc11": "http://purl.org/dc/elements/1.1/", "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/", "dctypes": "http://purl.org/dc/dcmitype/",
        "dqv": "http://www.w3.org/ns/dqv#", "duv": "https://www.w3.org/TR/vocab-duv#",
        "foaf": "http://xmlns.com/foaf/0.1/", "gr": "http://purl.org/goodrelations/v1#",
        "grddl": "http://www.w3.org/2003/g/data-view#", "ical": "http://www.w3.org/2002/12/cal/icaltzd#",
        "ldp": "http://www.w3.org/ns/ldp#", "ma": "http://www.w3.org/ns/ma-ont#", "oa": "http://www.w3.org/ns/oa#",
        "og": "http://ogp.me/ns#", "org": "http://www.w3.org/ns/org#", "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#", "qb": "http://purl.org/linked-data/cube#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfa": "http://www.w3.org/ns/rdfa#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "rev": "http://purl.org/stuff/rev#",
        "rif": "http://www.w3.org/2007/rif#", "rr": "http://www.w3.org/ns/r2rml#", "schema": "http://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#", "sioc": "http://rdfs.org/sioc/ns#",
        "skos": "http://www.w3.org/2004/02/skos/core#", "skosxl": "http://www.w3.org/2008/05/skos-xl#",
        "v": "http://rdf.data-vocabulary.org/#", "vcard": "http://www.w3.org/2006/vcard/ns#",
        "void": "http://rdfs.org/ns/void#", "wdr": "http://www.w3.org/2007/05/powder#",
        "wrds": "http://www.w3.org/2007/05/powder-s#", "xhv": "http://www.w3.org/1999/xhtml/vocab#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    ]
}
