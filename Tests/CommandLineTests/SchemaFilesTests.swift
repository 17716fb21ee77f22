import CaseExport
import CaseTesting
import Foundation
import Testing

/// What Scripts/generate writes to Exports/schema is what the schema says now.
@Suite struct SchemaFilesTests {
    @Test(arguments: [
        ("csv-metadata.json", SchemaDocument.Form.csvw, SQLDialect.sqlite), ("schema.sqlite.sql", .sql, .sqlite),
        ("context.jsonld", .context, .sqlite), ("ontology.ttl", .ontology, .sqlite), ("shapes.ttl", .shapes, .sqlite),
        ("schema.postgresql.sql", .sql, .postgresql), ("dictionary.md", .dictionary, .sqlite),
    ])
    func isCurrent(name: String, form: SchemaDocument.Form, dialect: SQLDialect) throws {
        let file = ToolRunner.packageRoot + "/Exports/schema/" + name
        let written = try String(contentsOfFile: file, encoding: .utf8)
        #expect(try SchemaDocument.text(form, dialect: dialect) == written, "run Scripts/generate")
    }
}
