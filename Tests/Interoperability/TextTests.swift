import CaseTesting
import Testing

/// Every code point that the model allows in a text comes through every format, as readers that other people wrote find
/// it.
@Suite struct TextTests {
    private static let formats = GraphTests.formats.joined(separator: ",")

    /// Readers that leave nothing out and are quick with many records; csvw-functions goes through a file by characters,
    /// and reads the random texts.
    private static let readers = [
        "nquads/pyoxigraph", "nquads/serdi", "rdfxml/rapper", "rdfxml/rdflib", "turtle/rapper", "turtle/serdi",
        "jsonld/pyld", "jsonld/rdflib", "csv/csvw",
    ]

    private func expectTexts(_ texts: String, by readers: [String]) throws {
        let directory = try TemporaryDirectory()
        try PythonRunner.expectSuccess("check_texts.py", "write", texts, directory("texts"))
        let export = try Export(of: directory("texts"), to: Self.formats)
        try PythonRunner.expectSuccess("check_texts.py", ["check", texts, export.folder] + readers)
    }

    @Test func everyCharacter() throws { try expectTexts("characters", by: Self.readers) }

    @Test(arguments: [1])
    func randomTexts(seed: Int) throws { try expectTexts("random:\(seed)", by: []) }

    @Test func damageIsSeen() throws {
        let directory = try TemporaryDirectory()
        try PythonRunner.expectSuccess("check_texts.py", "write", "random:3", directory("texts"))
        let export = try Export(of: directory("texts"), to: Self.formats)
        try export.replace("&#13;", with: "\r", in: "rdf/dataset.rdf")
        try PythonRunner.expectFailure("check_texts.py", "check", "random:3", export.folder, "rdfxml/rapper")
        try export.replace("\\r", with: "", in: "rdf/dataset.ttl")
        try PythonRunner.expectFailure("check_texts.py", "check", "random:3", export.folder, "turtle/serdi")
    }
}
