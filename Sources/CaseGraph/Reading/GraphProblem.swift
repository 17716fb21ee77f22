/// A graph file that cannot be read: where, what is wrong, and what to do about it.
package struct GraphProblem: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// The file does not follow its format.
        case malformed
        /// The file may be right, but uses what this reader does not understand; nothing of it is guessed.
        case unsupported
        /// The file goes past a limit that protects this program.
        case limit
    }

    package let code: Code
    /// From 1; 0 where the place is not known.
    package let line: Int
    /// In lower case, without a full stop.
    package let message: String
    package let hint: String?

    package init(_ code: Code, line: Int = 0, _ message: String, hint: String? = nil) {
        self.code = code
        self.line = line
        self.message = message
        self.hint = hint
    }

    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
