import CaseTesting
import Foundation
import Testing

/// Tables whose bytes are not the CSV that they should be.
@Suite struct BadTableTests {
    private let dataset: ExampleDataset

    init() throws { dataset = try ExampleDataset() }

    @Test func emptyFile() throws {
        try dataset.write("", to: "persons.csv")
        try Refusal(dataset).expectFinding("missing-header", at: "persons.csv:1", saying: "the file is empty")
    }

    @Test func wrongHeader() throws {
        try dataset.change(line: 1, of: "persons.csv") { $0 = $0.replacingOccurrences(of: "gender", with: "sex") }
        try Refusal(dataset).expectFinding(
            "header-column", at: "persons.csv:1", saying: "the table persons has no column \"sex\"")
    }

    @Test func missingRequiredColumn() throws {
        try dataset.change(line: 1, of: "persons.csv") { $0 = $0.replacingOccurrences(of: ",name,", with: ",label,") }
        try Refusal(dataset).expectFinding(
            "missing-column", at: "persons.csv:1", saying: "the header has no column name")
    }

    @Test func tooManyCells() throws {
        try dataset.change(line: 3, of: "persons.csv") { $0 += ",more" }
        try Refusal(dataset).expectFinding(
            "row-width", at: "persons.csv:3", saying: "the row has 12 cells, the header has 11")
    }

    @Test func byteOrderMark() throws {
        try dataset.write(Data([0xEF, 0xBB, 0xBF]) + (try dataset.bytes(of: "persons.csv")), to: "persons.csv")
        let refusal = try Refusal(dataset)
        #expect(refusal.run.exitCode == 0)
        #expect(refusal.neighbours == ["export"])
        #expect(
            refusal.run.standardOutput.hasPrefix(
                "warning byte-order-mark persons.csv:1: the file begins with a byte order mark\n"))
        // It is not in the name of the first column.
        let table = try Data(contentsOf: URL(fileURLWithPath: dataset.scratch("export/csv/persons.csv")))
        #expect(table.starts(with: Data("id,name,".utf8)))
    }

    @Test func carriageReturnsAlone() throws {
        let lines = String(decoding: try dataset.bytes(of: "persons.csv"), as: UTF8.self)
        try dataset.write(lines.replacingOccurrences(of: "\n", with: "\r"), to: "persons.csv")
        try Refusal(dataset).expectFinding("line-ends", at: "persons.csv:1", saying: "the line ends with CR alone")
    }

    @Test func nulByte() throws {
        try dataset.change(line: 4, of: "persons.csv") { $0 = $0.replacingOccurrences(of: "a", with: "\0") }
        try Refusal(dataset).expectFinding("forbidden-character", at: "persons.csv:4", saying: "is U+0000")
    }

    @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian], [true, false])
    func utf16(encoding: String.Encoding, hasMark: Bool) throws {
        let text = (hasMark ? "\u{FEFF}" : "") + String(decoding: try dataset.bytes(of: "persons.csv"), as: UTF8.self)
        try dataset.write(try #require(text.data(using: encoding)), to: "persons.csv")
        try Refusal(dataset).expectFinding("invalid-utf8", at: "persons.csv:1", saying: "the file is UTF-16, not UTF-8")
    }

    @Test func latin1() throws {
        try dataset.change(line: 2, of: "persons.csv") { $0 = $0.replacingOccurrences(of: "Walgate", with: "Wælgate") }
        let text = String(decoding: try dataset.bytes(of: "persons.csv"), as: UTF8.self)
        try dataset.write(try #require(text.data(using: .isoLatin1)), to: "persons.csv")
        try Refusal(dataset).expectFinding("invalid-utf8", at: "persons.csv:2, record per_0001, column name")
    }

    @Test func unclosedQuote() throws {
        try dataset.append("per_9999,\"never closed,,,,,,,,,", to: "persons.csv")
        try Refusal(dataset).expectFinding(
            "csv-syntax", at: "persons.csv:26", saying: "the file ends inside quotes; the row begins on line 25")
    }
}
