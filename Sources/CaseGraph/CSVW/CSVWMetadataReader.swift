import CaseBytes
import CaseModel

/// Reads metadata documents into descriptions of tables (Metadata Vocabulary for Tabular Data).
///
/// What the standard calls an error ends it; a value that is not allowed, or a property that does not exist, is passed
/// over with a warning.
final class CSVWMetadataReader {
    static let context = "http://www.w3.org/ns/csvw"

    private let warnings: CSVWWarnings
    /// Gives a further document by its absolute URL.
    private let load: (String) throws -> JSON

    /// How many tables, columns and foreign keys a document may have.
    private static let countLimit = 10_000

    init(warnings: CSVWWarnings, load: @escaping (String) throws -> JSON) {
        self.warnings = warnings
        self.load = load
    }

    /// Where a document stands, and its default language.
    private struct Place {
        var base: BaseIRI
        var language = "und"

        func resolve(_ reference: String) -> String { base.resolve(reference) }
    }

    /// - Parameter base: where the document stands.
    func tables(of document: JSON, base: BaseIRI) throws -> [CSVWTable] {
        guard document.members != nil else { throw malformed("the metadata is \(shown(document)), not an object") }
        let place = try place(of: document, base: base, what: "the metadata")
        let tables: [CSVWTable]
        if document["tables"] != nil || document["@type"]?.text == "TableGroup" {
            tables = try group(document, place)
        } else {
            tables = [try table(document, in: CSVWTable(url: ""), place, isTop: true)]
        }
        try checkForeignKeys(of: tables)
        return tables
    }

    /// Reads `@context`, where it must be what the standard allows (section 5.2).
    private func place(of document: JSON, base: BaseIRI, what: String) throws(GraphProblem) -> Place {
        var place = Place(base: base)
        guard let context = document["@context"] else {
            warnings.warn("\(what) has no @context")
            return place
        }
        let items = context.items ?? [context]
        guard items.first?.text == Self.context, items.count <= 2 else {
            throw malformed("the @context of \(what) is \(shown(context)), and has to begin with \(Self.context)")
        }
        guard items.count == 2 else { return place }
        for member in items[1].members ?? [] {
            switch member.key {
            case "@language":
                if let tag = member.value.text, CSVWObject.isLanguageTag(tag) {
                    place.language = tag
                } else {
                    warnings.warn("\(shown(member.value)) is no language tag; it is passed over")
                }
            case "@base":
                guard let text = member.value.text, let moved = BaseIRI(base.resolve(text)) else {
                    throw malformed("the @base of \(what) is \(shown(member.value)), not a URL")
                }
                place.base = moved
            default:
                throw malformed(
                    "the @context of \(what) has \"\(visible(member.key))\", and can only have @base and @language")
            }
        }
        return place
    }

    // MARK: - Groups and tables

    private func group(_ object: JSON, _ place: Place) throws -> [CSVWTable] {
        try CSVWObject.checkIdentity(of: object, type: "TableGroup", warnings: warnings)
        guard let items = object["tables"]?.items else { throw malformed("the metadata has no array of tables") }
        let known: Set<String> = ["tables", "dialect", "tableDirection", "tableSchema", "transformations", "notes"]
        var common = CSVWTable(url: "")
        try readShared(object, of: "the table group", known: known, isTop: true, into: &common, place)
        guard items.count <= Self.countLimit else { throw tooMany("tables") }
        var tables: [CSVWTable] = []
        for item in items {
            if item.members != nil {
                tables.append(try table(item, in: common, place, isTop: false))
            } else {
                warnings.warn("a table cannot be \(shown(item)); it is passed over")
            }
        }
        guard !tables.isEmpty else { throw malformed("the metadata describes no table") }
        return tables
    }

    private func tooMany(_ what: String) -> GraphProblem {
        GraphProblem(.limit, "the metadata has more than \(Self.countLimit) \(what)")
    }

