import CaseBytes
import CaseDisclosure
import CaseModel
import CaseStore
import CaseTesting
import Testing

/// Looks through bytes in pieces of a size.
func leaks(_ bytes: [UInt8], in scan: LeakScan, file: String = "data/x", pieces size: Int = 1 << 20) -> [Leak] {
    var file = scan.begin(file: file)
    bytes.withUnsafeBytes { whole in
        var start = 0
        while start < whole.count {
            let end = min(start + size, whole.count)
            file.add(UnsafeRawBufferPointer(rebasing: whole[start..<end]))
            start = end
        }
    }
    return file.hits
}

func leaks(_ text: String, in scan: LeakScan, file: String = "data/x", pieces size: Int = 1 << 20) -> [Leak] {
    leaks(Array(text.utf8), in: scan, file: file, pieces: size)
}

/// A scan for what a release of these files leaves out.
func scan(_ files: [String: String], permitting texts: [String] = [], known: [String] = []) throws -> LeakScan? {
    let directory = try TemporaryDirectory(dataset: files)
    let snapshot = try DirectoryStore(path: directory.path).snapshot()
    return try LeakScan(
        try survey(snapshot, for: "public").0, permitting: texts, known: known.map { Array($0.utf8) })
}

/// A scan for the names of persons who are left out: `per_100` and on.
func scan(forNames names: [String]) throws -> LeakScan {
    let rows = names.enumerated().map { ["per_\(100 + $0)", $1, "", "", "", "", "", "", "", "sealed", ""] }
    let csv = String(decoding: RandomDataset.csv(.persons, rows), as: UTF8.self)
    return try #require(try scan(["persons.csv": csv]))
}

@Suite struct IDScanTests {
    private func persons() throws -> LeakScan {
        try #require(try scan(["persons.csv": "id,name,access\nper_1,Abcd,sealed\nper_12,Abcd,\nper_1a,Efgh,sealed\n"]))
    }

    @Test(arguments: [
        "per_1", " per_1,", "<https://e.org/per_1>", "\"per_1\"", ">per_1<", "(per_1)", "per_1\n", "a_per_1", "per_1_a",
        "x\\nper_1\\n", "x%20per_1%20", "x\\u0020per_1", "per_12 per_1 per_12", ":per_1 a", "é per_1é", "per_1%31",
    ]) func anIDIsFound(text: String) throws {
        let found = leaks(text, in: try persons())
        #expect(found.map(\.record) == ["per_1"] && found.map(\.column) == ["id"] && found.map(\.table) == ["persons"])
        let offset = try #require(found.first?.offset)
        #expect(Array(Array(text.utf8)[offset..<(offset + 5)]) == Array("per_1".utf8))
    }

    @Test(arguments: [
        "per_12", "per_10", "xper_1", "1per_1", "per_1b", "per_", "er_1", "Per_1", "per-1", "per_1ab", "_per", "",
        "per_1" + String(repeating: "a", count: 60),
    ]) func aTokenThatOnlyContainsItIsNot(text: String) throws {
        #expect(leaks(text, in: try persons()) == [])
    }

    @Test func theNameOfAFileIsLookedAt() throws {
        let found = leaks("nothing", in: try persons(), file: "data/documents/per_1/x.pdf")
        #expect(found.count == 1 && found[0].offset == nil && found[0].record == "per_1")
        #expect(
            found[0].description
                == "the name of data/documents/per_1/x.pdf: the id of per_1 in persons, which was left out")
    }

    @Test func anIDThatIsPermittedIsNot() throws {
        let scan = try scan(["persons.csv": "id,name,access\nper_1,Abcd,sealed\n"], permitting: ["per_1"])
        #expect(leaks("per_1", in: try #require(scan)) == [])
    }

    @Test func withoutAnythingLeftOutThereIsNoScan() throws {
        #expect(try scan(["persons.csv": "id,name\nper_1,Abcd\n"]) == nil)
    }
}

@Suite struct ValueScanTests {
    static let texts = [
        "Jane Doe", "Zoë & \"Ann\" <Roe>", "a\tb\nc\rd\u{7F}e", "\\back\\slash/es", "O'Neill, 'Ann'", "עברית", "漢字かな",
        "\"\"\"\"", "&<>\"'\\", "100% of 3+4", "https://example.org/a?b=c&d=%20#e", "=1+1", "[x](y)", "A\u{2028}B 12",
        "\"a\"b\"c\"d", "é\u{85}é", "🕊️ dove", "....", "x,y;z",
        "\u{202E}العربية\u{202C}semi;colon🕊️\u{202E}العربية\u{202C}{\"\"|", "\u{202C}semi;colon🕊️ and more",
    ]

