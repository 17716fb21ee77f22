import CaseBytes
import CaseModel

/// Which URLs are files of the entry's folder.
struct CSVWPlace {
    /// The entry's file name.
    let name: String
    /// The entry's URL, without a fragment.
    let entry: String
    let base: BaseIRI
    /// The URL of the folder, with a slash at its end.
    private let folder: String

    /// - Parameter base: the entry's URL; nil where none is known.
    init(entry name: String, base: String?) throws(GraphProblem) {
        self.name = name
        let text = base ?? CSVWResolver.unknownBase + String(decoding: sanitized(name), as: UTF8.self)
        entry = String(text.prefix { $0 != "#" })
        guard let iri = BaseIRI(entry) else {
            throw malformed("the base \"\(visible(text))\" is not an absolute IRI")
        }
        self.base = iri
        folder = iri.resolve(".")
    }

    /// The URL of a file in the folder.
    func url(of name: String) -> String { folder + String(decoding: sanitized(name), as: UTF8.self) }

    /// The path of a URL's file in the folder; a query is no part of it.
    ///
    /// - Throws: `GraphProblem` where it is anywhere else.
    func path(of url: String) throws(GraphProblem) -> String {
        let plain = url.utf8.prefix { $0 != 0x3F && $0 != 0x23 }
        guard plain.starts(with: folder.utf8) else {
            throw GraphProblem(
                .unsupported, "\"\(visible(url))\" is not in the folder of the file that is read",
                hint: "nothing is fetched from the network, nor from other folders")
        }
        let path = URITemplate.percentDecoded(Array(plain.dropFirst(folder.utf8.count)))
        let segments = path.split(separator: 0x2F, omittingEmptySubsequences: false)
        for segment in segments where segment.isEmpty || segment == [0x2E] || segment == [0x2E, 0x2E] {
            throw malformed("\"\(visible(url))\" is not the URL of a file")
        }
        guard !path.contains(0), let text = String(validating: path, as: UTF8.self) else {
            throw malformed("\"\(visible(url))\" is not the URL of a file")
        }
        return text
    }
}
