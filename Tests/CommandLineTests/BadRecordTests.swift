import CaseTesting
import Foundation
import Testing

/// Tables that are read well, and hold what does not fit together.
@Suite struct BadRecordTests {
    private let dataset: ExampleDataset

    init() throws { dataset = try ExampleDataset() }

    @Test func danglingReference() throws {
        try dataset.change(line: 2, of: "events.csv") { $0 = $0.replacingOccurrences(of: "plc_0015", with: "plc_9999") }
        try Refusal(dataset).expectFinding(
            "unresolved-reference", at: "events.csv:2, record evt_0001, column place_id",
            saying: "there is no record \"plc_9999\"")
    }

    @Test func cycle() throws {
        // Line 3 is a part of the organization on line 2.
        try dataset.change(line: 2, of: "organizations.csv") {
            $0 = "org_0001,Metropolitan Police,police-force,,,,org_0002,,,,"
        }
        let refusal = try Refusal(dataset)
        refusal.expectFinding("cycle", at: "organizations.csv:2, record org_0001, column part_of_id")
        refusal.expectFinding("cycle", at: "organizations.csv:3, record org_0002, column part_of_id")
    }

    @Test func twoRowsWithOneKey() throws {
        try dataset.append("per_0001,Somebody else,,,,,,,,,", to: "persons.csv")
        let last = String(decoding: try dataset.bytes(of: "persons.csv"), as: UTF8.self).split(separator: "\n").count
        try Refusal(dataset).expectFinding("duplicate-key", at: "persons.csv:\(last), record per_0001")
    }

    @Test(arguments: ["2001-02-30", "1900-02-29", "2014-13", "2014-06-31", "24-06-2014"])
    func dateThatDoesNotExist(date: String) throws {
        try dataset.append("per_9999,Somebody,\(date),,,,,,,,", to: "persons.csv")
        try Refusal(dataset).expectFinding(
            "invalid-value", at: "persons.csv:25, record per_9999, column born", saying: "\"\(date)\"")
    }

    @Test(arguments: ["per_../../x", "per_/etc", "../../etc/passwd", "per_a\\b", "per_\u{202E}x", "con", "per_a.b"])
    func idWithPathCharacters(id: String) throws {
        try dataset.append("\(id),Somebody,,,,,,,,,", to: "persons.csv")
        try Refusal(dataset).expectFinding("invalid-value", at: "persons.csv:25", saying: "column id")
    }
}