    /// How the formats write a text, each by its own code.
    static func forms(of text: String) -> [(String, String)] {
        func written(_ body: (inout ByteBuffer, UnsafeBufferPointer<UInt8>) -> Void) -> String {
            var buffer = ByteBuffer(capacity: text.utf8.count * 8 + 64)
            Array(text.utf8).withUnsafeBufferPointer { body(&buffer, $0) }
            return String(decoding: buffer.array(), as: UTF8.self)
        }
        let csv = written { buffer, bytes in
            var end = buffer.base
            writeCSVQuoted(bytes.baseAddress!, count: bytes.count, to: &end)
            buffer.advance(by: end - buffer.base)
        }
        let formula = written { buffer, bytes in
            var end = buffer.base
            writeCSVQuoted(bytes.baseAddress!, count: bytes.count, prefix: 0x27, to: &end)
            buffer.advance(by: end - buffer.base)
        }
        let xml = written { buffer, bytes in
            var end = buffer.base
            writeEscaped(XMLEscape(), bytes.baseAddress!, count: bytes.count, hasSlack: false, to: &end)
            buffer.advance(by: end - buffer.base)
        }
        let nquads = written { buffer, bytes in
            var end = buffer.base
            writeNQuads(bytes.baseAddress!, count: bytes.count, to: &end)
            buffer.advance(by: end - buffer.base)
        }
        let entities = [
            "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "\r": "\n", "\u{7F}": "\u{FFFD}",
        ]
        let html = text.unicodeScalars.map { scalar -> String in
            switch scalar.value {
            case 0x80..<0xA0: "\u{FFFD}"
            case 0x202A...0x202E: "[U+\(String(scalar.value, radix: 16).uppercased())]"
            default: entities[String(scalar)] ?? String(scalar)
            }
        }.joined()
        var hexadecimal = ""
        for scalar in text.unicodeScalars {
            let value = scalar.value
            let isPlain = value < 0x80 && !"&<>\"'\n\r\t".unicodeScalars.contains(scalar)
            hexadecimal += isPlain || value >= 0x80 ? String(scalar) : "&#x\(String(value, radix: 16));"
        }
        var percent = ""
        var lower = ""
        for byte in text.utf8 {
            let isPlain = isUnreserved(byte)
            let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
            percent += isPlain ? String(UnicodeScalar(byte)) : "%" + digits.uppercased()
            lower += isPlain ? String(UnicodeScalar(byte)) : "%" + digits
        }
        var forms = [
            ("raw", text), ("csv", csv), ("formula", formula), ("json", JSON.string(text).compactText), ("xml", xml),
            ("nquads", nquads), ("html", html), ("percent", percent), ("percent in lower case", lower),
            ("form", percent.replacing("%20", with: "+")),
        ]
        // None of ours; found where four letters or digits stand together.
        if text.utf8.split(whereSeparator: { !isUnreserved($0) }).contains(where: { $0.count >= 4 }) {
            forms.append(("numeric references", hexadecimal))
        }
        return forms
    }

    @Test(arguments: texts) func aValueIsFoundInEveryForm(text: String) throws {
        let scan = try scan(forNames: [text])
        for (form, written) in Self.forms(of: text) {
            for (before, behind) in [
                ("", ""), ("<p>", "</p>"), ("\",\"", "\"\n"), ("x y \\n", "\\n"), ("a=%20", "%20b"),
            ] {
                let found = leaks(before + written + behind, in: scan)
                #expect(found.contains { $0.record == "per_100" && $0.column == "name" }, "\(form): \(written)")
            }
        }
        #expect(leaks("Nothing of the sort is in here, whatever \\n else.", in: scan) == [])
    }

