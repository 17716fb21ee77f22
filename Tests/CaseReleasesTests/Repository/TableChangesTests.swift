import CaseArchive
import CaseFiles
import CaseModel
import CaseReleases
import CaseStore
import CaseTesting
import Testing

/// What changed between two releases.
@Suite struct TableChangesTests {
    typealias Change = ReleaseRecord.TableChange

    @Test func rowsAreAddedChangedAndRemoved() throws {
        let old = HandmadeRelease([
            "persons": [["id": "per_1", "name": "A"], ["id": "per_10", "name": "B"], ["id": "per_2", "name": "C"]]
        ])
        var new = old
        new.rows["persons"] = [
            ["id": "per_1", "name": "A"], ["id": "per_10", "name": "b"], ["id": "per_1a", "name": "D"],
        ]
        let comparison = try Comparison(old, new)
        #expect(comparison.table("persons") == Change(table: "persons", rowCount: 3, added: 1, changed: 1, removed: 1))
        #expect(comparison.table("dataset") == Change(table: "dataset", rowCount: 1, added: 0, changed: 0, removed: 0))
        // In canonical order: a digit comes before what ends here, and a letter behind it.
        let text = """
            table,id,change,action,reason\r
            persons,per_10,changed,,\r
            persons,per_1a,added,,\r
            persons,per_2,removed,,\r

            """
        #expect(String(decoding: comparison.bytes, as: UTF8.self) == text)
    }

    @Test func nothingChanged() throws {
        let release = HandmadeRelease(["persons": [["id": "per_1", "name": "A"]]])
        let comparison = try Comparison(release, release)
        #expect(String(decoding: comparison.bytes, as: UTF8.self) == "table,id,change,action,reason\r\n")
        #expect(comparison.changes.counts.isEmpty)
    }

    // MARK: Reasons

