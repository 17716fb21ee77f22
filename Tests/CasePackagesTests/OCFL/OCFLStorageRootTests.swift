import CaseModel
import CasePackages
import Testing

/// Each code of a storage root has one that is sound but for one thing.
@Suite struct OCFLStorageRootTests {
    private static func root(_ version: String = "1.1") -> TestTree {
        var tree = TestTree()
        tree.files["0=ocfl_\(version)"] = Array("ocfl_\(version)\n".utf8)
        var object = TestObject()
        object.specification = version
        for (path, bytes) in object.tree.files { tree.files["ab/cd/object/" + path] = bytes }
        return tree
    }

    private static func findings(_ tree: TestTree) throws -> FindingList {
        try tree.findings { OCFLVerifier.detect(in: $0) }
    }

    @Test(arguments: ["1.0", "1.1"]) func aSoundRootHasNoFindings(version: String) throws {
        var tree = Self.root(version)
        tree.files["ocfl_1.1.md"] = []
        tree.files["ocfl_layout.json"] = Array(
            #"{"extension": "0004-hashed-n-tuple-storage-layout", "description": "d"}"#.utf8)
        tree.files["extensions/0004-hashed-n-tuple-storage-layout/config.json"] = []
        let findings = try Self.findings(tree)
        #expect(findings.isEmpty, "\(findings.findings.map { "\($0.code.name) \($0.message)" })")
    }

    static let changes: [(String, @Sendable (inout TestTree) -> Void)] = [
        ("ocfl-e069", { $0.files["0=ocfl_1.1"] = nil }),
        ("ocfl-e070", { $0.files["ocfl_layout.json"] = Array("{}".utf8) }),
        ("ocfl-e071", { $0.files["ocfl_layout.json"] = Array(#"{"extension": "mine", "description": "d"}"#.utf8) }),
        ("ocfl-e072", { $0.files["ab/file"] = [] }),
        ("ocfl-e073", { $0.folders.append("ab/empty") }),
        ("ocfl-e076", { $0.files["0=ocfl_1.0"] = Array("ocfl_1.0\n".utf8) }),
        ("ocfl-e078", { $0.files["1=ocfl_1.1"] = [] }),
        ("ocfl-e079", { $0.files["0=ocfl_9.9"] = [] }),
        ("ocfl-e075", { $0.files["ocfl_1.1"] = $0.files.removeValue(forKey: "0=ocfl_1.1") }),
        ("ocfl-e080", { $0.files["0=ocfl_1.1"] = Array("ocfl_1.0\n".utf8) }),
        (
            "ocfl-e081",
            {
                $0.files["0=ocfl_1.1"] = nil; $0.files["0=ocfl_1.0"] = Array("ocfl_1.0\n".utf8)
            }
        ),
        ("ocfl-e084", { $0.files["ab/file"] = [] }),
        ("ocfl-e085", { $0.files["ab/other/file"] = [] }),
        (
            "ocfl-e086",
            {
                $0.files["0=ocfl_1.1"] = nil
                $0.files["0=ocfl_1.0"] = Array("ocfl_1.0\n".utf8)
                $0.files["extensions/file"] = []
            }
        ),
        ("ocfl-e088", { $0.files["ab/0=ocfl_1.1"] = Array("ocfl_1.1\n".utf8) }),
        ("ocfl-e092", { $0.files["ab/cd/object/v1/content/a.txt"] = [] }),
        ("ocfl-e112", { $0.files["extensions/file"] = [] }),
        ("ocfl-e037", { for (path, bytes) in TestObject().tree.files { $0.files["ab/cd/twin/" + path] = bytes } }),
        ("ocfl-w015", { for (path, bytes) in TestObject().tree.files { $0.files["top/" + path] = bytes } }),
        ("ocfl-w016", { $0.files["extensions/mine/config.json"] = [] }),
    ]

    @Test(arguments: changes.indices)
    func code(_ index: Int) throws {
        let (code, change) = Self.changes[index]
        var tree = Self.root()
        change(&tree)
        let findings = try Self.findings(tree)
        #expect(
            findings.counts.keys.contains { $0.name == code },
            "\(findings.findings.map { "\($0.code.name) \($0.place): \($0.message)" })")
    }

    /// Nothing says that an empty folder should be an object; who says so is told what is missing.
    @Test func anEmptyFolder() throws {
        var tree = TestTree()
        tree.files[".keep"] = []
        #expect(OCFLVerifier.detect(in: tree.tree()) == nil)
        let codes = try tree.findings { _ in OCFLVerifier(isStorageRoot: false) }.counts.keys.map(\.name)
        #expect(Set(codes).isSuperset(of: ["ocfl-e003", "ocfl-e063"]))
    }
}
