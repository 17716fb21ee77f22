import CaseFiles
import CaseModel
import CaseReleases
import CaseTesting
import Testing

/// What a package has to be, where somebody says it.
@Suite struct PackageKindTests {
    /// An empty directory says nothing of itself; what it lacks depends on what it has to be.
    @Test(
        arguments: [
            (nil, "no-package"), (.crate, "no-package"), (.bag, "bag-declaration"), (.ocflObject, "ocfl-e063"),
            (.ocflStorageRoot, "ocfl-e069"),
        ] as [(PackageKind?, String)])
    func emptyDirectory(kind: PackageKind?, code: String) async throws {
        let directory = try TemporaryDirectory()
        var options = VerificationOptions()
        options.kind = kind
        let outcome = try await verify(directory.path, options)
        #expect(outcome.findings.findings.map(\.code.name).contains(code), "\(outcome.findings.findings)")
    }

    /// A bag that has to be an object is none.
    @Test func bagIsNoObject() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", to: "bagit.txt")
        var options = VerificationOptions()
        options.kind = .ocflObject
        let outcome = try await verify(directory.path, options)
        #expect(outcome.kinds == ["OCFL object (OCFL of no version)"])
        #expect(outcome.findings.findings.map(\.code.name).contains("ocfl-e001"))
    }
}
