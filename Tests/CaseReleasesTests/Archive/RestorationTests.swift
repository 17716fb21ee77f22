import CaseDisclosure
import CaseFiles
import CaseModel
import CasePackages
import CaseReleases
import CaseTesting
import Foundation
import Testing

/// Two releases of which the second has differences to the first: what is restored, and what is said where something is
/// damaged.
@Suite struct RestorationTests {
    private let repository: SampleRepository
    private let object: String
    /// What the second version has, by logical paths.
    private let state: [String: String]

    private static let dataset = RandomDataset(seed: 5, rowsPerTable: 700)

    /// Made once; each test damages a copy.
    private static let made = Task {
        var repository = try SampleRepository()
        try await repository.add(dataset, .small)
        try await repository.add(dataset.changed(oneIn: 100, seed: 1), .small)
        return repository
    }

    init() async throws {
        repository = try await Self.made.value.copied()
        object = try repository.object()
        state = try OCFLObjectReader(object).state(of: 2)
    }

    private func restore(_ number: Int, profile: String? = nil, to name: String = "restored") throws -> Restoration {
        try CaseReleases.restore(
            repository.path, release: repository.releases[number].id, profile: profile, to: repository.scratch(name))
    }

    private func verify() async throws -> FindingList {
        var findings = FindingList()
        try verifyDifferences(of: repository.layout.storageRoot, to: &findings)
        return findings
    }

    /// Where the content of a path of the second version is.
    private func content(_ path: String) throws -> String {
        let digest = try #require(state[path])
        return try object + "/" + #require(OCFLObjectReader(object).contentPath(of: digest))
    }

    private func damage(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        let file = URL(fileURLWithPath: try content(path))
        var bytes = [UInt8](try Data(contentsOf: file))
        change(&bytes)
        try Data(bytes).write(to: file)
    }

    // MARK: What there is

