import CaseModel
import Testing

@Suite struct CSVWTests {
    private static let kindIRI = "https://w3id.org/caseexport/ns#kind"
    private static let prefixIRI = "https://w3id.org/caseexport/ns#idPrefix"

    /// One table more, with a reference into events and a code of a scheme of its own, and one column more on persons.
    private static let extended: Schema = {
        var tables = Schema.standard.tables
        let persons = tables.firstIndex { $0.name == "persons" }!
        let own = tables[persons]
        tables[persons] = Table(
            name: own.name, key: own.key, classIRI: own.classIRI, documentation: own.documentation,
            columns: own.columns + [
                Column(
                    name: "height", kind: .decimal, property: "https://example.org/ns#height",
                    documentation: "In metres.")
            ], rules: own.rules)
        tables.append(
            Table(
                name: "case_notes", key: .id(prefix: "not"), classIRI: "https://example.org/ns#Note",
                documentation: "Notes | with \"marks\".",
                columns: [
                    .recordID,
                    Column(
                        name: "event_id", kind: .reference, property: "https://example.org/ns#event", isRequired: true,
                        target: .tables(["events"]), documentation: "The event."),
                    Column(
                        name: "about_id", kind: .reference, property: "https://example.org/ns#about",
                        target: .tables(["persons", "case_notes"]),
                        documentation: "Whom."),
                    Column(
                        name: "sort", kind: .code, property: "https://example.org/ns#sort", scheme: "note-sort",
                        documentation: "What sort."),
                    Column(name: "day", kind: .edtf, property: "https://example.org/ns#day", documentation: "When."),
                    Column(name: "hidden", kind: .text, property: nil, documentation: "Not in the graph."),
                ]
                    + Kind.all.filter { !["id", "ref", "code", "edtf"].contains($0.name) }.map {
                        Column(
                            name: "c_" + String($0.name.map { $0 == " " ? "_" : $0 }), kind: $0,
                            property: "https://example.org/ns#c" + $0.name.filter { $0 != " " },
                            documentation: "A value.")
                    } + [.access, .updated]))
        return Schema(tables: tables)
    }()

    /// Everything that metadata says of a schema.
    private func outline(_ schema: Schema) -> [String] {
        schema.tables.flatMap { table in
            ["\(table.name) \(table.key) \(table.classIRI) \(table.documentation)"]
                + table.columns.map { column in
                    "\(table.name).\(column.name) \(column.kindDescription) \(column.property ?? "-") \(column.isRequired) \(column.documentation)"
                }
        }
    }

    private func written(_ schema: Schema) throws -> JSON {
        let layouts = schema.tables.map { schema.layout(named: $0.name)! }
        let bytes = CSVWWriter(base: "https://example.org/a/", language: "en").metadata(for: layouts).pretty()
        return try JSON(parsing: bytes)
    }

    @Test func theModelComesBack() throws {
        let read = try CSVWReader.metadata(from: try written(.standard)).schema
        #expect(outline(read) == outline(.standard))
        #expect(read.tables.map(\.rules) == Schema.standard.tables.map(\.rules))
    }

