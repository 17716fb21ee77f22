import CaseFormats
import CaseModel
import CaseReleases
import CaseStore
import CaseTesting
import Foundation
import Testing

/// Whatever a text holds that the model allows, it comes back byte for byte: store → format → store.
@Suite struct TextRoundTripTests {
    private static let pieces =
        RandomText.pieces + [
            "\"", ",", ";", "\r", "\n", "\r\n", "\"\r\n\"", "\t", "\u{85}", "\u{9F}", "\u{2029}", "👩🏽‍⚖️", "שלום, \"עולם\"",
            "#", " ", "\u{A0}", "'", "=SUM(A1)", "\\u0000", "\\", "/", "{}", "[]", "\u{10FFFD}", "x",
        ]

    /// Every pair of pieces, and every piece alone.
    private static let small = pieces.flatMap { a in pieces.map { a + $0 } } + pieces

    private static func random(seed: UInt64) -> [String] {
        var generator = SeededGenerator(seed: seed)
        return (0..<500).map { _ in
            (0..<Int.random(in: 1...40, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }
                .joined()
        }
    }

    private func rows(_ texts: [String]) -> [[String]] {
        let table = Schema.standard.table(named: "persons")!
        let (name, description) = (table.index(of: "name")!, table.index(of: "description")!)
        return texts.enumerated().map { index, text in
            var row = Array(repeating: "", count: table.columns.count)
            row[0] = "per_\(100_000 + index)"
            row[name] = text
            row[description] = text
            return row
        }
    }

    private func expectSurvival(_ texts: [String]) async throws {
        let source = try TemporaryDirectory(dataset: [:])
        let table = Schema.standard.table(named: "persons")!
        try source.write(RandomDataset.csv(table, rows(texts)), to: "persons.csv")
        for type in [CSVFormat.self, NDJSONFormat.self] as [any ExportFormat.Type] {
            let output = try TemporaryDirectory()
            let result = try await export(
                try DirectoryStore(path: source.path).snapshot(),
                plan: ExportPlan(formats: [type.init(options: FormatOptions())]), to: output("out"), replacing: false,
                options: RunOptions())
            try #require(result.findings.isFit, "\(result.findings.findings.prefix(3))")
            let persons = try DirectoryStore(path: output("out/" + type.name)).deliver("persons")
            try #require(persons.rows.count == texts.count)
            for (row, text) in zip(persons.rows, texts) {
                // As bytes: equal texts may be written in several ways.
                #expect(Array(row.cells[table.index(of: "name")!].utf8) == Array(text.utf8))
                #expect(Array(row.cells[table.index(of: "description")!].utf8) == Array(text.utf8))
            }
        }
    }

    @Test func smallProducts() async throws { try await expectSurvival(Self.small) }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func randomTexts(seed: UInt64) async throws { try await expectSurvival(Self.random(seed: seed)) }
}