    /// Wherever a piece ends, and however small the pieces are.
    @Test func aValueIsFoundAcrossPieces() throws {
        let scan = try scan(forNames: ["Jane \"J.\" Doe & Söhne", String(repeating: "\"", count: 90) + "long"])
        for (_, written) in Self.forms(of: "Jane \"J.\" Doe & Söhne")
            + Self.forms(of: String(repeating: "\"", count: 90) + "long")
        {
            let text = Array(("…" + written + " per_101 …").utf8)
            let whole = leaks(text, in: scan)
            #expect(whole.count == 2, "\(written)")
            for cut in 0...text.count {
                var file = scan.begin(file: "data/x")
                text[..<cut].withUnsafeBytes { file.add($0) }
                text[cut...].withUnsafeBytes { file.add($0) }
                #expect(file.hits == whole, "cut at \(cut): \(written)")
            }
            for size in [1, 2, 3, 7, 64] {
                #expect(leaks(text, in: scan, pieces: size) == whole, "\(size): \(written)")
            }
        }
    }

    /// Far into a file, at every distance from the end of a piece.
    @Test func aValueIsFoundInAnyPlaceOfLargePieces() throws {
        let scan = try scan(forNames: ["Jane Doe"])
        let filling = Array(repeating: UInt8(0x2E), count: 9000)
        for offset in stride(from: 3000, to: 6000, by: 1) {
            var text = filling
            text.replaceSubrange(offset..<(offset + 8), with: "Jane Doe".utf8)
            let found = leaks(text, in: scan, pieces: 4500)
            #expect(found.map(\.offset) == [offset])
        }
    }

    @Test func aValueIsNotFoundInsideWords() throws {
        let scan = try scan(forNames: ["Anna"])
        for text in ["Annabel", "Susanna", "annA", "Hannah Anna1", "1Anna"] { #expect(leaks(text, in: scan) == []) }
        for text in ["Anna", "Anna's", "(Anna)", "“Anna”", "x\\tAnna", "x%20Anna"] {
            #expect(leaks(text, in: scan).count == 1, "\(text)")
        }
    }

    @Test func ofALongValueTheBeginningIsFound() throws {
        let long = String(repeating: "long text ", count: 20)
        let scan = try scan(forNames: [long])
        #expect(leaks(String(long.prefix(96)) + "…", in: scan).count == 1)
        #expect(leaks(String(long.prefix(95)), in: scan) == [])
    }

    @Test func shortValuesAndPlaceholdersAreNotLookedFor() throws {
        let scan = try scan(forNames: ["Ann", "[withheld]"])
        #expect(leaks("Ann [withheld]", in: scan) == [])
    }

    @Test func aPermittedTextIsPassedOver() throws {
        let files = ["persons.csv": "id,name,access\nper_1,Jane Doe,sealed\nper_2,John Roe,sealed\n"]
        let scan = try #require(try scan(files, permitting: ["Jane Doe"]))
        #expect(leaks("Jane Doe, John Roe", in: scan).map(\.record) == ["per_2"])
    }

    @Test func whatEveryReleaseSaysIsPassedOver() throws {
        let files = ["persons.csv": "id,name,access\nper_1,Jane Doe,sealed\nper_2,documentation,sealed\n"]
        let scan = try #require(try scan(files, known: ["first line\nthe documentation of a table", "per_1"]))
        #expect(leaks("the documentation, Jane Doe, per_1", in: scan).map(\.column) == ["name", "id"])
        #expect(leaks("the documentation", in: try #require(try CaseDisclosureTests.scan(files))).count == 1)
    }

    @Test func allOfAThousandAreFound() throws {
        var generator = SeededGenerator(seed: 5)
        var texts: Set<String> = []
        while texts.count < 1000 {
            let text = RandomText.make(&generator)
            if text.utf8.count >= 4 { texts.insert(text) }
        }
        let all = texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        let scan = try scan(forNames: all)
        for (number, text) in all.enumerated() {
            for (form, written) in Self.forms(of: text) {
                let found = leaks(" " + written + " ", in: scan)
                #expect(found.contains { $0.record == "per_\(100 + number)" }, "\(form) of \(text.debugDescription)")
            }
        }
    }

    @Test func afterAHundredLeaksAFileIsNotLookedAtFurther() throws {
        let scan = try scan(forNames: ["Jane Doe"])
        #expect(leaks(String(repeating: "Jane Doe. ", count: 1000), in: scan).count == FileScan.limit)
    }
}

extension JSON {
    fileprivate var compactText: String { String(decoding: compact(), as: UTF8.self) }
}
