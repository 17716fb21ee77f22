import CaseFiles
import CaseGraph
import CaseStore

/// A schema in a form that others read.
public enum SchemaDocument {
    /// What `caseexport schema --to` can write.
    public enum Form: String, Sendable, CaseIterable {
        case csvw, context, ontology, shapes, sql, dictionary
    }

    /// The document's text.
    ///
    /// - Parameters:
    ///   - form: what to write.
    ///   - dialect: of SQL.
    ///   - path: CSVW metadata that adds tables and columns to the model; nil for the model itself.
    ///   - base: the base IRI that CSVW metadata, the context and shapes are written for.
    ///   - language: the language that CSVW metadata, the context and shapes are written for.
    /// - Throws: `DatasetError` where the metadata cannot be used.
    public static func text(
        _ form: Form, dialect: SQLDialect = .sqlite, metadata path: String? = nil,
        base: String = "https://example.org/dataset/", language: String = "en"
    ) throws(DatasetError) -> String {
        let schema = try DatasetError.catching { try path.map { try schemaOfMetadata(at: $0) } ?? .standard }
        switch form {
        case .csvw:
            let metadata = CSVWWriter(base: base, language: language).metadata(
                for: schema.tables.compactMap { schema.layout(named: $0.name) })
            return String(decoding: metadata.pretty(), as: UTF8.self)
        case .context:
            let dataset = DatasetDescription(values: ["base": base, "language": language])
            let document = JSON.object(["@context": JSONLDContext(schema, of: dataset).json])
            return String(decoding: document.pretty(), as: UTF8.self)
        case .ontology: return OntologyWriter.turtle(schema, version: caseexportVersion)
        case .shapes: return ShapesWriter.turtle(schema, base: base, language: language)
        case .sql: return SQLWriter.script(schema, dialect: dialect)
        case .dictionary: return DictionaryWriter.markdown(schema)
        }
    }
}
