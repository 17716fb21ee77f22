import CaseTesting
import Foundation
import Testing

/// Programs that other people wrote take our storage roots for what they are.
@Suite struct StorageRootTests {
    private static let versions: [[String: [UInt8]]] = [
        ["a.txt": Array("one\n".utf8), "data/b.bin": Array(0...255), "empty": []],
        ["a.txt": Array("one\n".utf8), "data/b.bin": Array(0...255), "empty": []],
        ["data/é \"q\".txt": Array("two\n".utf8), "data/renamed.bin": Array(0...255), "also-empty": []],
        ["a.txt": Array("one\n".utf8), "copy.txt": [1], "copy-of-copy.txt": [1]],
    ]

    /// Objects of four versions and of one, and what each version holds.
    private static func make() throws -> SampleStorageRoot {
        let root = try SampleStorageRoot()
        var expected: [String: [[String: String]]] = [:]
        for (id, versions) in [(id, versions), ("urn:example:researcher", Array(versions.prefix(1)))] {
            for files in versions { try root.add(id, files) }
            let folder = try root.folder(of: id).dropFirst(root.path.count + 1)
            expected[String(folder)] = versions.map { $0.mapValues { SampleStorageRoot.digest(of: $0) } }
        }
        try JSONEncoder().encode(expected).write(to: URL(fileURLWithPath: root.scratch("expected.json")))
        return root
    }

    private static let id = "https://example.org/cases/public"

    private static func arguments(_ root: SampleStorageRoot) -> [String] { [root.path, root.scratch("expected.json")] }

    @Test func accepted() throws {
        let root = try Self.make()
        try PythonRunner.expectSuccess("packages/check_ocfl.py", Self.arguments(root), in: .packages)
    }

    @Test(arguments: [
        ("v1/content/a.txt", "other\n"), ("v3/inventory.json.sha512", "0  inventory.json\n"), ("extra.txt", ""),
        ("0=ocfl_object_1.1", "ocfl_1.0\n"),
    ]) func damageIsFound(file: String, text: String) throws {
        let root = try Self.make()
        try Data(text.utf8).write(to: URL(fileURLWithPath: try root.folder(of: Self.id) + "/" + file))
        try PythonRunner.expectFailure("packages/check_ocfl.py", Self.arguments(root), in: .packages)
    }
}
