extension TemporaryDirectory {
    package static let datasetJSON = """
        {"base": "https://example.org/small/", "title": "Small", "language": "en", "publisher": "Nobody", "licence": "CC0-1.0"}
        """

    /// A dataset of a description and these files, by name; the directory is gone with this value.
    package convenience init(dataset files: [String: String]) throws {
        try self.init()
        try write(Self.datasetJSON, to: "dataset.json")
        for (name, text) in files { try write(text, to: name) }
    }
}
