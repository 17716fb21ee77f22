import CaseModel
import CaseStore
import CaseTesting
import Testing

/// What one fixture raises: the code it is named after, at one place.
private struct Expectation: Sendable, CustomTestStringConvertible {
    let code: FindingCode
    let place: Place
    /// How often: some faults are seen from both sides.
    var places: [Place] { [place] + others }
    var others: [Place] = []
    var make: (@Sendable (TemporaryDirectory) throws -> String)?

    init(_ code: FindingCode, _ place: Place, others: [Place] = []) {
        self.code = code
        self.place = place
        self.others = others
    }

    /// A fault that no directory of small files can have.
    init(_ code: FindingCode, _ place: Place, make: @escaping @Sendable (TemporaryDirectory) throws -> String) {
        self.init(code, place)
        self.make = make
    }

    var testDescription: String { code.name }
}

private func cell(_ table: String, _ record: String, _ column: String?, line: Int) -> Place {
    Place(table: table, record: record, column: column, row: line - 1, file: table + ".csv", line: line)
}

private func file(_ table: String, _ column: String? = nil, line: Int, form: String = "csv") -> Place {
    Place(table: table, column: column, file: "\(table).\(form)", line: line)
}

private let expectations: [Expectation] = [
    Expectation(.metadataInvalid, Place(table: "dataset", column: "titel", file: "dataset.json")),
    Expectation(.schemaInvalid, Place(file: "csv-metadata.json")),
    Expectation(.unknownFile, Place(file: "people.csv")),
    Expectation(.duplicateFile, Place(table: "persons", file: "persons.ndjson")),
    Expectation(.missingHeader, file("persons", line: 1)),
    Expectation(.headerColumn, file("persons", "nickname", line: 1)),
    Expectation(.missingColumn, file("persons", "name", line: 1)),
    Expectation(.rowWidth, file("persons", line: 3)),
    Expectation(.csvSyntax, file("persons", line: 3)),
    Expectation(.lineEnds, file("persons", line: 1)),
    Expectation(.byteOrderMark, file("persons", line: 1)),
    Expectation(.jsonSyntax, file("persons", line: 2, form: "ndjson")),
    Expectation(.databaseUnreadable, Place(file: "cases.sqlite")) { directory in
        try directory.write(String(repeating: "not a database ", count: 100), to: "cases.sqlite")
    },
    Expectation(.unmappedColumn, Place(table: "persons", column: "nickname")) { directory in
        try database(in: directory).execute("ALTER TABLE persons ADD COLUMN nickname TEXT")
        return directory("cases.sqlite")
    },
    Expectation(.missingTable, Place(table: "dataset")) { directory in
        try database(in: directory).execute("DROP TABLE dataset")
        return directory("cases.sqlite")
    },
    Expectation(.invalidUTF8, cell("persons", "per_1", "name", line: 2)),
    Expectation(.forbiddenCharacter, cell("persons", "per_1", "name", line: 2)),
    Expectation(.notNormalized, cell("persons", "per_1", "name", line: 2)),
    Expectation(.valueTooLong, cell("persons", "per_1", "description", line: 2)) { directory in
        try directory.write(try TestFile.read(Fixtures.path("base/dataset.json")), to: "dataset.json")
        let text = String(repeating: "long ", count: (8 << 20) / 5 + 1)
        try directory.write("id,name,description\nper_1,Ada Example,\(text)\n", to: "persons.csv")
        return directory.path
    },
    Expectation(
        .requiredValue,
        Place(table: "persons", record: "per_2", column: "name", row: 2, file: "persons.csv", line: 3)),
    Expectation(.invalidValue, cell("persons", "per_1", "born", line: 2)),
    Expectation(.valueNotCanonical, cell("persons", "per_1", "living", line: 2)),
    Expectation(.derivedValue, cell("persons", "per_1", "born_latest", line: 2)),
    Expectation(.idPrefix, cell("persons", "org_1", "id", line: 2)),
    Expectation(.duplicateKey, Place(table: "persons", record: "per_1", file: "persons.csv", line: 4)),
    Expectation(.unresolvedReference, cell("persons", "per_1", "merged_into_id", line: 2)),
    Expectation(.referenceTable, cell("persons", "per_1", "merged_into_id", line: 2)),
    Expectation(.unknownCode, cell("persons", "per_1", "gender", line: 2)),
    Expectation(
        .cycle, cell("places", "plc_1", "within_id", line: 2), others: [cell("places", "plc_2", "within_id", line: 3)]),
    Expectation(.intervalOrder, cell("persons", "per_1", "died", line: 2)),
    Expectation(.exactlyOne, cell("statements", "stm_1", nil, line: 2)),
    Expectation(.datasetRow, Place(table: "dataset")),
    Expectation(.effectPair, cell("outcomes", "out_2", "effect_on_id", line: 3)),
    Expectation(.effectCase, cell("outcomes", "out_2", "effect_on_id", line: 3)),
    Expectation(.effectOrder, cell("outcomes", "out_2", "decided", line: 3)),
    Expectation(.unknownProperty, cell("statements", "stm_1", "property", line: 2)),
    Expectation(.unsupportedStatement, cell("statements", "stm_2", nil, line: 3)),
    Expectation(
        .preferredTwice, cell("statements", "stm_1", "rank", line: 2),
        others: [cell("statements", "stm_2", "rank", line: 3)]),
    Expectation(.preferredDiffers, cell("statements", "stm_1", "value", line: 2)),
    Expectation(.undisputedDifference, cell("statements", "stm_2", "value", line: 3)),
    Expectation(.fileMissing, cell("files", "fil_1", "path", line: 2)),
    Expectation(.fileSize, cell("files", "fil_1", "byte_count", line: 2)),
    Expectation(.fileDigest, cell("files", "fil_1", "sha256", line: 2)),
    Expectation(.tombstoneLive, cell("persons", "per_1", nil, line: 2)),
    Expectation(.accessField, cell("access_rules", "acc_1", "field", line: 2)),
]

