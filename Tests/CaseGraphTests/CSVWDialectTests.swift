import CaseGraph
import Testing

/// Cells and rows, as a dialect says.
@Suite struct CSVWDialectTests {
    private func read(_ csv: String, _ dialect: String, chunkLimit: Int = .max) throws -> CSVWFolder.Reading {
        var folder = CSVWFolder(csv: csv, properties: #""dialect": {\#(dialect)}"#)
        folder.chunkLimit = chunkLimit
        return try folder.read()
    }

    static let readings: [(csv: String, dialect: String, cells: [String])] = [
        ("a,b\n1,2\n", "", ["1", "2"]), ("a,b\r\n1,2", "", ["1", "2"]), ("\u{FEFF}a,b\n1,2\n", "", ["1", "2"]),
        ("a\n\"x,y\"\n\"q\"\"q\"\n\"l\nm\"\n", "", ["x,y", "q\\\"q", "l\\nm"]), ("a\n\n1\n", "", ["1"]),
        ("a\n \"x\" \n y \n", "", ["x", "y"]), ("a\n y \n", #""trim": false"#, [" y "]),
        ("a\n y \n", #""trim": "start""#, ["y "]), ("a\n y \n", #""trim": "end""#, [" y"]),
        ("a\n y \n", #""skipInitialSpace": true"#, ["y "]),
        ("a\n y \n", #""trim": false, "skipInitialSpace": true"#, [" y "]),
        ("a;b\n1;2\n", #""delimiter": ";""#, ["1", "2"]), ("a\tb\n1\t\n", #""delimiter": "\t""#, ["1"]),
        ("a||b\n1|x||2\n", #""delimiter": "||""#, ["1|x", "2"]),
        ("a,b\n'1,''',2\n", #""quoteChar": "'""#, ["1,'", "2"]),
        ("a,b\n\"1,2\n", #""quoteChar": null"#, ["\\\"1", "2"]),
        (#"a,b"# + "\n" + #""x\"y",z\,w"# + "\n", #""doubleQuote": false"#, [#"x\"y"#, "z,w"]),
        ("a|1|2|", #""lineTerminators": "|""#, ["1", "2"]), ("a\r1\r2", #""lineTerminators": ["\r"]"#, ["1", "2"]),
        ("a<>1<>2<", #""lineTerminators": ["<>"]"#, ["1", "2<"]), ("1\n2\n", #""header": false"#, ["1", "2"]),
        ("a\nb\n1\n", #""headerRowCount": 2"#, ["1"]), ("x\ny\na\n1\n", #""skipRows": 2"#, ["1"]),
        ("x,a\ny,1\n", #""skipColumns": 1"#, ["1"]),
        ("#c\na\n#\"d\n1\n\"#2\"\n", ##""commentPrefix": "#""##, ["1", "#2"]),
        ("a\n#1\n", "", ["#1"]), ("a\n#1\n", #""commentPrefix": null"#, ["#1"]),
        ("a,b\n,\n1,2\n", #""skipBlankRows": true"#, ["1", "2"]),
        ("a\n1,2,3\n4\n", "", ["1", "2", "3", "4"]), ("a,b\n1\n", "", ["1"]), ("", "", []), ("a", "", []),
        ("a\n\"\"\n\"\",\"\"\n", "", []), ("a\nÄ€𝄞\n", "", ["Ä€𝄞"]),
    ]

    /// The same in one piece, and byte by byte.
    @Test(arguments: readings.indices, [Int.max, 1, 3]) func cells(index: Int, chunkLimit: Int) throws {
        let (csv, dialect, cells) = Self.readings[index]
        let reading = try read(csv, dialect, chunkLimit: chunkLimit)
        #expect(reading.problem == nil)
        #expect(reading.objects == cells.map { "\"\($0)\"" }, "\(csv) with \(dialect)")
    }

    @Test(arguments: [
        #""delimiter": 1"#, #""delimiter": """#, #""quoteChar": 1"#, #""doubleQuote": 1"#, #""header": 1"#,
        #""headerRowCount": -1"#, #""headerRowCount": 1.5"#, #""headerRowCount": 1e99"#, #""skipRows": "1""#,
        #""skipColumns": true"#, #""trim": "both""#, #""trim": 1"#, #""lineTerminators": []"#,
        #""lineTerminators": [1]"#, #""lineTerminators": """#, #""encoding": "nothing""#, #""encoding": 8"#,
        #""commentPrefix": 1"#, #""skipBlankRows": "yes""#, #""unknown": true"#, #""@id": 1"#,
    ])
    func whatIsNotAllowedKeepsItsDefault(dialect: String) throws {
        let reading = try read("a,b\r\n\"1\",2\r\n", dialect)
        #expect(reading.problem == nil)
        #expect(reading.objects == ["\"1\"", "\"2\""])
        #expect(reading.warnings.count == 1)
    }

    @Test(arguments: [
        ("a\n\"1\n", "the file ends inside quotes", 2), ("a\n1\"2\n", "there is a quote inside a cell", 2),
        ("a\n\"1\"2\n", "there is text behind a closing quote", 2), ("a\n1\n\u{0}\"\n", "there is a quote inside", 3),
    ])
    func brokenRowsAreRefused(csv: String, message: String, line: Int) throws {
        let reading = try read(csv, "")
        #expect(reading.problem?.message.contains(message) == true)
        #expect(reading.problem?.line == line)
    }

    @Test func otherEncodings() throws {
        func folder(_ bytes: [UInt8], _ encoding: String) -> CSVWFolder {
            var folder = CSVWFolder(csv: "", properties: #""dialect": {"encoding": "\#(encoding)"}"#)
            folder.files["t.csv"] = bytes
            return folder
        }
        let latin: [UInt8] = [0x61, 0x0A, 0xE9, 0x80, 0x0A]
        let little: [UInt8] = [0x61, 0, 0x0A, 0, 0xE9, 0, 0x34, 0xD8, 0x1E, 0xDD, 0x0A, 0]
        let big: [UInt8] = [0, 0x61, 0, 0x0A, 0, 0xE9]
        for chunkLimit in [1, 3, 100] {
            for (bytes, encoding, text) in [
                (latin, "latin1", "é€"), (little, "utf-16le", "é𝄞"), (big, "UTF-16BE", "é"),
            ] {
                var folder = folder(bytes, encoding)
                folder.chunkLimit = chunkLimit
                #expect(try folder.read().objects == ["\"\(text)\""])
            }
        }
        #expect(
            try folder([0x61, 0, 0x0A, 0, 0x34, 0xD8, 0x0A, 0], "utf-16").read().problem?.message.contains(
                "lone surrogate") == true)
        #expect(
            try folder([0x61, 0, 0x0A, 0, 0x34], "utf-16").read().problem?.message.contains("inside a character")
                == true)
        #expect(try folder(latin, "shift_jis").read().problem?.code == .unsupported)
        let invalid = try folder(latin, "utf-8").read()
        #expect(
            invalid.problem
                == GraphProblem(
                    .malformed, file: "t.csv", line: 2, "the file is not UTF-8", hint: invalid.problem?.hint))
    }

    @Test func rowsAndCellsHaveALimit() throws {
        let long = String(repeating: "x", count: 1 << 20)
        let folder = CSVWFolder(csv: "a\n\"\(long)\n")
        #expect(try folder.read(termLimit: 1 << 19).problem?.code == .limit)
        #expect(try CSVWFolder(csv: String(repeating: ",", count: 1 << 15)).read().problem?.code == .limit)
    }
}
