import CaseArchive
import CaseDisclosure
import CaseModel
import CasePackages
import CaseReleases
import CaseStore
import CaseTesting
import Foundation
import Testing

/// Nothing that is withheld is in any byte of a bundle: looked for here by other means than the bundle's own.
@Suite struct LeakTests {
    private static let instant = "2026-11-22T00:00:00Z"

    private static func profile(_ audience: String) -> Profile {
        var profile = Profile.all
        profile.audience = audience
        return profile
    }

    /// What a dataset withholds, worked out plainly from its rows.
    private struct Expectation {
        /// Ids that a bundle must not have: by their own access, and by rules in force about the whole record.
        var ids: Set<String> = []
        /// Cells that a bundle must not have, by record.
        var fields: [String: Set<String>] = [:]

        init(_ dataset: RestrictedDataset, audience: String) {
            let order = Dictionary(uniqueKeysWithValues: RestrictedDataset.levels.enumerated().map { ($1, $0) })
            func isAbove(_ level: String) -> Bool { order[level.isEmpty ? "public" : level]! > order[audience]! }
            for table in Schema.standard.tables {
                guard let access = table.index(of: "access") else { continue }
                for row in dataset.rows[table.name] ?? [] where isAbove(row[access]) { ids.insert(row[0]) }
            }
            func cell(_ row: [String], _ name: String) -> String { row[Table.accessRules.index(of: name)!] }
            for rule in dataset.rows["access_rules"] ?? [] where isAbove(cell(rule, "level")) {
                let until = cell(rule, "until")
                if !until.isEmpty, until < "2026-11-22", cell(rule, "on_expiry") == "release" { continue }
                if cell(rule, "field").isEmpty {
                    ids.insert(cell(rule, "record_id"))
                } else {
                    fields[cell(rule, "record_id"), default: []].insert(cell(rule, "field"))
                }
            }
        }
    }

    /// Whether a text is one that stands nowhere else in the dataset.
    private static func isTelling(_ text: String) -> Bool { text.contains("mark") }

    private struct Member {
        let path: String
        let bytes: [UInt8]
    }

    private static func members(of path: String) throws -> [Member] {
        var members: [Member] = []
        try ArchiveReader(path).forEachMember { member, content in
            members.append(Member(path: String(decoding: member.path, as: UTF8.self), bytes: try content.bytes()))
        }
        return members
    }

    /// The words of a text that have the form of an id.
    private static func ids(in bytes: [UInt8]) -> Set<String> {
        var ids: Set<String> = []
        let words = bytes.split { byte in
            !(0x30...0x39).contains(byte) && !(0x41...0x5A).contains(byte) && !(0x61...0x7A).contains(byte)
                && byte != 0x5F
        }
        for word in words where word.count > 4 && word[word.startIndex + 3] == 0x5F {
            ids.insert(String(decoding: word, as: UTF8.self))
        }
        return ids
    }

