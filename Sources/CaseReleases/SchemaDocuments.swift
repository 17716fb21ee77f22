import CaseGraph
import CaseModel
import CasePackages

/// The schema of a dataset in the forms that others read, for the bag's folder `data/schema/`.
func schemaDocuments(
    _ schema: Schema, of dataset: DatasetDescription, version: String
) -> [PackageDocument] {
    let metadata = CSVWWriter(base: dataset.base, language: dataset.language).metadata(
        for: schema.tables.compactMap { schema.layout(named: $0.name) })
    func text(_ name: String, _ text: String, _ mediaType: String, _ standard: String?, _ title: String)
        -> PackageDocument
    {
        PackageDocument(
            path: "data/schema/" + name, bytes: Array(text.utf8), mediaType: mediaType,
            conformsTo: standard.map { [$0] } ?? [], title: title)
    }
    func json(_ name: String, _ value: JSON, _ mediaType: String, _ standard: String, _ title: String)
        -> PackageDocument
    {
        text(name, String(decoding: value.pretty(), as: UTF8.self), mediaType, standard, title)
    }
    return [
        json(
            "context.jsonld", .object(["@context": JSONLDContext(schema, of: dataset).json]), "application/ld+json",
            "http://www.w3.org/TR/json-ld11/", "The JSON-LD context that the records are written in"),
        json(
            "csv-metadata.json", metadata, "application/csvm+json", "http://www.w3.org/TR/tabular-metadata/",
            "All tables and columns of the model, as CSV on the Web metadata"),
        text(
            "dictionary.md", DictionaryWriter.markdown(schema), "text/markdown; charset=utf-8", nil,
            "The data dictionary: every table and column in words"),
        text(
            "ontology.ttl", OntologyWriter.turtle(schema, version: version), "text/turtle",
            "http://www.w3.org/TR/owl2-overview/", "The ontology: classes and properties of the graph"),
        text(
            "schema.postgresql.sql", SQLWriter.script(schema, dialect: .postgresql), "application/sql", nil,
            "The tables as SQL for PostgreSQL"),
        text(
            "schema.sqlite.sql", SQLWriter.script(schema, dialect: .sqlite), "application/sql", nil,
            "The tables as SQL for SQLite"),
        text(
            "shapes.ttl", ShapesWriter.turtle(schema, base: dataset.base, language: dataset.language), "text/turtle",
            "http://www.w3.org/TR/shacl/", "What the graph has to conform to, as SHACL shapes"),
    ]
}