    @Test func aVersionSaysWhatItHas() throws {
        let patches = state.keys.filter { $0.hasPrefix("patch/") }
        #expect(patches.count > 5)
        for patch in patches {
            let path = String(patch.dropFirst("patch/".count).dropLast(".patch".count))
            #expect(state["base/" + path] != nil && state["bag/" + path] == nil, "\(path)")
            #expect(path.contains("/"), "\(path)")
            // The base is a whole file of the first version.
            #expect(try content("base/" + path).hasSuffix("/v1/content/bag/" + path))
        }
        for path in [
            "bag/bagit.txt", "bag/manifest-sha512.txt", "bag/tagmanifest-sha512.txt", "README.txt", "release.json",
        ] {
            #expect(state[path] != nil, "\(path)")
        }
        #expect(try content("README.txt").contains("/v1/"))
        let note = try JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: try content("release.json")))))
        #expect(note["release"]?.text == repository.releases[1].id)
        #expect(note["profile"]?.text == "small")
    }

    @Test func bothAreRestored() async throws {
        for (number, release) in repository.releases.enumerated() {
            let restored = try restore(number, to: "restored-\(number)")
            #expect(restored.release == release.id)
            let files = try SampleRepository.files(ofArchive: release.archive)
            #expect(restored.fileCount == files.count)
            #expect(restored.byteCount == files.values.reduce(0) { $0 + $1.count })
            for (path, bytes) in files {
                #expect(try repository.scratch.read("restored-\(number)/\(path)") == bytes, "\(path)")
            }
        }
        #expect(try await verify().isEmpty)
    }

    @Test func aCopyOfTheStorageRootIsEnough() throws {
        let copy = repository.scratch("copy")
        try copyTree(repository.layout.storageRoot, to: copy)
        let restored = try CaseReleases.restore(
            copy, release: repository.releases[1].id, profile: "small", to: repository.scratch("restored"))
        #expect(restored.profile == "small")
    }

    // MARK: What there is not

    @Test func noSuchRelease() throws {
        #expect(throws: FileProblem.self) { try restore(0, profile: "public") }
        #expect(throws: FileProblem.self) {
            try CaseReleases.restore(
                repository.path, release: "20200101T000000Z-0000", profile: nil, to: repository.scratch("restored"))
        }
        #expect(throws: FileProblem.self) {
            try CaseReleases.restore(
                repository.scratch.path, release: repository.releases[0].id, profile: nil,
                to: repository.scratch("restored"))
        }
        #expect(!isThere(repository.scratch("restored")))
    }

    @Test func nothingIsReplaced() throws {
        try repository.scratch.write("mine", to: "restored/file")
        #expect(throws: FileProblem.self) { try restore(1) }
        #expect(try repository.scratch.read("restored/file") == Array("mine".utf8))
    }

    /// A release of two profiles.
    @Test func whoseReleaseHasToBeSaid() async throws {
        var repository = repository
        var profile = Profile.small
        profile.name = "other"
        let id = repository.releases[0].id
        try await repository.add(RandomDataset(seed: 6, rowsPerTable: 20), profile, id: id)
        #expect(throws: RepositoryProblem.self) {
            try CaseReleases.restore(repository.path, release: id, profile: nil, to: repository.scratch("a"))
        }
        for name in ["small", "other"] {
            let restored = try CaseReleases.restore(
                repository.path, release: id, profile: name, to: repository.scratch(name))
            #expect(restored.profile == name)
        }
    }

    // MARK: What is damaged

    private static let table = "data/csv/persons.csv"

    @Test(arguments: ["patch/\(table).patch", "base/\(table)", "bag/manifest-sha512.txt"])
    func damageIsFound(path: String) async throws {
        try damage(path) { $0[$0.count / 2] ^= 1 }
        #expect(throws: PackageProblem.self) { try restore(1) }
        #expect(!isThere(repository.scratch("restored")))
        let findings = try await verify().findings
        #expect(findings.map(\.code) == [.releaseNotRestorable])
        #expect(findings.first?.message.hasPrefix("in v2, ") == true)
    }

    /// What is damaged elsewhere is no obstacle; a version that does not say what it holds is not found.
    @Test func anotherReleaseThatIsDamaged() throws {
        try damage("release.json") { $0[0] ^= 1 }
        #expect(try restore(0).release == repository.releases[0].id)
        #expect(throws: FileProblem.self) { try restore(1, to: "other") }
    }

    /// A whole line of the difference is gone.
    @Test func aDifferenceThatIsCutOff() async throws {
        try damage("patch/\(Self.table).patch") { $0.removeLast($0.count / 2) }
        let findings = try await verify().findings
        #expect(findings.map(\.code) == [.releaseNotRestorable])
        #expect(findings.first?.place.file?.hasSuffix("/v2/content/patch/\(Self.table).patch") == true)
    }

    @Test func aWholeFileThatIsDamaged() throws {
        try damage("bag/bag-info.txt") { $0[0] ^= 1 }
        #expect(throws: PackageProblem.self) { try restore(1) }
    }

    /// The finding comes with those of a repository.
    @Test func itIsAmongTheFindingsOfARepository() async throws {
        try damage("patch/\(Self.table).patch") { $0[$0.count / 2] ^= 1 }
        try repository.scratch.write("{\"format\": \"caseexport-repository/1\"}", to: "repository/caseexport.json")
        var options = VerificationOptions()
        let outcomes = try #require(try await verifyRepository(repository.path, since: nil, options))
        #expect(outcomes.last?.findings.counts[.releaseNotRestorable] == 1)
        options.level = .quick
        let quick = try #require(try await verifyRepository(repository.path, since: nil, options))
        #expect(quick.last?.findings.counts[.releaseNotRestorable] == nil)
    }

    /// A new release does not depend on what is damaged: it is kept whole.
    @Test func theNextReleaseAfterDamage() async throws {
        var repository = repository
        try damage("base/\(Self.table)") { $0[$0.count / 2] ^= 1 }
        try await repository.add(Self.dataset.changed(oneIn: 100, seed: 2), .small)
        let state = try OCFLObjectReader(object).state(of: 3)
        #expect(state["bag/\(Self.table)"] != nil)
        let restored = try CaseReleases.restore(
            repository.path, release: repository.releases[2].id, profile: nil, to: repository.scratch("restored"))
        #expect(restored.fileCount > 10)
    }
}
