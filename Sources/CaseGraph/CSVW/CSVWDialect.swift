import CaseModel

/// How a CSV file is written (Metadata Vocabulary for Tabular Data, section 5.9).
package struct CSVWDialect: Equatable {
    enum Trim: Equatable { case none, start, end, both }

    /// nil: no row is a comment. The recommendations give both null and "#" as the default; the test suite has null.
    var commentPrefix: [UInt8]?
    var delimiter: [UInt8] = [0x2C]
    /// False: a backslash stands before a quote inside quotes.
    var doublesQuotes = true
    var encoding = CSVWEncoding.utf8
    var headerRowCount = 1
    var lineTerminators: [[UInt8]] = [[0x0D, 0x0A], [0x0A]]
    /// nil: there are no quotes.
    var quote: [UInt8]? = [0x22]
    var skipsBlankRows = false
    var skippedColumns = 0
    var skippedRows = 0
    var trim = Trim.both

    package init() {}

    /// Reads a description. A property with a value that is not allowed keeps its default, with a warning.
    ///
    /// - Throws: `GraphProblem` for an encoding that is not understood, `@id` and `@type` that are not allowed.
    init(_ description: JSON, warnings: CSVWWarnings) throws(GraphProblem) {
        try CSVWObject.checkIdentity(of: description, type: "Dialect", warnings: warnings)
        var isTrimmed = false
        for member in description.members ?? [] {
            let value = member.value
            var isRight = true
            switch member.key {
            case "commentPrefix":
                if case .null = value { commentPrefix = nil } else { isRight = set(&commentPrefix, value) }
            case "delimiter": isRight = set(&delimiter, value)
            case "quoteChar":
                if case .null = value { quote = nil } else { isRight = set(&quote, value) }
            case "doubleQuote": isRight = set(&doublesQuotes, value)
            case "skipBlankRows": isRight = set(&skipsBlankRows, value)
            case "headerRowCount": isRight = set(&headerRowCount, value)
            case "skipColumns": isRight = set(&skippedColumns, value)
            case "skipRows": isRight = set(&skippedRows, value)
            case "header":
                isRight = value.flag != nil
                if description["headerRowCount"].flatMap(Self.count) == nil, value.flag == false { headerRowCount = 0 }
            case "skipInitialSpace":
                isRight = value.flag != nil
                if let flag = value.flag, !isTrimmed { trim = flag ? .start : trim }
            case "trim":
                if let found = Self.trim(value) {
                    trim = found
                    isTrimmed = true
                } else {
                    isRight = false
                }
            case "lineTerminators": isRight = setTerminators(value)
            case "encoding":
                if let name = value.text, let known = try CSVWEncoding(label: name) {
                    encoding = known
                } else {
                    isRight = false
                }
            case "@id", "@type", "@context": break
            default:
                warnings.warn("a dialect has no property \"\(visible(member.key))\"; it is passed over")
            }
            if !isRight {
                warnings.warn("the dialect's \(member.key) cannot be \(shown(value)); it keeps its default")
            }
        }
    }

    private func set(_ target: inout [UInt8], _ value: JSON) -> Bool {
        guard let text = value.text, !text.isEmpty else { return false }
        target = Array(text.utf8)
        return true
    }

    private func set(_ target: inout [UInt8]?, _ value: JSON) -> Bool {
        guard let text = value.text else { return false }
        target = text.isEmpty ? nil : Array(text.utf8)
        return true
    }

    private func set(_ target: inout Bool, _ value: JSON) -> Bool {
        guard let flag = value.flag else { return false }
        target = flag
        return true
    }

    private func set(_ target: inout Int, _ value: JSON) -> Bool {
        guard let count = Self.count(value) else { return false }
        target = count
        return true
    }

    private static func count(_ value: JSON) -> Int? {
        guard case .number(let text) = value, let count = Int(text), count >= 0, count <= 1 << 30 else { return nil }
        return count
    }

    private static func trim(_ value: JSON) -> Trim? {
        switch value {
        case .boolean(let flag): flag ? .both : Trim.none
        case .string("true"): .both
        case .string("false"): Trim.none
        case .string("start"): .start
        case .string("end"): .end
        default: nil
        }
    }

    private mutating func setTerminators(_ value: JSON) -> Bool {
        let texts = value.text.map { [$0] } ?? (value.items ?? []).compactMap(\.text)
        let isWhole = value.text != nil || value.items?.count == texts.count
        guard isWhole, !texts.isEmpty, texts.count <= 8, texts.allSatisfy({ !$0.isEmpty }) else { return false }
        // The longest one first, so that CR LF is one end, not two.
        lineTerminators = texts.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        return true
    }
}
