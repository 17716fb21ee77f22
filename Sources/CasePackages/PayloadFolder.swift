/// A folder of the payload, in words.
struct PayloadFolder {
    let name: String
    /// One line: what is in it.
    let title: String

    static func named(_ name: String) -> PayloadFolder {
        known.first { $0.name == name } ?? PayloadFolder(name: name, title: "Files of the folder \(name)")
    }

    static let known = [
        PayloadFolder(
            name: "csv",
            title: "The data as tables: CSV (RFC 4180, UTF-8), with CSV on the Web metadata and a Data Package that "
                + "describe every column"),
        PayloadFolder(
            name: "excel", title: "The tables for a look at them in a spreadsheet: a view, not the data"),
        PayloadFolder(name: "jsonld", title: "The data as linked data in JSON: JSON-LD 1.1 (W3C)"),
        PayloadFolder(
            name: "rdf", title: "The data as a graph: RDF 1.1 (W3C) as N-Quads, Turtle or RDF/XML"),
        PayloadFolder(name: "ndjson", title: "The data as JSON, one object a line for each row"),
        PayloadFolder(
            name: "schema",
            title: "What the tables and columns mean: a dictionary for people, the ontology (OWL), the constraints "
                + "(SHACL), the JSON-LD context, and SQL to make empty tables"),
        PayloadFolder(name: "documents", title: "The documents themselves, as the table files lists them"),
    ]
}
