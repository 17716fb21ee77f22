import CaseModel

/// What a conversion says on the way: the standard has many faults that do not end it.
package final class CSVWWarnings {
    private let report: (String) -> Void
    private var count = 0
    /// How many warnings are reported one by one: a hostile file must not fill the screen.
    private static let limit = 1000

    package init(_ report: @escaping (String) -> Void) { self.report = report }

    package func warn(_ message: String) {
        count += 1
        if count < Self.limit { report(message) }
        if count == Self.limit { report("there are more warnings, which are not shown") }
    }
}

/// A message about a value of metadata: short, on one line.
func shown(_ value: JSON) -> String { visible(String(decoding: value.compact(), as: UTF8.self), limit: 40) }

func malformed(_ message: String, hint: String? = nil) -> GraphProblem { GraphProblem(.malformed, message, hint: hint) }
