import CaseModel

/// A built-in datatype (Metadata Vocabulary for Tabular Data, section 5.11.1).
struct CSVWBaseType: Equatable {
    enum Family: Equatable {
        /// Its length counts characters.
        case text
        case float, decimal
        /// With its least and its greatest value, where it has them.
        case integer(String?, String?)
        case boolean
        case date(CSVWDateKind)
        case duration(CSVWDuration.Kind)
        /// Its length counts octets.
        case hexBinary, base64Binary
        case other
    }

    /// What is done to white space before a value is read.
    enum WhiteSpace: Equatable { case kept, replaced, collapsed }

    let family: Family
    let iri: String
    let whiteSpace: WhiteSpace
    /// Whether values have the column's language.
    let isString: Bool

    /// Whether the items of a list keep the white space at their ends.
    var keepsItems: Bool { isString || iri == .xsd + "anyAtomicType" }

    init?(_ name: String) {
        guard let family = Self.families[name] else { return nil }
        self.family = family
        switch name {
        case "number": iri = .xsd + "double"
        case "binary": iri = .xsd + "base64Binary"
        case "datetime": iri = .xsd + "dateTime"
        case "any": iri = .xsd + "anyAtomicType"
        case "xml": iri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"
        case "html": iri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML"
        case "json": iri = "http://www.w3.org/ns/csvw#JSON"
        default: iri = .xsd + name
        }
        switch name {
        case "string", "json", "xml", "html", "anyAtomicType", "any": whiteSpace = .kept
        case "normalizedString": whiteSpace = .replaced
        default: whiteSpace = .collapsed
        }
        isString = name == "string"
    }

    static let string = CSVWBaseType("string") ?? CSVWBaseType(family: .text)

    private init(family: Family) {
        self.family = family
        iri = .xsd + "string"
        whiteSpace = .kept
        isString = true
    }

    /// Whether an IRI is that of a built-in datatype.
    static func isBuiltIn(_ iri: String) -> Bool { families.keys.contains { CSVWBaseType($0)?.iri == iri } }

    var hasLength: Bool { [.text, .hexBinary, .base64Binary].contains(family) }

    var isOrdered: Bool {
        switch family {
        case .float, .decimal, .integer, .date, .duration: true
        default: false
        }
    }

    private static let families: [String: Family] = [
        "string": .text, "normalizedString": .text, "token": .text, "language": .text, "Name": .text, "NMTOKEN": .text,
        "NCName": .text, "ID": .text, "IDREF": .text, "ENTITY": .text, "xml": .text, "html": .text, "json": .text,
        "double": .float, "float": .float, "number": .float, "decimal": .decimal, "integer": .integer(nil, nil),
        "long": .integer("-9223372036854775808", "9223372036854775807"), "int": .integer("-2147483648", "2147483647"),
        "short": .integer("-32768", "32767"), "byte": .integer("-128", "127"), "nonNegativeInteger": .integer("0", nil),
        "positiveInteger": .integer("1", nil), "unsignedLong": .integer("0", "18446744073709551615"),
        "unsignedInt": .integer("0", "4294967295"), "unsignedShort": .integer("0", "65535"),
        "unsignedByte": .integer("0", "255"), "nonPositiveInteger": .integer(nil, "0"),
        "negativeInteger": .integer(nil, "-1"), "boolean": .boolean, "date": .date(.date), "time": .date(.time),
        "dateTime": .date(.dateTime), "datetime": .date(.dateTime), "dateTimeStamp": .date(.dateTimeStamp),
        "gDay": .date(.day), "gMonth": .date(.month), "gMonthDay": .date(.monthDay), "gYear": .date(.year),
        "gYearMonth": .date(.yearMonth), "duration": .duration(.any), "dayTimeDuration": .duration(.dayTime),
        "yearMonthDuration": .duration(.yearMonth), "hexBinary": .hexBinary, "base64Binary": .base64Binary,
        "binary": .base64Binary, "anyURI": .other, "QName": .other, "anyAtomicType": .other, "any": .other,
    ]
}
