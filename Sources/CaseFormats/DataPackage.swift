import CaseModel

/// A Frictionless Data Package (version 2.0) of CSV parts.
enum DataPackage {
    static func descriptor(of parts: [ExportedPart], dataset: DatasetDescription) -> JSON {
        let present = Set(parts.flatMap(\.layouts).map(\.table.name))
        var contributors: [JSON] = []
        for (column, role) in [("creators", "creator"), ("publisher", "publisher")] {
            if let name = dataset[column] {
                contributors.append(.object(["title": .string(name), "roles": .strings([role])]))
            }
        }
        let keywords = (dataset["keywords"] ?? "").split(separator: ",").map { trimmed(String($0)) }.filter {
            !$0.isEmpty
        }
        return .object([
            "$schema": .string("https://datapackage.org/profiles/2.0/datapackage.json"),
            "name": .string(dataset.slug),
            "id": .string(dataset.base),
            "title": dataset["title"].map { .string($0) },
            "description": dataset["description"].map { .string($0) },
            "version": dataset["updated"].map { .string($0) },
            "created": dataset["updated"].map { .string($0) },
            "keywords": keywords.isEmpty ? nil : .strings(keywords),
            "licenses": dataset["licence"].map { licence in
                .array([.object(["name": .string(licence), "path": dataset["licence_url"].map { .string($0) }])])
            },
            "contributors": contributors.isEmpty ? nil : .array(contributors),
            "resources": .array(parts.map { resource($0, present: present) }),
        ])
    }

    private static func resource(_ part: ExportedPart, present: Set<String>) -> JSON {
        let layout = part.layouts[0]
        return .object([
            "name": .string(layout.table.name), "type": .string("table"),
            "path": .string(layout.table.name + ".csv"), "description": .string(layout.table.documentation),
            "scheme": .string("file"), "format": .string("csv"), "mediatype": .string("text/csv"),
            "encoding": .string("utf-8"), "bytes": .integer(part.byteCount),
            "hash": part.sha512.map { .string("sha512:" + $0) }, "rowCount": .integer(part.rowCount),
            "dialect": .object([
                "delimiter": .string(","), "lineTerminator": .string("\r\n"), "quoteChar": .string("\""),
                "doubleQuote": .boolean(true), "skipInitialSpace": .boolean(false), "header": .boolean(true),
            ]),
            "schema": Frictionless.tableSchema(layout, present: present),
        ])
    }
}
