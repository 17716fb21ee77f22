/// Writes a schema as a data dictionary for people: Markdown, one section a table.
package enum DictionaryWriter {
    package static func markdown(_ schema: Schema) -> String {
        var text =
            "# Data dictionary\n\nEvery table and column of the dataset. Bold columns must have a value; *derived* ones are worked out from the others.\n"
        for table in schema.tables {
            text += "\n## \(table.name)\n\n\(table.documentation)\n\nClass `\(table.classIRI)`"
            text += table.prefix.map { "; ids begin with `\($0)_`.\n" } ?? ".\n"
            text += "\n| column | kind | meaning | property |\n|---|---|---|---|\n"
            for layoutColumn in TableLayout(table, index: 0).columns {
                let column = layoutColumn.column
                var name = column.isRequired ? "**\(column.name)**" : column.name
                if case .derived = layoutColumn.source { name = "*\(name)*" }
                let kind = column.scheme?.hasPrefix("*") == true ? "code" : column.kindDescription
                text +=
                    "| \(name) | `\(kind)` | \(column.documentation) | \(column.property.map { "`\($0)`" } ?? "–") |\n"
            }
        }
        text += "\n## Kinds\n\n| kind | what a value is | examples |\n|---|---|---|\n"
        for kind in Kind.all {
            let samples = kind.samples.prefix(2).map { "`\(visible($0))`" }.joined(separator: ", ")
            text += "| `\(kind.name)` | \(kind.expectation) | \(samples) |\n"
        }
        return text.replacing(pipesInCells: schema)
    }
}

extension String {
    /// Pipes inside `ref(a|b)` would end a Markdown cell.
    fileprivate func replacing(pipesInCells schema: Schema) -> String {
        var text = self
        for table in schema.tables {
            for column in table.columns {
                if case .tables(let names) = column.target, names.count > 1 {
                    text = text.split(
                        separator: "ref(\(names.joined(separator: "|")))", omittingEmptySubsequences: false
                    )
                    .joined(separator: "ref(\(names.joined(separator: "\\|")))")
                }
            }
        }
        return text
    }
}
