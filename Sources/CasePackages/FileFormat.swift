import CaseModel

/// What sort of file it is, for those who keep files for long.
struct FileFormat: Sendable, Equatable {
    let name: String
    /// In PRONOM, the National Archives' registry: `fmt/817`; nil where it is not certain.
    let pronom: String?

    var pronomAddress: String? { pronom.map { "https://www.nationalarchives.gov.uk/PRONOM/" + $0 } }

    /// By the media type, without its parameters. What a document is in particular (which version of PDF, say) its
    /// media type does not tell, so it has no entry here.
    static func of(_ file: PackagedFile) -> FileFormat {
        let essence = trimmed(String(file.mediaType.prefix { $0 != ";" })).lowercased()
        return table[essence] ?? FileFormat(name: essence.isEmpty ? "application/octet-stream" : essence, pronom: nil)
    }

    private static let table: [String: FileFormat] = [
        "application/json": FileFormat(name: "JSON Data Interchange Format", pronom: "fmt/817"),
        "application/ld+json": FileFormat(name: "JSON-LD", pronom: "fmt/880"),
        "application/csvm+json": FileFormat(name: "CSV on the Web metadata (JSON)", pronom: "fmt/817"),
        "application/n-quads": FileFormat(name: "N-Quads", pronom: nil),
        "application/rdf+xml": FileFormat(name: "RDF/XML", pronom: "fmt/875"),
        "application/sql": FileFormat(name: "Structured Query Language Data", pronom: "fmt/206"),
        "application/x-ndjson": FileFormat(name: "Newline-delimited JSON", pronom: nil),
        "application/xml": FileFormat(name: "Extensible Markup Language", pronom: "fmt/101"),
        "application/yaml": FileFormat(name: "YAML", pronom: "fmt/818"),
        "text/csv": FileFormat(name: "Comma Separated Values", pronom: "x-fmt/18"),
        "text/html": FileFormat(name: "Hypertext Markup Language 5", pronom: "fmt/471"),
        "text/markdown": FileFormat(name: "Markdown", pronom: "fmt/1149"),
        "text/plain": FileFormat(name: "Plain Text File", pronom: "x-fmt/111"),
        "text/turtle": FileFormat(name: "Turtle", pronom: "fmt/874"),
    ]
}

/// A specification that files follow.
enum Specification {
    /// What is behind an address, in words; the address itself where that is not known.
    static func name(_ address: String) -> String { names[address] ?? address }

    private static let names: [String: String] = [
        "https://www.rfc-editor.org/rfc/rfc4180": "Common Format and MIME Type for CSV Files (RFC 4180)",
        "http://www.w3.org/TR/json-ld11/": "JSON-LD 1.1 (W3C Recommendation)",
        "http://www.w3.org/TR/n-quads/": "RDF 1.1 N-Quads (W3C Recommendation)",
        "http://www.w3.org/TR/rdf-syntax-grammar/": "RDF 1.1 XML Syntax (W3C Recommendation)",
        "http://www.w3.org/TR/turtle/": "RDF 1.1 Turtle (W3C Recommendation)",
        "http://www.w3.org/TR/rdf-canon/": "RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation)",
        "http://www.w3.org/TR/tabular-metadata/": "Metadata Vocabulary for Tabular Data (W3C Recommendation)",
        "http://www.w3.org/TR/owl2-overview/": "OWL 2 Web Ontology Language (W3C Recommendation)",
        "http://www.w3.org/TR/shacl/": "Shapes Constraint Language, SHACL (W3C Recommendation)",
        "https://datapackage.org/profiles/2.0/datapackage.json": "Data Package 2.0",
        "https://citation-file-format.github.io/": "Citation File Format 1.2.0",
    ]
}
