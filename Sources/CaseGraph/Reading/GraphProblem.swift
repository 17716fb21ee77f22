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
    /// The file's path in the folder of the one that was to be read, where it is another; nil where it is that.
    package let file: String?
    /// From 1; 0 where the place is not known.
    package let line: Int
    /// In lower case, without a full stop.
    package let message: String
    package let hint: String?

    package init(_ code: Code, file: String? = nil, line: Int = 0, _ message: String, hint: String? = nil) {
        self.code = code
        self.file = file
        self.line = line
        self.message = message
        self.hint = hint
    }

    package var description: String {
        let place = (file.map { [$0] } ?? []) + (line > 0 ? ["line \(line)"] : [])
        return (place + [message]).joined(separator: ": ")
    }
}