    private func table(_ object: JSON, in group: CSVWTable, _ place: Place, isTop: Bool) throws -> CSVWTable {
        try CSVWObject.checkIdentity(of: object, type: "Table", warnings: warnings)
        guard let url = object["url"]?.text, !url.isEmpty else {
            throw malformed("a table has no url", hint: "the url of a table is that of its CSV file")
        }
        var table = group
        table.url = place.resolve(url)
        let known: Set<String> = [
            "url", "dialect", "notes", "suppressOutput", "tableDirection", "tableSchema", "transformations",
        ]
        let own = "the table \(visible(url))"
        try readShared(object, of: own, known: known, isTop: isTop, into: &table, place)
        table.isSuppressed = flag("suppressOutput", object, of: own)
        return table
    }

    /// Reads what groups and tables have both.
    private func readShared(
        _ object: JSON, of owner: String, known: Set<String>, isTop: Bool, into table: inout CSVWTable, _ place: Place
    ) throws {
        try checkMembers(of: object, owner, known: known.union(isTop ? ["@context"] : []))
        table.properties = try CSVWProperties(object, of: owner, base: place.base, warnings: warnings).inheriting(
            table.properties)
        if let dialect = object["dialect"] { table.dialect = try self.dialect(dialect, of: owner, place) }
        if let schema = object["tableSchema"] { table.schema = try self.schema(schema, of: owner, place) }
        if let direction = object["tableDirection"], !["ltr", "rtl", "auto"].contains(direction.text) {
            warnings.warn("the tableDirection of \(owner) cannot be \(shown(direction)); it is passed over")
        }
        try checkTransformations(object["transformations"], of: owner)
        if let notes = object["notes"] {
            if notes.items == nil { warnings.warn("the notes of \(owner) are not an array; they are passed over") }
            try CSVWObject.checkCommon(notes)
        }
    }

    /// Checks the properties that are not read otherwise.
    private func checkMembers(of object: JSON, _ owner: String, known: Set<String>) throws(GraphProblem) {
        for member in object.members ?? [] {
            let key = member.key
            if known.contains(key) || CSVWProperties.names.contains(key) || key == "@id" || key == "@type" { continue }
            try CSVWObject.checkFurther(member, of: owner, warnings: warnings)
        }
    }

    private func flag(_ key: String, _ object: JSON, of owner: String) -> Bool {
        guard let value = object[key] else { return false }
        if value.flag == nil { warnings.warn("the \(key) of \(owner) cannot be \(shown(value)); it is passed over") }
        return value.flag ?? false
    }

    /// Transformations are not made; their descriptions are checked all the same.
    private func checkTransformations(_ value: JSON?, of owner: String) throws(GraphProblem) {
        guard let value else { return }
        guard let items = value.items else {
            return warnings.warn("the transformations of \(owner) are not an array; they are passed over")
        }
        let known: Set<String> = ["url", "scriptFormat", "targetFormat", "source", "titles", "@id", "@type"]
        for item in items {
            guard let members = item.members else {
                warnings.warn("a transformation cannot be \(shown(item)); it is passed over")
                continue
            }
            try CSVWObject.checkIdentity(of: item, type: "Template", warnings: warnings)
            for member in members where !known.contains(member.key) {
                try CSVWObject.checkFurther(member, of: "a transformation", warnings: warnings)
            }
        }
    }

    /// An object property: an object, or the URL of a document with one; nil where it is neither (section 5.1.5).
    private func object(_ value: JSON, _ key: String, of owner: String, _ place: inout Place) throws -> JSON? {
        if value.members != nil { return value }
        guard let reference = value.text else {
            warnings.warn("the \(key) of \(owner) cannot be \(shown(value)); it is passed over")
            return nil
        }
        let url = place.resolve(reference)
        guard let base = BaseIRI(url) else { throw malformed("\"\(visible(url))\" is not a URL") }
        let document = try load(url)
        guard let members = document.members else {
            throw malformed("\(visible(url)) is \(shown(document)), not an object")
        }
        place = try self.place(of: document, base: base, what: visible(url))
        if document["@id"] != nil { return document }
        return .object(members + [JSON.Member(key: "@id", value: .string(url))])
    }

