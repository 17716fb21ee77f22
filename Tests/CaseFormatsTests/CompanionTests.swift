import CaseFormats
import CaseModel
import CaseTesting
import Foundation
import Testing

/// The files beside the parts, read by another parser of JSON.
@Suite struct CompanionTests {
    private static func parts(_ tables: [String]) -> [ExportedPart] {
        tables.enumerated().map { index, name in
            ExportedPart(
                path: "csv/\(name).csv", layouts: [Schema.standard.layout(named: name)!], rowCount: 10 + index,
                byteCount: 1000 + index,
                sha512: String(repeating: "0\(index)", count: 64), alteredCells: index)
        }
    }

    private static let parts = parts(["dataset", "concepts", "events", "persons", "participations"])

    private func object(_ path: String, _ parts: [ExportedPart] = parts) throws -> [String: Any] {
        let format = CSVFormat(options: FormatOptions())
        let companion = try #require(
            format.companions(to: parts, of: Torture.dataset).first { $0.path == path })
        return try #require(try JSONSerialization.jsonObject(with: Data(companion.bytes)) as? [String: Any])
    }

    @Test func dataPackage() throws {
        let package = try object("csv/datapackage.json")
        #expect(package["name"] as? String == "a-case" && package["title"] as? String == "A \"case\"")
        #expect(
            package["id"] as? String == "https://example.org/a-case/"
                && package["description"] as? String == "It\nhas lines.")
        #expect(package["keywords"] as? [String] == ["one", "two", "three"])
        #expect((package["licenses"] as? [[String: String]]) == [["name": "CC0-1.0", "path": "https://e.org/l"]])
        let resources = try #require(package["resources"] as? [[String: Any]])
        #expect(resources.count == Self.parts.count)
        for (resource, part) in zip(resources, Self.parts) {
            let name = part.layouts[0].table.name
            #expect(resource["name"] as? String == name && resource["path"] as? String == name + ".csv")
            #expect(resource["bytes"] as? Int == part.byteCount && resource["rowCount"] as? Int == part.rowCount)
            #expect(resource["hash"] as? String == "sha512:" + part.sha512!)
            let schema = try #require(resource["schema"] as? [String: Any])
            let fields = try #require(schema["fields"] as? [[String: Any]])
            #expect(fields.compactMap { $0["name"] as? String } == part.layouts[0].columns.map(\.column.name))
            #expect(
                fields.compactMap { $0["type"] as? String }
                    == part.layouts[0].columns.map(\.column.kind.frictionlessType))
        }
    }

    @Test func withoutDigestsThereAreNone() throws {
        let part = Self.parts[3]
        let plain = ExportedPart(
            path: part.path, layouts: part.layouts, rowCount: 1, byteCount: 2, alteredCells: 0)
        let resources = try #require(try object("csv/datapackage.json", [plain])["resources"] as? [[String: Any]])
        #expect(resources.count == 1 && resources[0]["hash"] == nil && resources[0]["bytes"] as? Int == 2)
    }

    /// Foreign keys lead to tables that are there, and to columns that these have.
    @Test func foreignKeys() throws {
        let resources = try #require(try object("csv/datapackage.json")["resources"] as? [[String: Any]])
        var found: Set<String> = []
        for resource in resources {
            let name = resource["name"] as! String
            for key in (resource["schema"] as! [String: Any])["foreignKeys"] as? [[String: Any]] ?? [] {
                let reference = key["reference"] as! [String: Any]
                let target = reference["resource"] as! String
                #expect(target.isEmpty || Self.parts.contains { $0.layouts[0].table.name == target })
                #expect(reference["fields"] as? [String] == ["id"])
                found.insert("\(name).\((key["fields"] as! [String])[0])>\(target)")
            }
        }
        #expect(found == ["events.part_of_id>", "persons.merged_into_id>"])
    }

    @Test func csvw() throws {
        let metadata = try object("csv/csv-metadata.json")
        let tables = try #require(metadata["tables"] as? [[String: Any]])
        #expect(tables.compactMap { $0["url"] as? String } == Self.parts.map { $0.layouts[0].table.name + ".csv" })
        for (table, part) in zip(tables, Self.parts) {
            let schema = try #require(table["tableSchema"] as? [String: Any])
            let columns = try #require(schema["columns"] as? [[String: Any]])
            let layout = part.layouts[0]
            // The classes are constants, in virtual columns behind the others.
            let virtual = columns.filter { $0["virtual"] as? Bool == true }
            #expect(
                virtual.compactMap { $0["valueUrl"] as? String } == [layout.table.classIRI]
                    + layout.table.furtherClasses)
            #expect(
                columns.compactMap { $0["name"] as? String }
                    == layout.columns.map(\.column.name) + virtual.compactMap { $0["name"] as? String })
            for (column, declared) in zip(columns, layout.columns) {
                #expect(column["propertyUrl"] as? String == declared.column.property)
                #expect((column["required"] as? Bool ?? false) == declared.column.isRequired)
                #expect((column["suppressOutput"] as? Bool ?? false) == (declared.column.property == nil))
            }
            #expect((schema["aboutUrl"] as? String)?.hasPrefix("https://example.org/a-case/") == true)
        }
        let context = try #require(metadata["@context"] as? [Any])
        #expect(
            context.first as? String == "http://www.w3.org/ns/csvw"
                && (context.last as? [String: String]) == ["@language": "en"])
        let dialect = try #require(metadata["dialect"] as? [String: Any])
        #expect(
            dialect["header"] as? Bool == true && dialect["delimiter"] as? String == ","
                && dialect["trim"] as? Bool == false)
    }

    /// What the CSV export says of itself is a schema that the directory store reads.
    @Test func theSchemaComesBack() throws {
        let companion = try #require(
            CSVFormat(options: FormatOptions()).companions(to: Self.parts, of: Torture.dataset).first {
                $0.path.hasSuffix("csv-metadata.json")
            })
        let read = try CSVWReader.metadata(from: try JSON(parsing: companion.bytes)).schema
        #expect(
            read.tables.map { $0.columns.map(\.kindDescription) }
                == Schema.standard.tables.map { $0.columns.map(\.kindDescription) })
    }

    @Test func readmeOfTheSpreadsheets() throws {
        var options = FormatOptions()
        options.excelDelimiter = 0x3B
        let companions = ExcelFormat(options: options).companions(to: Self.parts, of: Torture.dataset)
        #expect(companions.map(\.path) == ["excel/README.txt"])
        let text = String(decoding: companions[0].bytes, as: UTF8.self)
        #expect(
            text.hasPrefix("A \"case\"\n") && text.contains("separated by \";\"") && text.contains("10 cells begin so.")
        )
        #expect(text.contains("a view, not the data"))
        let single = ExcelFormat(options: options).companions(to: [Self.parts[1]], of: Torture.dataset)
        #expect(String(decoding: single[0].bytes, as: UTF8.self).contains("1 cell begins so."))
    }

    @Test func namesOfParts() {
        #expect(
            FormatRegistry.all.map { $0.name } == ["csv", "excel", "jsonld", "ndjson", "nquads", "rdfxml", "turtle"])
        for type in FormatRegistry.all {
            let format = type.init(options: FormatOptions())
            let parts = Schema.standard.layouts.map(format.part)
            if type.isOnePart {
                #expect(Set(parts).count == 1)
            } else {
                #expect(parts.allSatisfy { $0.hasPrefix(type.name + "/") })
                #expect(Set(parts).count == parts.count)
            }
            #expect(!type.summary.isEmpty)
        }
    }
}
