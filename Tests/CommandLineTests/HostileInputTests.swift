import CaseTesting
import Foundation
import Testing

/// Input that somebody made to break the tool: a clear finding, bounded memory, and no write or read out of bounds.
@Suite(.serialized) struct HostileInputTests {
    private let dataset: ExampleDataset

    init() throws { dataset = try ExampleDataset() }

    private static let memoryLimit = 256 << 20
    private let header = "id,name,born,died,gender,living,public_role,description,merged_into_id,access,updated\n"

    @Test func longCells() throws {
        let long = String(repeating: "x", count: 9 << 20)
        try dataset.append("per_9998,Somebody,,,,,,\(long),,,", to: "persons.csv")
        try dataset.append("per_9999,\(long),,,,,,,,,", to: "persons.csv")
        let refusal = try Refusal(dataset)
        refusal.expectFinding("value-too-long", at: "persons.csv:25, record per_9998, column description")
        refusal.expectFinding("value-too-long", at: "persons.csv:26, record per_9999, column name")
        #expect(refusal.run.text.utf8.count < 10_000)
        #expect(refusal.run.peakMemory < Self.memoryLimit)
    }

    @Test func longID() throws {
        try dataset.append(String(repeating: "x", count: 9 << 20) + ",Somebody,,,,,,,,,", to: "persons.csv")
        let refusal = try Refusal(dataset)
        #expect(refusal.run.exitCode == 65)
        #expect(refusal.run.text.utf8.count < 10_000)
        #expect(refusal.neighbours == [])
    }

    @Test func manyColumns() throws {
        let names = (0..<100_000).map { "column\($0)" }.joined(separator: ",")
        try dataset.write(names + "\n", to: "persons.csv")
        var tool = dataset.tool
        tool.timeout = .seconds(90)
        let refusal = try Refusal(dataset, tool: tool)
        refusal.expectFinding(
            "header-column", at: "persons.csv:1", saying: "the header has 100000 columns, and 2000 are the limit")
        #expect(refusal.run.peakMemory < Self.memoryLimit)
    }

    @Test(arguments: [true, false])
    func millionsOfCells(isInHeader: Bool) throws {
        let commas = String(repeating: ",", count: 60_000_000)
        try dataset.write(isInHeader ? commas + "\n" : header + commas + "\n", to: "persons.csv")
        var tool = dataset.tool
        tool.timeout = .seconds(90)
        let refusal = try Refusal(dataset, tool: tool)
        #expect(refusal.run.exitCode == 65, "\(refusal.run.text.prefix(500))")
        #expect(refusal.run.standardOutput.contains("persons.csv:\(isInHeader ? 1 : 2)"))
        #expect(refusal.neighbours == [])
        #expect(refusal.run.peakMemory < Self.memoryLimit)
    }

    @Test func endlessRow() throws {
        let path = dataset.file("persons.csv")
        try Data((header + "per_1,\"").utf8).write(to: URL(fileURLWithPath: path))
        // A gigabyte of NUL bytes that takes no room on the disk.
        #expect(truncate(path, 1 << 30) == 0)
        let refusal = try Refusal(dataset)
        refusal.expectFinding("csv-syntax", at: "persons.csv:2", saying: "is longer than 32 MiB")
        #expect(refusal.run.peakMemory < Self.memoryLimit)
    }

    @Test func endlessLine() throws {
        try dataset.remove("persons.csv")
        let path = dataset.file("persons.ndjson")
        try Data("{\"id\":\"".utf8).write(to: URL(fileURLWithPath: path))
        #expect(truncate(path, 1 << 30) == 0)
        let refusal = try Refusal(dataset)
        refusal.expectFinding("json-syntax", at: "persons.ndjson:1", saying: "longer than 32 MiB")
        #expect(refusal.run.peakMemory < Self.memoryLimit)
    }

    @Test(arguments: ["documents", "documents/a.txt", "documents/folder"])
    func linkOutOfTheDocuments(link: String) throws {
        try dataset.scratch.write("secret", to: "outside/a.txt")
        let path = link == "documents/folder" ? "folder/a.txt" : "a.txt"
        if link != "documents" { try dataset.scratch.write("", to: "cases/documents/other.txt") }
        try FileManager.default.createSymbolicLink(
            atPath: dataset.file(link),
            withDestinationPath: dataset.scratch(link == "documents/a.txt" ? "outside/a.txt" : "outside"))
        let digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
        try dataset.write(
            "id,document_id,path,media_type,byte_count,sha256\nfil_0001,doc_0001,\(path),text/plain,6,\(digest)\n",
            to: "files.csv")
        try Refusal(dataset).expectFinding(
            "file-missing", at: "files.csv:2, record fil_0001, column path", saying: "is a symbolic link")
    }

    @Test(arguments: ["../outside/a.txt", "/etc/passwd", "a/../../outside/a.txt"])
    func pathOutOfTheDocuments(path: String) throws {
        try dataset.scratch.write("secret", to: "outside/a.txt")
        try dataset.scratch.write("", to: "cases/documents/other.txt")
        let digest = String(repeating: "0", count: 64)
        try dataset.write(
            "id,document_id,path,media_type,byte_count,sha256\nfil_0001,doc_0001,\(path),text/plain,6,\(digest)\n",
            to: "files.csv")
        try Refusal(dataset).expectFinding("invalid-value", at: "files.csv:2, record fil_0001, column path")
    }

    @Test func namesThatControlTheTerminal() throws {
        try dataset.append("per_9999,Somebody,\u{1B}[2J\u{202E}2014,,,,,,,,", to: "persons.csv")
        try dataset.write("id\n", to: "evil\u{1B}[31m.csv")
        let refusal = try Refusal(dataset)
        #expect(refusal.run.exitCode == 65)
        #expect(!refusal.run.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        #expect(refusal.run.standardOutput.contains("evil\\u{1B}[31m.csv"))
    }
}