/// A database with nothing wrong: the model's own tables, and the dataset's row.
private func database(in directory: TemporaryDirectory) throws -> SQLiteFile {
    let file = try SQLiteFile(directory("cases.sqlite"))
    try file.execute(SQLWriter.script(.standard, dialect: .sqlite))
    try file.insert(
        [["https://example.org/fixture/", "A fixture", "en", "Nobody", "CC0-1.0"]], into: "dataset",
        columns: ["base", "title", "language", "publisher", "licence"])
    return file
}

@Suite struct FindingFixtureTests {
    /// The findings of a check, whether the dataset could be read or not.
    private func findings(at path: String) async throws -> FindingList {
        do {
            return try await datasetStore(at: path).check()
        } catch let problem as StoreProblem {
            var list = FindingList()
            list.append(try #require(problem.finding, "\(problem)"))
            return list
        }
    }

    @Test func everyCodeHasAFixture() throws {
        // A server's policies are in PostgreSQLStoreTests; the scan for what is withheld is that of a release.
        #expect(expectations.map(\.code) == FindingCode.all.filter { ![.rowSecurity, .withheldValue].contains($0) })
        let folders = try TestFile.names(in: Fixtures.path("findings"))
        #expect(Set(folders) == Set(expectations.filter { $0.make == nil }.map(\.code.name)))
    }

    @Test(arguments: expectations)
    private func fixtureRaisesItsCodeAndNoOther(_ expectation: Expectation) async throws {
        let directory = try TemporaryDirectory()
        let path = try expectation.make?(directory) ?? Fixtures.path("findings/" + expectation.code.name)
        let found = try await findings(at: path)
        #expect(found.counts == [expectation.code: expectation.places.count])
        let places = found.findings.map { finding in
            var place = finding.place
            if place.file?.hasPrefix(directory.path) == true {
                place.file = String(place.file!.dropFirst(directory.path.count + 1))
            }
            return place
        }
        #expect(places == expectation.places)
        for finding in found.findings {
            #expect(!finding.message.isEmpty && !finding.hint.isEmpty)
            #expect(finding.severity == expectation.code.severity)
        }
        let warnings: Set<FindingCode> = [.unknownFile, .byteOrderMark, .unmappedColumn, .notNormalized]
        #expect(found.isFit == warnings.contains(expectation.code))
    }

    @Test func baseHasNoFindings() async throws {
        #expect(try await findings(at: Fixtures.path("base")).findings == [])
    }

    @Test func anEmptyDatabaseOfOurTablesHasNoFindings() async throws {
        let directory = try TemporaryDirectory()
        _ = try database(in: directory)
        #expect(try await findings(at: directory("cases.sqlite")).findings == [])
    }
}
