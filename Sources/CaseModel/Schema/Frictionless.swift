/// Writes a table as a Frictionless table schema (Data Package 2.0, Table Schema).
package enum Frictionless {
    /// - Parameter present: the tables of the package; a reference to any other is not declared.
    package static func tableSchema(_ layout: TableLayout, present: Set<String>) -> JSON {
        let table = layout.table
        let fields = layout.columns.map { layoutColumn -> JSON in
            let column = layoutColumn.column
            return .object([
                "name": .string(column.name), "type": .string(column.kind.frictionlessType),
                "format": column.kind.name == Kind.instant.name ? .string("%Y-%m-%dT%H:%M:%SZ") : nil,
                "description": .string(column.documentation),
                "rdfType": column.property.map { .string($0) },
                "constraints": column.isRequired ? .object(["required": .boolean(true)]) : nil,
            ])
        }
        let keys = table.columns.compactMap { column -> JSON? in
            guard case .tables(let targets) = column.target, targets.count == 1, present.contains(targets[0]) else {
                return nil
            }
            // A reference into the same table is written with an empty resource.
            let resource = targets[0] == table.name ? "" : targets[0]
            return .object([
                "fields": .strings([column.name]),
                "reference": .object(["resource": .string(resource), "fields": .strings(["id"])]),
            ])
        }
        return .object([
            "fields": .array(fields), "primaryKey": .strings(layout.keyColumns.map { table.columns[$0].name }),
            "foreignKeys": keys.isEmpty ? nil : .array(keys), "missingValues": .strings([""]),
        ])
    }
}
