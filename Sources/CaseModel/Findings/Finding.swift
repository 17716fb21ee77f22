/// How grave a finding is.
public enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
    /// Worth a look; the dataset can be exported.
    case warning
    /// The dataset is not fit to export.
    case error

    public static func < (a: Severity, b: Severity) -> Bool { a == .warning && b == .error }
}

/// Where a finding is.
public struct Place: Sendable, Hashable {
    /// The table's name; nil where the finding is about the dataset as a whole.
    public var table: String?
    /// The record's key: its id, or `scheme/code` of a concept.
    public var record: String?
    public var column: String?
    /// The row in the table, from 1, in the order in which it is exported; nil where that is not known.
    public var row: Int?
    /// The file within a directory, and the line in it, from 1.
    public var file: String?
    public var line: Int?

    public init(
        table: String? = nil, record: String? = nil, column: String? = nil, row: Int? = nil, file: String? = nil,
        line: Int? = nil
    ) {
        self.table = table
        self.record = record
        self.column = column
        self.row = row
        self.file = file
        self.line = line
    }
}

extension Place: CustomStringConvertible {
    /// `persons.csv:12, record per_0003, column born`
    public var description: String {
        var parts: [String] = []
        if let file = file.map({ visible($0, limit: .max) }) {
            parts.append(line.map { "\(file):\($0)" } ?? file)
        } else if let table {
            parts.append("table \(table)")
        }
        if let record {
            parts.append("record \(visible(record))")
        } else if let row, file == nil {
            parts.append("row \(row)")
        }
        if let column { parts.append("column \(visible(column))") }
        return parts.isEmpty ? "dataset" : parts.joined(separator: ", ")
    }
}

/// What a check reports: data first, words second.
public struct Finding: Sendable, Hashable {
    public let code: FindingCode
    public let place: Place
    /// What was found, and what was expected.
    public let message: String
    /// What to do next, where it is not the code's own hint.
    public let hint: String
    /// What should be there and what is, where both are short: a digest, a size, a name.
    public let expected: String?
    public let found: String?

    public var severity: Severity { code.severity }

    public init(
        _ code: FindingCode, at place: Place, _ message: String, hint: String? = nil, expected: String? = nil,
        found: String? = nil
    ) {
        self.code = code
        self.place = place
        self.message = message
        self.hint = hint ?? code.hint
        self.expected = expected
        self.found = found
    }
}

/// A text from a dataset as it may stand in a message: short, on one line, without controls.
package func visible(_ text: String, limit: Int = 60) -> String {
    var shown = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.enumerated() {
        if index == limit {
            shown.append("…")
            break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            shown.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
        default: shown.append(scalar)
        }
    }
    return String(shown)
}
