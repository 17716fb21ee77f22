import CaseModel
import CaseStore
import CaseTesting
import Testing

private let valid: [FileCase] = [
    FileCase(
        "plain", #"{"id":"per_a","name":"Ada","description":"x"}"# + "\n" + #"{"name":"Bob","id":"per_b"}"# + "\n",
        [["per_a", "Ada", "x"], ["per_b", "Bob", ""]], lines: [1, 2]),
    FileCase("no final line end", #"{"id":"per_a","name":"Ada"}"#, [["per_a", "Ada", ""]], lines: [1]),
    FileCase("CRLF", #"{"id":"per_a","name":"Ada"}"# + "\r\n", [["per_a", "Ada", ""]]),
    FileCase(
        "white space",
        " \t{ \"id\" : \"per_a\" ,\t\"name\" : \"Ada\" } \r\n\n  \n{\"id\":\"per_b\",\"name\":\"Bob\"}\n",
        [["per_a", "Ada", ""], ["per_b", "Bob", ""]], lines: [1, 4]),
    FileCase("empty object", "{}\n", [["", "", ""]]),
    FileCase("empty file", "", []),
    FileCase(
        "escapes", #"{"id":"per_a","name":"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDD4A"}"#,
        [["per_a", "\"\\/\u{8}\u{C}\n\r\tAé€🕊", ""]]),
    FileCase("escaped key", #"{"\u0069d":"per_a","name":"Ada"}"#, [["per_a", "Ada", ""]]),
    FileCase("UTF-8 as it is", #"{"id":"per_a","name":"עברית 🕊️ é"}"#, [["per_a", "עברית 🕊️ é", ""]]),
    FileCase(
        "other values", #"{"id":"per_a","name":-12.50e+3,"description":true,"born":null,"living":false}"#,
        [["per_a", "-12.50e+3", "true"]]),
    FileCase(
        "byte order mark", "\u{FEFF}" + #"{"id":"per_a","name":"Ada"}"#, [["per_a", "Ada", ""]],
        findings: ["byte-order-mark:1"]),
    FileCase(
        "byte order mark on another line",
        #"{"id":"per_a","name":"Ada"}"# + "\n\u{FEFF}" + #"{"id":"per_b","name":"Bob"}"#, [["per_a", "Ada", ""]],
        findings: ["json-syntax:2"]),
    FileCase(
        "unknown key", #"{"id":"per_a","name":"Ada","nick":"A"}"# + "\n" + #"{"id":"per_b","name":"Bob"}"#,
        [["per_b", "Bob", ""]], lines: [2], findings: ["header-column:1"]),
    FileCase("key twice", #"{"id":"per_a","name":"Ada","name":"Eve"}"#, [], findings: ["header-column:1"]),
]

private let broken: [String] = [
    "[]", "null", "\"per_a\"", "{", "}", #"{"id"}"#, #"{"id":}"#, #"{"id":"per_a"#, #"{"id":"per_a""#,
    #"{"id":"per_a",}"#,
    #"{,"id":"per_a"}"#, #"{"id":"per_a" "name":"Ada"}"#, #"{"id":"per_a"}}"#, #"{"id":"per_a"} x"#, #"{id:"per_a"}"#,
    #"{'id':'per_a'}"#, #"{"name":["a"]}"#, #"{"name":{"a":1}}"#, #"{"name":[]}"#, #"{"name":01}"#, #"{"name":1.}"#,
    #"{"name":.5}"#, #"{"name":+1}"#, #"{"name":1e}"#, #"{"name":-}"#, #"{"name":NaN}"#, #"{"name":True}"#,
    #"{"name":nul}"#, #"{"name":"a\x"}"#, #"{"name":"\u12"}"#, #"{"name":"\u12G4"}"#, #"{"name":"\"#,
    "{\"name\":\"a\tb\"}",
    "{\"name\":\"a\u{1}b\"}", #"{"id":"per_a"},"#, "{\"id\":\"per_a\"\u{A0}}", #"{"id":"per_a","name":"Ada",,}"#,
]

@Suite struct NDJSONReaderTests {
    @Test(arguments: valid) func reads(_ file: FileCase) throws { try file.verify(in: "persons.ndjson") }

    /// What is wrong with one line is reported there, and the next line is read.
    @Test(arguments: broken) func refuses(_ line: String) throws {
        try FileCase(
            line, line + "\n" + #"{"id":"per_b","name":"Bob"}"# + "\n", [["per_b", "Bob", ""]], lines: [2],
            findings: ["json-syntax:1"]
        ).verify(in: "persons.ndjson")
    }

    @Test(arguments: [#"\uD83D"#, #"\uDD4A"#, #"\uD83Dx"#, #"\uD83D\n"#, #"\uD83D\u0041"#, #"\uDD4A\uD83D"#])
    func loneSurrogatesAreNotUTF8(_ escape: String) async throws {
        let directory = try TemporaryDirectory(dataset: [
            "persons.ndjson": #"{"id":"per_a","name":"a\#(escape)b"}"#
        ])
        let findings = try await DirectoryStore(path: directory.path).check()
        #expect(findings.findings.map(\.code) == [.invalidUTF8])
        #expect(findings.findings.first?.place.column == "name")
    }

    @Test func linesCrossTheWindow() throws {
        let directory = try TemporaryDirectory(dataset: [:])
        let line = #"{"id":"per_b","name":"\uD83D\uDD4A é"}"#
        let name = Table.persons.index(of: "name")!
        for shift in 0...line.utf8.count + 2 {
            let start = #"{"id":"per_a","name":""#
            let filling = String(repeating: "f", count: (1 << 20) - start.utf8.count - 3 - shift)
            try directory.write(start + filling + "\"}\n" + line + "\n", to: "persons.ndjson")
            let delivered = try DirectoryStore(path: directory.path).deliver("persons")
            #expect(delivered.findings.isEmpty, "shift \(shift)")
            #expect(delivered.rows.last?.cells[name] == "🕊 é", "shift \(shift)")
            #expect(delivered.rows.map(\.line) == [1, 2], "shift \(shift)")
        }
    }
}
