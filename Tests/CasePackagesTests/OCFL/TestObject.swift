import CaseArchive
import CaseFiles
import CaseModel
import CasePackages

/// Files that a test verifies as a package, without a disk: path and bytes, and folders that are in the tree themselves.
struct TestTree {
    var files: [String: [UInt8]] = [:]
    var folders: [String] = []
    var links: [String] = []

    /// The tree, as the pass over a container would make it.
    func tree() -> PackageTree {
        final class Contents { var bytes: [[UInt8]] = [] }
        let contents = Contents()
        let tree = PackageTree(.directory) { number, body in
            try contents.bytes[number].withUnsafeBytes { try body($0) }
        }
        var members = files.map { (path: Array($0.key.utf8), kind: ArchiveMember.Kind.file, bytes: $0.value) }
        members += folders.map { (Array($0.utf8), .directory, []) }
        members += links.map { (Array($0.utf8), .symbolicLink, []) }
        for member in members.sorted(by: { $0.path.lexicographicallyPrecedes($1.path) })
        where tree.insert(member.path, kind: member.kind, byteCount: member.bytes.count) != nil {
            contents.bytes.append(member.bytes)
        }
        return tree
    }

    /// Plans, hashes and reports.
    func findings(_ verifier: (PackageTree) -> (any PackageVerifier)?) throws -> FindingList {
        let tree = tree()
        var findings = FindingList()
        guard var verifier = verifier(tree) else { return findings }
        var plan = DigestPlan(count: tree.count)
        try verifier.plan(tree, &plan)
        for number in 0..<tree.count {
            for algorithm in plan[number].each {
                tree.set(try Self.digest(tree.bytes(number), algorithm), of: number, algorithm)
            }
        }
        try verifier.report(tree, level: .complete, to: &findings)
        return findings
    }

    static func digest(_ bytes: [UInt8], _ algorithm: DigestAlgorithm) -> [UInt8] {
        var digests = DigestComputation(DigestAlgorithms([algorithm]))
        bytes.withUnsafeBytes { digests.update($0) }
        return digests.digest(algorithm) ?? []
    }

    static func hexadecimal(_ bytes: [UInt8], _ algorithm: DigestAlgorithm = .sha512) -> String {
        digest(bytes, algorithm).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// An object of two versions: the first has `a.txt`, the second `b.txt` as well.
struct TestObject {
    var specification = "1.1"
    /// Texts that are replaced in the inventories before their sidecars are written: of the object and its last
    /// version, and of the first.
    var last: [(String, String)] = []
    var first: [(String, String)] = []

    static let a = Array("one\n".utf8)
    static let b = Array("two\n".utf8)
    static var digestOfA: String { TestTree.hexadecimal(a) }
    static var digestOfB: String { TestTree.hexadecimal(b) }

    private static func version(_ state: String) -> String {
        """
        {"created": "2024-01-02T03:04:05Z", "message": "m", "user": {"name": "n", "address": "mailto:n@example.org"}, \
        "state": {\(state)}}
        """
    }

    private func inventory(of head: Int) -> String {
        let a = "\"\(Self.digestOfA)\": [\"a.txt\"]"
        let b = "\"\(Self.digestOfB)\": [\"b.txt\"]"
        let manifestA = "\"\(Self.digestOfA)\": [\"v1/content/a.txt\"]"
        let manifestB = "\"\(Self.digestOfB)\": [\"v2/content/b.txt\"]"
        let versions = ["\"v1\": \(Self.version(a))", "\"v2\": \(Self.version(a + ", " + b))"]
        return """
            {"id": "urn:example:1", "type": "https://ocfl.io/\(specification)/spec/#inventory", \
            "digestAlgorithm": "sha512", "head": "v\(head)", \
            "manifest": {\(head == 1 ? manifestA : manifestA + ", " + manifestB)}, \
            "versions": {\(versions[..<head].joined(separator: ", "))}}
            """
    }

    /// The object's files, each with its path from its folder.
    var tree: TestTree {
        var tree = TestTree()
        tree.files["0=ocfl_object_\(specification)"] = Array("ocfl_object_\(specification)\n".utf8)
        tree.files["v1/content/a.txt"] = Self.a
        tree.files["v2/content/b.txt"] = Self.b
        put(changed(inventory(of: 1), first), in: "v1/", &tree)
        put(changed(inventory(of: 2), last), in: "v2/", &tree)
        put(changed(inventory(of: 2), last), in: "", &tree)
        return tree
    }

    private func changed(_ text: String, _ changes: [(String, String)]) -> String {
        changes.reduce(text) { text, change in
            var parts: [Substring] = []
            var rest = text[...]
            while let range = rest.firstRange(of: change.0) {
                parts += [rest[..<range.lowerBound], change.1[...]]
                rest = rest[range.upperBound...]
            }
            return (parts + [rest]).joined()
        }
    }

    private func put(_ inventory: String, in folder: String, _ tree: inout TestTree) {
        let bytes = Array(inventory.utf8)
        tree.files[folder + "inventory.json"] = bytes
        tree.files[folder + "inventory.json.sha512"] = Array(
            (TestTree.hexadecimal(bytes) + " inventory.json\n").utf8)
    }
}
