import CaseModel
import Testing

/// A schema of the model's tables and these.
private func schema(_ tables: Table...) -> Schema { Schema(tables: Schema.standard.tables + tables) }

private func table(
    _ columns: Column..., name: String = "case_notes", prefix: String = "not",
    class type: String = "https://example.org/ns#Note"
) -> Table {
    Table(
        name: name, key: .id(prefix: prefix), classIRI: type, documentation: "Notes.",
        columns: [.recordID] + columns + [.access, .updated])
}

private func column(
    _ name: String = "text", _ kind: Kind = .text, property: String = "https://example.org/ns#text",
    target: ReferenceTarget? = nil,
    scheme: String? = nil
) -> Column {
    Column(name: name, kind: kind, property: property, target: target, scheme: scheme, documentation: "Text.")
}

@Suite struct SchemaTests {
    @Test func theModelHasNoProblems() {
        #expect(Schema.standard.problems == [])
        #expect(Schema.standard.tables.count == 24)
    }

    @Test func aGoodTableHasNone() { #expect(schema(table(column())).problems == []) }

    /// Each table breaks one rule, and is told so.
    @Test(arguments: [
        (schema(table(column(), name: "CaseNotes")), "a table's name"),
        (schema(table(column(), name: "1notes")), "a table's name"),
        (schema(table(column(), name: "")), "a table's name"),
        (schema(table(column(), name: "notes-2")), "a table's name"),
        (schema(table(column(), name: "persons")), "two tables of this name"),
        (schema(table(column(), prefix: "no")), "three lower-case letters"),
        (schema(table(column(), prefix: "noté")), "three lower-case letters"),
        (schema(table(column(), prefix: "NOT")), "three lower-case letters"),
        (schema(table(column(), prefix: "per")), "table persons has the prefix"),
        (schema(table(column(), class: "no IRI")), "the class is not a plain IRI"),
        (schema(table(column("Text"))), "a column's name"), (schema(table(column("a b"))), "a column's name"),
        (schema(table(column(String(repeating: "a", count: 61)))), "a column's name"),
        (schema(table(column(), column())), "two columns of this name"),
        (schema(table(column("day", .edtf), column("day_latest"))), "two columns of this name"),
        (schema(table(column("access"))), "two columns of this name"),
        (schema(table(column(property: "no IRI"))), "cannot be written as a qualified name"),
        (schema(table(column(property: "https://example.org/ns#"))), "cannot be written as a qualified name"),
        (schema(table(column(property: "https://example.org/ns#1"))), "cannot be written as a qualified name"),
        (schema(table(column(property: "https://example.org/ns?a=b"))), "cannot be written as a qualified name"),
        (schema(table(column("other_id", .reference, target: .tables(["nowhere"])))), "refers to table nowhere"),
        (schema(table(column("other_id", .reference, target: .tables(["concepts"])))), "refers to table concepts"),
        (schema(table(column("other_id", .reference))), "a reference needs a target"),
        (schema(table(column("sort", .code))), "a reference needs a target"),
        (schema(table(column("text", .text, target: .any))), "a reference needs a target"),
        (schema(table(column("text", .text, scheme: "role"))), "a reference needs a target"),
    ])
    func problems(schema: Schema, message: String) {
        #expect(schema.problems.count >= 1)
        #expect(schema.problems.allSatisfy { $0.message.contains(message) }, "\(schema.problems)")
        #expect(schema.problems.allSatisfy { $0.place.hasPrefix("table ") })
    }

    @Test func tablesAndColumnsAreFound() throws {
        for table in Schema.standard.tables {
            let layout = try #require(Schema.standard.layout(named: table.name))
            #expect(layout.table.name == table.name && Schema.standard.layouts[layout.index].table.name == table.name)
            for column in table.columns { #expect(table.columns[table.index(of: column.name)!].name == column.name) }
        }
        #expect(Schema.standard.table(named: "nowhere") == nil)
    }

    @Test func commonColumns() {
        for table in Schema.standard.tables where table.prefix != nil {
            #expect(table.columns.first?.name == "id")
            #expect(table.columns.suffix(2).map(\.name) == ["access", "updated"])
            #expect(table.column(named: "access")?.defaultValue == "public")
        }
    }

    @Test func propertyNames() {
        #expect(Column.propertyName(of: "asserted_by_id") == "assertedBy")
        #expect(Column.propertyName(of: "member_count") == "memberCount")
        #expect(Column.propertyName(of: "id") == "id" && Column.propertyName(of: "born_earliest") == "bornEarliest")
        #expect(
            Schema.standard.table(named: "outcomes")?.column(named: "effect_on_id")?.property
                == Vocabulary.iri("case:effectOn"))
    }

    @Test func prefixedNames() {
        #expect(Vocabulary.iri("schema:name") == "http://schema.org/name")
        #expect(Vocabulary.iri("unknown:name") == "unknown:name" && Vocabulary.iri("name") == "name")
    }

    @Test(arguments: [
        "http://schema.org/name", "https://w3id.org/caseexport/ns#a-b.c", "urn:x:name", "http://e.org/_a",
        "http://e.org/~a",
    ])
    func qualifiable(iri: String) { #expect(Schema.isQualifiable(iri)) }

    @Test(arguments: [
        "name", "http://e.org/", "http://e.org/1a", "http://e.org/-a", "http://e.org/.a", "http://e.org/é",
    ])
    func notQualifiable(iri: String) { #expect(!Schema.isQualifiable(iri)) }
}
