import CaseModel
import CaseStore
import CaseTesting
import Testing

/// A file `persons.csv`, and what reading it gives: rows as id, name and description, and findings as code and line.
struct FileCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: [UInt8]
    let rows: [[String]]
    let lines: [Int]?
    let findings: [String]

    init(_ name: String, _ text: String, _ rows: [[String]], lines: [Int]? = nil, findings: [String] = []) {
        self.init(name, bytes: Array(text.utf8), rows, lines: lines, findings: findings)
    }

    init(_ name: String, bytes: [UInt8], _ rows: [[String]], lines: [Int]? = nil, findings: [String] = []) {
        testDescription = name
        text = bytes
        self.rows = rows
        self.lines = lines
        self.findings = findings
    }

    func verify(in file: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let directory = try TemporaryDirectory(dataset: [:])
        try directory.write(text, to: file)
        let delivered = try DirectoryStore(path: directory.path).deliver("persons")
        let columns = ["id", "name", "description"].map { Table.persons.index(of: $0)! }
        #expect(
            delivered.rows.map { row in columns.map { row.cells[$0] } } == rows, sourceLocation: sourceLocation)
        if let lines { #expect(delivered.rows.map(\.line) == lines, sourceLocation: sourceLocation) }
        let found = delivered.findings.findings.map { "\($0.code.name):\($0.place.line ?? 0)" }
        #expect(found == findings, sourceLocation: sourceLocation)
        #expect(delivered.findings.findings.allSatisfy { $0.place.file == file }, sourceLocation: sourceLocation)
    }
}

private let plain = [["per_a", "Ada", "x"], ["per_b", "Bob", "y"]]

private let cases: [FileCase] = [
    FileCase("LF", "id,name,description\nper_a,Ada,x\nper_b,Bob,y\n", plain, lines: [2, 3]),
    FileCase("CRLF", "id,name,description\r\nper_a,Ada,x\r\nper_b,Bob,y\r\n", plain, lines: [2, 3]),
    FileCase("both", "id,name,description\nper_a,Ada,x\r\nper_b,Bob,y\n", plain, lines: [2, 3]),
    FileCase("no final line end", "id,name,description\nper_a,Ada,x\nper_b,Bob,y", plain, lines: [2, 3]),
    FileCase("other order of columns", "description,id,name\nx,per_a,Ada\ny,per_b,Bob\n", plain),
    FileCase(
        "quoted header and cells", "\"id\",\"name\",\"description\"\n\"per_a\",\"Ada\",\"x\"\nper_b,Bob,y\n", plain),
    FileCase("optional column left out", "id,name\nper_a,Ada\n", [["per_a", "Ada", ""]]),
    FileCase("header alone", "id,name,description\n", []),
    FileCase("header alone, no line end", "id,name", []),
    FileCase(
        "quotes", "id,name,description\nper_a,\"A, \"\"B\"\"\",\"\"\"\"\nper_b,\"\",\"\"\"\"\"\"\n",
        [["per_a", "A, \"B\"", "\""], ["per_b", "", "\"\""]]),
    FileCase(
        "line ends in quotes", "id,name,description\nper_a,\"a\nb\r\nc\rd\",x\nper_b,\"\n\",\"\r\"\nper_c,C,\n",
        [["per_a", "a\nb\r\nc\rd", "x"], ["per_b", "\n", "\r"], ["per_c", "C", ""]], lines: [2, 5, 7]),
    FileCase(
        "spaces are part of a cell", "id,name,description\nper_a, Ada ,\" x\"\n", [["per_a", " Ada ", " x"]]),
    FileCase(
        "blank lines", "id,name,description\n\nper_a,Ada,x\n\r\n\nper_b,Bob,y\n\n", plain, lines: [3, 6]),
    FileCase("nothing but commas", "id,name,description\n,,\n", [["", "", ""]]),
    FileCase(
        "byte order mark", "\u{FEFF}id,name,description\nper_a,Ada,x\n", [["per_a", "Ada", "x"]],
        findings: ["byte-order-mark:1"]),
    FileCase("byte order mark alone", "\u{FEFF}", [], findings: ["byte-order-mark:1", "missing-header:1"]),
    FileCase("UTF-16 little-endian", bytes: [0xFF, 0xFE, 0x69, 0, 0x64, 0], [], findings: ["invalid-utf8:1"]),
    FileCase("UTF-16 big-endian", bytes: [0xFE, 0xFF, 0, 0x69, 0, 0x64], [], findings: ["invalid-utf8:1"]),
    FileCase("empty", "", [], findings: ["missing-header:1"]),
    FileCase("CR alone in the header", "id,name\rper_a,Ada\r", [], findings: ["line-ends:1"]),
    FileCase(
        "CR alone in a row", "id,name\nper_a,Ada\nper_b,Bob\rper_c,Cy\n", [["per_a", "Ada", ""]],
        findings: ["line-ends:3"]),
    FileCase("CR alone at the end", "id,name\nper_a,Ada\r", [], findings: ["line-ends:2"]),
    FileCase(
        "wide and narrow rows", "id,name\nper_a,Ada,x\nper_b\nper_c,Cy\n", [["per_c", "Cy", ""]], lines: [4],
        findings: ["row-width:2", "row-width:3"]),
    FileCase(
        "wide row of several lines", "id,name\n\"per_a\",\"A\nB\",x\nper_c,Cy\n", [["per_c", "Cy", ""]], lines: [4],
        findings: ["row-width:2"]),
    FileCase(
        "unclosed quote", "id,name\nper_a,Ada\nper_b,\"Bob\nper_c,Cy\n", [["per_a", "Ada", ""]],
        findings: ["csv-syntax:5"]),
    FileCase("unclosed quote in the header", "id,\"name\nper_a,Ada\n", [], findings: ["csv-syntax:3"]),
    FileCase(
        "quote in a cell without quotes", "id,name\nper_a,Ada\nper_b,B\"o\"b\n", [["per_a", "Ada", ""]],
        findings: ["csv-syntax:3"]),
    FileCase(
        "text behind a closing quote", "id,name\nper_a,\"Ada\" L.\n", [], findings: ["csv-syntax:2"]),
    FileCase(
        "text behind a closing quote on a later line", "id,name\nper_a,\"A\nB\" L.\n", [],
        findings: ["csv-syntax:3"]),
    FileCase("unknown column", "id,name,nick\nper_a,Ada,A\n", [["per_a", "Ada", ""]], findings: ["header-column:1"]),
    FileCase(
        "column twice", "id,name,name\nper_a,Ada,Eve\n", [["per_a", "Ada", ""]], findings: ["header-column:1"]),
    FileCase(
        "column without a name", "id,name,\nper_a,Ada,x\n", [["per_a", "Ada", ""]], findings: ["header-column:1"]),
    FileCase("case of a name", "ID,name\nper_a,Ada\n", [], findings: ["header-column:1", "missing-column:1"]),
    FileCase(
        "semicolons", "id;name\nper_a;Ada\n", [], findings: ["header-column:1", "missing-column:1", "missing-column:1"]),
    FileCase("NUL", "id,name\nper_a,A\0B\n", [["per_a", "A\0B", ""]]),
]

