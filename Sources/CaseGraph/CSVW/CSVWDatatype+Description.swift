import CaseModel

extension CSVWDatatype {
    private static let lengths = ["length", "minLength", "maxLength"]
    private static let relations: [(String, CSVWLimit.Relation)] = [
        ("minimum", .atLeast), ("minInclusive", .atLeast), ("minExclusive", .above), ("maximum", .atMost),
        ("maxInclusive", .atMost), ("maxExclusive", .below),
    ]

    /// Reads a `datatype` property; nil where it has to be passed over, with a warning.
    ///
    /// - Throws: `GraphProblem` for what the standard calls an error: constraints that contradict each other or do not
    ///   belong to the base, an `@id` that is not allowed.
    init?(_ value: JSON, base document: BaseIRI, warnings: CSVWWarnings) throws(GraphProblem) {
        self.init()
        if let name = value.text {
            guard let base = CSVWBaseType(name) else {
                warnings.warn("there is no datatype \"\(visible(name))\"; the values are taken as strings")
                return nil
            }
            self.base = base
            iri = base.iri
            return
        }
        guard value.members != nil else {
            warnings.warn("a datatype cannot be \(shown(value)); the values are taken as strings")
            return nil
        }
        try CSVWObject.checkIdentity(of: value, type: "Datatype", warnings: warnings)
        if let name = value["base"] {
            if let known = name.text.flatMap({ CSVWBaseType($0) }) {
                base = known
            } else {
                warnings.warn("there is no datatype \(shown(name)); the base is string")
            }
        }
        iri = base.iri
        if let id = value["@id"]?.text {
            guard !CSVWBaseType.isBuiltIn(id) else {
                throw malformed("the @id of a datatype is that of the built-in datatype \(visible(id))")
            }
            iri = document.resolve(id)
        }
        try readLengths(value, warnings)
        try readLimits(value, warnings)
        if let format = value["format"] { readFormat(format, warnings) }
        try checkMembers(value, warnings)
    }

    private func checkMembers(_ value: JSON, _ warnings: CSVWWarnings) throws(GraphProblem) {
        let known = Set(["@id", "@type", "base", "format"] + Self.lengths + Self.relations.map(\.0))
        for member in value.members ?? [] where !known.contains(member.key) {
            try CSVWObject.checkFurther(member, of: "a datatype", warnings: warnings)
        }
    }

    private mutating func readLengths(_ value: JSON, _ warnings: CSVWWarnings) throws(GraphProblem) {
        func count(_ key: String) -> Int? {
            guard let member = value[key] else { return nil }
            if case .number(let text) = member, let count = Int(text), count >= 0 { return count }
            warnings.warn("the \(key) of a datatype cannot be \(shown(member)); it is passed over")
            return nil
        }
        (length, minimumLength, maximumLength) = (count("length"), count("minLength"), count("maxLength"))
        if let length, let minimumLength, length < minimumLength {
            throw malformed("a datatype has length \(length), which is less than its minLength \(minimumLength)")
        }
        if let length, let maximumLength, length > maximumLength {
            throw malformed("a datatype has length \(length), which is more than its maxLength \(maximumLength)")
        }
        if let minimumLength, let maximumLength, minimumLength > maximumLength {
            throw malformed("a datatype has minLength \(minimumLength), more than its maxLength \(maximumLength)")
        }
        if !base.hasLength, Self.lengths.contains(where: { value[$0] != nil }) {
            throw malformed("a datatype has a length, which only strings and binary values have")
        }
    }

    private mutating func readLimits(_ value: JSON, _ warnings: CSVWWarnings) throws(GraphProblem) {
        var found: [(key: String, limit: CSVWLimit)] = []
        for (key, relation) in Self.relations {
            guard let member = value[key] else { continue }
            guard base.isOrdered else {
                throw malformed("a datatype has \(key), which only numbers, dates, times and durations have")
            }
            guard let limit = limit(member) else {
                warnings.warn("the \(key) of a datatype cannot be \(shown(member)); it is passed over")
                continue
            }
            found.append((key, CSVWLimit(relation, limit)))
        }
        for (index, a) in found.enumerated() {
            for b in found[(index + 1)...] where Self.contradict(a.limit, b.limit) {
                throw malformed("the \(a.key) and the \(b.key) of a datatype contradict each other")
            }
        }
        limits = found.map(\.limit)
    }

    private func limit(_ value: JSON) -> CSVWLimit.Value? {
        var text: String
        switch value {
        case .string(let string): text = string
        case .number(let number): text = number
        default: return nil
        }
        return text.withUTF8 { CSVWLimit.Value($0, base.family) }
    }

    private static func contradict(_ a: CSVWLimit, _ b: CSVWLimit) -> Bool {
        let bIsLess = CSVWLimit.Value.less(b.value, a.value)
        let isEqual = !bIsLess && !CSVWLimit.Value.less(a.value, b.value)
        switch (a.relation, b.relation) {
        case (.atLeast, .atLeast), (.atMost, .atMost): return !isEqual
        case (.atLeast, .above), (.atMost, .below): return true
        case (.atLeast, .atMost): return bIsLess
        case (.above, .below): return bIsLess
        case (.atLeast, .below), (.above, .atMost): return bIsLess || isEqual
        default: return false
        }
    }

    private mutating func readFormat(_ value: JSON, _ warnings: CSVWWarnings) {
        if let format = format(of: value, warnings) {
            self.format = format
        } else {
            warnings.warn("the format \(shown(value)) is not understood for its datatype; it is passed over")
        }
    }

    private func format(of value: JSON, _ warnings: CSVWWarnings) -> Format? {
        switch base.family {
        case .float, .decimal, .integer: return numberFormat(of: value, warnings)
        case .boolean:
            let parts = (value.text ?? "").split(separator: "|", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
            return .boolean(true: Array(parts[0].utf8), false: Array(parts[1].utf8))
        case .date(let kind):
            return value.text.flatMap { CSVWDateFormat($0, kind: kind) }.map { .date($0) }
        default: return value.text.flatMap { CSVWPattern($0) }.map { .pattern($0) }
        }
    }

    private func numberFormat(of value: JSON, _ warnings: CSVWWarnings) -> Format? {
        if let pattern = value.text {
            return CSVWNumberFormat(pattern: pattern, decimalChar: nil, groupChar: nil).map { .number($0) }
        }
        guard value.members != nil else { return nil }
        func text(_ key: String) -> String? {
            if let member = value[key], member.text == nil {
                warnings.warn("the \(key) of a format cannot be \(shown(member)); it is passed over")
            }
            return value[key]?.text
        }
        let (decimalChar, groupChar) = (text("decimalChar"), text("groupChar"))
        if let pattern = text("pattern") {
            if let format = CSVWNumberFormat(pattern: pattern, decimalChar: decimalChar, groupChar: groupChar) {
                return .number(format)
            }
            warnings.warn("\"\(visible(pattern))\" is not a number format pattern; it is passed over")
        }
        return CSVWNumberFormat(pattern: nil, decimalChar: decimalChar, groupChar: groupChar).map { .number($0) }
    }
}
