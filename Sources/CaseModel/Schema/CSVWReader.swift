/// What a dataset says of its own tables.
package struct DatasetMetadata: Sendable {
    package var schema: Schema
    /// The tables that are described, in their order.
    package var described: [String] = []
    /// The name of the SQL table or view that holds a table, where it is another than ours.
    package var sourceTables: [String: String] = [:]
    /// The name of the SQL column that holds a column, where it is another than ours.
    package var sourceColumns: [String: [String: String]] = [:]

    package init(schema: Schema = .standard) { self.schema = schema }

    package func sourceTable(of table: String) -> String { sourceTables[table] ?? table }

    package func sourceColumn(of column: String, in table: String) -> String { sourceColumns[table]?[column] ?? column }
}

/// Reads CSV on the Web metadata into a schema: the model's own tables, further columns on them, further tables.
///
/// Understood is what `CSVWWriter` writes, and beyond it a column's kind is inferred from its datatype, language,
/// `valueUrl` and foreign key where the annotation is missing. A metadata document cannot take columns of the model
/// away, nor change their kind.
package enum CSVWReader {
    /// - Throws: `SchemaProblem`, the first one found.
    package static func metadata(from document: JSON, extending standard: Schema = .standard) throws(SchemaProblem)
        -> DatasetMetadata
    {
        let descriptions: [JSON]
        if let tables = document["tables"]?.items {
            descriptions = tables
        } else if document["url"] != nil {
            descriptions = [document]
        } else {
            throw SchemaProblem(
                place: "CSVW metadata",
                message: "has neither \"tables\" nor \"url\" (Metadata Vocabulary for Tabular Data, section 5)")
        }
        guard descriptions.count <= tableLimit else {
            throw SchemaProblem(
                place: "CSVW metadata", message: "has \(descriptions.count) tables, and \(tableLimit) are the limit")
        }
        var tables = standard.tables
        var metadata = DatasetMetadata(schema: standard)
        for description in descriptions {
            guard let url = description["url"]?.text, let name = tableName(of: url) else {
                throw SchemaProblem(place: "CSVW metadata", message: "a table without a \"url\" of the form NAME.csv")
            }
            metadata.described.append(name)
            let columns = description["tableSchema"]?["columns"]?.items ?? []
            if let source = description[CSVWWriter.sourceAnnotation]?.text { metadata.sourceTables[name] = source }
            for column in columns {
                if let own = column["name"]?.text, let source = column[CSVWWriter.sourceAnnotation]?.text {
                    metadata.sourceColumns[name, default: [:]][own] = source
                }
            }
            let known = tables.firstIndex { $0.name == name }
            let start: Table
            if let known { start = tables[known] } else { start = try newTable(name, description, columns) }
            let extended = try extend(
                start, with: columns, keys: description["tableSchema"]?["foreignKeys"]?.items ?? [])
            if let known { tables[known] = extended } else { tables.append(extended) }
        }
        metadata.schema = Schema(tables: tables)
        if let problem = metadata.schema.problems.first { throw problem }
        return metadata
    }

    /// How many tables a dataset may declare: nobody has as many, and numbers of tables are kept in 16 bits.
    private static let tableLimit = 1000

    private static func tableName(of url: String) -> String? {
        guard let file = url.split(separator: "/").last else { return nil }
        for ending in [".csv", ".ndjson"] where file.hasSuffix(ending) { return String(file.dropLast(ending.count)) }
        return file.contains(".") ? nil : String(file)
    }

    private static func newTable(_ name: String, _ description: JSON, _ columns: [JSON]) throws(SchemaProblem) -> Table
    {
        guard let prefix = description[CSVWWriter.prefixAnnotation]?.text else {
            throw SchemaProblem(
                place: "table \(name)",
                message:
                    "is not one of the model, so it needs the prefix of its ids: \"\(CSVWWriter.prefixAnnotation)\": \"abc\""
            )
        }
        let type = columns.first {
            $0["virtual"]?.flag == true && $0["propertyUrl"]?.text.map(expanded) == Vocabulary.iri("rdf:type")
        }?["valueUrl"]?.text
        let camel = Column.propertyName(of: name)
        return Table(
            name: name, key: .id(prefix: prefix),
            classIRI: type.map(expanded) ?? Vocabulary.caseNamespace + camel.prefix(1).uppercased() + camel.dropFirst(),
            documentation: documentation(of: description) ?? "A table of the dataset's own.",
            columns: [.recordID, .access, .updated])
    }

    /// The table with the columns that it does not have yet, behind its own.
    private static func extend(_ table: Table, with columns: [JSON], keys: [JSON]) throws(SchemaProblem) -> Table {
        var extended = table.columns
        var derived: Set<String> = []
        let isNew = Schema.standard.table(named: table.name) == nil
        for description in columns where description["virtual"]?.flag != true {
            guard let name = description["name"]?.text else {
                throw SchemaProblem(place: "table \(table.name)", message: "a column without a \"name\"")
            }
            if derived.contains(name) || name == "is_current" && table.name == "outcomes" { continue }
            if description[CSVWWriter.derivedAnnotation]?.flag == true { continue }
            let declared = try column(name, description, in: table, keys: keys)
            if let own = extended.first(where: { $0.name == name }) {
                if own.kind.name == Kind.edtf.name { derived.formUnion([name + "_earliest", name + "_latest"]) }
                if description[CSVWWriter.kindAnnotation] != nil, own.kindDescription != declared.kindDescription {
                    throw SchemaProblem(
                        place: "table \(table.name), column \(name)",
                        message:
                            "is of the kind \(own.kindDescription) in the model and cannot be \(declared.kindDescription)"
                    )
                }
                continue
            }
            if isNew {
                // As in the model's own tables, the common columns stand behind the others.
                extended.insert(declared, at: extended.count - 2)
            } else {
                extended.append(declared)
            }
            if declared.kind.name == Kind.edtf.name { derived.formUnion([name + "_earliest", name + "_latest"]) }
        }
        return Table(
            name: table.name, key: table.key, classIRI: table.classIRI, furtherClasses: table.furtherClasses,
            documentation: table.documentation,
            columns: extended, rules: table.rules)
    }

    private static func column(_ name: String, _ description: JSON, in table: Table, keys: [JSON]) throws(SchemaProblem)
        -> Column
    {
        let type: ColumnType
        if let annotation = description[CSVWWriter.kindAnnotation]?.text {
            guard let parsed = parse(kind: annotation) else {
                throw SchemaProblem(
                    place: "table \(table.name), column \(name)", message: "there is no kind \"\(visible(annotation))\""
                )
            }
            type = parsed
        } else {
            type = try inferred(name, description, in: table, keys: keys)
        }
        let property =
            description["propertyUrl"]?.text.map(expanded) ?? Vocabulary.caseNamespace + Column.propertyName(of: name)
        return Column(
            name: name, kind: type.kind, property: description["suppressOutput"]?.flag == true ? nil : property,
            isRequired: description["required"]?.flag ?? false, target: type.target, scheme: type.scheme,
            documentation: documentation(of: description) ?? "A column of the dataset's own.")
    }

    /// `ref(a|b)`, `ref(any)`, `code(scheme)`, or a kind's name.
    static func parse(kind text: String) -> ColumnType? {
        guard let open = text.firstIndex(of: "("), text.last == ")" else {
            guard let kind = Kind.named(text), kind.name != "ref", kind.name != "code" else { return nil }
            return ColumnType(kind: kind)
        }
        let inside = String(text[text.index(after: open)...].dropLast())
        guard !inside.isEmpty else { return nil }
        switch text[..<open] {
        case "ref":
            return inside == "any"
                ? .anyReference
                : ColumnType(kind: .reference, target: .tables(inside.split(separator: "|").map(String.init)))
        case "code": return .code(inside)
        default: return nil
        }
    }

    /// The kind that plain CSVW metadata means.
    private static func inferred(_ name: String, _ description: JSON, in table: Table, keys: [JSON])
        throws(SchemaProblem) -> ColumnType
    {
        for key in keys where key["columnReference"]?.text == name || key["columnReference"]?.items == [.string(name)] {
            if let target = key["reference"]?["resource"]?.text.flatMap(tableName) { return .reference(target) }
        }
        if let template = description["valueUrl"]?.text {
            if template == "{+\(name)}" { return .iri }
            let parts = template.split(separator: "/")
            if parts.count >= 3, parts[parts.count - 3] == "concept" { return .code(String(parts[parts.count - 2])) }
            return .anyReference
        }
        if description["lang"]?.text != nil { return .languageText }
        let datatype = description["datatype"]
        let identifier = datatype?["@id"]?.text
        switch identifier ?? datatype?.text ?? datatype?["base"]?.text ?? "string" {
        case "http://id.loc.gov/datatypes/edtf/EDTF": return .edtf
        case "string", .xsd + "string": return .text
        case "date", .xsd + "date": return .date
        case "dateTime", "datetime", .xsd + "dateTime": return .instant
        case "integer", "int", "long", "nonNegativeInteger", .xsd + "integer": return .integer
        case "decimal", .xsd + "decimal": return .decimal
        case "boolean", .xsd + "boolean": return .flag
        case "anyURI", .xsd + "anyURI": return .url
        case let other:
            throw SchemaProblem(
                place: "table \(table.name), column \(name)",
                message:
                    "the datatype \"\(visible(other))\" has no kind; there are string, date, dateTime, integer, decimal, boolean, anyURI and EDTF"
            )
        }
    }

    private static func documentation(of description: JSON) -> String? {
        (description["http://purl.org/dc/terms/description"] ?? description["dc:description"]
            ?? description["dcterms:description"])?.text
    }

    /// A prefixed name of the initial context of CSVW that this tool knows too, in full.
    private static func expanded(_ name: String) -> String {
        name.hasPrefix("http:") || name.hasPrefix("https:") ? name : Vocabulary.iri(name)
    }
}
