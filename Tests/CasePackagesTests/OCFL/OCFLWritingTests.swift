import CaseFiles
import CaseModel
import CasePackages
import CaseTesting
import Foundation
import Testing

/// What is written is what the verifier accepts, and no content is stored twice.
@Suite struct OCFLWritingTests {
    static let id = "https://example.org/cases/public"
    static let one = Array("one\n".utf8)
    static let two = Array("two\n".utf8)

    static func findings(_ root: SampleStorageRoot) throws -> FindingList {
        try TestTree(of: root.path).findings { OCFLVerifier.detect(in: $0) }
    }

    static func expectSound(_ root: SampleStorageRoot, _ place: SourceLocation = #_sourceLocation) throws {
        let findings = try findings(root)
        #expect(
            findings.isEmpty, "\(findings.findings.map { "\($0.code.name) \($0.place): \($0.message)" })",
            sourceLocation: place)
    }

    @Test func aRootWithoutObjectsIsSound() throws {
        for layout in [OCFLStorageRootLayout.flatDirect, .hashAndID] {
            try Self.expectSound(SampleStorageRoot(layout))
        }
    }

    @Test func contentIsStoredOnce() throws {
        let root = try SampleStorageRoot()
        let long = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        let versions: [(files: [String: [UInt8]], stored: [String])] = [
            (["a.txt": Self.one, "data/b.bin": long, "empty": []], ["a.txt", "data/b.bin", "empty"]),
            // Nothing changes.
            (["a.txt": Self.one, "data/b.bin": long, "empty": []], []),
            // One comes, one goes, one is renamed.
            (["c/d/e.txt": Self.two, "data/renamed.bin": long], ["c/d/e.txt"]),
            // What was gone comes back, another is there twice, and so is what is new.
            (
                ["a.txt": Self.one, "copy.txt": Self.two, "c.txt": Self.two, "new-1": [1], "new-2": [1], "also": []],
                ["new-1"]
            ),
            ([:], []),
            (["a.txt": Self.two], []),
        ]
        for (number, version) in versions.enumerated() {
            #expect(try root.add(Self.id, version.files) == version.stored, "v\(number + 1)")
            try Self.expectSound(root)
            let content = try root.folder(of: Self.id) + "/v\(number + 1)/content"
            let files = (try? FileManager.default.subpathsOfDirectory(atPath: content)) ?? []
            #expect(
                Set(version.stored).isSubset(of: files)
                    && files.filter { !isDirectory(content + "/" + $0) }.count == version.stored.count)
        }
    }

    private func isDirectory(_ path: String) -> Bool { fileType(path) == .directory }

    /// The first inventory, byte by byte: whoever reads the storage root in forty years sees this.
    @Test func anInventoryIsCanonical() throws {
        let root = try SampleStorageRoot()
        try root.add(Self.id, ["b.txt": Self.one, "a/\"q\"é.txt": Self.one, "z": []])
        try root.add(Self.id, ["b.txt": Self.two], created: "2026-11-22T02:00:00+01:00")
        let (one, two, empty) = (
            TestTree.hexadecimal(Self.one), TestTree.hexadecimal(Self.two), TestTree.hexadecimal([])
        )
        let manifest = [
            "    \"\(one)\": [\"v1/content/a/\\\"q\\\"é.txt\"]", "    \"\(two)\": [\"v2/content/b.txt\"]",
            "    \"\(empty)\": [\"v1/content/z\"]",
        ].sorted().joined(separator: ",\n")
        let state = ["        \"\(one)\": [\"a/\\\"q\\\"é.txt\", \"b.txt\"]", "        \"\(empty)\": [\"z\"]"].sorted()
        let user = "\"user\": {\"address\": \"https://example.org/caseexport\", \"name\": \"caseexport\"}"
        let expected = """
            {
              "digestAlgorithm": "sha512",
              "head": "v2",
              "id": "https://example.org/cases/public",
              "manifest": {
            \(manifest)
              },
              "type": "https://ocfl.io/1.1/spec/#inventory",
              "versions": {
                "v1": {
                  "created": "2026-11-21T02:00:00Z",
                  "message": "Release of 3 files",
                  "state": {
            \(state.joined(separator: ",\n"))
                  },
                  \(user)
                },
                "v2": {
                  "created": "2026-11-22T02:00:00+01:00",
                  "message": "Release of 1 files",
                  "state": {
                    "\(two)": ["b.txt"]
                  },
                  \(user)
                }
              }
            }

            """
        let folder = try root.folder(of: Self.id)
        let written = try readFile(folder + "/inventory.json")
        #expect(String(decoding: written, as: UTF8.self) == expected)
        #expect(
            try readFile(folder + "/inventory.json.sha512")
                == Array((TestTree.hexadecimal(written) + "  inventory.json\n").utf8))
        let again = Collected()
        try OCFLInventoryWriter.write(OCFLInventory(parsing: written)) { again.bytes += $0 }
        #expect(again.bytes == written)
    }

    private final class Collected { var bytes: [UInt8] = [] }

    /// Content that was written before is moved to where it belongs, and is held against what was announced.
    @Test func contentThatWasWrittenBefore() throws {
        let root = try SampleStorageRoot()
        func content(_ name: String, _ bytes: [UInt8]) throws -> OCFLContent {
            try OCFLContent(of: SampleStorageRoot.file(name, bytes), to: root.scratch(name)) { write in
                try bytes.withUnsafeBytes { try write($0) }
            }
        }
        let (good, other) = (try content("good", Self.one), try content("other", Self.two))
        let update = try root.update(Self.id, ["a.txt": Self.one])
        let staged = root.scratch("staged")
        try makeDirectories(staged)
        var wrong = try OCFLStaging(update, in: staged)
        #expect(throws: PackageProblem.self) { try wrong.put("a.txt", moving: other) }
        removeTree(staged)
        try makeDirectories(staged)
        var staging = try OCFLStaging(update, in: staged)
        try staging.put("a.txt", moving: good)
        #expect(throws: PackageProblem.self) { try staging.put("a.txt", moving: good) }
        try root.rename(try staging.finish(), from: staged, of: Self.id)
        try Self.expectSound(root)
        #expect(!isThere(root.scratch("good")))

        let reader = try OCFLObjectReader(root.folder(of: Self.id))
        let digest = SampleStorageRoot.digest(of: Self.one)
        #expect(reader.versionCount == 1)
        #expect(reader.state(of: 1) == ["a.txt": digest])
        #expect(reader.contentPath(of: digest) == "v1/content/a.txt")
        #expect(reader.contentPath(of: SampleStorageRoot.digest(of: Self.two)) == nil)
        #expect(throws: PackageProblem.self) { _ = try reader.open(SampleStorageRoot.digest(of: Self.two)) }
    }

    @Test(arguments: ["inventory.json", "inventory.json.sha512"])
    func aDamagedObjectIsNotRead(file: String) throws {
        let root = try SampleStorageRoot()
        try root.add(Self.id, ["a.txt": Self.one])
        let path = "\(try root.folder(of: Self.id))/\(file)"
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(throws: PackageProblem.self) { _ = try OCFLObjectReader(root.folder(of: Self.id)) }
    }

    /// Versions that a generator makes: every one is sound, and each content is there once in all of them.
    @Test(arguments: UInt64(1)...8) func randomVersions(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let root = try SampleStorageRoot()
        for _ in 1...12 {
            var files: [String: [UInt8]] = [:]
            for _ in 0..<Int.random(in: 0...9, using: &random) {
                let folder = random.pick(["", "a/", "a/b/", "a.b/", "A/"])
                files[folder + random.pick(["1", "2", "10", "é"])] = Array("\(random.next() % 7)".utf8)
            }
            try root.add(Self.id, files)
        }
        try Self.expectSound(root)
        let tree = try TestTree(of: root.path)
        let contents = tree.files.filter { $0.key.contains("/content/") }.map(\.value)
        #expect(Set(contents).count == contents.count, "seed \(seed)")
    }

    // MARK: Refusing

    private static func note(_ change: (inout OCFLVersionNote) -> Void = { _ in }) -> OCFLVersionNote {
        var note = OCFLVersionNote(created: "2026-11-21T02:00:00Z", message: "m", user: .init(name: "n"))
        change(&note)
        return note
    }

    @Test(arguments: [
        ["a", "a"], ["a", "a/b"], ["/a"], ["a/"], ["a//b"], ["a/../b"], ["."], [""], ["a\0b"],
    ]) func pathsThatAreNoneAreRefused(paths: [String]) throws {
        let state = paths.map { SampleStorageRoot.file($0, Self.one) }
        #expect(throws: PackageProblem.self) {
            try OCFLObjectUpdate(of: nil, id: Self.id, note: Self.note(), state: state)
        }
    }

    @Test func digestsAndNotesThatAreNoneAreRefused() throws {
        let good = SampleStorageRoot.file("a", Self.one)
        for digest in ["", "abc", good.sha512.uppercased(), String(good.sha512.dropLast()) + "g"] {
            let state = [OCFLFile(logicalPath: "a", sha512: digest, byteCount: 4)]
            #expect(throws: PackageProblem.self) {
                try OCFLObjectUpdate(of: nil, id: Self.id, note: Self.note(), state: state)
            }
        }
        let notes = [
            Self.note { $0.created = "2026-11-21" }, Self.note { $0.user?.name = "" },
            Self.note { $0.user?.address = "someone" },
        ]
        for note in notes {
            #expect(throws: PackageProblem.self) {
                try OCFLObjectUpdate(of: nil, id: Self.id, note: note, state: [good])
            }
        }
    }

    @Test func contentThatIsNotAsAnnouncedIsRefused() throws {
        let root = try SampleStorageRoot()
        for content in [Self.two, Array("one".utf8), Array("one\nmore".utf8), []] {
            let update = try root.update(Self.id, ["a.txt": Self.one])
            #expect(throws: PackageProblem.self) {
                try root.stage(update, ["a.txt": content], in: root.scratch("staged-\(content.count)"))
            }
        }
        let update = try root.update(Self.id, ["a.txt": Self.one])
        #expect(throws: PackageProblem.self) { try root.stage(update, [:], in: root.scratch("staged-none")) }
        #expect(!isThere(try root.folder(of: Self.id)))
    }

    @Test func anInventoryThatWouldBeTooLargeIsRefused() throws {
        let root = try SampleStorageRoot()
        let update = try OCFLObjectUpdate(
            of: nil, id: Self.id, note: Self.note(), state: [SampleStorageRoot.file("a", Self.one)],
            inventoryLimit: 300)
        #expect(throws: PackageProblem.self) { try root.stage(update, ["a": Self.one], in: root.scratch("staged")) }
    }

    /// Objects that no version is added to: with each, the reason is named.
    @Test(arguments: [
        ("\"type\": \"https://ocfl.io/1.1/", "\"type\": \"https://ocfl.io/1.0/", "OCFL 1.1"),
        ("\"digestAlgorithm\": \"sha512\"", "\"digestAlgorithm\": \"sha256\"", "not sound"),
        ("cases/public", "cases/other", "has the id"),
        ("\"head\"", "\"contentDirectory\": \"content\", \"head\"", ""),
        ("\"head\"", "\"fixity\": {\"md5\": {}}, \"head\"", "fixity"),
        ("\"v1\": {", "\"v01\": {", "not sound"),
        ("\"created\"", "\"made\"", "not sound"),
    ]) func othersObjectsAreLeftAlone(text: String, other: String, reason: String) throws {
        let root = try SampleStorageRoot()
        try root.add(Self.id, ["a.txt": Self.one])
        let path = try root.folder(of: Self.id) + "/inventory.json"
        let changed = String(decoding: try readFile(path), as: UTF8.self).replacingOccurrences(of: text, with: other)
        try Data(changed.utf8).write(to: URL(fileURLWithPath: path))
        // Whether by chance or by design, the sidecar says otherwise.
        let damaged = #expect(throws: PackageProblem.self) { try root.update(Self.id, ["a.txt": Self.two]) }
        #expect(damaged?.message.contains("digest") == true)
        try Data((TestTree.hexadecimal(Array(changed.utf8)) + "  inventory.json\n").utf8)
            .write(to: URL(fileURLWithPath: path + ".sha512"))
        guard !reason.isEmpty else {
            _ = try root.update(Self.id, ["a.txt": Self.two])
            return
        }
        let refused = #expect(throws: PackageProblem.self) { try root.update(Self.id, ["a.txt": Self.two]) }
        #expect(refused?.message.contains(reason) == true, "\(refused?.message ?? "")")
    }

    @Test func aFolderThatIsNoObjectIsLeftAlone() throws {
        let root = try SampleStorageRoot()
        try makeDirectories(try root.folder(of: Self.id))
        #expect(throws: PackageProblem.self) { try root.update(Self.id, ["a.txt": Self.one]) }
    }

    // MARK: Interruption

    /// Wherever an update is interrupted, it can be finished; before the first rename nothing has happened.
    @Test(arguments: 0...3) func anInterruptedUpdateIsFinished(renameCount: Int) throws {
        let root = try SampleStorageRoot()
        try root.add(Self.id, ["a.txt": Self.one])
        let object = try root.folder(of: Self.id)
        let files = ["a.txt": Self.two, "b.txt": Self.one]
        let staged = root.scratch("staged")
        let renames = try root.stage(try root.update(Self.id, files), files, in: staged)
        #expect(renames.map(\.final) == ["v2", "inventory.json.sha512", "inventory.json"])
        try root.rename(renames.prefix(renameCount), from: staged, of: Self.id)
        if renameCount == 0 || renameCount == 3 {
            #expect(try OCFLInterruptedUpdate(of: object) == nil)
        } else {
            #expect(throws: PackageProblem.self) { try root.update(Self.id, files) }
            let interrupted = try #require(try OCFLInterruptedUpdate(of: object))
            #expect(interrupted.versionNumber == 2)
            try makeDirectories(root.scratch("rest"))
            try root.rename(try interrupted.stage(in: root.scratch("rest")), from: root.scratch("rest"), of: Self.id)
        }
        try Self.expectSound(root)
        try root.add(Self.id, files)
        try Self.expectSound(root)
    }

    @Test func whatNoUpdateLeavesIsNotFinished() throws {
        let root = try SampleStorageRoot()
        for content in [Self.one, Self.two] { try root.add(Self.id, ["a.txt": content]) }
        let object = try root.folder(of: Self.id)
        for (file, bytes) in [("inventory.json", Array("{}".utf8)), ("v2/inventory.json.sha512", Self.one)] {
            let before = try readFile(object + "/" + file)
            try Data(bytes).write(to: URL(fileURLWithPath: object + "/" + file))
            #expect(throws: PackageProblem.self) { try OCFLInterruptedUpdate(of: object) }
            try Data(before).write(to: URL(fileURLWithPath: object + "/" + file))
        }
        #expect(try OCFLInterruptedUpdate(of: root.path + "/none") == nil)
        #expect(throws: PackageProblem.self) { try OCFLInterruptedUpdate(of: root.path) }
    }

    // MARK: Layout

    @Test func foldersFollowFromIds() {
        #expect(OCFLStorageRootLayout.flatDirect.folder(of: "cases-public_1.0") == "cases-public_1.0")
        for id in ["", "A", "a/b", "..", ".a", "é", "a b", "extensions"] {
            #expect(OCFLStorageRootLayout.flatDirect.folder(of: id) == nil, "\(id)")
        }
        #expect(OCFLStorageRootLayout.hashAndID.folder(of: "") == nil)
        // The examples of extension 0003.
        let long =
            "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"
        let examples = [
            "object-01": "3c0/ff4/240/object-01", "..hor/rib:le-$id": "487/326/d8c/%2e%2ehor%2frib%3ale-%24id",
            long + "a": "5cc/73e/648/\(long)-5cc73e648fbcff136510e330871180922ddacf193b68fdeff855683a01464220",
        ]
        for (id, folder) in examples { #expect(OCFLStorageRootLayout.hashAndID.folder(of: id) == folder) }
    }

    /// A name in place of a URI is sound, and not recommended.
    @Test func aPlainIdDrawsOneWarning() throws {
        let root = try SampleStorageRoot(.flatDirect)
        try root.add("cases-public", ["a.txt": Self.one])
        #expect(try Self.findings(root).counts.byName == ["ocfl-w005": 1])
    }
}

extension [FindingCode: Int] {
    fileprivate var byName: [String: Int] {
        [String: Int](uniqueKeysWithValues: map { ($0.key.name, $0.value) })
    }
}

extension TestTree {
    /// The files below a directory, and the folders that hold none.
    init(of directory: String) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            if fileType(directory + "/" + path) == .directory {
                folders.append(path)
            } else {
                files[path] = try readFile(directory + "/" + path)
            }
        }
    }
}