    @Test func anExtendedModelComesBack() throws {
        #expect(Self.extended.problems == [])
        let document = try written(Self.extended)
        let read = try CSVWReader.metadata(from: document).schema
        #expect(outline(read) == outline(Self.extended))
        // And again, from what was read.
        #expect(try written(read) == document)
        #expect(
            read.layouts.map { $0.columns.map(\.column.name) }
                == Self.extended.layouts.map { $0.columns.map(\.column.name) })
    }

    @Test func onlyWhatDiffersHasToBeSaid() throws {
        let document = """
            {"@context": "http://www.w3.org/ns/csvw", "tables": [
              {"url": "persons.csv", "tableSchema": {"columns": [{"name": "height", "datatype": "decimal"}]}}]}
            """
        let schema = try CSVWReader.metadata(from: try JSON(parsing: Array(document.utf8))).schema
        #expect(schema.tables.count == 24)
        let persons = try #require(schema.table(named: "persons"))
        #expect(persons.columns.map(\.name) == Table.persons.columns.map(\.name) + ["height"])
        #expect(persons.columns.last?.property == Vocabulary.iri("case:height"))
        #expect(persons.rules == Table.persons.rules)
    }

    /// Columns without our annotations: their kinds follow from what CSVW itself says.
    @Test(arguments: [
        (#"{"name": "a"}"#, "text"), (#"{"name": "a", "datatype": "string"}"#, "text"),
        (#"{"name": "a", "datatype": {"base": "string"}}"#, "text"), (#"{"name": "a", "lang": "en"}"#, "text lang"),
        (#"{"name": "a", "datatype": "date"}"#, "date"), (#"{"name": "a", "datatype": "dateTime"}"#, "instant"),
        (#"{"name": "a", "datatype": "datetime"}"#, "instant"), (#"{"name": "a", "datatype": "integer"}"#, "integer"),
        (#"{"name": "a", "datatype": {"base": "int", "minimum": 0}}"#, "integer"),
        (#"{"name": "a", "datatype": "decimal"}"#, "decimal"),
        (#"{"name": "a", "datatype": "boolean"}"#, "flag"), (#"{"name": "a", "datatype": "anyURI"}"#, "url"),
        (#"{"name": "a", "datatype": {"@id": "http://www.w3.org/2001/XMLSchema#date"}}"#, "date"),
        (#"{"name": "a", "datatype": {"@id": "http://id.loc.gov/datatypes/edtf/EDTF", "base": "string"}}"#, "edtf"),
        (#"{"name": "a", "valueUrl": "{+a}"}"#, "iri"),
        (#"{"name": "a", "valueUrl": "https://e.org/{a}"}"#, "ref(any)"),
        (#"{"name": "a", "valueUrl": "https://e.org/concept/role/{a}"}"#, "code(role)"),
        (#"{"name": "key_id"}"#, "ref(events)"), (#"{"name": "keys_id"}"#, "ref(persons)"),
        (#"{"name": "a", "\#(kindIRI)": "ref(persons|events)"}"#, "ref(persons|events)"),
        (#"{"name": "a", "\#(kindIRI)": "sha256"}"#, "sha256"),
    ])
    func inferred(column: String, kind: String) throws {
        let document = """
            {"url": "notes.csv", "\(Self.prefixIRI)": "not", "tableSchema": {"columns": [\(column)], "foreignKeys": [
              {"columnReference": "key_id", "reference": {"resource": "events.csv", "columnReference": "id"}},
              {"columnReference": ["keys_id"], "reference": {"resource": "persons.csv", "columnReference": ["id"]}}]}}
            """
        let schema = try CSVWReader.metadata(from: try JSON(parsing: Array(document.utf8))).schema
        let names = ["a", "key_id", "keys_id"]
        let column = try #require(schema.table(named: "notes")?.columns.first { names.contains($0.name) })
        #expect(column.kindDescription == kind && !column.isRequired)
    }

    @Test func theRestOfAColumn() throws {
        let document = """
            {"url": "folder/notes.csv", "\(Self.prefixIRI)": "not", "dc:description": "Notes.", "tableSchema": {"columns": [
              {"name": "a", "required": true, "propertyUrl": "schema:text", "dcterms:description": "The text."},
              {"name": "b", "suppressOutput": true}, {"name": "c", "propertyUrl": "https://e.org/ns#c"},
              {"name": "type", "virtual": true, "propertyUrl": "rdf:type", "valueUrl": "schema:Comment"}]}}
            """
        let table = try #require(
            try CSVWReader.metadata(from: try JSON(parsing: Array(document.utf8))).schema.table(named: "notes"))
        #expect(table.classIRI == "http://schema.org/Comment" && table.documentation == "Notes.")
        let (a, b, c) = (table.column(named: "a")!, table.column(named: "b")!, table.column(named: "c")!)
        #expect(a.isRequired && a.property == "http://schema.org/text" && a.documentation == "The text.")
        #expect(b.property == nil && c.property == "https://e.org/ns#c")
    }

    @Test(arguments: [
        (#"{}"#, "has neither"), (#"{"tables": [{}]}"#, "without a \"url\""),
        (#"{"tables": [{"url": "notes.txt"}]}"#, "without a \"url\""),
        (#"{"tables": [{"url": ""}]}"#, "without a \"url\""), (#"{"url": "notes.csv"}"#, "needs the prefix"),
        (#"{"url": "notes.csv", "\#(prefixIRI)": "n"}"#, "three lower-case letters"),
        (#"{"url": "notes.csv", "\#(prefixIRI)": "per"}"#, "has the prefix"),
        (#"{"url": "Notes.csv", "\#(prefixIRI)": "not"}"#, "a table's name"),
        (#"{"url": "persons.csv", "tableSchema": {"columns": [{}]}}"#, "without a \"name\""),
        (#"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "Height"}]}}"#, "a column's name"),
        (
            #"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "a", "datatype": "duration"}]}}"#,
            "has no kind"
        ),
        (
            #"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "a", "\#(kindIRI)": "texts"}]}}"#,
            "there is no kind"
        ),
        (
            #"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "a", "\#(kindIRI)": "ref"}]}}"#,
            "there is no kind"
        ),
        (
            #"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "a", "\#(kindIRI)": "ref(nowhere)"}]}}"#,
            "refers to table nowhere"
        ),
        (
            #"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "born", "\#(kindIRI)": "text"}]}}"#,
            "cannot be text"
        ),
        (#"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "born_latest"}]}}"#, "two columns of this name"),
        (
            #"{"url": "persons.csv", "tableSchema": {"columns": [{"name": "a", "propertyUrl": "https://e.org/?a"}]}}"#,
            "qualified name"
        ),
    ])
    func refused(document: String, message: String) throws {
        let json = try JSON(parsing: Array(document.utf8))
        let problem = try #require(throws: SchemaProblem.self) { try CSVWReader.metadata(from: json) }
        #expect(problem.description.contains(message), "\(problem)")
    }
}