    private func dialect(_ value: JSON, of owner: String, _ place: Place) throws -> CSVWDialect {
        var place = place
        guard let object = try object(value, "dialect", of: owner, &place) else { return CSVWDialect() }
        return try CSVWDialect(object, warnings: warnings)
    }

    // MARK: - Schemas and columns

    private func schema(_ value: JSON, of owner: String, _ place: Place) throws -> CSVWSchema {
        var place = place
        var schema = CSVWSchema()
        guard let object = try object(value, "tableSchema", of: owner, &place) else {
            schema.describesColumns = true
            return schema
        }
        let own = "the schema of \(owner)"
        try CSVWObject.checkIdentity(of: object, type: "Schema", warnings: warnings)
        try checkMembers(of: object, own, known: ["@context", "columns", "foreignKeys", "primaryKey", "rowTitles"])
        schema.language = place.language
        schema.id = object["@id"]?.text.map { place.resolve($0) }
        schema.properties = try CSVWProperties(object, of: own, base: place.base, warnings: warnings)
        if let columns = object["columns"] {
            schema.describesColumns = true
            schema.columns = try self.columns(columns, of: own, place)
        }
        let columnNames = schema.columnNames
        for key in ["primaryKey", "rowTitles"] {
            if let value = object[key], names(value).map({ $0.allSatisfy(columnNames.contains) }) != true {
                warnings.warn("the \(key) of \(own) names no columns: \(shown(value)); it is passed over")
            }
        }
        if let keys = object["foreignKeys"] {
            guard let items = keys.items else {
                warnings.warn("the foreignKeys of \(own) are not an array; they are passed over")
                return schema
            }
            guard items.count <= Self.countLimit else { throw tooMany("foreign keys") }
            for item in items {
                if item.members != nil {
                    schema.foreignKeys.append(try foreignKey(item, of: own, place))
                } else {
                    warnings.warn("a foreign key cannot be \(shown(item)); it is passed over")
                }
            }
        }
        return schema
    }

    private func columns(_ value: JSON, of owner: String, _ place: Place) throws(GraphProblem) -> [CSVWColumn] {
        guard let items = value.items else {
            warnings.warn("the columns of \(owner) are not an array; they are passed over")
            return []
        }
        guard items.count <= Self.countLimit else { throw tooMany("columns") }
        var columns: [CSVWColumn] = []
        var names: Set<[UInt8]> = []
        for item in items {
            guard item.members != nil else {
                warnings.warn("a column cannot be \(shown(item)); it is passed over")
                continue
            }
            let column = try self.column(item, number: columns.count + 1, place)
            if let name = column.name, !names.insert(Array(name.utf8)).inserted {
                throw malformed("\(owner) has two columns with the name \"\(visible(name))\"")
            }
            if !column.isVirtual, columns.last?.isVirtual == true {
                throw malformed("\(owner) has a virtual column before one that is not virtual")
            }
            columns.append(column)
        }
        return columns
    }

    private func column(_ object: JSON, number: Int, _ place: Place) throws(GraphProblem) -> CSVWColumn {
        var column = CSVWColumn()
        let own = "column \(number)"
        try CSVWObject.checkIdentity(of: object, type: "Column", warnings: warnings)
        try checkMembers(of: object, own, known: ["name", "suppressOutput", "titles", "virtual"])
        if let name = object["name"] {
            if let text = name.text, URITemplate.isVariableName(text), !text.hasPrefix("_") {
                column.name = text
            } else {
                warnings.warn("the name of \(own) cannot be \(shown(name)); it is passed over")
            }
        }
        if let titles = object["titles"] { column.titles = self.titles(titles, of: own, place) }
        column.isVirtual = flag("virtual", object, of: own)
        column.isSuppressed = flag("suppressOutput", object, of: own)
        column.properties = try CSVWProperties(object, of: own, base: place.base, warnings: warnings)
        return column
    }