@Suite struct CSVReaderTests {
    @Test(arguments: cases) func reads(_ file: FileCase) throws { try file.verify(in: "persons.csv") }

    @Test func emptyAccessIsPublic() throws {
        let directory = try TemporaryDirectory(dataset: [
            "persons.csv": "id,name,access\nper_a,A,\nper_b,B,sealed\n", "places.csv": "id,name\nplc_1,P\n",
        ])
        let store = DirectoryStore(path: directory.path)
        let access = Table.persons.index(of: "access")!
        #expect(try store.deliver("persons").rows.map { $0.cells[access] } == ["public", "sealed"])
        #expect(try store.deliver("places").rows.map { $0.cells[Table.places.index(of: "access")!] } == ["public"])
    }

    /// Every cell of up to four of the characters that mean something, quoted as RFC 4180 asks for.
    @Test func exhaustiveCells() throws {
        var texts = [""]
        var ends = [""]
        for _ in 0..<4 {
            ends = ends.flatMap { end in ["a", ",", "\"", "\r", "\n", " "].map { end + $0 } }
            texts += ends
        }
        let table = Table.persons
        let name = table.index(of: "name")!
        let rows = texts.enumerated().map { index, text in
            table.columns.indices.map { $0 == 0 ? "per_\(index)" : ($0 == name ? text : "") }
        }
        let directory = try TemporaryDirectory(dataset: [:])
        try directory.write(RandomDataset.csv(table, rows), to: "persons.csv")
        let delivered = try DirectoryStore(path: directory.path).deliver("persons")
        #expect(delivered.findings.isEmpty)
        let read = Dictionary(uniqueKeysWithValues: delivered.rows.map { ($0.cells[0], Array($0.cells[name].utf8)) })
        for (index, text) in texts.enumerated() { #expect(read["per_\(index)"] == Array(text.utf8)) }
    }

    /// The file is read in windows of a mebibyte: a record may cross the end of one at any of its bytes.
    @Test func recordsCrossTheWindow() throws {
        let directory = try TemporaryDirectory(dataset: [:])
        let record = "per_b,\"x\"\"y\r\nz\",🕊️é\r\n"
        let name = Table.persons.index(of: "name")!
        let description = Table.persons.index(of: "description")!
        for shift in 0...record.utf8.count + 2 {
            let start = "id,name,description\r\nper_a,"
            let filling = String(repeating: "f", count: (1 << 20) - start.utf8.count - 3 - shift)
            try directory.write(start + filling + ",\r\n" + record + "per_c,C,last\r\n", to: "persons.csv")
            let delivered = try DirectoryStore(path: directory.path).deliver("persons")
            #expect(delivered.findings.isEmpty, "shift \(shift)")
            try #require(delivered.rows.count == 3, "shift \(shift)")
            #expect(delivered.rows[0].cells[name].utf8.count == filling.utf8.count, "shift \(shift)")
            #expect(delivered.rows[1].cells[name] == "x\"y\r\nz", "shift \(shift)")
            #expect(delivered.rows[1].cells[description] == "🕊️é", "shift \(shift)")
            #expect(delivered.rows[2].cells[description] == "last", "shift \(shift)")
            #expect(delivered.rows.map(\.line) == [2, 3, 5], "shift \(shift)")
        }
    }

    @Test func aQuoteThatNeverClosesIsNotReadIntoMemoryWhole() throws {
        let directory = try TemporaryDirectory(dataset: [:])
        let text = "id,name\nper_a,Ada\nper_b,\"" + String(repeating: "never closed\n", count: 6 << 20)
        try directory.write(text, to: "persons.csv")
        let delivered = try DirectoryStore(path: directory.path).deliver("persons")
        let finding = try #require(delivered.findings.findings.first)
        #expect(finding.code == .csvSyntax && finding.place.line == 3)
        #expect(finding.message.contains("32 MiB"))
        #expect(delivered.findings.total(.error) == 1)
    }
}
