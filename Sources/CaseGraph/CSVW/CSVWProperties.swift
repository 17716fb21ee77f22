import CaseModel

/// The inherited properties that a description object has itself (Metadata Vocabulary for Tabular Data, section 5.7).
struct CSVWProperties {
    var aboutURL: String?
    var propertyURL: String?
    var valueURL: String?
    var datatype: CSVWDatatype?
    var defaultValue: String?
    var language: String?
    var nulls: [String]?
    var isOrdered: Bool?
    var isRequired: Bool?
    /// Empty where the property is there and null.
    var separator: String?

    static let names: Set<String> = [
        "aboutUrl", "datatype", "default", "lang", "null", "ordered", "propertyUrl", "required", "separator",
        "textDirection", "valueUrl",
    ]

    init() {}

    init(_ object: JSON, of owner: String, base: BaseIRI, warnings: CSVWWarnings) throws(GraphProblem) {
        for member in object.members ?? [] where Self.names.contains(member.key) {
            if try !set(member.key, member.value, base, warnings) {
                warnings.warn("the \(member.key) of \(owner) cannot be \(shown(member.value)); it is passed over")
            }
        }
    }

    /// - Returns: false where the value is not allowed.
    private mutating func set(_ key: String, _ value: JSON, _ base: BaseIRI, _ warnings: CSVWWarnings)
        throws(GraphProblem) -> Bool
    {
        switch key {
        // What is no string counts as an empty one (section 5.1.3).
        case "aboutUrl": aboutURL = value.text ?? ""
        case "propertyUrl": propertyURL = value.text ?? ""
        case "valueUrl": valueURL = value.text ?? ""
        case "datatype":
            datatype = try CSVWDatatype(value, base: base, warnings: warnings)
            return true
        case "default": defaultValue = value.text
        case "lang":
            guard let tag = value.text, CSVWObject.isLanguageTag(tag) else { return false }
            language = tag
        case "null": return setNulls(value)
        case "ordered":
            isOrdered = value.flag
            return isOrdered != nil
        case "required":
            isRequired = value.flag
            return isRequired != nil
        case "separator":
            if case .null = value { separator = "" } else { separator = value.text }
            return separator != nil
        default: return ["ltr", "rtl", "auto", "inherit"].contains(value.text)
        }
        return value.text != nil
    }

    private mutating func setNulls(_ value: JSON) -> Bool {
        if let text = value.text {
            nulls = [text]
            return true
        }
        guard let items = value.items, items.allSatisfy({ $0.text != nil }) else { return false }
        nulls = items.compactMap(\.text)
        return true
    }

    /// These properties, and those of a containing object where there are none.
    func inheriting(_ outer: CSVWProperties) -> CSVWProperties {
        var merged = self
        merged.aboutURL = aboutURL ?? outer.aboutURL
        merged.propertyURL = propertyURL ?? outer.propertyURL
        merged.valueURL = valueURL ?? outer.valueURL
        merged.datatype = datatype ?? outer.datatype
        merged.defaultValue = defaultValue ?? outer.defaultValue
        merged.language = language ?? outer.language
        merged.nulls = nulls ?? outer.nulls
        merged.isOrdered = isOrdered ?? outer.isOrdered
        merged.isRequired = isRequired ?? outer.isRequired
        merged.separator = separator ?? outer.separator
        return merged
    }
}