    /// What a bundle gives away of what it must not have; empty where nothing.
    private static func problems(
        _ members: [Member], _ dataset: RestrictedDataset, audience: String, result: BundleResult
    ) throws -> [String] {
        let expected = Expectation(dataset, audience: audience)
        var problems: [String] = []
        var released: [String: [[String]]] = [:]
        for table in Schema.standard.tables where table.prefix != nil {
            let file = members.first { $0.path.hasSuffix("/data/csv/\(table.name).csv") }
            released[table.name] = try file.map { try StrictCSV.texts($0.bytes) }.map { Array($0.dropFirst()) } ?? []
        }
        // What is withheld with it is missing too, and is nowhere else either.
        var missing = expected.ids
        for (table, rows) in dataset.rows {
            let kept = Set(released[table]!.map { $0[0] })
            missing.formUnion(rows.map { $0[0] }.filter { !kept.contains($0) })
            for id in expected.ids.intersection(kept) { problems.append("\(id) is a row of \(table)") }
        }
        // Texts that only stand in what is missing.
        var texts: Set<String> = []
        var disclosed: Set<String> = []
        for table in Schema.standard.tables where table.prefix != nil {
            for row in dataset.rows[table.name] ?? [] {
                for (index, column) in table.columns.enumerated() where !row[index].isEmpty {
                    let isMissing =
                        missing.contains(row[0]) || expected.fields[row[0]]?.contains(column.name) ?? false
                    guard isMissing else {
                        disclosed.insert(row[index])
                        continue
                    }
                    let isText = ["text", "text lang", "url", "path", "sha256"].contains(column.kind.name)
                    if isText, isTelling(row[index]) { texts.insert(row[index]) }
                }
            }
        }
        texts.subtract(disclosed)
        #expect(audience == "sealed" || texts.count > 5)
        for member in members {
            for id in ids(in: member.bytes).union(ids(in: Array(member.path.utf8))) where missing.contains(id) {
                problems.append("\(member.path) has \(id)")
            }
            let text = Data(member.bytes)
            for value in texts where text.range(of: Data(value.utf8)) != nil || member.path.contains(value) {
                problems.append("\(member.path) has \(value)")
            }
        }
        // Counts are those of what is there.
        for table in try #require(result.facts).tables where dataset.rows[table.name] != nil {
            if table.rowCount != released[table.name]!.count { problems.append("\(table.name) has another count") }
        }
        let counted = try #require(result.facts).withheld.records.reduce(0) { $0 + $1.count }
        let gone = dataset.rows.reduce(0) { $0 + $1.value.count } - released.values.reduce(0) { $0 + $1.count }
        if counted != gone { problems.append("\(counted) records are counted as left out, and \(gone) are") }
        return problems
    }

    private static func bundled(
        _ dataset: RestrictedDataset, audience: String, to path: String
    ) async throws -> BundleResult {
        var plan = BundlePlan(profile(audience))
        plan.instant = instant
        // What two random texts share by chance may be seen.
        while true {
            let result = try await bundle(
                try DirectoryStore(path: dataset.directory.path).snapshot(), plan: plan, to: path, replacing: true,
                options: RunOptions())
            guard !result.leaks.isEmpty else { return result }
            try #require(plan.profile.permittedTexts.count < 100, "\(result.leaks.prefix(3))")
            for leak in result.leaks {
                let table = try #require(Schema.standard.table(named: leak.table))
                let row = try #require(dataset.rows[leak.table]?.first { $0[0] == leak.record })
                let text = row[try #require(table.index(of: leak.column))]
                try #require(!isTelling(text) && leak.column != "id", "\(leak)")
                plan.profile.permittedTexts.append(text)
            }
        }
    }

    @Test(arguments: [31, 32, 33] as [UInt64], RestrictedDataset.levels)
    func nothingWithheldIsInABundle(seed: UInt64, audience: String) async throws {
        let dataset = try RestrictedDataset(seed: seed, rowsPerTable: 40, marksTexts: true)
        let output = try TemporaryDirectory()
        let result = try await Self.bundled(dataset, audience: audience, to: output("x.zip"))
        try #require(result.isPublished, "seed \(seed): \(result.run.findings.findings.prefix(3))")
        let members = try Self.members(of: output("x.zip"))
        let problems = try Self.problems(members, dataset, audience: audience, result: result)
        #expect(problems == [], "seed \(seed), \(audience)")
        let withheld = try #require(result.facts).withheld
        #expect(withheld.isEmpty == (audience == "sealed"))
    }

    /// Where the projection leaves things in, the bundle's own search finds them, and so would these tests.
    @Test func aBrokenProjectionIsFound() async throws {
        let dataset = try RestrictedDataset(seed: 31, rowsPerTable: 40, marksTexts: true)
        let output = try TemporaryDirectory()
        let snapshot = try DirectoryStore(path: dataset.directory.path).snapshot()
        let scan = try survey(snapshot, profile: Self.profile("public"), instant: Self.instant).scan
        let container = try ContainerWriter(
            .zip, staging: output("x.zip"), folder: "x", instant: 0, level: 1)
        let package = PackageWriter(container, scan: scan)
        let all = BundlePlan(Self.profile("sealed"))
        var plan = ExportPlan(formats: all.formats)
        // Everything goes to the formats.
        plan.release = try survey(snapshot, profile: Self.profile("sealed"), instant: Self.instant).view
        let result = try await run(snapshot, plan: plan, into: package, options: RunOptions())
        #expect(result.findings.isFit)
        #expect(package.leaks.count > 100)
        #expect(Set(package.leaks.map(\.file)).count > 20)
        let open = try await Self.bundled(dataset, audience: "sealed", to: output("open.zip"))
        let members = try Self.members(of: output("open.zip"))
        #expect(try Self.problems(members, dataset, audience: "public", result: open).count > 100)
    }
}
