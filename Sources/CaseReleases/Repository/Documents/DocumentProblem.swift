/// Why a document of a channel cannot be read.
package struct DocumentProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the document: `releases[3].downloads[0].sha256`; empty for the document itself.
    package let place: String
    /// What is wrong there.
    package let message: String

    package init(place: String, message: String) {
        self.place = place
        self.message = message
    }

    package var description: String { place.isEmpty ? message : "\(place): \(message)" }
}
