import CaseTesting
import Foundation
import Testing

/// Programs that other people wrote take our bags for what they are.
@Suite struct PackageTests {
    /// What `check_package.py` knows, and the crate's own script.
    static let checks = [
        "agreement", "bagit", "bdbag", "citation", "crate", "datacite", "digests", "preservation", "profile",
        "provenance",
    ]

    /// What a keeper may write of a dataset.
    static let descriptions: [(name: String, changes: [String: String])] = [
        ("as it is", ["doi": "https://doi.org/10.5281/zenodo.1"]),
        (
            "texts that break readers",
            [
                "doi": "10.1000/a;(b)", "title": "\"A\" <b> & 'c': #d -->\n- e\r\n]]> é 漢字 עברית 🕊️ \u{85}\u{2028}%YAML",
                "description": String(repeating: "long: # \"text\" ", count: 700),
                "creators": "- a; [b]; null; 1; null",
                "rights_note": "</script>\u{2029}<!--", "keywords": "a, a, \"b\", : c", "contact": "a@example.org",
                "spatial_coverage": "{here}: & <there>", "publisher": "A publisher: \\ \"quoted\"",
            ]
        ),
        (
            "next to nothing",
            Dictionary(
                uniqueKeysWithValues: [
                    "description", "creators", "licence_url", "rights_note", "contact", "coverage_limits",
                    "temporal_coverage", "spatial_coverage", "keywords",
                ].map { ($0, "") }
            ).merging(["doi": "10.5281/zenodo.1", "licence": "LicenseRef-own"]) { $1 }
        ),
    ]

    @Test(arguments: descriptions.indices, checks)
    func accepted(description: Int, check: String) throws {
        let bag = try SampleBag(changing: Self.descriptions[description].changes)
        try PythonRunner.expectSuccess(Self.script(check), Self.arguments(check, bag), in: .packages)
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let check: String
        let file: String
        let text: String
        let other: String

        init(_ check: String, _ file: String, _ text: String, _ other: String) {
            (self.check, self.file, self.text, self.other) = (check, file, text, other)
        }

        var testDescription: String { "\(check), \(file): \(text.debugDescription) became \(other.debugDescription)" }
    }

    static let damages = [
        Damage("agreement", "data/README.txt", "release", "re"),
        Damage("agreement", "metadata/prov.jsonld", "\"dcat:byteSize\":\"", "\"dcat:byteSize\":\"1"),
        Damage("agreement", "metadata/premis.xml", "<size>", "<size>1"),
        Damage("agreement", "data/ro-crate-metadata.json", "\"contentSize\"", "\"size\""),
        Damage("bagit", "data/csv/persons.csv", "id", "ID"),
        Damage("bagit", "bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1"),
        Damage("bagit", "metadata/quality.json", "release", "RELEASE"),
        Damage("bdbag", "data/csv/persons.csv", "id", "ID"),
        Damage("digests", "data/csv/persons.csv", "id", "ID"),
        Damage("digests", "metadata/quality.json", "release", "RELEASE"),
        Damage("citation", "data/CITATION.cff", "type: dataset", "type: data"),
        Damage("citation", "data/CITATION.cff", "license: \"CC-BY-4.0\"", "license: \"CC-BY-5.0\""),
        Damage("datacite", "metadata/datacite.json", "\"resourceTypeGeneral\": \"Dataset\"", "\"general\": \"Data\""),
        Damage("datacite", "metadata/datacite.json", "\"publicationYear\"", "\"year\""),
        Damage("preservation", "metadata/premis.xml", "<compositionLevel>0", "<compositionLevel>none"),
        Damage("preservation", "metadata/premis.xml", "xsi:type=\"file\"", "xsi:type=\"bundle\""),
        Damage("profile", "bag-info.txt", "Bagging-Date: ", "Bagging-Day: "),
        Damage("profile", "bag-info.txt", "Bag-Count: 1 of 1", "Bag-Count: 1 of 2"),
        Damage(
            "profile", "metadata/bagit-profile.json", "\"Manifests-Required\": [\n    \"sha512",
            "\"Manifests-Required\": [\n    \"sha256"),
        Damage("provenance", "metadata/prov.jsonld", "prov:hadPlan\":\"", "prov:hadNone\":\""),
        Damage("provenance", "metadata/prov.jsonld", "\"prov:wasGeneratedBy\":\"", "\"prov:wasGeneratedFor\":\""),
        // At REQUIRED and at RECOMMENDED.
        Damage("crate", "data/ro-crate-metadata.json", "\"license\":", "\"usageInfo\":"),
        Damage("crate", "data/ro-crate-metadata.json", "{\"@id\":\"csv/persons.csv\"},", ""),
        Damage("crate", "data/ro-crate-metadata.json", "\"sha512\":\"http", "\"sha511\":\"http"),
        Damage(
            "crate", "data/ro-crate-metadata.json", "\"encodingFormat\":[\"text/csv\",", "\"keywords\":[\"text/csv\","),
    ]

    @Test(arguments: damages)
    func damageIsFound(_ damage: Damage) throws {
        let bag = try SampleBag(changing: Self.descriptions[0].changes)
        try bag.replace(damage.text, with: damage.other, in: damage.file)
        try PythonRunner.expectFailure(Self.script(damage.check), Self.arguments(damage.check, bag), in: .packages)
    }

    @Test(arguments: ["agreement", "bagit", "bdbag", "crate", "digests"])
    func aMissingFileIsFound(check: String) throws {
        let bag = try SampleBag(changing: Self.descriptions[0].changes)
        try FileManager.default.removeItem(atPath: bag.path + "/data/csv/persons.csv")
        try PythonRunner.expectFailure(Self.script(check), Self.arguments(check, bag), in: .packages)
    }

    @Test(arguments: ["bagit", "bdbag"])
    func aFurtherFileIsFound(check: String) throws {
        let bag = try SampleBag(changing: Self.descriptions[0].changes)
        try Data("further".utf8).write(to: URL(fileURLWithPath: bag.path + "/data/further.txt"))
        try PythonRunner.expectFailure(Self.script(check), Self.arguments(check, bag), in: .packages)
    }

    private static func script(_ check: String) -> String {
        check == "crate" ? "packages/check_crate.py" : "packages/check_package.py"
    }

    private static func arguments(_ check: String, _ bag: SampleBag) -> [String] {
        check == "crate" ? [bag.path] : [check, bag.path]
    }
}
