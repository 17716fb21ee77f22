package import CaseModel

/// Why something of a log cannot be used, or does not prove what it should.
package struct LogProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let code: FindingCode
    /// The file in the log's folder; nil where it is none, or where the caller knows which.
    package var file: String?
    /// From 1; nil where the problem is with the whole.
    package let line: Int?
    /// What was found, and what was expected.
    package let message: String

    package init(_ code: FindingCode, _ message: String, file: String? = nil, line: Int? = nil) {
        self.code = code
        self.file = file
        self.line = line
        self.message = message
    }

    /// The message with the place.
    package var description: String {
        guard let file else { return line.map { "line \($0): \(message)" } ?? message }
        return "\(visible(file, limit: .max))\(line.map { ":\($0)" } ?? ""): \(message)"
    }

    /// The same as what a check reports.
    ///
    /// - Parameter file: which file it is, where the problem does not know.
    package func finding(in file: String? = nil) -> Finding {
        Finding(code, at: Place(file: self.file ?? file, line: line), message)
    }
}