    @Test func revisionsSayWhy() throws {
        var old = HandmadeRelease(["persons": (1...5).map { ["id": "per_\($0)", "name": "A"] }])
        func revision(_ number: Int, _ record: String, _ action: String, _ reason: String) -> [String: String] {
            ["id": "rev_\(number)", "record": record, "action": action, "reason": reason]
        }
        old.rows["revisions"] = [
            revision(1, "per_1", "create", "first-entry"), revision(2, "per_2", "retract", "policy"),
        ]
        var new = old
        new.rows["persons"] = [
            ["id": "per_1", "name": "B"], ["id": "per_2", "name": "B"], ["id": "per_3", "name": "B"],
            ["id": "per_4", "name": "A"], ["id": "per_6", "name": "A"],
        ]
        new.rows["revisions"]? += [
            revision(3, "per_5", "erase", "erasure-request"), revision(4, "per_1", "correct", "transcription-error"),
            revision(5, "per_1", "correct", "new-source"), revision(6, "per_1", "correct", "new-source"),
            revision(7, "per_6", "create", ""), revision(8, "per_4", "correct", "policy"),
            revision(9, "nothing", "merge", "duplicate"),
        ]
        let comparison = try Comparison(old, new)
        #expect(
            comparison.lines.filter { $0[0] == "persons" } == [
                ["persons", "per_1", "changed", "correct", "new-source"],
                ["persons", "per_1", "changed", "correct", "transcription-error"],
                ["persons", "per_2", "changed", "", ""], ["persons", "per_3", "changed", "", ""],
                ["persons", "per_5", "removed", "erase", "erasure-request"],
                ["persons", "per_6", "added", "create", ""],
            ])
        #expect(comparison.table("persons") == Change(table: "persons", rowCount: 5, added: 1, changed: 3, removed: 1))
        #expect(comparison.lines.filter { $0[0] == "revisions" }.map { $0[2] } == Array(repeating: "added", count: 7))
        let counts = comparison.changes.counts.filter { $0.table == "persons" }
        #expect(counts.map(\.count) == [1, 2, 1, 1, 1])
        #expect(counts.map(\.action) == ["create", "", "correct", "correct", "erase"])
        #expect(counts.map(\.change) == [.added, .changed, .changed, .changed, .removed])
    }

    @Test func theSummaryIsWrittenAsJSON() throws {
        let old = HandmadeRelease(["persons": [["id": "per_1", "name": "A"]]])
        var new = old
        new.rows["persons"] = [["id": "per_1", "name": "B"]]
        new.rows["revisions"] = [["id": "rev_1", "record": "per_1", "action": "correct"]]
        let document = try Comparison(old, new).changes.document(release: "r2", previous: "r1")
        let text = """
            {
              "release": "r2",
              "previous": "r1",
              "rows": 3,
              "added": 1,
              "changed": 1,
              "removed": 0,
              "tables": [
                {
                  "table": "dataset",
                  "rows": 1,
                  "added": 0,
                  "changed": 0,
                  "removed": 0
                },
                {
                  "table": "persons",
                  "rows": 1,
                  "added": 0,
                  "changed": 1,
                  "removed": 0
                },
                {
                  "table": "revisions",
                  "rows": 1,
                  "added": 1,
                  "changed": 0,
                  "removed": 0
                }
              ],
              "changes": [
                {
                  "table": "persons",
                  "change": "changed",
                  "action": "correct",
                  "rows": 1
                },
                {
                  "table": "revisions",
                  "change": "added",
                  "rows": 1
                }
              ]
            }

            """
        #expect(String(decoding: document.pretty(), as: UTF8.self) == text)
    }

    // MARK: Tables, columns, cells

    @Test func aTableMayBeInOneOfTheTwo() throws {
        let old = HandmadeRelease(["events": [["id": "evt_1", "title": "A"]]])
        let new = HandmadeRelease(["persons": [["id": "per_1", "name": "A"], ["id": "per_2"]]])
        let comparison = try Comparison(old, new)
        #expect(comparison.table("events") == Change(table: "events", rowCount: 0, added: 0, changed: 0, removed: 1))
        #expect(comparison.table("persons") == Change(table: "persons", rowCount: 2, added: 2, changed: 0, removed: 0))
        // Behind those that the later release has.
        #expect(comparison.changes.tables.last?.table == "events")
        #expect(comparison.lines.map { $0[1] } == ["evt_1", "per_1", "per_2"])
    }

    @Test func columnsAreComparedByTheirNames() throws {
        func schema(_ names: [String]) -> Schema {
            let columns = names.map {
                Column(name: $0, kind: .text, property: "https://example.org/\($0)", documentation: "A text.")
            }
            let table = Table(
                name: "extras", key: .id(prefix: "xtr"), classIRI: "https://example.org/Extra",
                documentation: "A table of the dataset's own.",
                columns: [.recordID] + columns
                    + (Schema.standard.table(named: "persons")?.columns.suffix(2) ?? []))
            return Schema(tables: Schema.standard.tables + [table])
        }
        let rows = [
            ["id": "xtr_1", "a": "1", "b": "2"], ["id": "xtr_2", "a": "1", "c": "3"], ["id": "xtr_3", "a": "1"],
            ["id": "xtr_4", "a": "1", "b": ""],
        ]
        var old = HandmadeRelease(["extras": rows])
        old.schema = schema(["a", "b"])
        var new = HandmadeRelease(["extras": rows])
        new.schema = schema(["c", "a"])
        let comparison = try Comparison(old, new)
        // The first had b, and the second has c; the others have neither.
        #expect(comparison.lines == [["extras", "xtr_1", "changed", "", ""], ["extras", "xtr_2", "changed", "", ""]])
    }

    @Test func aColumnThatIsLackingIsEmpty() throws {
        var old = HandmadeRelease(["persons": [["id": "per_1", "died": "1990"], ["id": "per_2"]]])
        let new = old
        old.lacking["persons"] = ["died"]
        #expect(try Comparison(old, new).lines.map { $0[1] } == ["per_1"])
        #expect(try Comparison(new, old).lines.map { $0[1] } == ["per_1"])
        // Although a cell that is left out means something in this one.
        old.lacking["persons"] = ["access"]
        #expect(try Comparison(old, new).table("persons")?.changed == 2)
    }

    @Test func derivedColumnsCount() throws {
        let old = HandmadeRelease(["persons": [["id": "per_1", "born": "1980", "born_earliest": "1980-01-01"]]])
        var new = old
        new.rows["persons"]?[0]["born_earliest"] = "1980-01-02"
        let table = try #require(try Comparison(old, new).table("persons"))
        #expect(table.changed == 1)
        new = old
        new.lacking["persons"] = ["born_earliest", "born_latest"]
        #expect(try Comparison(old, new).table("persons")?.changed == 1)
    }

    @Test func cellsMayHoldLineEndsAndIdsMayNeedQuotes() throws {
        let old = HandmadeRelease([
            "persons": [
                ["id": "per_1", "name": "a\r\nb, \"c\""], ["id": "per_2", "name": "a\nb"],
                ["id": "per_\"3\",x", "name": "A"], ["id": "per_ä ", "name": "A"],
            ]
        ])
        var new = old
        new.rows["persons"] = [
            ["id": "per_1", "name": "a\r\nb, \"c\""], ["id": "per_2", "name": "a\r\nb"],
            ["id": "per_\"3\",x", "name": "B"],
        ]
        let comparison = try Comparison(old, new)
        #expect(
            comparison.lines == [
                ["persons", "per_\"3\",x", "changed", "", ""], ["persons", "per_2", "changed", "", ""],
                ["persons", "per_ä ", "removed", "", ""],
            ])
        let text = String(decoding: comparison.bytes, as: UTF8.self)
        #expect(text.contains("\r\npersons,\"per_\"\"3\"\",x\",changed,,\r\n") && text.contains(",\"per_ä \","))
    }

    @Test func conceptsAreKnownBySchemeAndCode() throws {
        let old = HandmadeRelease([
            "concepts": [
                ["scheme": "role", "code": "a", "label": "A"], ["scheme": "role", "code": "b", "label": "B"],
                ["scheme": "role-2", "code": "a", "label": "A"],
            ],
            "revisions": [],
        ])
        var new = old
        new.rows["concepts"]?[1]["label"] = "b"
        new.rows["concepts"]?.removeFirst()
        new.rows["revisions"] = [["id": "rev_1", "record": "role/b", "action": "correct", "reason": "policy"]]
        let comparison = try Comparison(old, new)
        #expect(
            comparison.lines.prefix(2) == [
                ["concepts", "role/a", "removed", "", ""], ["concepts", "role/b", "changed", "correct", "policy"],
            ])
    }

    @Test func theDatasetIsOneRow() throws {
        let old = HandmadeRelease()
        var new = old
        new.rows["dataset"]?[0]["title"] = "Other cases"
        let comparison = try Comparison(old, new)
        #expect(comparison.lines == [["dataset", "https://example.org/cases/", "changed", "", ""]])
        #expect(comparison.changes.tables == [Change(table: "dataset", rowCount: 1, added: 0, changed: 1, removed: 0)])
    }

    // MARK: What cannot be compared

    private static func reason(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? NotCompared)?.description ?? "\(type(of: error))" }
    }

    @Test func aReleaseWithoutCSVIsSaidToHaveNone() throws {
        let directory = try TemporaryDirectory()
        var bag = TestBag()
        bag.payload = ["ndjson/persons.ndjson": []]
        let path = try bag.write(to: directory)
        #expect(
            Self.reason { _ = try ReleaseTables(path) }
                == "\(path) has no tables as csv: there is no data/csv/csv-metadata.json in it")
        try directory.write("", to: "empty/none.txt")
        #expect(Self.reason { _ = try ReleaseTables(directory("empty")) } == "\(directory("empty")) holds no bag")
        try directory.write("nothing", to: "file")
        #expect(Self.reason { _ = try ReleaseTables(directory("file")) }?.contains("no directory, zip, tar") == true)
        #expect(Self.reason { _ = try ReleaseTables(directory("nowhere")) } == "FileProblem")
    }

    @Test(arguments: [
        ("data/csv/persons.csv", "per_1,", "per_3,", "which it comes before"),
        ("data/csv/persons.csv", "per_1,", "per_2,", "the key is there already"),
        ("data/csv/persons.csv", "per_1,", "per_1,,", "cells"),
        ("data/csv/persons.csv", "per_1,", "\"per_1\"x,", "quote"),
        ("data/csv/csv-metadata.json", "{", "[", "not JSON"),
        ("data/csv/csv-metadata.json", "tables", "tabelle", "tables"),
    ]) func aTableThatIsNotAsItWasWrittenIsNotCompared(
        _ file: String, _ text: String, _ other: String, _ message: String
    ) throws {
        let directory = try TemporaryDirectory()
        let release = HandmadeRelease(["persons": [["id": "per_1", "name": "A"], ["id": "per_2", "name": "B"]]])
        let old = try release.write(to: directory, as: "old")
        let new = try release.write(to: directory, as: "new")
        let bytes = String(decoding: try directory.read("new/" + file), as: UTF8.self)
        try directory.write(bytes.replacing(text, with: other, maxReplacements: 1), to: "new/" + file)
        let reason = Self.reason { _ = try Comparison(old, new) }
        #expect(reason?.contains(message) == true, "\(reason ?? "compared")")
    }

    @Test func aTableThatIsDescribedAndGoneIsNotCompared() throws {
        let directory = try TemporaryDirectory()
        let path = try HandmadeRelease(["persons": []]).write(to: directory, as: "bag")
        try TestFile.remove(path + "/data/csv/persons.csv")
        #expect(Self.reason { _ = try ReleaseTables(path) }?.contains("persons.csv") == true)
    }

    @Test func whatCannotBeWrittenIsThrown() throws {
        struct Full: Error {}
        let directory = try TemporaryDirectory()
        let path = try HandmadeRelease().write(to: directory, as: "bag")
        #expect(throws: Full.self) {
            try TableChanges(from: ReleaseTables(path), to: ReleaseTables(path)) { _ in throw Full() }
        }
    }

    // MARK: Releases as they are made

    @Test func aFirstReleaseHasRowsAndNoChanges() throws {
        let directory = try TemporaryDirectory()
        let release = HandmadeRelease(["persons": [["id": "per_1"], ["id": "per_2"]]])
        let changes = try TableChanges(first: ReleaseTables(release.write(to: directory, as: "bag")))
        #expect(changes.tables == [Change(table: "dataset", rowCount: 1), Change(table: "persons", rowCount: 2)])
        #expect(changes.counts.isEmpty)
    }

    /// The reference case, changed, in every container.
    @Test(arguments: ["zip", "tar", "tar.gz", "directory"]) func everyContainerIsRead(_ ending: String) async throws {
        let example = try ExampleDataset()
        let output = try TemporaryDirectory()
        func path(_ name: String) -> String { output(ending == "directory" ? name : "\(name).\(ending)") }
        let first = try await bundle(DirectoryStore(path: example.path), .small, to: path("old"))
        try #require(first.isPublished)
        try example.append(
            "rev_9999,plc_0001,2026-11-21T00:00:00Z,archivist,correct,new-source,,,", to: "revisions.csv")
        try example.change(line: 2, of: "places.csv") { line in
            let cells = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
            line = [cells[0], "Elsewhere", cells[2]].joined(separator: ",")
        }
        let second = try await bundle(DirectoryStore(path: example.path), .small, to: path("new"))
        try #require(second.isPublished, "\(second.run.findings.findings)")
        let comparison = try Comparison(path("old"), path("new"))
        #expect(
            comparison.lines == [
                ["places", "plc_0001", "changed", "correct", "new-source"], ["revisions", "rev_9999", "added", "", ""],
            ])
        #expect(comparison.changes.tables.reduce(0) { $0 + $1.rowCount } > 100)
        withExtendedLifetime((example, output)) {}
    }

    // MARK: Against the obvious way

    /// The changes as two dictionaries give them.
    private static func naive(_ old: HandmadeRelease, _ new: HandmadeRelease) -> [[String]] {
        func rows(_ release: HandmadeRelease, _ table: String) -> [String: [String: String]] {
            // Where nothing is said of a record's access, it is public.
            let columns = Schema.standard.table(named: table)?.columns ?? []
            let defaults = columns.compactMap { column in column.defaultValue.map { (column.name, $0) } }
            let pairs = (release.rows[table] ?? []).map { row in
                let stated = row.filter { !$0.value.isEmpty }
                return (HandmadeRelease.key(row, of: table), stated.merging(defaults) { stated, _ in stated })
            }
            return Dictionary(pairs, uniquingKeysWith: { $1 })
        }
        let known = rows(old, "revisions")
        var reasons: [String: Set<[String]>] = [:]
        for (id, row) in rows(new, "revisions") where known[id] == nil {
            reasons[row["record"] ?? "", default: []].insert([row["action"] ?? "", row["reason"] ?? ""])
        }
        var lines: [[String]] = []
        for table in Set(old.rows.keys).union(new.rows.keys).sorted() {
            let (before, after) = (rows(old, table), rows(new, table))
            for key in Set(before.keys).union(after.keys).sorted(by: HandmadeRelease.precedes)
            where before[key] != after[key] {
                let change = before[key] == nil ? "added" : after[key] == nil ? "removed" : "changed"
                for reason in (reasons[key] ?? [["", ""]]).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                    lines.append([table, key, change] + reason)
                }
            }
        }
        return lines
    }

    @Test(arguments: UInt64(1)...12) func randomEditsAreFound(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let dataset = RandomDataset(seed: seed, rowsPerTable: 60)
        var old = HandmadeRelease()
        for table in Schema.standard.tables {
            old.rows[table.name] = (dataset.rows[table.name] ?? []).map { row in
                Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), row))
            }
        }
        var new = old
        for table in Schema.standard.tables {
            if table.key != .dataset, generator.oneIn(12) {
                // Sometimes a table is in one of them only.
                if generator.oneIn(2) { old.rows[table.name] = nil } else { new.rows[table.name] = nil }
                continue
            }
            let keys = table.key == .concept ? ["scheme", "code"] : table.key == .dataset ? ["base"] : ["id"]
            for place in (old.rows[table.name] ?? []).indices.reversed() {
                guard var row = new.rows[table.name]?[place] else { continue }
                switch Int.random(in: 0..<10, using: &generator) {
                case 0 where table.key != .dataset: new.rows[table.name]?.remove(at: place)
                case 1:
                    let column = generator.pick(table.columns.map(\.name).filter { !keys.contains($0) })
                    row[column] = generator.pick(["", "x", "a, \"b\"\r\nc", row[column] ?? ""])
                    new.rows[table.name]?[place] = row
                case 2 where table.key != .dataset:
                    row[keys.last ?? ""]? += generator.pick(["0", "a", "-", "é"])
                    let isNew = !(new.rows[table.name] ?? []).contains {
                        HandmadeRelease.key($0, of: table.name) == HandmadeRelease.key(row, of: table.name)
                    }
                    if isNew { new.rows[table.name]?.append(row) }
                default: break
                }
            }
        }
        let records = old.rows.flatMap { table, rows in rows.map { HandmadeRelease.key($0, of: table) } }
        for number in 0..<400 where new.rows["revisions"] != nil {
            new.rows["revisions"]?.append([
                "id": "rev_new\(number)", "record": generator.pick(records),
                "action": generator.pick(["correct", "erase"]), "reason": generator.pick(["", "policy"]),
            ])
        }
        let comparison = try Comparison(old, new)
        let expected = Self.naive(old, new)
        #expect(comparison.lines == expected, "seed \(seed)")
        #expect(expected.count > 50)
        for table in comparison.changes.tables {
            let rows = Set(expected.filter { $0[0] == table.table }.map { [$0[1], $0[2]] })
            func count(_ change: String) -> Int { rows.count { $0[1] == change } }
            let expected = Change(
                table: table.table, rowCount: new.rows[table.table]?.count ?? 0, added: count("added"),
                changed: count("changed"), removed: count("removed"))
            #expect(table == expected, "seed \(seed)")
        }
        #expect(comparison.changes.counts.reduce(0) { $0 + $1.count } == expected.count, "seed \(seed)")
    }
}
