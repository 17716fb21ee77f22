import CaseTesting
import Foundation
import Testing

/// What a message says beyond what is wrong: the cause and not its consequences, and what may have been meant.
@Suite struct HelpfulMessageTests {
    private let dataset: ExampleDataset

    init() throws { dataset = try ExampleDataset() }

    private func findings() throws -> [String] {
        try dataset.tool.run("check", "cases").standardOutput.split(separator: "\n").map(String.init)
    }

    @Test func semicolons() throws {
        try dataset.change(line: 1, of: "persons.csv") { $0 = $0.replacingOccurrences(of: ",", with: ";") }
        #expect(try findings().contains { $0.contains("not by semicolons") })
    }

    @Test func spaceInAHeader() throws {
        try dataset.change(line: 1, of: "persons.csv") { $0 = $0.replacingOccurrences(of: ",born", with: ", born") }
        #expect(try findings().contains { $0.contains("has no column \" born\": there is white space around it") })
    }

    @Test func columnThatWasMeant() throws {
        try dataset.change(line: 1, of: "persons.csv") { $0 = $0.replacingOccurrences(of: "gender", with: "gander") }
        #expect(try findings().contains { $0.contains("; did you mean \"gender\"?") })
    }

    @Test func codeThatWasMeant() throws {
        try dataset.change(line: 2, of: "persons.csv") { $0 = $0.replacingOccurrences(of: ",male,", with: ",mal,") }
        #expect(
            try findings().contains {
                $0.hasPrefix("error unknown-code persons.csv:2") && $0.hasSuffix("did you mean \"male\"?")
            })
    }

    @Test func keyThatWasMeant() throws {
        let text = String(decoding: try dataset.bytes(of: "dataset.json"), as: UTF8.self)
        try dataset.write(text.replacingOccurrences(of: "\"licence\"", with: "\"license\""), to: "dataset.json")
        #expect(try findings().contains { $0.contains("did you mean \"licence\"?") })
    }

    /// A table that cannot be read would make every reference into it a finding.
    @Test(arguments: ["persons", "citations", "statements", "concepts"])
    func consequencesAreNotReported(table: String) throws {
        try dataset.write("nonsense\n", to: table + ".csv")
        let codes = Set(try findings().filter { $0.hasPrefix("error") }.map { $0.split(separator: " ")[1] })
        #expect(codes.isSubset(of: ["header-column", "missing-column"]), "\(codes)")
        #expect(codes.contains("header-column"))
    }

    /// A row that is lost hides only what refers into its own table.
    @Test func otherReferencesAreReported() throws {
        try dataset.change(line: 3, of: "persons.csv") { $0 += ",more" }
        try dataset.append(
            "cap_9999,src_9999,,,text/plain,1,\(String(repeating: "0", count: 64)),,,", to: "captures.csv")
        let errors = try findings().filter { $0.hasPrefix("error") }
        #expect(errors.contains { $0.hasPrefix("error row-width persons.csv:3") })
        #expect(errors.contains { $0.hasPrefix("error unresolved-reference captures.csv:") && $0.contains("src_9999") })
        #expect(errors.count == 2, "\(errors)")
    }

    @Test func failureAsJSON() throws {
        let run = try dataset.tool.run("check", "nothing", "--json")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8)) as? [String: Any])
        #expect(object["result"] as? String == "failed")
        let error = try #require(object["error"] as? [String: Any])
        #expect(error["exit"] as? Int == 66 && run.exitCode == 66)
        #expect((error["message"] as? String)?.contains("nothing") == true)
    }

    /// Findings of an import are about a copy that has no name, so they do not name its lines.
    @Test func importNamesRecords() throws {
        try dataset.append("per_0001,A second first person,,,,,,,,,", to: "persons.csv")
        let run = try dataset.tool.run("import", "cases", "--into", "copy")
        #expect(run.exitCode == 65)
        #expect(run.standardOutput.contains("record per_0001"))
        #expect(dataset.neighbours == [])
    }

    @Test func tableWithoutTheDescription() throws {
        let run = try dataset.tool.run("export", "cases", "--to", "csv", "--table", "persons", "--output", "out")
        #expect(run.exitCode == 0)
        #expect(run.standardError.contains("cannot be read back as a dataset"))
    }
}
