import CaseFormats
import CaseModel
import CaseTesting
import Foundation
import Testing

/// What is written comes back, byte for byte, through a reader that shares no code with the writer.
@Suite struct RoundTripTests {
    /// Every text of up to four of the characters that mean something somewhere, in the first, a middle and the last
    /// column of free text.
    private static let texts: [String] = {
        var texts: [String] = []
        var ends = [""]
        for _ in 0..<4 {
            ends = ends.flatMap { end in ["a", ",", ";", "\"", "\r", "\n", " ", "#", "="].map { end + $0 } }
            texts += ends
        }
        return texts
    }()

    private static func rows(_ texts: [String]) -> [[String]] {
        texts.enumerated().map { index, text in
            ["not_\(index)", text, String(text.reversed()), "2014", "1", "0.5", "true", text]
        }
    }

    /// The stored columns' cells of records as `CSVFormat` writes them.
    private func verify(_ records: [[[UInt8]]], hold rows: [[String]], altering: Bool = false) {
        let layout = Torture.layout
        #expect(records.count == rows.count + 1)
        for (record, row) in zip(records.dropFirst(), rows) {
            guard record.count == layout.columns.count else {
                Issue.record("\(record.count) cells in \(row)")
                continue
            }
            for (cell, column) in zip(record, layout.columns) {
                guard case .stored(let index) = column.source else { continue }
                var expected = Array(row[index].utf8)
                if altering, column.column.kind.json != .number, let first = expected.first,
                    Array("=+-@\t\r".utf8).contains(first)
                {
                    expected.insert(0x27, at: 0)
                }
                if cell != expected {
                    Issue.record("\(String(decoding: cell, as: UTF8.self).debugDescription) for \(row)")
                }
            }
        }
    }

    @Test func csv() throws {
        let rows = Self.rows(Self.texts)
        let part = Torture.part(CSVFormat(options: FormatOptions()), rows)
        verify(try StrictCSV.records(part), hold: rows)
    }

    @Test(arguments: [0x2C, 0x3B] as [UInt8]) func excel(delimiter: UInt8) throws {
        var options = FormatOptions()
        options.excelDelimiter = delimiter
        let rows = Self.rows(Self.texts)
        let part = Torture.part(ExcelFormat(options: options), rows)
        #expect(part.prefix(3) == [0xEF, 0xBB, 0xBF])
        verify(try StrictCSV.records(Array(part.dropFirst(3)), delimiter: delimiter), hold: rows, altering: true)
    }

    /// Specials at every place around the sixteen bytes of a step.
    @Test func csvAtEveryPlace() throws {
        var texts: [String] = []
        for special in [",", "\"", "\r", "\n", "🕊️", "\"\"", ""] {
            for before in 0...34 {
                for after in [0, 1, 17] {
                    texts.append(String(repeating: "x", count: before) + special + String(repeating: "y", count: after))
                }
            }
        }
        let rows = Self.rows(texts.filter { !$0.isEmpty })
        verify(try StrictCSV.records(Torture.part(CSVFormat(options: FormatOptions()), rows)), hold: rows)
    }

    /// Quotes stand only where they have to, and around what begins with `#` or begins or ends with a space.
    @Test func quotesOnlyWhereNeeded() {
        for text in Self.texts {
            let (line, _) = Torture.encode(
                CSVFormat(options: FormatOptions()), [["not_1", text, "", "", "", "", "", ""]])
            let isQuoted = line[6] == 0x22 && text.utf8.first != nil
            let needs =
                text.utf8.contains { Array(",\"\r\n".utf8).contains($0) } || text.hasPrefix("#")
                || text.utf8.first == 0x20 || text.utf8.last == 0x20
            #expect(isQuoted == needs, "\(text.debugDescription)")
        }
    }

    @Test func ndjson() throws {
        let rows = Self.rows(Self.texts)
        let part = Torture.part(NDJSONFormat(options: FormatOptions()), rows)
        let lines = part.split(separator: 0x0A)
        #expect(lines.count == rows.count)
        for (line, row) in zip(lines, rows) {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            for name in ["text", "link"] {
                #expect((object[name] as? String).map { Array($0.utf8) } == Array(row[1].utf8))
            }
            #expect(
                object["count"] as? Int == 1 && object["height"] as? Double == 0.5 && object["urgent"] as? Bool == true)
        }
    }

    @Test(arguments: [41, 42, 43] as [UInt64]) func randomTables(seed: UInt64) throws {
        let dataset = RandomDataset(seed: seed)
        for table in dataset.schema.tables {
            let layout = dataset.schema.layout(named: table.name)!
            let rows = dataset.rows[table.name]!
            let format = CSVFormat(options: FormatOptions())
            let part =
                format.prologue(for: layout, of: Torture.exported(layout))
                + Torture.encode(format, rows, of: layout).text
            let records = try StrictCSV.texts(part)
            #expect(records.first == layout.columns.map(\.column.name))
            let stored = layout.columns.indices.filter {
                if case .stored = layout.columns[$0].source { true } else { false }
            }
            for (record, row) in zip(records.dropFirst(), rows) {
                #expect(stored.map { Array(record[$0].utf8) } == row.map { Array($0.utf8) }, "\(table.name)")
            }
            #expect(records.count == rows.count + 1)
        }
    }
}

/// The strict reader refuses what RFC 4180 does not allow: it must not be kinder than others.
@Suite struct StrictCSVTests {
    @Test func reads() throws {
        #expect(
            try StrictCSV.texts(Array("a,\"b\"\"\r\n,\",\r\n\"\",c,\r\n".utf8)) == [
                ["a", "b\"\r\n,", ""], ["", "c", ""],
            ])
        #expect(try StrictCSV.texts([]) == [])
    }

    @Test(arguments: ["a", "a\n", "a\r", "a\rb\r\n", "a\"b\r\n", "\"a", "\"a\"b\r\n", "\"a\r\n", "a,", "\u{0}\n"])
    func refuses(text: String) {
        #expect(throws: StrictCSV.Fault.self) { try StrictCSV.records(Array(text.utf8)) }
    }
}