    /// A natural language property (section 5.1.6).
    private func titles(_ value: JSON, of owner: String, _ place: Place) -> [CSVWTitle] {
        func texts(_ value: JSON, _ language: String) -> [CSVWTitle] {
            let items = value.items ?? [value]
            let texts = items.compactMap(\.text)
            if texts.count < items.count {
                warnings.warn("a title of \(owner) is not a string: \(shown(value)); it is passed over")
            }
            return texts.map { CSVWTitle(text: $0, language: language) }
        }
        guard let members = value.members else { return texts(value, place.language) }
        return members.flatMap { member -> [CSVWTitle] in
            if CSVWObject.isLanguageTag(member.key) { return texts(member.value, member.key) }
            warnings.warn("\"\(visible(member.key))\" is no language tag; the titles of it are passed over")
            return []
        }
    }

    // MARK: - References to columns

    /// A column reference property (section 5.1.4); nil where it is not one.
    private func names(_ value: JSON) -> [String]? {
        if let text = value.text { return [text] }
        guard let items = value.items, !items.isEmpty else { return nil }
        let names = items.compactMap(\.text)
        return names.count == items.count ? names : nil
    }

    private func foreignKey(_ object: JSON, of owner: String, _ place: Place) throws(GraphProblem) -> CSVWForeignKey {
        func check(_ object: JSON, _ known: Set<String>, _ what: String) throws(GraphProblem) {
            for member in object.members ?? [] where !known.contains(member.key) {
                throw malformed("\(what) of \(owner) has \"\(visible(member.key))\", and must not have it")
            }
        }
        try check(object, ["columnReference", "reference"], "a foreign key")
        guard let columns = object["columnReference"].flatMap(names) else {
            throw malformed("a foreign key of \(owner) has no columnReference")
        }
        guard let reference = object["reference"], reference.members != nil else {
            throw malformed("a foreign key of \(owner) has no reference")
        }
        try check(reference, ["resource", "schemaReference", "columnReference"], "a foreign key's reference")
        guard let targetColumns = reference["columnReference"].flatMap(names) else {
            throw malformed("the reference of a foreign key of \(owner) has no columnReference")
        }
        let (resource, schema) = (reference["resource"]?.text, reference["schemaReference"]?.text)
        guard let target = resource ?? schema, resource == nil || schema == nil else {
            throw malformed("the reference of a foreign key of \(owner) needs either resource or schemaReference")
        }
        return CSVWForeignKey(
            columns: columns, target: place.resolve(target), isSchema: resource == nil, targetColumns: targetColumns)
    }

    /// Checks that what foreign keys name is there (section 5.5.2.1); the rows are not compared.
    private func checkForeignKeys(of tables: [CSVWTable]) throws(GraphProblem) {
        guard tables.contains(where: { !$0.schema.foreignKeys.isEmpty }) else { return }
        let names = tables.map(\.schema.columnNames)
        var byURL: [String: Int] = [:]
        var bySchema: [String: Int] = [:]
        for (index, table) in tables.enumerated() {
            byURL[table.url] = byURL[table.url] ?? index
            if let id = table.schema.id { bySchema[id] = bySchema[id] ?? index }
        }
        for (index, table) in tables.enumerated() {
            for key in table.schema.foreignKeys {
                if let missing = key.columns.first(where: { !names[index].contains($0) }) {
                    throw malformed("a foreign key names the column \"\(visible(missing))\", which is not in its table")
                }
                guard let target = key.isSchema ? bySchema[key.target] : byURL[key.target] else {
                    throw malformed("a foreign key refers to \(visible(key.target)), which is not in the group")
                }
                if let missing = key.targetColumns.first(where: { !names[target].contains($0) }) {
                    throw malformed(
                        "a foreign key refers to the column \"\(visible(missing))\" of \(visible(key.target)), "
                            + "which is not there")
                }
            }
        }
    }
}
