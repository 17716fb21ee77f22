import CaseFiles
import CaseModel
import CasePackages
import Testing

/// Each code of an object has an object that is sound but for one thing.
@Suite struct OCFLObjectTests {
    /// What is changed in the inventories and then in the files, and a code that has to be among the findings.
    struct Case: CustomTestStringConvertible, Sendable {
        let code: String
        let object: @Sendable (inout TestObject) -> Void
        let files: @Sendable (inout TestTree) -> Void

        init(
            _ code: String, object: @escaping @Sendable (inout TestObject) -> Void = { _ in },
            files: @escaping @Sendable (inout TestTree) -> Void = { _ in }
        ) {
            self.code = code
            self.object = object
            self.files = files
        }

        /// Texts are replaced in the inventories of the object and of its last version.
        init(_ code: String, _ changes: (String, String)...) {
            self.init(code, object: { $0.last = changes })
        }

        var testDescription: String { code }
    }

    private static func findings(_ one: Case) throws -> FindingList {
        var object = TestObject()
        one.object(&object)
        var tree = object.tree
        one.files(&tree)
        return try tree.findings { OCFLVerifier.detect(in: $0) }
    }

    @Test(arguments: ["1.0", "1.1"])
    func aSoundObjectHasNoFindings(specification: String) throws {
        let findings = try Self.findings(Case("", object: { $0.specification = specification }))
        #expect(findings.isEmpty, "\(findings.findings.map(\.message))")
    }

