/// Why a profile cannot be used.
package struct ProfileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The profile's name.
    package let profile: String
    /// Where in it: `licence.spdx`; nil where it is about the whole.
    package let key: String?
    package let message: String

    package var description: String { "profile \(profile): \(key.map { "\($0): " } ?? "")\(message)" }
}
