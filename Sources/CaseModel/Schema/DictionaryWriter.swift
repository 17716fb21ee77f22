/// Writes a schema as a data dictionary for people: Markdown, one section a table.
package enum DictionaryWriter {
    package static func markdown(_ schema: Schema) -> String {
        var text =
            "# Data dictionary\n\nEvery table and column of the dataset. Bold columns must have a value; *derived* ones are worked out from the others.\n"
        for table in schema.tables {
            text +=
                "\n## \(table.name)\n\n\(table.documentation)\n\nClass \(([table.classIRI] + table.furtherClasses).map { "`\($0)`" }.joined(separator: " and "))"
            text += table.prefix.map { "; ids begin with `\($0)_`.\n" } ?? ".\n"
            text += "\n| column | kind | meaning | property |\n|---|---|---|---|\n"
            for layoutColumn in TableLayout(table, index: 0).columns {
                let column = layoutColumn.column
                var name = column.isRequired ? "**\(column.name)**" : column.name
                if case .derived = layoutColumn.source { name = "*\(name)*" }
                let kind = column.scheme?.hasPrefix("*") == true ? "code" : column.kindDescription
                text +=
                    "| \(name) | `\(cell(kind))` | \(cell(column.documentation)) | \(column.property.map { "`\($0)`" } ?? "–") |\n"
            }
        }
        text += "\n## Kinds\n\n| kind | what a value is | examples |\n|---|---|---|\n"
        for kind in Kind.all {
            let samples = kind.samples.prefix(2).map { "`\(cell(visible($0)))`" }.joined(separator: ", ")
            text += "| `\(kind.name)` | \(cell(kind.expectation)) | \(samples) |\n"
        }
        return text
    }

    /// A pipe would end the cell of a Markdown table, in code too (GitHub Flavored Markdown, section 4.10).
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
