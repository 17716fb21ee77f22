import CaseModel
import Testing

@Suite struct FindingTests {
    @Test func codesAreUniqueAndWorded() {
        #expect(Set(FindingCode.all.map(\.name)).count == FindingCode.all.count)
        for code in FindingCode.all {
            #expect(code.name.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == 0x2D }, "\(code.name)")
            #expect(code.summary.hasSuffix(".") && !code.hint.hasSuffix("."), "\(code.name)")
        }
    }

    @Test func places() {
        #expect(Place().description == "dataset")
        #expect(Place(table: "persons").description == "table persons")
        #expect(
            Place(table: "persons", record: "per_3", column: "born", row: 2, file: "persons.csv", line: 12).description
                == "persons.csv:12, record per_3, column born")
        #expect(Place(table: "persons", row: 4).description == "table persons, row 4")
        #expect(
            Place(table: "persons", record: "a\u{1B}[31m\n", column: "\u{202E}").description
                == "table persons, record a\\u{1B}[31m\\u{A}, column \\u{202E}")
    }

    @Test func textInMessagesIsShortAndHarmless() {
        #expect(visible("é🕊 עברית") == "é🕊 עברית")
        #expect(visible("a\0b\u{2028}") == "a\\u{0}b\\u{2028}")
        #expect(visible(String(repeating: "a", count: 61)) == String(repeating: "a", count: 60) + "…")
        #expect(visible(String(repeating: "a", count: 60)).count == 60)
    }

    @Test func listsKeepAHundredOfACode() {
        func list(_ code: FindingCode, _ count: Int) -> FindingList {
            var list = FindingList()
            for row in 0..<count { list.append(Finding(code, at: Place(row: row), "m")) }
            return list
        }
        var joined = list(.cycle, 60)
        joined.append(list(.cycle, 70))
        joined.append(list(.unknownFile, 3))
        joined.count(.cycle, 5)
        #expect(joined.counts == [.cycle: 135, .unknownFile: 3])
        #expect(joined.findings.filter { $0.code == .cycle }.map(\.place.row) == Array(0..<60) + Array(0..<40))
        #expect(joined.total(.error) == 135 && joined.total(.warning) == 3 && !joined.isFit && !joined.lists(.cycle))
        #expect(list(.unknownFile, 200).isFit && FindingList().isEmpty && FindingList().isFit)
        #expect(joined.lists(.unknownFile))
    }

    @Test func descriptionsOfDatasets() {
        func slug(_ base: String) -> String { DatasetDescription(values: ["base": base]).slug }
        #expect(slug("https://example.org/Some-Case/") == "some-case" && slug("https://example.org/a/b#") == "b")
        #expect(slug("https://example.org/") == "example.org" && slug("") == "dataset")
        #expect(DatasetDescription(values: [:]).language == "und")
    }
}
