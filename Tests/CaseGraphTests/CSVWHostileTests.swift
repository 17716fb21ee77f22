import CaseBytes
import CaseGraph
import CaseModel
import CaseTesting
import Foundation
import Testing

/// Input that was made to harm, or is broken.
@Suite struct CSVWHostileTests {
    /// Nothing outside the folder is opened.
    @Test(arguments: [
        "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://other/t.csv", "//other/t.csv", "%2e%2e/t.csv",
        "a/%2E%2E/%2E%2E/t.csv", "..%2ft.csv", "%2Fetc/passwd", "a//t.csv", "./%2e/t.csv", "t.csv%00", "a/", "x:t.csv",
        "%FF.csv",
    ])
    func otherFoldersAreRefused(url: String) throws {
        for document in [
            #"{"@context": "http://www.w3.org/ns/csvw", "url": "\#(url)"}"#,
            #"{"@context": "http://www.w3.org/ns/csvw", "url": "t.csv", "tableSchema": "\#(url)"}"#,
            #"{"@context": "http://www.w3.org/ns/csvw", "url": "t.csv", "dialect": "\#(url)"}"#,
            #"{"@context": ["http://www.w3.org/ns/csvw", {"@base": "http://other/"}], "url": "t.csv"}"#,
        ] {
            var opened: [String] = []
            let files = ["m.json": document, "t.csv": "a\n1\n"]
            let options = GraphReaderOptions(base: "http://e/folder/m.json")
            let reader = CSVWGraphReader(options: options, warn: { _ in }) { path in
                opened.append(path)
                return files[path].map { MemorySource(Array($0.utf8)) }
            }
            #expect(throws: GraphProblem.self) { try reader.read("m.json", into: QuadTexts()) }
            #expect(opened == ["m.json"])
        }
    }

    /// A document that never ends.
    private final class Endless: ByteSource {
        func read(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
            buffer.update(repeating: 0x20)
            return buffer.count
        }
    }

    @Test func endlessInputMeetsALimit() throws {
        for entry in ["m.json", "t.csv"] {
            var options = GraphReaderOptions(base: "http://e/" + entry)
            options.termLimit = 1 << 20
            let reader = CSVWGraphReader(options: options, warn: { _ in }) { $0 == entry ? Endless() : nil }
            let problem = #expect(throws: GraphProblem.self) { try reader.read(entry, into: QuadTexts()) }
            #expect(problem?.code == .limit)
        }
    }

    @Test func deepDocumentsAreRefused() throws {
        for open in ["[", #"{"a":"#, #"{"dc:title":["#] {
            let reading = try CSVWFolder(["m.json": String(repeating: open, count: 100_000)]).read()
            #expect(reading.problem?.code == .malformed)
        }
    }

    private static let document = """
        {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en", "@base": "./"}], "@type": "TableGroup", "@id": "x",
         "dialect": {"delimiter": ";", "quoteChar": "'", "commentPrefix": "#", "lineTerminators": ["\\n"], "skipRows": 0,
          "encoding": "utf-8", "header": true, "headerRowCount": 1, "trim": "start", "skipColumns": 0, "doubleQuote": true},
         "notes": [{"dc:title": {"@value": "x", "@type": "string"}}], "dc:title": "x", "null": ["-"],
         "transformations": [{"url": "x", "scriptFormat": "y", "targetFormat": "z", "source": "json", "titles": "t"}],
         "tables": [{"url": "t.csv", "suppressOutput": false, "tableDirection": "ltr", "tableSchema": {
          "aboutUrl": "#{a}", "primaryKey": ["a"], "rowTitles": "a",
          "foreignKeys": [{"columnReference": ["a"], "reference": {"resource": "t.csv", "columnReference": "a"}}],
          "columns": [
           {"name": "a", "titles": {"en": ["a", "b"]}, "datatype": "integer", "required": true, "lang": "en", "default": "1"},
           {"name": "b", "separator": "|", "ordered": true, "datatype": {"base": "decimal", "format": {"pattern": "0.0", "groupChar": ",", "decimalChar": "."}, "minimum": 1, "maxExclusive": "7"}},
           {"name": "c", "datatype": {"base": "date", "format": "d.M.yyyy", "minimum": "2000-01-01"}, "propertyUrl": "schema:date"},
           {"name": "d", "datatype": {"base": "string", "format": "[a-z]+", "length": 2, "minLength": 1, "@id": "http://e/d"}},
           {"name": "e", "virtual": true, "valueUrl": "http://e/{a,b}{?c}", "textDirection": "ltr"}]}}]}
        """
    private static let csv = "a;b;c;d\n1;'1.0|2.0';1.2.2003;ab\n;'x''y';;\n"

    /// Every value of the document, replaced by values of all kinds: something comes of it, or a problem.
    @Test func wrongTypesEverywhere() throws {
        let document = try JSON(parsing: Array(Self.document.utf8))
        let values: [JSON] = [
            .null, .boolean(true), .number("1"), .number("-1e400"), .string(""), .string("\u{0}"), .string("{"),
            .array([]),
            .array([.null]), .object([]), .array([.array([])]), .string("_:x"), .string("http://["),
        ]
        var count = 0
        for value in values {
            for variant in Self.variants(of: document, value) {
                let files = ["m.json": String(decoding: variant.compact(), as: UTF8.self), "t.csv": Self.csv]
                _ = try CSVWFolder(files).read()
                count += 1
            }
        }
        #expect(count > 1000)
    }

    private static func variants(of json: JSON, _ value: JSON) -> [JSON] {
        switch json {
        case .object(let members):
            return [value]
                + members.indices.flatMap { index in
                    variants(of: members[index].value, value).map { variant in
                        var changed = members
                        changed[index] = JSON.Member(key: members[index].key, value: variant)
                        return .object(changed)
                    }
                }
        case .array(let items):
            return [value]
                + items.indices.flatMap { index in
                    variants(of: items[index], value).map { variant in
                        var changed = items
                        changed[index] = variant
                        return .array(changed)
                    }
                }
        default: return [value]
        }
    }

    @Test func cutAnywhere() throws {
        for length in 0...Self.csv.utf8.count {
            let csv = String(decoding: Self.csv.utf8.prefix(length), as: UTF8.self)
            _ = try CSVWFolder(["m.json": Self.document, "t.csv": csv]).read()
        }
        let whole = try CSVWFolder(["m.json": Self.document, "t.csv": Self.csv]).read()
        #expect(whole.problem == nil)
        #expect(whole.quads.count == 16)
        for length in 0..<Self.document.utf8.count {
            let document = String(decoding: Self.document.utf8.prefix(length), as: UTF8.self)
            #expect(try CSVWFolder(["m.json": document, "t.csv": Self.csv]).read().problem != nil)
        }
    }

    /// Random bytes in place of some of the file's.
    @Test func noise() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            var folder = CSVWFolder(["m.json": Self.document, "t.csv": Self.csv])
            let name = Bool.random(using: &generator) ? "m.json" : "t.csv"
            var bytes = folder.files[name] ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            folder.files[name] = bytes
            folder.chunkLimit = Int.random(in: 1...40, using: &generator)
            let reading = try folder.read()
            for quad in reading.quads { #expect(!quad.utf8.contains(0x0A)) }
        }
    }

    @Test func manyWarningsAreNotAllShown() throws {
        let columns = Array(repeating: #"{"titles": 1}"#, count: 3000).joined(separator: ",")
        #expect(try CSVWFolder(csv: "a\n", columns: columns).read().warnings.count == 1000)
    }
}
