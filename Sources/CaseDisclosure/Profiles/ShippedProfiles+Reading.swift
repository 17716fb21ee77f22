extension ShippedProfiles {
    package static var names: [String] { files.map(\.name) }

    /// The profile of a name; nil where none of that name ships with the tool.
    package static func profile(named name: String) throws(ProfileProblem) -> Profile? {
        guard let file = files.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
        return try ProfileReader.read(Array(file.text.utf8), name: file.name)
    }
}
