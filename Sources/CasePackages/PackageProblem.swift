/// Why a package cannot be made of what it was given.
package struct PackageProblem: Error, Sendable, Equatable {
    /// The path in the bag that is wrong; nil where it is not about one path.
    package let path: String?
    package let message: String
    /// What to do.
    package let hint: String

    package init(path: String?, message: String, hint: String) {
        self.path = path
        self.message = message
        self.hint = hint
    }
}

extension PackageProblem: CustomStringConvertible {
    package var description: String { "\(message); \(hint)" }
}