    @Test(arguments: folders + inventories + versions + paths + digests + words)
    func code(_ one: Case) throws {
        let findings = try Self.findings(one)
        let codes = findings.counts.keys.map(\.name)
        #expect(
            codes.contains(one.code), "\(findings.findings.map { "\($0.code.name) \($0.place): \($0.message)" })")
    }

    static let folders = [
        Case("ocfl-e001", files: { $0.files["extra.txt"] = [] }),
        Case("ocfl-e001", files: { $0.files["extra/file"] = [] }),
        Case("ocfl-e002", files: { $0.files["ocfl_object_1.1"] = [] }),
        Case("ocfl-e003", files: { $0.files["0=ocfl_object_1.1"] = nil }),
        Case("ocfl-e003", files: { $0.files["0=ocfl_object_1.0"] = Array("ocfl_object_1.0\n".utf8) }),
        Case("ocfl-e004", files: { $0.files["ocfl_object_1.1"] = [] }),
        Case("ocfl-e005", files: { $0.files["1=ocfl_object_1.1"] = [] }),
        Case("ocfl-e006", files: { $0.files["0=ocfl_object_9.9"] = [] }),
        Case("ocfl-e007", files: { $0.files["0=ocfl_object_1.1"] = Array("ocfl_object_1.1".utf8) }),
        Case(
            "ocfl-e008", files: { $0.files = $0.files.filter { !$0.key.hasPrefix("v") && $0.key != "inventory.json" } }),
        Case("ocfl-e015", files: { $0.files["v1/extra.txt"] = [] }),
        Case(
            "ocfl-e016",
            files: {
                $0.files["v2/content/b.txt"] = nil
                $0.folders.append("v2")
            }),
        Case("ocfl-e023", files: { $0.files["v2/content/extra.txt"] = [] }),
        Case("ocfl-e024", files: { $0.folders.append("v1/content/empty") }),
        Case("ocfl-e063", files: { $0.files["inventory.json"] = nil }),
        Case("ocfl-e067", files: { $0.files["extensions/file"] = [] }),
        Case("ocfl-e090", files: { $0.links.append("v1/content/link") }),
        Case("ocfl-w002", files: { $0.files["v1/other/file"] = [] }),
        Case("ocfl-w003", files: { $0.folders.append("v3/content") }),
        Case("ocfl-w010", files: { $0.files = $0.files.filter { !$0.key.hasPrefix("v1/inventory") } }),
        Case("ocfl-w013", files: { $0.files["extensions/mine/file"] = [] }),
        Case("not-verified", files: { $0.files["extensions/0005-mutable-head/head/inventory.json"] = [] }),
    ]

    static let inventories = [
        Case("ocfl-e025", ("\"digestAlgorithm\": \"sha512\"", "\"digestAlgorithm\": \"md5\"")),
        Case("ocfl-e033", ("{\"id\"", "[{\"id\"")),
        Case("ocfl-e033", ("\"id\"", "\"head\": \"v2\", \"id\"")),
        Case("ocfl-e036", ("\"id\": \"urn:example:1\", ", "")),
        Case("ocfl-e037", ("\"urn:example:1\"", "1")),
        Case("ocfl-e037", ("urn:example:1", "urn:example:2")),
        Case("ocfl-e110", ("urn:example:1", "urn:example:2")),
        Case("ocfl-e038", ("ocfl.io/1.1", "ocfl.io/1.0")),
        Case("ocfl-e040", ("\"head\": \"v2\"", "\"head\": \"v1\"")),
        Case("ocfl-e041", ("\"manifest\"", "\"manifests\"")),
        Case("ocfl-e043", ("\"versions\"", "\"version\"")),
        Case("ocfl-e058", files: { $0.files["inventory.json.sha512"] = nil }),
        Case(
            "ocfl-e059",
            files: { $0.files["inventory.json.sha256"] = $0.files.removeValue(forKey: "inventory.json.sha512") }),
        Case("ocfl-e060", files: { $0.files["v1/inventory.json.sha512"] = $0.files["inventory.json.sha512"] }),
        Case("ocfl-e061", files: { $0.files["inventory.json.sha512"] = Array("abc\n".utf8) }),
        Case("ocfl-e064", files: { $0.files["inventory.json"]?.append(0x20) }),
        Case("ocfl-e102", ("{\"id\"", "{\"more\": {\"deep\": [1, 2]}, \"id\"")),
        Case(
            "ocfl-e103",
            object: {
                $0.specification = "1.0"; $0.first = [("ocfl.io/1.0", "ocfl.io/1.1")]
            }),
        Case("ocfl-e106", ("\"manifest\": {", "\"manifest\": [], \"more\": {")),
        Case(
            "ocfl-w005",
            object: {
                $0.last = [("urn:example:1", "one")]; $0.first = $0.last
            }),
    ]

    static let versions = [
        Case("ocfl-e009", object: { $0.last = [("\"v1\": {", "\"v3\": {")] }),
        Case("ocfl-e010", files: { $0.files = $0.files.filter { !$0.key.hasPrefix("v1/") } }),
        Case("ocfl-e010", ("\"v2\"", "\"v3\"")),
        Case("ocfl-e011", ("\"v1\"", "\"v01\""), ("\"v2\"", "\"v11\"")),
        Case("ocfl-e012", ("\"v2\"", "\"v02\"")),
        Case("ocfl-e013", ("\"v2\"", "\"v02\"")),
        Case("ocfl-e014", ("v2/content", "v02/content")),
        Case("ocfl-e044", ("\"versions\": {", "\"versions\": [], \"more\": {")),
        Case("ocfl-e045", ("\"versions\": {", "\"versions\": [], \"more\": {")),
        Case("ocfl-e046", files: { $0.files["v3/content/c.txt"] = [] }),
        Case("ocfl-e047", ("\"v1\": {", "\"v1\": 1, \"v3\": {")),
        Case("ocfl-e104", ("\"v1\": {", "\"1\": {")),
        Case("ocfl-e105", ("\"v1\": {", "\"v0\": {")),
        Case("ocfl-w001", ("\"v1\"", "\"v01\"")),
    ]

    static let paths = [
        Case("ocfl-e017", ("{\"id\"", "{\"contentDirectory\": \"a/b\", \"id\"")),
        Case("ocfl-e018", ("{\"id\"", "{\"contentDirectory\": \"..\", \"id\"")),
        Case("ocfl-e019", ("{\"id\"", "{\"contentDirectory\": \"content\", \"id\"")),
        Case("ocfl-e020", ("{\"id\"", "{\"contentDirectory\": \"other\", \"id\"")),
        Case("ocfl-e042", ("v2/content", "v2/contents")),
        Case("ocfl-e051", ("[\"b.txt\"]", "[1]")),
        Case("ocfl-e052", ("[\"b.txt\"]", "[\"a/../b.txt\"]")),
        Case("ocfl-e053", ("[\"b.txt\"]", "[\"/b.txt\"]")),
        Case("ocfl-e095", ("[\"b.txt\"]", "[\"a.txt\"]")),
        Case("ocfl-e095", ("[\"b.txt\"]", "[\"b-c\", \"b.txt\", \"b/c\", \"b\"]")),
        Case("ocfl-e099", ("v2/content/b.txt", "v2/content//b.txt")),
        Case("ocfl-e100", ("v2/content/b.txt", "v2/content/b.txt/")),
        Case("ocfl-e101", ("[\"v2/content/b.txt\"]", "[\"v2/content/b.txt\", \"v2/content/b.txt\"]")),
        Case("ocfl-e101", ("[\"v2/content/b.txt\"]", "[\"v2/content/b.txt\", \"v2/content/b.txt/c\"]")),
        Case("ocfl-e108", ("{\"id\"", "{\"contentDirectory\": \"a/b\", \"id\"")),
    ]

    private static func fixity(_ code: String, _ block: String) -> Case {
        Case(code, ("{\"id\"", "{\"fixity\": \(block), \"id\""))
    }

    static let digests = [
        fixity("ocfl-e029", "{\"sha1\": {\"zz\": [\"v1/content/a.txt\"]}}"),
        fixity("ocfl-e030", "{\"sha256\": {\"zz\": [\"v1/content/a.txt\"]}}"),
        Case("ocfl-e031", (TestObject.digestOfB, "0123")),
        fixity("ocfl-e032", "{\"blake2b-512\": {\"zz\": [\"v1/content/a.txt\"]}}"),
        fixity("unknown-algorithm", "{\"sha512/256\": {\"zz\": [\"v1/content/a.txt\"]}}"),
        Case("ocfl-e050", ("\"\(TestObject.digestOfB)\": [\"b", "\"\(TestObject.digestOfB.uppercased())\": [\"b")),
        fixity("ocfl-e056", "{\"crc\": {}}"),
        fixity("ocfl-e057", "{\"md5\": []}"),
        fixity("ocfl-e057", "{\"md5\": {\"zz\": [\"v1/content/a.txt\"]}}"),
        Case(
            "ocfl-e066",
            object: { $0.first = [("[\"a.txt\"]", "[\"other.txt\"]")] }),
        Case("ocfl-e092", files: { $0.files["v1/content/a.txt"] = TestObject.b }),
        Case("ocfl-e092", files: { $0.files["v2/content/b.txt"] = nil }),
        fixity(
            "ocfl-e093",
            "{\"md5\": {\"\(TestTree.hexadecimal(TestObject.b, .md5))\": [\"v1/content/a.txt\"]}}"),
        fixity("ocfl-e093", "{\"size\": {\"5\": [\"v1/content/a.txt\"]}}"),
        Case(
            "ocfl-e096",
            (
                "\"manifest\": {",
                "\"manifest\": {\"\(TestObject.digestOfA.uppercased())\": [\"v1/content/a.txt\"], "
            )),
        fixity(
            "ocfl-e097",
            "{\"md5\": {\"\(String(repeating: "a", count: 32))\": [], \"\(String(repeating: "A", count: 32))\": []}}"),
        Case("ocfl-e107", (", \"\(TestObject.digestOfB)\": [\"b.txt\"]", "")),
        fixity("ocfl-e111", "[]"),
    ]

    static let words = [
        Case("ocfl-e048", ("\"created\": \"2024-01-02T03:04:05Z\", ", "")),
        Case("ocfl-e049", ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05")),
        Case("ocfl-e049", ("2024-01-02T03:04:05Z", "2024-02-30T03:04:05Z")),
        Case("ocfl-e054", ("\"name\": \"n\", ", "")),
        Case("ocfl-e094", ("\"message\": \"m\"", "\"message\": 1")),
        Case(
            "ocfl-w007",
            object: {
                $0.last = [("\"message\": \"m\", ", "")]; $0.first = $0.last
            }),
        Case(
            "ocfl-w008",
            object: {
                $0.last = [(", \"address\": \"mailto:n@example.org\"", "")]; $0.first = $0.last
            }),
        Case(
            "ocfl-w009",
            object: {
                $0.last = [("mailto:n@example.org", "n")]; $0.first = $0.last
            }),
        Case("ocfl-w011", ("\"message\": \"m\"", "\"message\": \"other\"")),
    ]
}
